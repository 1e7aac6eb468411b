/**
 * Columns are snake_case in SQL and camelCase in rows. The names of a result are changed in its description, before any
 * row is made of it, so that rows cost nothing more. What stands inside a jsonb value stays as it was written.
 */
import type { EventEmitter } from 'node:events';
import type pg from 'pg';

/** Has this connection's rows come with names in camelCase. */
export function camelCaseRows(client: pg.ClientBase): void {
  const { connection } = client as unknown as { connection: EventEmitter };
  // Before the client itself hears of the description.
  connection.prependListener('rowDescription', ({ fields }: { fields: { name: string }[] }) => {
    for (const field of fields) field.name = known.get(field.name) ?? learn(field.name);
  });
}

/** Names are those of columns and aliases in our own statements: there are only so many. */
const known = new Map<string, string>();

function learn(name: string): string {
  const camelCase = name.replace(/(?<=.)_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  known.set(name, camelCase);
  return camelCase;
}
