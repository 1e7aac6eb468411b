/** The database as the second wall: what a service cannot do whatever its code says. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { contract } from '../src/contract/contract.ts';
import { newId } from '../src/contract/ids.ts';
import { service } from '../src/contract/service.ts';
import { migrate } from '../src/store/migrations.ts';
import { type Binding, Store } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';
import { notes, notesService } from './notes/notes.ts';

const system = await startTestSystem({ services: [notesService()] });
const store = new Store(system.system.databaseUrl);
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
});

const binding = (changes: Partial<Binding> = {}): Binding => ({
  service: 'notes',
  organizationId: newId(),
  actorId: null,
  scope: 'organization',
  readOnly: false,
  ...changes,
});

async function asNotes(text: string, values: unknown[] = [], changes: Partial<Binding> = {}) {
  const tx = store.transaction(binding(changes));
  try {
    return await tx.query<Record<string, unknown>>({ text, values });
  } finally {
    await tx.rollback();
  }
}

describe('a service’s transaction', () => {
  test('sees no row of another organization, even without a WHERE', async () => {
    const writer = system.person(['writer']);
    await system.client(notes, writer).write({ text: 'secret' });
    assert.equal((await asNotes('SELECT * FROM notes.notes')).rows.length, 0);
    assert.ok(
      (await asNotes('SELECT * FROM notes.notes', [], { organizationId: writer.organizationId })).rows
        .length > 0,
    );
  });

  test('cannot write a row for another organization', async () => {
    await assert.rejects(
      asNotes('INSERT INTO notes.notes (id, organization_id, text) VALUES ($1, $2, $3)', [
        newId(),
        newId(),
        'planted',
      ]),
      /row-level security/,
    );
  });

  test('cannot switch row-level security off, nor become the owner by RESET ROLE in the same statement', async () => {
    await assert.rejects(asNotes('ALTER TABLE notes.notes DISABLE ROW LEVEL SECURITY'), /must be owner/);
    await assert.rejects(asNotes('CREATE TABLE notes.mine ()'), /permission denied/);
  });

  test('cannot read what other messages said, nor another service’s replies', async () => {
    await assert.rejects(asNotes('SELECT * FROM kernel.outbox'), /permission denied/);
    await assert.rejects(asNotes('SELECT * FROM kernel.deliveries'), /permission denied/);
    await assert.rejects(asNotes('DELETE FROM kernel.workflows'), /permission denied/);
  });

  test('of a GET cannot write', async () => {
    const insert = 'INSERT INTO notes.notes (id, text) VALUES (gen_random_uuid(), $1)';
    await assert.rejects(asNotes(insert, ['x'], { readOnly: true }), /read-only transaction/);
  });

  test('takes no id that is not one', async () => {
    await assert.rejects(
      asNotes('SELECT 1', [], { organizationId: `x'; DROP TABLE notes.notes; --` }),
      /not a UUID/,
    );
  });
});

describe('migrations', () => {
  const withSql = async (name: string, sql: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'kernos-migrations-'));
    await writeFile(join(folder, '0001-first.sql'), sql);
    return { folder, definition: service(contract(name, {}), { migrations: pathToFileURL(`${folder}/`) }) };
  };

  test('that already ran and were changed are refused', async () => {
    const { folder, definition } = await withSql(
      'drifting',
      'CREATE TABLE drifting.a (organization_id uuid);',
    );
    await migrate(system.system.databaseUrl, [definition]);
    await writeFile(join(folder, '0001-first.sql'), 'CREATE TABLE drifting.b (organization_id uuid);');
    await assert.rejects(
      migrate(system.system.databaseUrl, [definition]),
      /drifting\/0001-first\.sql was changed after it ran/,
    );
    await rm(folder, { recursive: true });
  });

  test('that leave a table without saying who may see it are refused, and nothing of them stays', async () => {
    const { folder, definition } = await withSql('careless', 'CREATE TABLE careless.open (id int);');
    await assert.rejects(
      migrate(system.system.databaseUrl, [definition]),
      /careless\."open" has neither an organization_id nor a policy/,
    );
    const { rows } = await system.sql({ text: `SELECT FROM pg_namespace WHERE nspname = 'careless'` });
    assert.equal(rows.length, 0);
    await rm(folder, { recursive: true });
  });

  test('run once when several processes start together', async () => {
    const { folder, definition } = await withSql(
      'together',
      'CREATE TABLE together.a (organization_id uuid);',
    );
    const ran = await Promise.all(
      Array.from({ length: 5 }, () => migrate(system.system.databaseUrl, [definition])),
    );
    assert.deepEqual(ran.flat(), ['together/0000-schema', 'together/0001-first.sql']);
    await rm(folder, { recursive: true });
  });
});
