/**
 * Migrations: each service's `NNNN-name.sql` files run once, in order, as the database's owner, in the
 * service's own schema. Afterwards every table of the service has row-level security: the standard policy
 * (rows of the organization) is laid on each table that has an `organization_id` and no policy of its own (secure.ts).
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import type { ServiceDefinition } from '../contract/service.ts';
import { createRole, grantRole, raiseBarriers } from './barriers.ts';
import { partitioned } from './maintenance.ts';
import { connectMigrator, type Migrator } from './migrator.ts';
import { roleOf, schemaOf } from './names.ts';
import { makePartitions } from './partitions.ts';
import { renumberRestoredLog } from './restored.ts';
import { secure } from './secure.ts';

interface Migration {
  readonly service: string;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

// Two processes that start together must not migrate together.
const MIGRATION_LOCK = 7_261_001;

/**
 * Brings the database up to date, makes the partitions that are written to next, and returns what ran, as `service/name`.
 * `loginUrl` is of a login that does so for the user in `url`, who owns what is made; see migrator.ts.
 * Throws when a migration that already ran was changed, when one leaves behind what would show rows of other
 * organizations, or when the database lets a service step out of its role.
 */
export async function migrate(
  url: string,
  services: readonly ServiceDefinition[],
  loginUrl?: string,
): Promise<string[]> {
  const wanted = await readAll(services);
  const migrator = await connectMigrator(url, loginUrl);
  const { client } = migrator;
  try {
    const ran = await migrateAll(migrator, wanted, services);
    // Nobody need lead, or have led lately, for a write to find its partition.
    await makePartitions(client, partitioned(services.flatMap((s) => s.partitions ?? [])));
    await renumberRestoredLog(client, MIGRATION_LOCK);
    await raiseBarriers(migrator, url, services, MIGRATION_LOCK);
    return ran;
  } catch (error) {
    throw migrator.explained(error);
  } finally {
    await client.end();
  }
}

async function migrateAll(
  migrator: Migrator,
  wanted: readonly Migration[],
  services: readonly ServiceDefinition[],
): Promise<string[]> {
  const { client } = migrator;
  if (await isCurrent(client, wanted)) return [];
  await migrator.checkRights();
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  await prepare(client);
  const applied = await readApplied(client);
  const ran: string[] = [];
  for (const name of ['kernel', ...services.map((s) => s.name)]) {
    const own = wanted.filter((m) => m.service === name);
    if (own.length === 0 || own.every((m) => isApplied(m, applied))) continue;
    await migrateService(
      migrator,
      name,
      own.filter((m) => !isApplied(m, applied)),
    );
    ran.push(...own.filter((m) => !isApplied(m, applied)).map((m) => `${m.service}/${m.name}`));
  }
  return ran;
}

/** Stands for the schema that these services have: changes with any of their migrations. */
export async function schemaDigest(services: readonly ServiceDefinition[]): Promise<string> {
  const all = await readAll(services);
  return createHash('sha256')
    .update(all.map(({ service, name, checksum }) => `${service}/${name} ${checksum}`).join('\n'))
    .digest('hex');
}

async function readAll(services: readonly ServiceDefinition[]): Promise<Migration[]> {
  const own = await readMigrations('kernel', new URL('./migrations/', import.meta.url));
  const rest = await Promise.all(
    services.map(async (s) => [
      ensuredSchema(s),
      ...(s.migrations ? await readMigrations(s.name, s.migrations) : []),
    ]),
  );
  return [...own, ...rest.flat()];
}

// A service without tables has a role all the same: it may publish and queue.
const ensuredSchema = ({ name, seesSystem }: ServiceDefinition): Migration => ({
  service: name,
  name: '0000-schema',
  sql: seesSystem ? `GRANT SELECT, UPDATE ON kernel.deliveries TO ${roleOf(name)}` : 'SELECT 1',
  checksum: '',
});

// The usual start finds nothing to do, and should know it after one question.
async function isCurrent(client: pg.Client, wanted: readonly Migration[]): Promise<boolean> {
  const { rows } = await client.query(`SELECT to_regclass('kernel.migrations') IS NOT NULL AS there`);
  if (!rows[0]?.there) return false;
  const applied = await readApplied(client);
  return wanted.every((m) => isApplied(m, applied));
}

async function readMigrations(service: string, folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8');
      return { service, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function prepare(client: pg.Client): Promise<void> {
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS kernel;
    CREATE TABLE IF NOT EXISTS kernel.migrations (
      service text NOT NULL,
      name text NOT NULL,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (service, name)
    )`);
}

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ service: string; name: string; checksum: string }>(
    'SELECT service, name, checksum FROM kernel.migrations',
  );
  return new Map(rows.map((row) => [`${row.service}/${row.name}`, row.checksum]));
}

function isApplied(migration: Migration, applied: ReadonlyMap<string, string>): boolean {
  const checksum = applied.get(`${migration.service}/${migration.name}`);
  if (checksum !== undefined && checksum !== migration.checksum) {
    throw new Error(
      `the migration ${migration.service}/${migration.name} was changed after it ran here: put it back and write a new one`,
    );
  }
  return checksum !== undefined;
}

async function migrateService(
  migrator: Migrator,
  service: string,
  pending: readonly Migration[],
): Promise<void> {
  const { client } = migrator;
  await client.query('BEGIN');
  try {
    if (service !== 'kernel') await ensureSchema(migrator, service);
    for (const { name, sql, checksum } of pending) {
      await client.query(sql).catch((error: unknown) => {
        throw new Error(`migration ${service}/${name}: ${(error as Error).message}`, { cause: error });
      });
      await client.query('INSERT INTO kernel.migrations (service, name, checksum) VALUES ($1, $2, $3)', [
        service,
        name,
        checksum,
      ]);
    }
    if (service !== 'kernel') await secure(client, service);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function ensureSchema({ client, owner, privileged }: Migrator, service: string): Promise<void> {
  const role = roleOf(service);
  await privileged(`${createRole(role, 'NOLOGIN')}${grantRole(role, owner)}`);
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS ${schemaOf(service)};
    SELECT kernel.admit_service('${role}');`);
}
