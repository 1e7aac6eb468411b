/**
 * What the migrations of a service leave behind must keep organizations apart. Tables get row-level security, and
 * whatever would show rows past it is refused: the migration is rolled back, and the system does not start.
 */
import pg from 'pg';
import { roleOf, schemaOf } from './names.ts';

/**
 * Secures everything in the schema of a service.
 * Throws with a sentence for each thing that would let rows of one organization reach another.
 */
export async function secure(client: pg.Client, service: string): Promise<void> {
  const [schema, role] = [schemaOf(service), roleOf(service)];
  await layPolicies(client, service);
  // Whole again, and no more than that: a migration may have granted something, to anybody.
  await client.query(`
    REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM PUBLIC, ${role};
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${schema} FROM PUBLIC, ${role};
    REVOKE ALL ON ALL ROUTINES IN SCHEMA ${schema} FROM PUBLIC, ${role};
    REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC, ${role};
    GRANT USAGE ON SCHEMA ${schema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};
    GRANT EXECUTE ON ALL ROUTINES IN SCHEMA ${schema} TO ${role};`);
  await closePartitions(client, schema, role);
  const { rows } = await client.query<{ wrong: string }>(holes(service));
  if (rows.length > 0) throw new Error(rows.map(({ wrong }) => wrong).join('\n'));
}

async function layPolicies(client: pg.Client, service: string): Promise<void> {
  const schema = schemaOf(service);
  const { rows } = await client.query<{ name: string; scoped: boolean; policies: number }>(
    `SELECT c.relname AS name,
            EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped) AS scoped,
            (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
       FROM pg_class c
      WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
    [schema],
  );
  for (const { name, scoped, policies } of rows) {
    if (!scoped && policies === 0) {
      throw new Error(
        `${service}.${name} has neither an organization_id nor a policy of its own: say who may see its rows`,
      );
    }
    const table = `${schema}.${pg.escapeIdentifier(name)}`;
    await client.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
    if (policies === 0)
      await client.query(
        `CREATE POLICY organization ON ${table} USING (organization_id = kernel.organization())`,
      );
  }
}

/** The policies of a table do not hold for whoever asks one of its partitions directly: nobody may. */
async function closePartitions(client: pg.Client, schema: string, role: string): Promise<void> {
  const { rows } = await client.query<{ partition: string }>(
    `SELECT format('%s.%I', $1::text, c.relname) AS partition FROM pg_class c
      WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p') AND c.relispartition`,
    [schema],
  );
  for (const { partition } of rows)
    await client.query(
      `ALTER TABLE ${partition} ENABLE ROW LEVEL SECURITY; REVOKE ALL ON ${partition} FROM ${role}`,
    );
}

