/** Handlers that meet errors of their own, or never end: their consumer goes on, and their message is dead at last. */
import assert from 'node:assert/strict';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { notesService } from '../../test/notes/notes.ts';
import { OutboxLog } from '../engines/outbox-log.ts';
import { freePort } from '../free-port.fixture.ts';
import { Metrics, Trace } from '../observability/telemetry.ts';
import { Store } from '../store/store.ts';
import { isUnreachable, OutcomeUnknown } from '../store/unreachable.ts';
import { startTestSystem } from '../testing.ts';
import { serviceActor } from '../unit-of-work/caller.ts';
import type { Job, Runtime } from '../unit-of-work/context.ts';
import { GivenUp, within } from '../unit-of-work/time-limit.ts';
import { work } from '../unit-of-work/work.ts';
import type { Consumer } from './consumer.ts';
import { Relay } from './relay.ts';

const system = await startTestSystem({ services: [notesService()] });
const store = new Store(system.system.databaseUrl);
const metrics = new Metrics();
const log = pino({ level: 'silent' });
const source = new OutboxLog({ store, log });
after(async () => {
  await store.close();
  metrics.stop();
  await system[Symbol.asyncDispose]();
});

const send = (type: string, text: string) =>
  store.query({
    text: `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
           VALUES (gen_random_uuid(), 'event', $1, 'test', $2, now(), to_jsonb($2::text), '00-0-0-00')`,
    values: [type, text],
  });

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 30_000; !(await done()); await sleep(5))
    assert.ok(Date.now() < deadline, 'waited in vain');
}

const relayOf = (consumer: Consumer) => new Relay(consumer, { store, source, log, metrics });

/** As `work` needs it here: the transaction is real, nothing else of the system is used. */
const runtime = Object.assign(Object.create(null), {
  store,
  log,
  clock: () => new Date(),
  crashPoint: () => undefined,
  hint: () => undefined,
  rowFacts: () => undefined,
}) as Runtime;
const jobOf = (signal: AbortSignal): Job => {
  const trace = new Trace();
  const actor = serviceActor('notes');
  const about = { service: 'notes', name: 'test', actor, organizationId: null, scope: 'platform' } as const;
  return { ...about, deadline: Date.now() + 60_000, trace, requestId: trace.spanId, signal };
};

