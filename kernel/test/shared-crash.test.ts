/** `kill -9` while several effects of different keys stand in one transaction: each is there exactly once afterwards. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { client } from '../src/contract/client.ts';
import { newId } from '../src/contract/ids.ts';
import { freePort } from '../src/free-port.fixture.ts';
import { Store } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';
import { stamps, stampsService, type Uncommitted } from './stamps/stamps.fixture.ts';

const LETTERS = 40;
/** At which transactions of several wait at their COMMIT. */
const LOCK = 4711;

const [here, there] = await Promise.all([freePort(), freePort()]);
const secret = { KERNOS_SECRET: 'a secret of this test, long enough' };
// The service runs in the process that is killed, and nowhere else.
const system = await startTestSystem({
  services: [stampsService],
  env: {
    ...secret,
    PORT: String(here),
    SERVICES: 'test_sign_in',
    SERVICE_URLS: `stamps=http://127.0.0.1:${there}`,
  },
});
const store = new Store(system.system.databaseUrl, { connections: 2 });
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
});

interface Victim {
  readonly process: ChildProcess;
  readonly url: string;
  /** What stood in its transactions, as far as it came to say so. */
  readonly uncommitted: readonly Uncommitted[];
}

async function startVictim(crashAt = ''): Promise<Victim> {
  const { databaseUrl, config } = system.system;
  const child = fork(fileURLToPath(new URL('./stamps/stamps.fixture.ts', import.meta.url)), [], {
    env: {
      ...process.env,
      ...secret,
      PORT: String(there),
      SERVICES: 'stamps',
      SERVICE_URLS: `*=http://127.0.0.1:${here}`,
      DATABASE_URL: databaseUrl,
      KERNOS_DATA: config.dataDir,
      CRASH_AT: crashAt,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const uncommitted: Uncommitted[] = [];
  const serves = new Promise<string>((resolve, reject) => {
    child.on('message', (said: { url: string } | Uncommitted) =>
      'url' in said ? resolve(said.url) : uncommitted.push(said),
    );
    child.once('exit', (code) => reject(new Error(`the process ended with ${code} before it served`)));
  });
  return { process: child, url: await serves, uncommitted };
}

/** Asks for a stamp on each of so many letters, in one transaction; the process may die before it has answered. */
async function ask({ url }: Victim, atCommit = false) {
  const organizationId = newId();
  const letters = Array.from({ length: LETTERS }, (_, n) => `${organizationId} ${n}`);
  await client(stamps, { baseUrl: url })
    .ask({ organizationId, letters, atCommit })
    .catch(() => undefined);
  return organizationId;
}

/** Resolves when the process is dead and everything that it said was heard. */
async function dead({ process: child }: Victim): Promise<void> {
  await Promise.all([
    child.exitCode === null && child.signalCode === null && once(child, 'exit'),
    child.connected && once(child, 'disconnect'),
  ]);
}

/** How many stamps each transaction has left, by its id. */
async function committed(organizationId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await system.sql<{ xid: string; count: number }>({
    text: 'SELECT xid::text, count(*) FROM stamps.given WHERE organization_id = $1 GROUP BY xid',
    values: [organizationId],
  });
  return new Map(rows.map(({ xid, count }) => [xid, count]));
}

/** Of the transactions that were not committed, the largest number of letters in one. */
function mostTogether(uncommitted: readonly Uncommitted[], done: ReadonlyMap<string, number>): number {
  const open = Object.values(Object.groupBy(uncommitted, ({ xid }) => xid));
  return Math.max(0, ...open.map((all = []) => (done.has(all[0]?.xid ?? '') ? 0 : all.length)));
}

/** Starts the process again, and looks for each effect: the row, the event that tells of it, and what was handled. */
async function eachOnce(organizationId: string): Promise<void> {
  const next = await startVictim();
  await system.settled();
  const { rows } = await system.sql<Record<'given' | 'letters' | 'told' | 'handled', number>>({
    text: `SELECT (SELECT count(*) FROM stamps.given WHERE organization_id = $1) AS given,
                  (SELECT count(DISTINCT asked) FROM stamps.given WHERE organization_id = $1) AS letters,
                  (SELECT count(*) FROM kernel.outbox WHERE organization_id = $1 AND type = 'stamp.given') AS told,
                  (SELECT count(*) FROM kernel.inbox i JOIN kernel.outbox o ON o.id = i.message_id
                    WHERE i.consumer = 'stamps' AND o.organization_id = $1) AS handled`,
    values: [organizationId],
  });
  next.process.kill('SIGKILL');
  await dead(next);
  assert.deepEqual(rows, [{ given: LETTERS, letters: LETTERS, told: LETTERS, handled: LETTERS }]);
}

/** A machine that is too slow has them go alone, each after half a second: then it was another case. */
const TRIES = 10;

/** Has a process end at a crash point again and again, until `isMeant` says that it did so in the case that is meant. */
async function killAt(
  crashAt: string,
  isMeant: (uncommitted: readonly Uncommitted[], done: ReadonlyMap<string, number>) => boolean,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const victim = await startVictim(crashAt);
    const organizationId = await ask(victim);
    await dead(victim);
    assert.equal(victim.process.signalCode, 'SIGKILL');
    const wasMeant = isMeant(victim.uncommitted, await committed(organizationId));
    await eachOnce(organizationId);
    if (wasMeant) return;
    assert.ok(attempt < TRIES, 'they never shared a transaction');
  }
}

// The first commit is that of who asks.
test('killed while several stand in one open transaction', () =>
  killAt('before-commit@12', (uncommitted, done) => mostTogether(uncommitted, done) > 1));

test('killed after their COMMIT, before anything that follows', () =>
  killAt('after-commit@12', (_, done) => [...done.values()].some((count) => count > 1)));

test('killed while their COMMIT is under way', async () => {
  const lock = await store.pool.connect();
  await lock.query('SELECT pg_advisory_lock($1)', [LOCK]);
  const victim = await startVictim();
  const organizationId = await ask(victim, true);
  const waits = () =>
    system.sql({
      text: `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
      values: [LOCK],
    });
  for (const deadline = Date.now() + 60_000; (await waits()).rows.length === 0; await sleep(5))
    assert.ok(Date.now() < deadline, 'waited in vain for a COMMIT of several');
  const before = await committed(organizationId);
  victim.process.kill('SIGKILL');
  await dead(victim);
  lock.release(true);
  // PostgreSQL ends what was sent to it, for nobody.
  const lasting = async () => [...(await committed(organizationId))].filter(([xid]) => !before.has(xid));
  for (const deadline = Date.now() + 60_000; (await lasting()).length === 0; await sleep(5))
    assert.ok(Date.now() < deadline, 'waited in vain for that COMMIT to end');
  assert.ok((await lasting()).every(([, count]) => count > 1));
  await eachOnce(organizationId);
});
