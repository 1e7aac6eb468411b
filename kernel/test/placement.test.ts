/** Two processes of one system on one database, each with some of its services: everything of a service is where it runs. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newId } from '../src/contract/ids.ts';
import { freePort } from '../src/free-port.fixture.ts';
import { startTestSystem } from '../src/testing.ts';
import { east, pairOf } from './pair/pair.fixture.ts';

const [one, two] = await Promise.all([freePort(), freePort()]);
const secret = { KERNOS_SECRET: 'a secret of this test, long enough' };
const doneHere: string[] = [];
const doneThere: string[] = [];

const first = await startTestSystem({
  services: pairOf((did) => doneHere.push(did)),
  env: {
    ...secret,
    PORT: String(one),
    SERVICES: 'east,test_sign_in',
    SERVICE_URLS: `west=http://127.0.0.1:${two}`,
  },
});

async function startSecond(): Promise<ChildProcess> {
  const { databaseUrl, config } = first.system;
  const child = fork(fileURLToPath(new URL('./pair/pair.fixture.ts', import.meta.url)), [], {
    env: {
      ...process.env,
      ...secret,
      PORT: String(two),
      SERVICES: 'west',
      SERVICE_URLS: `*=http://127.0.0.1:${one}`,
      DATABASE_URL: databaseUrl,
      KERNOS_DATA: config.dataDir,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message: { did?: string }) => message.did && doneThere.push(message.did));
  const url = new Promise<void>((resolve) => {
    child.on('message', (message: { url?: string }) => message.url && resolve());
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the second process ended with ${code} before it served`);
  });
  await Promise.race([url, ended]);
  ended.catch(() => undefined);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

let second = await startSecond();
after(async () => {
  await kill(second);
  await first[Symbol.asyncDispose]();
});

async function until(done: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await done()); await sleep(20))
    assert.ok(Date.now() < deadline, `waited in vain until ${what}`);
}

const triesTo = (what: string) => doneHere.filter((did) => did === `east tries to ${what}`).length;

const writer = first.person(['writer']);
const here = first.client(east.own, writer);

describe('a service that runs in another process', () => {
  test('does there whatever is to be done of it, and only there, once', async () => {
    const [mine, theirs] = [newId(), newId()];
    await here.begin({ thingId: mine });
    // Over HTTP, in the other process.
    await here.tell({ thingId: theirs });
    const ofEast = [`east printed ${mine}`, `east made ${mine}`, `east heard ${theirs}`];
    const ofWest = [`west printed ${theirs}`, `west made ${theirs}`, `west heard ${mine}`];
    await until(() => ofEast.every((did) => doneHere.includes(did)), 'east did everything');
    await until(() => ofWest.every((did) => doneThere.includes(did)), 'west did everything');
    const about = (done: readonly string[]) =>
      done.filter((did) => did.includes(mine) || did.includes(theirs));
    assert.deepEqual(about(doneHere).toSorted(), ofEast.toSorted());
    assert.deepEqual(about(doneThere).toSorted(), ofWest.toSorted());
  });

  test('has its jobs by the clock done there', async () => {
    // As if the last time had been long ago: the latest instant is caught up with.
    await first.sql({
      text: `UPDATE kernel.schedules SET done_until = now() - interval '1 hour', wake_at = now() - interval '1 minute'`,
    });
    const ticked = (done: readonly string[], name: string) =>
      done.some((did) => did.startsWith(`${name} ticked`));
    await until(() => ticked(doneHere, 'east') && ticked(doneThere, 'west'), 'both ticked');
    assert.ok(!ticked(doneHere, 'west') && !ticked(doneThere, 'east'));
  });

  test('while that is killed, answers 503 with a code and when to try again; then everything is made up for', async () => {
    assert.deepEqual(await here.ask({}), { said: 'this is west' });
    await kill(second);
    const asked = await fetch(`${first.url}/api/east/answer`, { headers: first.headers(writer) });
    assert.equal(asked.status, 503);
    assert.ok(Number(asked.headers.get('retry-after')) >= 1);
    assert.equal(((await asked.json()) as { code: string }).code, 'unavailable');
    await assert.rejects(here.tell({ thingId: newId() }), { status: 503, code: 'unavailable' });

    const meanwhile = newId();
    const tried = triesTo('make');
    await here.begin({ thingId: meanwhile });
    await until(() => triesTo('make') > tried, 'a step that needs it was tried');
    // Far more often than what fails may be tried: none of it counts.
    const before = triesTo('print');
    await until(async () => {
      await first.sql({
        text: `WITH due AS (UPDATE kernel.deliveries SET next_attempt_at = now() WHERE consumer = 'east.print')
               SELECT pg_notify('kernos_hints', 'revived test')`,
      });
      return triesTo('print') >= before + 10;
    }, 'it was tried ten times more');
    second = await startSecond();
    await until(() => doneThere.includes(`west heard ${meanwhile}`), 'west made up for it');
    const ofEast = [`east printed ${meanwhile}`, `east made ${meanwhile}`];
    await until(() => ofEast.every((did) => doneHere.includes(did)), 'what needed it was made up for');
    await until(
      () =>
        here.ask({}).then(
          () => true,
          () => false,
        ),
      'west answers again',
    );
  });

  test('whose connection breaks in the midst of a change may have made it: that is said, and the key finds out', async () => {
    // Takes the call, and dies before it answers: whoever tries again is refused, which tells nothing of the first try.
    await kill(second);
    const dying = createServer((socket) =>
      socket.once('data', () => {
        dying.close();
        socket.destroy();
      }),
    ).listen(two, '127.0.0.1');
    await once(dying, 'listening');
    const dead = once(dying, 'close');
    await assert.rejects(here.tell({ thingId: newId() }), { status: 503, code: 'outcome-unknown' });
    await dead;
    const asked = await fetch(`${first.url}/api/east/answer`, { headers: first.headers(writer) });
    assert.equal(((await asked.json()) as { code: string }).code, 'unavailable');
    second = await startSecond();
  });
});