/** Gives a sentence for each hole. */
const holes = (service: string): string => `
WITH s AS (SELECT '${schemaOf(service)}'::regnamespace AS schema, '${roleOf(service)}'::regrole AS role, '${service}' AS name),
relations AS (SELECT c.*, format('%s.%I', s.name, c.relname) AS called FROM pg_class c, s WHERE c.relnamespace = s.schema),
routines AS (SELECT p.*, p.oid::regprocedure::text AS called FROM pg_proc p, s WHERE p.pronamespace = s.schema)

SELECT called || ' shows rows of every organization, because it reads as its owner: create it WITH (security_invoker = true)' AS wrong
  FROM relations WHERE relkind = 'v' AND NOT coalesce(reloptions && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
UNION ALL
SELECT called || ' is a materialized view, and policies do not hold for one: make it a table that is kept up to date'
  FROM relations WHERE relkind = 'm'
UNION ALL
SELECT called || ' is a foreign table, and policies do not hold for one'
  FROM relations WHERE relkind = 'f'
UNION ALL
SELECT called || ' belongs to ' || relowner::regrole::text || ', for whom its policies do not hold: leave it to whoever migrates'
  FROM relations WHERE relowner <> current_user::regrole AND relkind <> 'i' AND relkind <> 'I'
UNION ALL
SELECT called || ' belongs to ' || proowner::regrole::text || ': leave it to whoever migrates'
  FROM routines WHERE proowner <> current_user::regrole
UNION ALL
SELECT 'the schema ' || s.name || ' belongs to ' || n.nspowner::regrole::text || ': leave it to whoever migrates'
  FROM pg_namespace n, s WHERE n.oid = s.schema AND n.nspowner <> current_user::regrole
UNION ALL
SELECT format('the policy %I of %s lets everybody see every row: %s names neither organization, actor nor platform',
              p.polname, r.called, coalesce(e.expression, 'nothing'))
  FROM pg_policy p JOIN relations r ON r.oid = p.polrelid,
       LATERAL (VALUES (pg_get_expr(p.polqual, p.polrelid)), (pg_get_expr(p.polwithcheck, p.polrelid))) AS e (expression)
 WHERE p.polpermissive AND e.expression IS NOT NULL
   AND e.expression !~ 'kernel\\.(organization|actor|is_platform)\\(\\)|EXISTS \\('
UNION ALL
SELECT format('the rule %I of %s rewrites statements past its policies: write a trigger', w.rulename, r.called)
  FROM pg_rewrite w JOIN relations r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT called || ' is in a language that policies do not hold for: write it in sql or plpgsql'
  FROM routines WHERE prolang NOT IN (SELECT oid FROM pg_language WHERE lanname IN ('sql', 'plpgsql'))
UNION ALL
SELECT called || ' is SECURITY DEFINER and reads past row-level security without saying why: COMMENT ON FUNCTION … IS ''security definer: …'''
  FROM routines WHERE prosecdef AND NOT starts_with(coalesce(obj_description(oid, 'pg_proc'), ''), 'security definer: ')
UNION ALL
SELECT called || ' is SECURITY DEFINER and runs whatever the caller''s search_path finds: SET search_path = pg_catalog, …, pg_temp'
  FROM routines
 WHERE prosecdef AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting WHERE setting ~ '^search_path=pg_catalog(, (public|"?${service}"?))*, pg_temp$')
UNION ALL
SELECT format('the trigger %I of %s runs %s, which is another schema''s', t.tgname, t.tgrelid::regclass, t.tgfoid::regprocedure)
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid, s
 WHERE NOT t.tgisinternal AND c.relnamespace <> p.pronamespace AND s.schema IN (c.relnamespace, p.pronamespace)
UNION ALL
SELECT format('%s may %s on %s, which is not theirs', CASE a.grantee WHEN 0 THEN 'everybody' ELSE a.grantee::regrole::text END, a.privilege_type, r.called)
  FROM relations r, aclexplode(r.relacl) a, s WHERE a.grantee <> s.role AND a.grantee <> r.relowner
UNION ALL
SELECT format('%s may %s in the schema %s, which is not theirs', CASE a.grantee WHEN 0 THEN 'everybody' ELSE a.grantee::regrole::text END, a.privilege_type, s.name)
  FROM s JOIN pg_namespace n ON n.oid = s.schema, aclexplode(n.nspacl) a WHERE a.grantee <> s.role AND a.grantee <> n.nspowner
UNION ALL
SELECT format('%s may execute %s, which is not theirs', CASE a.grantee WHEN 0 THEN 'everybody' ELSE a.grantee::regrole::text END, r.called)
  FROM routines r, aclexplode(r.proacl) a, s WHERE a.grantee <> s.role AND a.grantee <> r.proowner
UNION ALL
SELECT format('the columns of %s are granted to %s one by one', r.called, CASE a.grantee WHEN 0 THEN 'everybody' ELSE a.grantee::regrole::text END)
  FROM relations r JOIN pg_attribute c ON c.attrelid = r.oid, aclexplode(c.attacl) a WHERE a.grantee <> r.relowner
UNION ALL
SELECT 'default privileges are set for ' || coalesce(d.defaclnamespace::regnamespace::text, 'every schema') || ': the kernel grants'
  FROM pg_default_acl d, s WHERE d.defaclnamespace IN (s.schema, 0)
UNION ALL
SELECT s.role::text || ' has rights of its own that go past policies, or may log in'
  FROM pg_roles r, s WHERE r.oid = s.role
   AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolcanlogin)
UNION ALL
SELECT format('%s is a member of %s, and may do what that may', s.role, m.roleid::regrole)
  FROM pg_auth_members m, s WHERE m.member = s.role
UNION ALL
SELECT format('%s may %s on %s, which is another schema''s', s.role, a.privilege_type, c.oid::regclass)
  FROM pg_class c, aclexplode(c.relacl) a, s
 WHERE c.relnamespace NOT IN (s.schema, 'kernel'::regnamespace) AND a.grantee = s.role`;
