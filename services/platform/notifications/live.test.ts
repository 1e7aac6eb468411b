/** The inbox in a page that is open: each entry comes by itself, once and in order, though the page was away. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionState, connectRealtime } from '@kernos/kernel/realtime-client';
import { notifications } from './contract.ts';
import { startNotifications } from './notifications.fixture.ts';

const here = await startNotifications();
after(() => here[Symbol.asyncDispose]());
const { system } = here;

test('who is enrolled hears of it in the page that is open', async (context) => {
  const learner = here.person();
  const had: { sequence: number; kind: string }[] = [];
  const states: ConnectionState[] = [];
  const until = async (entries: number) => {
    const deadline = Date.now() + 60_000;
    while (had.length < entries || states.length === 0) {
      assert.ok(Date.now() < deadline, `${had.length} entries came, not ${entries}`);
      await sleep(5);
    }
  };
  const open = () => {
    const live = connectRealtime({
      url: system.url,
      token: async () => system.token(learner),
      onState: (state) => states.push(state),
    });
    after(() => live.close());
    live.follow(notifications.calls.feed, {
      after: had.at(-1)?.sequence ?? 0,
      onItem: ({ sequence, kind }) => had.push({ sequence, kind }),
    });
    return live;
  };
  const live = open();
  await until(0);
  const began = performance.now();
  await here.enroll(await here.course('One'), learner);
  await until(1);
  context.diagnostic(`${Math.round(performance.now() - began)} ms from the event to the page`);
  live.close();
  for (const title of ['Two', 'Three']) await here.enroll(await here.course(title), learner);
  await system.settled();
  const back = open();
  await until(3);
  back.close();
  const { items } = await here.as(learner).feed({});
  assert.deepEqual(
    had,
    items.map(({ sequence, kind }) => ({ sequence, kind })),
  );
  assert.deepEqual(
    had.map(({ sequence }) => sequence),
    [1, 2, 3],
  );
});
