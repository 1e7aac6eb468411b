/** Rows come in camelCase whichever way a statement goes, and what stands inside values stays as it was written. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { notesService } from '../../test/notes/notes.ts';
import { newId } from '../contract/ids.ts';
import { startTestSystem } from '../testing.ts';
import { Store } from './store.ts';

const system = await startTestSystem({ services: [notesService()] });
const store = new Store(system.system.databaseUrl);
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
});

const binding = {
  ...{ service: 'notes', organizationId: newId(), actorId: null },
  ...({ scope: 'organization', readOnly: false } as const),
};

test('columns in SQL, properties in rows', async () => {
  const text = `SELECT n AS created_at, n AS "givenAt", n AS last_1_seen, n AS _private, n AS plain,
                       '{"not_touched": {"nor_this": 1}}'::jsonb AS as_written FROM generate_series(1, 2) n`;
  const row = (n: number) => ({
    ...{ createdAt: n, givenAt: n, last1Seen: n, _private: n, plain: n },
    asWritten: { not_touched: { nor_this: 1 } },
  });
  const expected = [row(1), row(2)];
  const alone = store.transaction(binding);
  const grouped = store.transaction(binding, 'key');
  // Prepared under a name, PostgreSQL describes its rows the second time too.
  for (const ask of [store, alone, grouped])
    for (const name of [{}, { name: 'casing' }, { name: 'casing' }])
      assert.deepEqual((await ask.query({ text, ...name })).rows, expected);
  await alone.commit();
  await grouped.commit();
  assert.deepEqual((await store.pool.query(text)).rows, expected);
});
