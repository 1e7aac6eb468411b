/** How far behind consumers are said to be. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { notes, notesService } from '../../test/notes/notes.ts';
import { Store } from '../store/store.ts';
import { startTestSystem } from '../testing.ts';
import { consumerLags } from './lag.ts';

const system = await startTestSystem({ services: [notesService()] });
after(() => system[Symbol.asyncDispose]());

test('lag is the age of the oldest message that a consumer has not reached, and told without reading a long backlog', async () => {
  await system.client(notes, system.person(['writer'])).write({ text: 'read by notes, not by others' });
  await system.settled();
  // One connection: what is asked is asked in one transaction, which counts the rows that it reads.
  const store = new Store(system.system.databaseUrl, { connections: 1 });
  await system.sql({
    text: `INSERT INTO kernel.consumers (name, types) VALUES ('late', '{note.written}'), ('rare', '{never}')`,
  });
  await system.sql({
    text: `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent, logged_at)
           SELECT gen_random_uuid(), 'event', 'note.other', 'notes', 'k', now(), '{}', '00-0-0-01', now()
             FROM generate_series(1, 50000)`,
  });
  await store.query({ text: 'BEGIN' });
  const lags = await consumerLags(store);
  const { rows } = await store.query<{ read: number }>({
    text: `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) AS read FROM pg_stat_xact_user_tables
            WHERE schemaname = 'kernel' AND relname LIKE 'outbox%'`,
  });
  await store.query({ text: 'COMMIT' });
  const read = rows[0]?.read ?? 0;
  assert.ok((lags.get('late') ?? 0) > 0);
  assert.equal(lags.get('rare'), 0);
  assert.equal(lags.get('notes'), 0);
  assert.ok(read > 0 && read < 50_000, `it read ${read} rows`);
  await system.sql({ text: `DELETE FROM kernel.consumers WHERE name IN ('late', 'rare')` });
  await system.sql({ text: `DELETE FROM kernel.outbox WHERE type = 'note.other'` });
  await store.close();
});
