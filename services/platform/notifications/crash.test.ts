/** `kill -9` at every kind of write: nothing is lost, and nothing is told twice to whoever honours an id. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { newId } from '@kernos/kernel/ids';
import { Store } from '@kernos/kernel/store';
import { startHooks, startMailServer, startNotifications, until } from './notifications.fixture.ts';
import type { Announcement, VictimOptions } from './victim.fixture.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-crash-'));
const postgres = await startPostgres({ dataDir: join(folder, 'pg'), durable: false });
const store = new Store(postgres.url, { connections: 2 });
const [mail, hooks] = [await startMailServer(), await startHooks()];
after(async () => {
  await store.close();
  await postgres.stop();
  await mail[Symbol.asyncDispose]();
  await hooks[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const LEASE_MS = 31_000;
const env = {
  ...{ PORT: '0', DEMO: 'off', LOG_LEVEL: 'silent', LOOPBACK_TARGETS: 'on', ...mail.env },
  ...{ KERNOS_DATA: folder, DATABASE_URL: postgres.url },
};
let started = 0;

async function start(crashAt?: string): Promise<ChildProcess> {
  const remote = process.env.KERNOS_TEST_REMOTE === '1';
  const options: VictimOptions = { env, remote, ahead: started * LEASE_MS, ...(crashAt && { crashAt }) };
  started += 1;
  const victim = fork(fileURLToPath(new URL('./victim.fixture.ts', import.meta.url)), [
    JSON.stringify(options),
  ]);
  await Promise.race([once(victim, 'message'), once(victim, 'exit')]);
  return victim;
}

async function announce(victim: ChildProcess, message: Announcement): Promise<void> {
  if (victim.exitCode !== null || victim.signalCode !== null) return;
  victim.send(message, () => undefined);
  await Promise.race([once(victim, 'message'), once(victim, 'exit')]);
}

/** Ends it by a signal, if it has not ended by itself; a process that gave up says why on standard error. */
async function end(victim: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  assert.notEqual(victim.exitCode, 1, 'it could not start, or could not announce');
  if (victim.exitCode !== null || victim.signalCode !== null) return;
  victim.kill(signal);
  await once(victim, 'exit');
}

const ask = async <Row>(text: string): Promise<Row[]> => (await store.query<Row>({ text })).rows;

