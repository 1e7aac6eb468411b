/**
 * At the start: encrypts what earlier releases kept in plain text. The migration that makes a column of the type
 * `kernel.encrypted` renames the one before it to `plain_<column>`; what still stands there is moved from one to the other,
 * a few hundred rows at a time. It can be ended anywhere and begun again, also by two processes at once.
 */
import { type Column, encryptedColumns } from './encrypt-anew.ts';
import type { OrganizationKeys } from './organization-keys.ts';
import type { Store } from './store.ts';

const AT_ONCE = 500;

/** Says how many values it encrypted. */
export async function sealPlain(store: Store, keys: OrganizationKeys): Promise<number> {
  let count = 0;
  for (const column of await encryptedColumns(store))
    if (column.plain !== null) count += await sealColumn(store, keys, column, column.plain);
  return count;
}

async function sealColumn(
  store: Store,
  keys: OrganizationKeys,
  { table, column, place, isScoped }: Column,
  plain: string,
): Promise<number> {
  const owner = isScoped ? 'organization_id' : 'NULL::uuid';
  let count = 0;
  for (;;) {
    const { rows } = await store.query<{ at: string; value: string; owner: string | null }>({
      text: `SELECT ctid::text AS at, ${plain}::text AS value, ${owner} AS owner FROM ${table}
              WHERE ${plain} IS NOT NULL LIMIT ${AT_ONCE}`,
    });
    if (rows.length === 0) return count;
    const sealed: Buffer[] = [];
    for (const row of rows) sealed.push((await keys.cipherOf(row.owner)).encrypt(place, row.value));
    const { rowCount } = await store.query({
      text: `UPDATE ${table} t SET ${column} = u.sealed, ${plain} = NULL
               FROM unnest($1::tid[], $2::text[], $3::bytea[]) AS u (at, value, sealed)
              WHERE t.ctid = u.at AND t.${plain}::text = u.value`,
      values: [rows.map(({ at }) => at), rows.map(({ value }) => value), sealed],
    });
    count += rowCount;
  }
}