describe('an error that a handler meets by itself', () => {
  const withCode = (code: string) => Object.assign(new Error(`connect ${code}`), { code });
  const errors: Record<string, () => Promise<Error> | Error> = {
    'a refused connection': async () =>
      fetch(`http://127.0.0.1:${await freePort()}`).then(
        () => assert.fail('nobody listens'),
        (error: Error) => error,
      ),
    'a refused connection to a database of its own': async () =>
      new pg.Client({ connectionString: `postgres://x@127.0.0.1:${await freePort()}/x` }).connect().then(
        () => assert.fail('nobody listens'),
        (error: Error) => error,
      ),
    'a statement of its own database that took too long': async () => {
      const own = new pg.Client({ connectionString: system.system.databaseUrl, statement_timeout: 10 });
      await own.connect();
      const error: Error = await own.query('SELECT pg_sleep(5)').then(
        () => assert.fail('it took long'),
        (thrown: Error) => thrown,
      );
      await own.end();
      return error;
    },
    'its own database being shut down': async () => {
      const own = new pg.Client({ connectionString: system.system.databaseUrl });
      own.on('error', () => undefined);
      await own.connect();
      return own.query('SELECT pg_terminate_backend(pg_backend_pid())').then(
        () => assert.fail('it was cut'),
        (error: Error) => error,
      );
    },
    ECONNRESET: () => withCode('ECONNRESET'),
    'EPIPE, as a cause': () => new Error('could not write', { cause: withCode('EPIPE') }),
    'a text like that of a lost connection': () => new Error('Connection terminated unexpectedly'),
  };

  test('is counted, and its message is dead at last; the next ones are handled', async () => {
    const names = Object.keys(errors);
    const seen: unknown[] = [];
    const relay = relayOf({
      ...{ name: 'test.own-errors', kind: 'event', types: ['handlers.own'] },
      deliver: async ({ data }) => {
        const failing = errors[data as string];
        if (failing) throw await failing();
        seen.push(data);
      },
    });
    for (const name of [...names, 'a good one']) await send('handlers.own', name);
    await relay.start();
    await until(() => seen.length === 1);
    await until(async () => {
      const { rows } = await store.query<{ key: string; attempts: number }>({
        text: `UPDATE kernel.deliveries SET next_attempt_at = CASE WHEN state = 'waiting' THEN now() ELSE next_attempt_at END
                WHERE consumer = 'test.own-errors' RETURNING key, attempts, state`,
      });
      relay.hint();
      return (
        rows.length === names.length && rows.every((row) => (row as { state?: string }).state === 'dead')
      );
    });
    await relay.stop();
  });

  test('what the store meets says that the database is away, also where it was wrapped', async () => {
    const url = new URL(system.system.databaseUrl);
    url.port = String(await freePort());
    const away = new Store(url.href, { connections: 1 });
    const error: Error = await away.query({ text: 'SELECT' }).then(
      () => assert.fail('nobody listens'),
      (thrown: Error) => thrown,
    );
    assert.equal(isUnreachable(error), true);
    assert.equal(isUnreachable(new Error('could not', { cause: error })), true);
    assert.equal(isUnreachable(Object.assign(new Error(error.message), { code: 'ECONNREFUSED' })), false);
    const binding = { service: 'notes', organizationId: null, actorId: null, scope: 'platform' } as const;
    const tx = away.transaction({ ...binding, readOnly: false });
    await assert.rejects(tx.query({ text: 'SELECT' }), (thrown) => isUnreachable(thrown));
    await away.close();
    const cut = store.transaction({ ...binding, readOnly: false });
    const { rows } = await cut.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' });
    await store.query({ text: 'SELECT pg_terminate_backend($1)', values: [rows[0]?.pid] });
    await assert.rejects(cut.query({ text: 'SELECT' }), (thrown) => isUnreachable(thrown));
    await cut.rollback();
  });

  test('so does what PostgreSQL is silent about; of a COMMIT that it does not answer nobody knows', async () => {
    const url = new URL(system.system.databaseUrl);
    const sockets: Socket[] = [];
    const between = createServer((near) => {
      const far = connect(join(url.searchParams.get('host') ?? '', '.s.PGSQL.5432'));
      sockets.push(near, far);
      for (const socket of [near, far]) socket.on('error', () => undefined);
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    const { port } = between.address() as AddressInfo;
    const through = new URL(url);
    through.searchParams.delete('host');
    through.host = `127.0.0.1:${port}`;
    const silent = new Store(through.href, { connections: 3, patienceMs: 1_000 });
    const binding = { service: 'notes', organizationId: null, actorId: null, scope: 'platform' } as const;
    const begun = [1, 2].map(() => silent.transaction({ ...binding, readOnly: false }));
    for (const tx of begun) await tx.query({ text: 'SELECT' });
    await silent.query({ text: 'SELECT' });
    // A connection that was idle for longer than that is as good as before.
    await sleep(1_100);
    for (const tx of begun) await tx.query({ text: 'SELECT' });
    for (const socket of sockets) socket.unpipe();
    await Promise.all([
      assert.rejects(silent.query({ text: 'SELECT' }), (thrown) => isUnreachable(thrown)),
      assert.rejects(begun[0]?.query({ text: 'SELECT' }) as Promise<unknown>, (thrown) =>
        isUnreachable(thrown),
      ),
      assert.rejects(begun[1]?.commit() as Promise<unknown>, OutcomeUnknown),
    ]);
    for (const tx of begun) await tx.rollback();
    for (const socket of sockets) socket.destroy();
    between.close();
    await silent.close();
  });

  test('a transaction that sits idle for too long is its handler’s doing', async () => {
    const binding = { service: 'notes', organizationId: null, actorId: null, scope: 'platform' } as const;
    const tx = store.transaction({ ...binding, readOnly: false });
    const { rows } = await tx.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' });
    await tx.query({ text: 'SET LOCAL idle_in_transaction_session_timeout = 50' });
    await until(async () => {
      const text = 'SELECT FROM pg_stat_activity WHERE pid = $1';
      return (await store.query({ text, values: [rows[0]?.pid] })).rowCount === 0;
    });
    await assert.rejects(tx.query({ text: 'SELECT' }), (thrown) => {
      assert.match((thrown as Error).message, /left idle/);
      return !isUnreachable(thrown);
    });
    await tx.rollback();
  });
});

describe('a handler that never ends', () => {
  test('is given up at its deadline: counted, told, and its consumer goes on', async () => {
    const seen: unknown[] = [];
    const told: unknown[] = [];
    const relay = relayOf({
      ...{ name: 'test.never', kind: 'event', types: ['handlers.never'], limitMs: 100 },
      deliver: async ({ data }, { signal, attempt }) => {
        if (data === 'stuck' && attempt === 1) {
          signal.addEventListener('abort', () => told.push(signal.reason));
          await new Promise(() => undefined);
        }
        seen.push(data);
      },
    });
    for (const text of ['stuck', 'other']) await send('handlers.never', text);
    await relay.start();
    await until(() => seen.length === 2);
    await relay.stop();
    assert.deepEqual(seen, ['other', 'stuck']);
    assert.match(String(told[0]), /did not end within 0.1 s/);
  });

  test('nothing of it commits later, whatever it waits for', async () => {
    await store.query({ text: 'CREATE TABLE notes.late (how text)' });
    await store.query({ text: 'GRANT ALL ON notes.late TO kernos_notes' });
    const insert = (how: string) => ({ text: 'INSERT INTO notes.late VALUES ($1)', values: [how] });
    const ended: Promise<unknown>[] = [];
    const end = Promise.withResolvers<void>();
    const givenUp = (how: (signal: AbortSignal) => Promise<unknown>) =>
      assert.rejects(
        within({ milliseconds: 300, name: 'test' }, (signal) => {
          const working = how(signal);
          ended.push(working.catch(() => undefined));
          return working;
        }),
        (error) => error instanceof GivenUp && error.reason === 'deadline',
      );
    await givenUp((signal) =>
      work(runtime, jobOf(signal), async ({ tx }) => {
        await tx.query(insert('waits for a promise'));
        await end.promise;
      }),
    );
    await givenUp((signal) =>
      work(runtime, jobOf(signal), async ({ tx }) => {
        await tx.query(insert('waits for a statement'));
        await tx.query({ text: 'SELECT pg_sleep(1)' });
      }),
    );
    const late: unknown[] = [];
    await givenUp((signal) =>
      work(runtime, jobOf(signal), async (ctx) => {
        await end.promise;
        for (const act of [
          () => ctx.tx.query(insert('begins late')),
          () => ctx.shortTransaction(({ tx }) => tx.query(insert('in a short one'))),
        ])
          await act().catch((error: unknown) => late.push(error));
      }),
    );
    end.resolve();
    await Promise.all(ended);
    await until(() => late.length === 2);
    // The server has noticed that those who asked are gone.
    await until(async () => {
      const { rows } = await store.query({
        text: `SELECT FROM pg_stat_activity WHERE datname = current_database() AND (state LIKE 'idle in%' OR query LIKE '%pg_sleep(1)')
                  AND pid <> pg_backend_pid()`,
      });
      return rows.length === 0;
    });
    assert.deepEqual((await store.query({ text: 'SELECT how FROM notes.late' })).rows, []);
    assert.equal(store.pool.totalCount - store.pool.idleCount, 0, 'no connection is kept');
  });

  test('does not hold up a stop; what it was given is delivered again, uncounted', async () => {
    let stuck = true;
    const attempts: number[] = [];
    const consumer: Consumer = {
      ...{ name: 'test.stopping', kind: 'event', types: ['handlers.stopping'] },
      deliver: async (_message, { attempt }) => {
        attempts.push(attempt);
        if (stuck) await new Promise(() => undefined);
      },
    };
    await send('handlers.stopping', 'stuck');
    const first = relayOf(consumer);
    await first.start();
    await until(() => attempts.length === 1);
    await first.stop(50);
    stuck = false;
    const second = relayOf(consumer);
    await second.start();
    await until(() => attempts.length === 2);
    await second.stop();
    assert.deepEqual(attempts, [1, 1]);
  });
});