test('whatever write the process dies at, everybody is told once', async (t) => {
  const organizationId = newId();
  const course = { courseId: newId(), title: 'Knots', instructorId: newId() };
  const learnerId = newId();
  const first = await start();
  await announce(first, {
    ...{ type: 'course.published', organizationId },
    data: { ...course, audience: 'open', version: 1, capacity: null, waitlist: false, lessonIds: [] },
  });
  await end(first, 'SIGTERM');
  // As earlier versions kept it: the next start encrypts it.
  await store.query({
    text: `INSERT INTO notifications.endpoints (id, organization_id, type, name, plain_url, plain_secret, events, created_at)
           VALUES ($1, $2, 'webhook', 'Hook', $3, $4, '{enrollment.created}', now())`,
    values: [newId(), organizationId, `${hooks.url}/hook`, `whsec_${Buffer.alloc(24).toString('base64')}`],
  });
  const open = `SELECT FROM kernel.outbox o JOIN kernel.consumers c ON o.type = ANY (c.types)
     WHERE c.name NOT LIKE '%.workflows' AND NOT EXISTS (SELECT FROM kernel.inbox i WHERE i.consumer = c.name AND i.message_id = o.id)`;
  let kills = 0;
  for (let n = 1; n <= 12; n += 1) {
    const victim = await start(`${n % 2 === 0 ? 'before' : 'after'}-commit@${n + 4}`);
    const data = { enrollmentId: newId(), courseId: course.courseId, learnerId };
    await announce(victim, { type: 'enrollment.created', data, organizationId });
    // It dies at one of its writes, or has done all of them.
    while (victim.signalCode === null && (await ask(open)).length > 0) await sleep(20);
    if (victim.signalCode === 'SIGKILL') kills += 1;
    else await end(victim, 'SIGKILL');
  }
  const last = await start();
  const deadline = Date.now() + 60_000;
  while ((await ask(open)).length > 0) {
    assert.ok(Date.now() < deadline, 'everything that was announced has had its effects');
    await sleep(50);
  }
  await end(last, 'SIGTERM');

  const [counts] = await ask<{ announced: number; entries: number; last: number }>(
    `SELECT (SELECT count(*) FROM kernel.outbox WHERE type = 'enrollment.created') AS announced,
            (SELECT count(*) FROM notifications.inbox WHERE kind = 'learning.enrolled') AS entries,
            (SELECT last FROM notifications.counters WHERE recipient_id = '${learnerId}') AS last`,
  );
  const announced = counts?.announced ?? 0;
  assert.ok(announced >= 3, `only ${announced} were announced`);
  assert.deepEqual([counts?.entries, counts?.last], [announced, announced]);
  const deliveries = await ask<{ id: string; channel: string; state: string }>(
    `SELECT id, channel, state FROM notifications.deliveries`,
  );
  assert.deepEqual([...new Set(deliveries.map(({ state }) => state))], ['sent']);
  const idsOf = (channel: string) =>
    deliveries
      .filter((row) => row.channel === channel)
      .map(({ id }) => id)
      .toSorted();
  const webhookIds = hooks.hits.map(({ headers }) => String(headers['webhook-id']));
  const messageIds = mail.mails.map(({ source }) => source.match(/^Message-ID: <([^@]+)@/m)?.[1] ?? '');
  const learners = messageIds.filter((id) => idsOf('email').includes(id));
  assert.deepEqual([...new Set(webhookIds)].toSorted(), idsOf('webhook'));
  assert.deepEqual([...new Set(learners)].toSorted(), idsOf('email'));
  assert.equal(idsOf('webhook').length, announced);
  assert.deepEqual(await ask('SELECT id FROM kernel.deliveries'), []);
  const again = webhookIds.length - announced + learners.length - idsOf('email').length;
  t.diagnostic(
    `${kills} kills, ${announced} enrollments told; ${again} repetitions, each with the id of the first`,
  );
  assert.ok(kills >= 8, `only ${kills} kills`);
});

test('two consumers of one delivery send it once', async () => {
  await using here = await startNotifications({ LOOPBACK_TARGETS: 'on' });
  const { system } = here;
  const { endpoint } = await here
    .as(here.admin)
    .createEndpoint({ type: 'webhook', name: 'Slow', url: `${hooks.url}/slow`, events: ['*'] });
  const slow = () => hooks.hits.filter(({ path }) => path === '/slow');
  await here.as(here.admin).testEndpoint({ endpointId: endpoint.id });
  await system.settled();
  hooks.hits.length = 0;
  const { promise: turnedAway, resolve: answer } = Promise.withResolvers<void>();
  hooks.answer = async () => {
    await turnedAway;
    return { status: 200 };
  };
  // Asked for twice at one moment, as where one process takes over from another that is not dead yet.
  await system.sql({
    text: `WITH again AS (UPDATE notifications.deliveries SET state = 'queued', attempts = 0, sent_at = NULL),
                tried AS (DELETE FROM notifications.tries)
           INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent)
           SELECT gen_random_uuid(), kind, type, source, gen_random_uuid()::text, organization_id, time, data, traceparent
             FROM kernel.outbox, generate_series(1, 2) WHERE type = 'notifications.webhook'`,
  });
  const isTurnedAway = async () => {
    const { rows } = await system.sql<{ error: string }>({
      text: `SELECT error FROM kernel.deliveries WHERE consumer = 'notifications.webhook' AND attempts > 0`,
    });
    return rows.length === 1 && /being sent elsewhere/.test(rows[0]?.error ?? '');
  };
  await until(isTurnedAway, 'the second consumer to be turned away').finally(answer);
  await system.settled();
  assert.equal(slow().length, 1);
});
