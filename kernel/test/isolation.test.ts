/** What the database forbids a service, whatever its code says. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import pg from 'pg';
import { newId } from '../src/contract/ids.ts';
import { asLogin, loginOf } from '../src/store/login.ts';
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

  test('sends no statement that outlasts itself', async () => {
    for (const text of [
      'RESET ROLE',
      'SET ROLE NONE',
      'SET LOCAL ROLE kernos_operations',
      'SET SESSION AUTHORIZATION DEFAULT',
      `SET LOCAL kernos.organization = '${newId()}'`,
      '/* /* */ SELECT 1 */ RESET ROLE',
      '-- SELECT\nRESET ROLE',
      ';RESET ROLE',
      'COMMIT',
      'DO $$ BEGIN NULL; END $$',
      'ALTER TABLE notes.notes DISABLE ROW LEVEL SECURITY',
      'TRUNCATE notes.notes',
      `SET LOCAL work_mem = '1MB'; RESET ROLE`,
      'SAVEPOINT a; RESET ROLE',
      `SELECT set_config('role', 'none', true)`,
      `SELECT "SET_CONFIG"('role', 'none', true)`,
      `SELECT U&"\\0073et_config"('role', 'none', true)`,
    ])
      await assert.rejects(asNotes(text), /a service may/, text);
    // More than one in a message is PostgreSQL's to refuse.
    for (const text of ['SELECT 1; RESET ROLE', 'SELECT 1; COMMIT; SELECT 2', '(SELECT 1); RESET ROLE'])
      await assert.rejects(asNotes(text), /multiple commands/, text);
    await asNotes('SAVEPOINT a');
    await asNotes(`SET LOCAL work_mem = '1MB'`);
    await asNotes('-- why\n  WITH a AS (SELECT 1) SELECT * FROM a');
  });

  test('cannot read what other messages said, nor any recorded reply, nor what others have handled', async () => {
    for (const text of [
      'SELECT * FROM kernel.outbox',
      'SELECT * FROM kernel.inbox',
      'SELECT * FROM kernel.replies',
      'SELECT * FROM kernel.audit',
      'SELECT * FROM kernel.deliveries',
      'SELECT * FROM kernel.migrations',
      'DELETE FROM kernel.workflows',
      'UPDATE kernel.consumers SET types = NULL',
    ])
      await assert.rejects(asNotes(text), /permission denied/, text);
  });

  test('writes in the kernel’s tables what is its own, and nothing in another’s name', async () => {
    const organizationId = newId();
    const write = (service: string, text: string, values: unknown[]) =>
      asNotes(text, values, { service, organizationId });
    const rows: readonly [string, (owner: string) => unknown[]][] = [
      [
        `INSERT INTO kernel.outbox (id, kind, type, source, key, time, data, traceparent)
         VALUES (gen_random_uuid(), 'event', 'x', $1, 'k', now(), '{}', '')`,
        (owner) => [owner],
      ],
      [
        'INSERT INTO kernel.inbox (consumer, message_id, logged_at) VALUES ($1, gen_random_uuid(), now())',
        (owner) => [owner],
      ],
      [
        'INSERT INTO kernel.inbox (consumer, message_id, logged_at) VALUES ($1, gen_random_uuid(), now())',
        (owner) => [`${owner}.every`],
      ],
      [
        `INSERT INTO kernel.replies (actor, key, call, organization_id, fingerprint, status)
         VALUES (gen_random_uuid(), 'k', $1, $2, '', 201)`,
        (owner) => [`${owner}.write`, organizationId],
      ],
      [
        `INSERT INTO kernel.audit (id, organization_id, actor_kind, roles, call, title, params, body, outcome, status, trace_id)
         VALUES (gen_random_uuid(), $2, 'service', '{}', $1, '', '{}', '{}', 'done', 200, '')`,
        (owner) => [`${owner}.write`, organizationId],
      ],
      [
        `INSERT INTO kernel.workflows (id, name, organization_id, input, started_at, wake_at, traceparent)
         VALUES (gen_random_uuid(), $1, $2, '{}', now(), now(), '') ON CONFLICT (id) DO NOTHING`,
        (owner) => [`${owner}.welcome`, organizationId],
      ],
    ];
    for (const [text, values] of rows) {
      await write('notes', text, values('notes'));
      await assert.rejects(write('test_sign_in', text, values('notes')), /row-level security/, text);
      // A longer name that begins like it is another service.
      await assert.rejects(write('notes', text, values('notes2')), /row-level security/, text);
    }
    await assert.rejects(
      write('notes', 'INSERT INTO kernel.outbox (id, actor_id) VALUES ($1, $1)', [newId()]),
      /permission denied/,
    );
    await system.sql({
      text: `INSERT INTO kernel.consumers (name, types) VALUES ('notes.every', '{}'), ('operations.every', '{}') ON CONFLICT DO NOTHING`,
    });
    const { rows: seen } = await asNotes(
      'SELECT DISTINCT split_part(name, $1, 1) AS owner FROM kernel.consumers',
      ['.'],
    );
    assert.deepEqual(seen, [{ owner: 'notes' }]);
    const moved = await asNotes(`UPDATE kernel.consumers SET position = 9 WHERE name = 'operations.every'`);
    assert.equal(moved.rowCount, 0);
    await system.sql({
      text: `DELETE FROM kernel.consumers WHERE name IN ('notes.every', 'operations.every')`,
    });
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

describe('the login of services', () => {
  /** Whatever SQL, past the store’s own look at it. */
  async function raw(...statements: string[]): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: asLogin(system.system.databaseUrl) });
    await client.connect();
    try {
      let last: pg.QueryResult | undefined;
      for (const text of statements) last = await client.query(text);
      return last as pg.QueryResult;
    } finally {
      await client.end();
    }
  }
  const asNotesRole = ['BEGIN', 'SET LOCAL ROLE kernos_notes'];

  test('is no superuser, owns nothing, and can do nothing without the role of a service', async () => {
    const { rows } = await raw(
      ...asNotesRole,
      'RESET ROLE',
      'SELECT current_user AS me, rolsuper AS super FROM pg_roles WHERE rolname = current_user',
    );
    assert.deepEqual(rows, [{ me: loginOf(system.system.databaseUrl).role, super: false }]);
    await assert.rejects(raw('SELECT * FROM notes.notes'), /permission denied/);
    await assert.rejects(raw('SELECT * FROM kernel.workflows'), /permission denied/);
    await assert.rejects(raw('CREATE TABLE public.mine ()'), /permission denied/);
    await assert.rejects(raw('CREATE TEMP TABLE mine ()'), /permission denied/);
    await assert.rejects(
      raw(`SET ROLE ${pg.escapeIdentifier(decodeURIComponent(new URL(system.system.databaseUrl).username))}`),
      /permission denied/,
    );
  });

  test('changes no setting from within a statement that reads and writes rows', async () => {
    for (const text of [
      `SELECT set_config('role', 'none', true)`,
      `SELECT set_config('kernos.organization', gen_random_uuid()::text, true)`,
      `SELECT query_to_xml('SELECT set_' || 'config(''role'', ''none'', true)', true, true, '')`,
      `SELECT * FROM ts_stat('SELECT to_tsvector(set_' || 'config(''role'', ''none'', true))')`,
      `UPDATE pg_settings SET setting = 'none' WHERE name = 'role'`,
    ])
      await assert.rejects(raw(...asNotesRole, text), /permission denied/, text);
  });

  test('is put right by the next start, whatever happened to it and to the database', async () => {
    const url = system.system.databaseUrl;
    await system.sql({
      text: `GRANT EXECUTE ON FUNCTION set_config TO PUBLIC; GRANT CREATE ON SCHEMA public TO PUBLIC;
             DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$`,
    });
    await raw(...asNotesRole, `SELECT set_config('role', 'none', true)`, 'CREATE TEMP TABLE mine ()');
    assert.deepEqual(await migrate(url, system.system.services), []);
    await assert.rejects(raw(...asNotesRole, `SELECT set_config('role', 'none', true)`), /permission denied/);
    await assert.rejects(raw('CREATE TEMP TABLE mine ()'), /permission denied/);
  });
});
