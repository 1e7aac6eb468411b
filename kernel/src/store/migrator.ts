/**
 * Who prepares the database: the user of DATABASE_URL, who owns all that is made, or another login on their behalf, which may
 * then do what they may not. Roles in particular: the first user of a managed PostgreSQL often may not make any.
 */
import pg from 'pg';

/** The database lets whoever prepares it not do what is needed. The message says what, and the SQL for it. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';
}

export interface Migrator {
  /** Acts as the owner. */
  readonly client: pg.Client;
  /** The owner's name, as an identifier. */
  readonly owner: string;
  /** Runs statements with the rights of the login, whatever they are. */
  privileged(sql: string): Promise<void>;
  /** To be asked before anything is made. Throws `DatabaseRefused`. */
  checkRights(): Promise<void>;
  /** An error, as `DatabaseRefused` where it says that a right is missing. */
  explained(error: unknown): unknown;
}

/** Connects. `url` names the owner, `loginUrl` whoever logs in for them. Throws `DatabaseRefused`. */
export async function connectMigrator(url: string, loginUrl = url): Promise<Migrator> {
  const { user = '' } = new pg.Client({ connectionString: url });
  const client = new pg.Client({ connectionString: loginUrl, application_name: 'kernos migrate' });
  await client.connect();
  const owner = pg.escapeIdentifier(user);
  const isOther = client.user !== user;
  try {
    if (isOther) await actAs(client, owner);
  } catch (error) {
    await client.end();
    throw error;
  }
  const privileged = async (sql: string): Promise<void> => {
    if (isOther) await client.query('RESET ROLE');
    await client.query(sql);
    if (isOther) await client.query(`SET ROLE ${owner}`);
  };
  return {
    client,
    owner,
    privileged,
    checkRights: async () => {
      if (isOther) await privileged(mayMake(owner));
      await checkRights(client, user, isOther);
    },
    explained: (error) =>
      error instanceof pg.DatabaseError && error.code === '42501' ? refused(client, error) : error,
  };
}

async function actAs(client: pg.Client, owner: string): Promise<void> {
  const login = pg.escapeIdentifier(client.user ?? '');
  try {
    // Whoever made that role may grant it.
    await client.query(`SET ROLE ${owner}`).catch(() => client.query(`GRANT ${owner} TO ${login}`));
    await client.query(`SET ROLE ${owner}`);
  } catch (error) {
    throw new DatabaseRefused(
      `The user of MIGRATION_DATABASE_URL prepares the database for that of DATABASE_URL, and may not act as them ` +
        `(${(error as Error).message}). Have an administrator of the database run: GRANT ${owner} TO ${login};`,
      { cause: error },
    );
  }
}

const refused = ({ user = '' }: pg.Client, cause: pg.DatabaseError) =>
  new DatabaseRefused(
    `The database does not let ${pg.escapeIdentifier(user)} prepare it: ${cause.message}. Have an administrator grant that; ` +
      `roles that somebody else made: GRANT … TO ${pg.escapeIdentifier(user)} WITH ADMIN OPTION;`,
    { cause },
  );

/** Lets the owner make schemas, where whoever logged in may let them; where not, PostgreSQL warns and goes on, or refuses. */
const mayMake = (owner: string): string => `
  DO $$ BEGIN
    EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO %s', current_database(), ${pg.escapeLiteral(owner)});
  EXCEPTION WHEN insufficient_privilege THEN NULL;
  END $$`;

interface Rights {
  readonly database: string;
  readonly login: string;
  /** Whoever logged in may make roles, and the owner schemas. */
  readonly roles: boolean;
  readonly schemas: boolean;
}

async function checkRights(client: pg.Client, user: string, isOther: boolean): Promise<void> {
  const { rows } = await client.query<Rights>(
    `SELECT current_database() AS database, session_user::text AS login,
            (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = session_user) AS roles,
            has_database_privilege($1, current_database(), 'CREATE') AS schemas`,
    [user],
  );
  const { database, login, roles, schemas } = rows[0] as Rights;
  const [who, where] = [pg.escapeIdentifier(login), pg.escapeIdentifier(database)];
  const needed = [
    ...(roles ? [] : [`ALTER ROLE ${who} CREATEROLE;`]),
    ...(schemas ? [] : [`GRANT CREATE, TEMPORARY ON DATABASE ${where} TO ${pg.escapeIdentifier(user)};`]),
  ];
  if (needed.length === 0) return;
  throw new DatabaseRefused(
    `To prepare the database ${where}, ${who} must be able to make roles (each service has one) and schemas. ` +
      `Have an administrator of the database run: ${needed.join(' ')}` +
      (isOther ? '' : ' Or set MIGRATION_DATABASE_URL to a login that may, for that alone.'),
  );
}
