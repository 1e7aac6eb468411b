/** Replies that are lost between services: the call is made again, and who has answered is not taken to be away. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Type } from 'typebox';
import { contract, internal } from '../src/contract/contract.ts';
import { handle, service } from '../src/contract/service.ts';
import { asService, startTestSystem } from '../src/testing.ts';

/** More than a breaker takes one after another before it holds a service to be away. */
const CALLS = 30;

const asked = contract('asked', {
  calls: {
    arrive: {
      method: 'GET',
      path: '/asked/arrivals',
      summary: 'Answers when everybody has arrived',
      access: internal,
      reply: { 200: Type.Object({ arrived: Type.Integer() }) },
    },
  },
});
let arrived = 0;
const everybody = Promise.withResolvers<void>();
const system = await startTestSystem({
  remote: true,
  services: [
    service(asked, {
      calls: [
        handle(asked.calls.arrive, async () => {
          arrived += 1;
          if (arrived === CALLS) everybody.resolve();
          await everybody.promise;
          return { arrived };
        }),
      ],
    }),
  ],
});
after(() => system[Symbol.asyncDispose]());

test('many at once whose first replies are all lost get the second ones', async () => {
  const calls = Array.from({ length: CALLS }, () =>
    system.system.call(asked.calls.arrive, {}, asService(null)),
  );
  await Promise.all(calls);
  assert.equal(arrived, 2 * CALLS);
});
