/**
 * After a rotation: encrypts what stands in columns of the type `kernel.encrypted` under the organization's current
 * key, a few hundred rows at a time, while everything runs. A row that somebody changes meanwhile is met again.
 */
import type { Cipher } from './encryption.ts';
import type { OrganizationKeys } from './organization-keys.ts';
import type { Store } from './store.ts';

const AT_ONCE = 500;

export interface Column {
  /** Quoted, of the table or of one of its partitions. */
  readonly table: string;
  readonly column: string;
  /** As `encrypt` was told: of the table that the service knows. */
  readonly place: string;
  /** False where its rows belong to no organization. */
  readonly isScoped: boolean;
  /** The column that has what is not encrypted yet, quoted; null where there is none. See seal-plain.ts. */
  readonly plain: string | null;
}

/** Says how many values it encrypted anew. @param organizationId null for what belongs to none */
export async function encryptAnew(
  store: Store,
  keys: OrganizationKeys,
  organizationId: string | null,
): Promise<number> {
  const cipher = await keys.cipherOf(organizationId);
  let count = 0;
  for (const column of await encryptedColumns(store))
    if (column.isScoped || organizationId === null)
      count += await renewColumn(store, column, cipher, organizationId);
  return count;
}

/** Every column of the type `kernel.encrypted`, by table. */
export async function encryptedColumns(store: Store): Promise<readonly Column[]> {
  const { rows } = await store.query<Column>({
    text: `SELECT format('%I.%I', n.nspname, c.relname) AS table, quote_ident(a.attname) AS column,
                  format('%s.%s.%s', rn.nspname, r.relname, a.attname) AS place,
                  EXISTS (SELECT FROM pg_attribute o
                           WHERE o.attrelid = c.oid AND o.attname = 'organization_id' AND NOT o.attisdropped) AS is_scoped,
                  (SELECT quote_ident(p.attname) FROM pg_attribute p
                    WHERE p.attrelid = c.oid AND p.attname = 'plain_' || a.attname AND NOT p.attisdropped) AS plain
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
  { table, column, place, isScoped }: Column,
  cipher: Cipher,
  organizationId: string | null,
): Promise<number> {
  const key = Buffer.from(cipher.keyId.replaceAll('-', ''), 'hex');
  const [owned, owner] =
    organizationId === null
      ? [isScoped ? 'organization_id IS NULL' : 'true', []]
      : ['organization_id = $2', [organizationId]];
  let count = 0;
  for (;;) {
    const { rows } = await store.query<{ at: string; value: Buffer }>({
      text: `SELECT ctid::text AS at, ${column} AS value FROM ${table}
              WHERE ${owned} AND ${column} IS NOT NULL AND substring(${column} FROM 2 FOR 16) <> $1
              LIMIT ${AT_ONCE}`,
      values: [key, ...owner],
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
