/** Migrations: run once, in order, and leave nothing behind through which rows get past policies. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { contract } from '../src/contract/contract.ts';
import { newId } from '../src/contract/ids.ts';
import { service } from '../src/contract/service.ts';
import { migrate } from '../src/store/migrations.ts';
import { Store } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';
import { notesService } from './notes/notes.ts';

const system = await startTestSystem({ services: [notesService()] });
const store = new Store(system.system.databaseUrl);
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
});

const withSql = async (name: string, sql: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-migrations-'));
  await writeFile(join(folder, '0001-first.sql'), sql);
  return { folder, definition: service(contract(name, {}), { migrations: pathToFileURL(`${folder}/`) }) };
};

test('migrations that already ran and were changed are refused', async () => {
  const { folder, definition } = await withSql('drifting', 'CREATE TABLE drifting.a (organization_id uuid);');
  await migrate(system.system.databaseUrl, [definition]);
  await writeFile(join(folder, '0001-first.sql'), 'CREATE TABLE drifting.b (organization_id uuid);');
  await assert.rejects(
    migrate(system.system.databaseUrl, [definition]),
    /drifting\/0001-first\.sql was changed after it ran/,
  );
  await rm(folder, { recursive: true });
});

test('migrations that leave a table without saying who may see it are refused, and nothing of them stays', async () => {
  const { folder, definition } = await withSql('careless', 'CREATE TABLE careless.open (id int);');
  await assert.rejects(
    migrate(system.system.databaseUrl, [definition]),
    /careless\.open has neither an organization_id nor a policy/,
  );
  const { rows } = await system.sql({ text: `SELECT FROM pg_namespace WHERE nspname = 'careless'` });
  assert.equal(rows.length, 0);
  await rm(folder, { recursive: true });
});

const table = (name: string) => `CREATE TABLE ${name}.a (organization_id uuid, text text); `;
const holes: readonly [string, string, (name: string) => string, RegExp][] = [
  [
    'a plain view',
    'plain_view',
    (n) => `CREATE VIEW ${n}.v AS SELECT * FROM ${n}.a`,
    /plain_view\.v .*security_invoker/,
  ],
  [
    'a materialized view',
    'frozen_view',
    (n) => `CREATE MATERIALIZED VIEW ${n}.v AS SELECT * FROM ${n}.a`,
    /materialized/,
  ],
  [
    'a foreign table',
    'foreign_rows',
    (n) => `CREATE FOREIGN DATA WRAPPER w_${n}; CREATE SERVER s_${n} FOREIGN DATA WRAPPER w_${n};
            CREATE FOREIGN TABLE ${n}.f (organization_id uuid) SERVER s_${n}`,
    /foreign table/,
  ],
  [
    'a policy that lets everybody in',
    'open_policy',
    (n) => `CREATE POLICY p ON ${n}.a USING (true)`,
    /policy p of open_policy\.a lets everybody see/,
  ],
  [
    'a policy that names nobody',
    'vague_policy',
    (n) => `CREATE POLICY p ON ${n}.a USING (organization_id IS NOT NULL)`,
    /names neither organization/,
  ],
  [
    'a policy that lets everybody write',
    'open_check',
    (n) => `CREATE POLICY p ON ${n}.a USING (organization_id = kernel.organization()) WITH CHECK (true)`,
    /lets everybody/,
  ],
  ['a rule', 'ruled', (n) => `CREATE RULE r AS ON DELETE TO ${n}.a DO INSTEAD NOTHING`, /the rule r/],
  [
    'a function with the owner’s rights and no reason',
    'no_reason',
    (n) => `CREATE FUNCTION ${n}.f() RETURNS bigint LANGUAGE sql SECURITY DEFINER
            SET search_path = pg_catalog, pg_temp AS 'SELECT count(*) FROM ${n}.a'`,
    /without saying why/,
  ],
  [
    'a function with the owner’s rights and the caller’s search_path',
    'no_path',
    (
      n,
    ) => `CREATE FUNCTION ${n}.f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM ${n}.a';
            COMMENT ON FUNCTION ${n}.f IS 'security definer: counts'`,
    /search_path/,
  ],
  [
    'a table that is given to the service’s role',
    'given_away',
    (n) => `ALTER TABLE ${n}.a OWNER TO kernos_${n}`,
    /belongs to kernos_given_away/,
  ],
  [
    'a table that another service may read',
    'shared',
    (n) => `GRANT USAGE ON SCHEMA ${n} TO kernos_notes; GRANT SELECT ON ${n}.a TO kernos_notes`,
    /kernos_notes may SELECT on shared\.a/,
  ],
  [
    'a column that another service may read',
    'shared_column',
    (n) => `GRANT SELECT (text) ON ${n}.a TO kernos_notes`,
    /columns of shared_column\.a/,
  ],
  [
    'rights on another service’s table',
    'curious',
    (n) => `GRANT SELECT ON notes.notes TO kernos_${n}`,
    /may SELECT on notes\.notes/,
  ],
  [
    'another service’s role',
    'guest',
    (n) => `GRANT kernos_notes TO kernos_${n}`,
    /is a member of kernos_notes/,
  ],
  ['a role past policies', 'strong', (n) => `ALTER ROLE kernos_${n} BYPASSRLS`, /go past policies/],
  [
    'rights for what will be made',
    'default_rights',
    (n) => `ALTER DEFAULT PRIVILEGES IN SCHEMA ${n} GRANT SELECT ON TABLES TO PUBLIC`,
    /default privileges/,
  ],
  [
    'a trigger that runs another schema’s function',
    'triggered',
    (n) => `CREATE TRIGGER t BEFORE DELETE ON ${n}.a FOR EACH ROW EXECUTE FUNCTION kernel.refuse_change()`,
    /another schema/,
  ],
];
for (const [what, name, sql, sentence] of holes)
  test(`migrations that leave ${what} are refused`, async () => {
    const { folder, definition } = await withSql(name, table(name) + sql(name));
    await assert.rejects(migrate(system.system.databaseUrl, [definition]), sentence);
    const { rows } = await system.sql({ text: `SELECT FROM pg_namespace WHERE nspname = '${name}'` });
    assert.equal(rows.length, 0);
    await rm(folder, { recursive: true });
  });

test('migrations may leave what keeps organizations apart: views with the caller’s rights, functions that say why', async () => {
  const { folder, definition } = await withSql(
    'proper',
    `${table('proper')} CREATE VIEW proper.v WITH (security_invoker = true) AS SELECT * FROM proper.a;
     CREATE FUNCTION proper.f() RETURNS bigint LANGUAGE sql SECURITY DEFINER
       SET search_path = pg_catalog, pg_temp AS 'SELECT count(*) FROM proper.a WHERE organization_id = kernel.organization()';
     COMMENT ON FUNCTION proper.f IS 'security definer: for this test';
     CREATE TABLE proper.days (organization_id uuid, person_id uuid, at timestamptz) PARTITION BY RANGE (at);
     CREATE POLICY own ON proper.days USING (organization_id = kernel.organization() AND person_id = kernel.actor());
     CREATE TABLE proper.days_all PARTITION OF proper.days DEFAULT;
     GRANT SELECT, TRUNCATE ON proper.a TO PUBLIC;
     REVOKE SELECT ON proper.a FROM PUBLIC;
     GRANT TRUNCATE ON proper.a TO kernos_proper;`,
  );
  await migrate(system.system.databaseUrl, [definition]);
  const organizationId = newId();
  const asProper = async (text: string) => {
    const tx = store.transaction({
      ...{ service: 'proper', organizationId, actorId: null, scope: 'organization', readOnly: false },
    });
    return tx.query({ text }).finally(() => tx.rollback());
  };
  await system.sql({ text: 'INSERT INTO proper.a VALUES ($1)', values: [newId()] });
  await system.sql({ text: 'INSERT INTO proper.days VALUES ($1, $1, now())', values: [organizationId] });
  assert.deepEqual((await asProper('SELECT * FROM proper.v')).rows, []);
  assert.deepEqual((await asProper('SELECT * FROM proper.days')).rows, []);
  // Its partition knows no more of who may see what.
  await assert.rejects(asProper('SELECT * FROM proper.days_all'), /permission denied/);
  const { rows } = await system.sql({
    text: `SELECT has_table_privilege('kernos_proper', 'proper.a', 'TRUNCATE') AS truncates`,
  });
  assert.deepEqual(rows, [{ truncates: false }]);
  await rm(folder, { recursive: true });
});

test('migrations run once when several processes start together', async () => {
  const { folder, definition } = await withSql('together', 'CREATE TABLE together.a (organization_id uuid);');
  const ran = await Promise.all(
    Array.from({ length: 5 }, () => migrate(system.system.databaseUrl, [definition])),
  );
  assert.deepEqual(ran.flat(), ['together/0000-schema', 'together/0001-first.sql']);
  await rm(folder, { recursive: true });
});

async function isAtLeast(major: number): Promise<boolean> {
  const text = `SELECT current_setting('server_version_num')::int >= $1 AS is`;
  const { rows } = await store.query<{ is: boolean }>({ text, values: [major * 10_000] });
  return rows[0]?.is === true;
}

test('who may make no roles is told the SQL for it, and works in what another login prepared', async () => {
  const { folder, definition } = await withSql('borrowed', 'CREATE TABLE borrowed.a (organization_id uuid);');
  const [worker, boss, name] = ['worker', 'boss', 'borrowed'].map((word) => `${word}_${newId().slice(-12)}`);
  const as = (user = '') => {
    const url = new URL(system.system.databaseUrl);
    [url.username, url.password, url.pathname] = [user, 'secret', `/${name}`];
    return url.href;
  };
  const run = async (...statements: string[]) => {
    for (const text of statements) await store.query({ text });
  };
  await run(
    `CREATE ROLE ${worker} LOGIN PASSWORD 'secret'`,
    `CREATE ROLE ${boss} LOGIN CREATEROLE PASSWORD 'secret'`,
    `CREATE DATABASE ${name} OWNER ${boss}`,
  );
  try {
    const told = (sql: string) => (error: Error) =>
      error.name === 'DatabaseRefused' && error.message.includes(sql) && !error.message.includes('\n');
    await assert.rejects(migrate(as(worker), [definition]), told(`ALTER ROLE "${worker}" CREATEROLE;`));
    const through = () => migrate(as(worker), [definition], as(boss));
    // Until PostgreSQL 15, who may make roles may also take on any that is no superuser.
    if (await isAtLeast(16)) {
      await assert.rejects(through(), told(`GRANT "${worker}" TO "${boss}";`));
      await run(`GRANT ${worker} TO ${boss}`);
    }
    assert.ok((await through()).includes('borrowed/0001-first.sql'));
    // From now on it needs nobody else, and what was made is its own.
    assert.deepEqual(await migrate(as(worker), [definition]), []);
    const own = new Store(as(worker), { connections: 1 });
    const { rows } = await own.query<{ tableowner: string }>({
      text: `SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname IN ('kernel', 'borrowed')`,
    });
    await own.close();
    assert.deepEqual(rows, [{ tableowner: worker }]);
  } finally {
    await run(
      `DROP DATABASE ${name} WITH (FORCE)`,
      `DROP ROLE IF EXISTS ${worker}_app, kernos_borrowed, ${worker}, ${boss}`,
    );
    await rm(folder, { recursive: true });
  }
});
