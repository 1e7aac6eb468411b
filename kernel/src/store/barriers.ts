/**
 * What keeps SQL that was smuggled into a service within that service and its organization (docs/decisions/0021).
 * Looked at by every start, because a database may have been restored or changed meanwhile:
 *
 * - services' transactions run under a login that owns nothing (login.ts), so that leaving the service's role leads nowhere;
 * - nobody but the owner may change settings with `set_config`, nor make temporary tables, nor anything in `public`.
 *
 * To take `set_config` away needs a superuser, as the owner of the embedded database is. Where there is none, the
 * store's own look at each statement (statements.ts) has to do.
 */
import pg from 'pg';
import type { ServiceDefinition } from '../contract/service.ts';
import { asLogin, type Login, loginOf } from './login.ts';
import type { Migrator } from './migrator.ts';
import { roleOf } from './names.ts';

interface BarrierState {
  /** The login is there, without any right of its own, and may take on every service's role. */
  readonly login: boolean;
  /** Everybody may change settings, although the owner could forbid it. */
  readonly settings: boolean;
  /** Everybody may make temporary tables, or anything in `public`. */
  readonly makes: boolean;
}

/** Puts up what is missing. Throws with a sentence where that cannot be done. */
export async function raiseBarriers(
  migrator: Migrator,
  url: string,
  services: readonly ServiceDefinition[],
  lock: number,
): Promise<void> {
  const { client } = migrator;
  const login = loginOf(url);
  const roles = services.map(({ name }) => roleOf(name));
  if (roles.includes(login.role)) throw new Error(`no service can have the name of the login ${login.role}`);
  if (!isUp(await look(client, login, roles))) {
    await migrator.checkRights();
    // Already held where migrations ran just now; it ends with the connection.
    await client.query('SELECT pg_advisory_lock($1)', [lock]);
    await putUp(migrator, login, roles);
    const now = await look(client, login, roles);
    if (!isUp(now)) throw new Error(whatIsMissing(now, login));
  }
  await tryLogin(migrator, url, login);
}

const isUp = ({ login, settings, makes }: BarrierState): boolean => login && !settings && !makes;

function whatIsMissing({ login, settings }: BarrierState, { role }: Login): string {
  if (!login)
    return `the database role ${role} should log in, have no rights of its own and be a member of each service's role: let the user of DATABASE_URL create roles, or drop ${role}`;
  if (settings) return 'everybody may call set_config in this database, and that could not be taken away';
  return 'everybody may make tables in this database, and the user of DATABASE_URL, who does not own it, cannot forbid that: REVOKE TEMPORARY ON DATABASE … FROM PUBLIC; REVOKE CREATE ON SCHEMA public FROM PUBLIC';
}

async function look(client: pg.Client, { role }: Login, roles: readonly string[]): Promise<BarrierState> {
  const { rows } = await client.query<BarrierState>(
    `SELECT EXISTS (
              SELECT FROM pg_roles r
               WHERE r.rolname = $1 AND r.rolcanlogin
                 AND NOT (r.rolinherit OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)
                 AND (SELECT count(*) FROM pg_auth_members m WHERE m.member = r.oid AND to_jsonb(m) ->> 'set_option' IS DISTINCT FROM 'false' AND m.roleid::regrole::text = ANY ($2)) >= cardinality($2)
                 AND NOT EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid AND NOT starts_with(m.roleid::regrole::text, 'kernos_'))
            ) AS login,
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
              AND has_function_privilege('public', 'pg_catalog.set_config(text, text, boolean)', 'EXECUTE') AS settings,
            has_database_privilege('public', current_database(), 'TEMPORARY') OR has_schema_privilege('public', 'public', 'CREATE') AS makes`,
    [role, roles],
  );
  return rows[0] as BarrierState;
}

async function putUp({ privileged }: Migrator, login: Login, roles: readonly string[]): Promise<void> {
  const name = pg.escapeIdentifier(login.role);
  await privileged(`
    ${createRole(name, 'LOGIN NOINHERIT')}
    ${roles.map((role) => grantRole(role, name)).join('\n')}
    DO $$ BEGIN
      EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
      END IF;
    END $$;`);
}

/** The password follows the owner's: it is set where the login is new, or the owner has another one now. */
async function tryLogin({ privileged }: Migrator, url: string, login: Login): Promise<void> {
  const failure = await connects(url);
  if (!failure) return;
  if (login.password && /^28/.test((failure as { code?: string }).code ?? '')) {
    const [name, password] = [pg.escapeIdentifier(login.role), pg.escapeLiteral(login.password)];
    // Two starts at once set the same one, and one of them is told that the row was just changed.
    await privileged(`ALTER ROLE ${name} PASSWORD ${password}`).catch(() => undefined);
    if (!(await connects(url))) return;
  }
  throw new Error(
    `the database does not let ${login.role} in, under whom services work: ${failure.message}. ` +
      'Allow it in pg_hba.conf (and in a pooler in between), with the password in DATABASE_URL.',
    { cause: failure },
  );
}

async function connects(url: string): Promise<Error | null> {
  const client = new pg.Client({ connectionString: asLogin(url), application_name: 'kernos start' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

// Roles belong to the whole cluster: another database's start may make this one, or grant it, at the same moment.

/** Makes a role that may do nothing by itself. */
export const createRole = (name: string, options: string): string => `
    DO $$ BEGIN
      CREATE ROLE ${name} ${options} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$;`;

export const grantRole = (role: string, to: string): string => `
    DO $$ BEGIN
      GRANT ${role} TO ${to};
    EXCEPTION WHEN unique_violation THEN NULL;
    END $$;`;
