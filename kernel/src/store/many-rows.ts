/** Statements that differ in their values alone are sent once, for all of their rows. */
import type { Sql } from './sql.ts';

/**
 * These statements, those that say how they are sent together in one each, in the place of the first of them. Two that
 * are sent together must not care which of them is first.
 */
export function sentTogether(statements: readonly Sql[]): readonly Sql[] {
  if (statements.length < 2) return statements;
  const groups = new Map<unknown, Sql[]>();
  for (const sql of statements) {
    const group = groups.get(sql.forMany ?? sql);
    if (group) group.push(sql);
    else groups.set(sql.forMany ?? sql, [sql]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [Sql];
    if (group.length === 1 || !first.forMany) return first;
    const values = (first.values ?? []).map((_, column) => group.map((sql) => sql.values?.[column]));
    return { ...first.forMany, values };
  });
}
