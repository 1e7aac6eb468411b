/** Every call that takes files gets the largest and oddest: as access.test.ts does it with JSON. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { JobThread } from '@kernos/kernel/job-thread';
import { holdsTheLoop } from '@kernos/kernel/longest-turn';
import { often } from '@kernos/kernel/often';
import { type College, foundCollege } from '@kernos/services/testing/college.fixture';
import { bearer } from '@kernos/services/testing/people.fixture';
import { services } from '../services.ts';
import { pathOf, type Reply, shown } from './attempt.fixture.ts';
import { expectations } from './expectations.fixture.ts';
import type { FormToSend } from './form-sender.fixture.ts';
import { largestForms } from './largest-forms.fixture.ts';
import { triesTheDoor } from './try-line.fixture.ts';

// It makes the forms and sends them: what it does is not counted as work of the thread that answers.
const sender = new JobThread<FormToSend, Reply>(new URL('./form-sender.fixture.ts', import.meta.url), {
  ...{ idle: 60_000, heapMb: 1_024 },
});
const calls = services
  .flatMap(({ calls = [] }) => calls.map(({ call }) => call))
  .filter(({ takes }) => takes.includes('multipart/form-data'));
// One in so many of them on each change, others on each day.
const step = largestForms.length / often(largestForms.length, 1);
const day = Math.floor(Date.now() / 86_400_000);

test('there are calls that take files', () => assert.ok(calls.length > 2));

// However services call each other, what they do with a form is the same.
if (triesTheDoor)
  describe('the largest form holds nobody else up, nor does what follows from it:', () => {
    let college: College;
    before(async () => {
      college = await foundCollege(services);
    });
    after(async () => {
      await sender[Symbol.asyncDispose]();
      await college[Symbol.asyncDispose]();
    });
    for (const [at, call] of calls.entries())
      for (const [index, { what }] of largestForms.entries()) {
        if ((day + at * 20 + index) % step !== 0) continue;
        test(`${call.id} with ${what}`, async () => {
          const { system, members } = college;
          const sent = (await expectations[call.id]?.send?.(college)) ?? {};
          const [field] = sent.form?.().keys() ?? [];
          assert.ok(field, 'its line sends no file');
          const headers = bearer(members.instructor.accessToken);
          const form = { index, field, method: call.method, url: system.url + pathOf(call, sent), headers };
          const send = async () => {
            const reply = await sender.run(form, 300_000);
            assert.ok(reply.status < 500, `it is answered ${shown(reply)}`);
            await system.settled();
          };
          assert.equal(await holdsTheLoop(send), null);
        });
      }
  });
