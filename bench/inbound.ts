/**
 * How many small messages of one TCP listener are persisted in a second: taken, read, known to be new, written with their
 * marks in one transaction after the other, and acknowledged. The limit beside it is plain pg, which writes the same rows
 * in statements of as many, from memory and with nothing else to do.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import pg from 'pg';
import { alternate, report, startServer, TURN_SECONDS, temporaryFolder } from './measure.ts';

/** Sent and not acknowledged, at most. */
const WINDOW = 4_000;
const AT_ONCE = 1_000;
const AT_LEAST_PER_SECOND = 5_000;

interface Started {
  readonly databaseUrl: string;
  readonly numbered: string;
  readonly keyed: string;
}

export async function benchInbound(): Promise<boolean> {
  await using folder = await temporaryFolder();
  await using server = await startServer(new URL('./inbound-server.ts', import.meta.url), {
    KERNOS_DATA: folder.path,
  });
  const { databaseUrl, numbered, keyed } = server.started as Started;
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const next = numbers();
    const limit = () => insertPlain(database);
    const byNumber = await alternate(
      () => stream(numbered, () => JSON.stringify({ source: 'bed 1', n: next(), value: 36.6 })),
      limit,
    );
    const run = process.pid;
    const byKey = await alternate(
      () => stream(keyed, () => JSON.stringify({ id: `${run}-${next()}`, value: 36.6 })),
      limit,
    );
    const { rows } = await database.query<{ wrong: string }>(
      `SELECT count(*) - count(DISTINCT sequence) AS wrong FROM measurements.measurements`,
    );
    if (rows[0]?.wrong !== '0') throw new Error(`${rows[0]?.wrong} measurements were written twice`);
    return [
      said('small messages of one listener, by number', byNumber),
      said('small messages of one listener, by key', byKey),
    ].every(Boolean);
  } finally {
    await database.end();
  }
}

function numbers(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}

/** The promise is a rate; the ratio to what PostgreSQL takes at all says how much of it is ours. */
function said(what: string, { ours, limit, ratio }: { ours: number; limit: number; ratio: number }): boolean {
  const atLeast = Number((AT_LEAST_PER_SECOND / limit).toFixed(3));
  const figure = `${ours.toFixed(0)}/s (promised ${AT_LEAST_PER_SECOND}/s)`;
  return report(what, figure, `plain inserts of ${AT_ONCE} rows ${limit.toFixed(0)}/s`, ratio, { atLeast });
}

/** Sends for one turn over one connection; gives the messages that were acknowledged in a second. */
async function stream(address: string, next: () => string): Promise<number> {
  const { hostname, port } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  let acknowledged = 0;
  let wake: () => void = () => undefined;
  const failed = once(socket, 'close').then(() => {
    throw new Error('the listener ended the connection');
  });
  failed.catch(() => undefined);
  socket.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 0x0a) acknowledged += 1;
    wake();
  });
  const heard = () =>
    Promise.race([
      failed,
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
    ]);
  const began = performance.now();
  let sent = 0;
  while (performance.now() - began < TURN_SECONDS * 1_000) {
    if (sent - acknowledged > WINDOW - 100) await heard();
    else {
      socket.write(Array.from({ length: 100 }, () => `${next()}\n`).join(''));
      sent += 100;
    }
  }
  while (acknowledged < sent) await heard();
  const perSecond = acknowledged / ((performance.now() - began) / 1_000);
  socket.destroy();
  return perSecond;
}

/** Rows of the same kind, in multi-row inserts one after the other, each committed. */
async function insertPlain(database: pg.Client): Promise<number> {
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < TURN_SECONDS * 1_000) {
    const numbers = Array.from({ length: AT_ONCE }, (_, n) => count + n);
    await database.query({
      name: 'plain',
      text: `INSERT INTO measurements.plain (organization_id, source, sequence, value)
             SELECT gen_random_uuid(), * FROM unnest($1::text[], $2::bigint[], $3::float8[])`,
      values: [numbers.map(() => 'bed 1'), numbers, numbers.map((n) => n / 7)],
    });
    count += AT_ONCE;
  }
  return count / ((performance.now() - began) / 1_000);
}

if (import.meta.main) process.exitCode = (await benchInbound()) ? 0 : 1;
