/** What an organization has in the database, whichever service keeps it: to see that nobody else changed it. */

import type { TestSystem } from '@kernos/kernel/testing';
import type { College } from '@kernos/services/testing/college.fixture';

export interface Rows {
  /** Each row of each table as one text. */
  readonly all: readonly string[];
}

/** The college, with everything that organization A has in the database. */
export interface Watched extends College {
  rows(): Promise<Rows>;
}

/**
 * Reads all rows of an organization: those that name it, and what hangs on the accounts it answers for. A table is read
 * again when it has changed: every row names the transaction that wrote it (`xmin`).
 * @param changing tables that change with whatever anybody does, and are left out
 */
export async function rowReader(
  system: TestSystem,
  organizationId: string,
  changing: readonly string[],
): Promise<() => Promise<Rows>> {
  // That somebody tried something they may not is put on record: that is no change of what they tried it on.
  const { rows: tables } = await system.sql<{ name: string; column: string }>({
    text: `SELECT format('%I.%I', n.nspname, c.relname) AS name, a.attname AS column
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('organization_id', 'account_id')
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^(pg_|information_schema)'
              AND c.oid <> ALL ($1::regclass[])`,
    values: [['kernel.audit', 'kernel.spans', ...changing]],
  });
  const accounts = '(SELECT id FROM identity.accounts WHERE home_organization_id = $1)';
  const parts: readonly Part[] = [
    ...tables.map(({ name, column }) =>
      column === 'organization_id'
        ? { name, which: 'organization_id = $1', isAlone: recipient[name] === undefined }
        : { name, which: `account_id IN ${accounts}`, isAlone: false },
    ),
    { name: 'identity.organizations', which: 'id = $1', isAlone: true },
    { name: 'identity.accounts', which: 'home_organization_id = $1', isAlone: true },
    {
      name: 'identity.refresh_tokens',
      which: `session_id IN (SELECT id FROM identity.sessions WHERE account_id IN ${accounts})`,
      isAlone: false,
    },
    {
      name: 'kernel.workflow_steps',
      which: 'workflow_id IN (SELECT id FROM kernel.workflows WHERE organization_id = $1)',
      isAlone: false,
    },
  ];
  const states = [...new Set(parts.map(({ name }) => name))]
    .map(
      (name) =>
        `SELECT '${name}' AS name, count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) AS state FROM ${name}`,
    )
    .join(' UNION ALL ');
  const read = async ({ name, which }: Part): Promise<string[]> => {
    const { rows } = await system.sql<{ row: string }>({
      name: `access.rows ${name} ${which.length}`,
      text: `SELECT '${name} ' || t::text ${recipient[name] ?? ''} AS row FROM ${name} t WHERE ${which}`,
      values: [organizationId],
    });
    return rows.map(({ row }) => row);
  };
  let known: Rows = { all: [] };
  let knownStates = new Map<string, string>();
  const knownParts = new Map<Part, string[]>();
  return async () => {
    await system.settled();
    await system.sql(putOff);
    const { rows } = await system.sql<{ name: string; state: string }>({
      name: 'access.states',
      text: states,
    });
    const changed = new Set(
      rows.filter(({ name, state }) => knownStates.get(name) !== state).map(({ name }) => name),
    );
    if (changed.size === 0) return known;
    knownStates = new Map(rows.map(({ name, state }) => [name, state]));
    const outdated = parts.filter(({ name, isAlone }) => !isAlone || changed.has(name));
    await Promise.all(outdated.map(async (part) => knownParts.set(part, await read(part))));
    known = { all: parts.flatMap((part) => knownParts.get(part) ?? []) };
    return known;
  };
}

/**
 * What waits for its time (the next email to somebody, another try of a webhook) waits on: on a slow machine the time
 * would come while another line is tried, and look like its doing.
 */
const putOff = {
  name: 'access.put-off',
  text: `UPDATE notifications.deliveries SET due_at = due_at + interval '1 year'
          WHERE state = 'waiting' AND due_at < now() + interval '1 month'`,
};

/** Some rows of a table. */
interface Part {
  readonly name: string;
  readonly which: string;
  /** Nothing but the table itself says which rows these are, and what is told of them. */
  readonly isAlone: boolean;
}

/** What sends a delivery names the delivery alone: whom that is to belongs to the row. */
const to = (deliveryId: string) =>
  `|| coalesce((SELECT ' to ' || d.recipient_id FROM notifications.deliveries d WHERE d.id = ${deliveryId}), '')`;
const recipient: Readonly<Record<string, string>> = {
  'kernel.outbox': to("(t.data->>'deliveryId')::uuid"),
  'notifications.tries': to('t.delivery_id'),
};

/** Ids and SHA-256 sums in a text. */
export const marksIn = (text: string): readonly string[] =>
  text.match(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{64}\b/g) ?? [];

const marksOf = new Map<string, readonly string[]>();

/** The same for a row, remembered: each is looked at again for every line of the expectations. */
export function marksInRow(row: string): readonly string[] {
  const known = marksOf.get(row) ?? marksIn(row);
  marksOf.set(row, known);
  return known;
}

/** Rows of `before` that are gone or different in `after`; with `exactly`, also those that are new. */
export function changesIn(before: Rows, after: Rows, exactly: boolean): string[] {
  const [were, are] = [new Set(before.all), new Set(after.all)];
  const lost = before.all.filter((row) => !are.has(row)).map((row) => `- ${row}`);
  const gained = exactly ? after.all.filter((row) => !were.has(row)).map((row) => `+ ${row}`) : [];
  return [...lost, ...gained];
}
