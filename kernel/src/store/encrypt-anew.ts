/**
 * After a rotation: encrypts what stands in columns of the type `kernel.encrypted` under the organization's current
 * key, a few hundred rows at a time, while everything runs. A row that somebody changes meanwhile is met again.
 */
import type { Cipher } from './encryption.ts';
import type { OrganizationKeys } from './organization-keys.ts';
import type { Store } from './store.ts';

const AT_ONCE = 500;

interface Column {
  /** Quoted, of the table or of one of its partitions. */
  readonly table: string;
  readonly column: string;
  /** As `encrypt` was told: of the table that the service knows. */
  readonly place: string;
}

/** Says how many values it encrypted anew. */
export async function encryptAnew(
  store: Store,
  keys: OrganizationKeys,
  organizationId: string,
): Promise<number> {
  const cipher = await keys.cipherOf(organizationId);
  let count = 0;
  for (const column of await encryptedColumns(store))
    count += await renewColumn(store, column, cipher, organizationId);
  return count;
}

async function encryptedColumns(store: Store): Promise<readonly Column[]> {
  const { rows } = await store.query<Column>({
    text: `SELECT format('%I.%I', n.nspname, c.relname) AS table, quote_ident(a.attname) AS column,
                  format('%s.%s.%s', rn.nspname, r.relname, a.attname) AS place
             FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_class r ON r.oid = coalesce(pg_partition_root(c.oid), c.oid)
                  JOIN pg_namespace rn ON rn.oid = r.relnamespace
            WHERE a.atttypid = 'kernel.encrypted'::regtype AND NOT a.attisdropped AND c.relkind = 'r'
            ORDER BY 1, 2`,
  });
  return rows;
}

async function renewColumn(
  store: Store,
  { table, column, place }: Column,
  cipher: Cipher,
  organizationId: string,
): Promise<number> {
  let count = 0;
  for (;;) {
    const { rows } = await store.query<{ at: string; value: Buffer }>({
      text: `SELECT ctid::text AS at, ${column} AS value FROM ${table}
              WHERE organization_id = $1 AND ${column} IS NOT NULL AND substring(${column} FROM 2 FOR 16) <> $2
              LIMIT ${AT_ONCE}`,
      values: [organizationId, Buffer.from(cipher.keyId.replaceAll('-', ''), 'hex')],
    });
    if (rows.length === 0) return count;
    const { rowCount } = await store.query({
      text: `UPDATE ${table} t SET ${column} = u.renewed
               FROM unnest($1::tid[], $2::bytea[], $3::bytea[]) AS u (at, value, renewed)
              WHERE t.ctid = u.at AND t.${column} = u.value`,
      values: [
        rows.map(({ at }) => at),
        rows.map(({ value }) => value),
        rows.map(({ value }) => cipher.encrypt(place, cipher.decrypt(place, value))),
      ],
    });
    count += rowCount;
  }
}
