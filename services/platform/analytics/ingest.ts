/** Every event becomes a fact, once, and is rolled up in the same statement. */
import type { Context } from '@kernos/kernel/context';
import { type AnyEvent, onEvery } from '@kernos/kernel/service';
import { analytics } from './contract.ts';
import { type Reported, reportedOf } from './reported.ts';
import { FACTS_LOCK, rollupsOf } from './rollups.ts';

// Values that need no quoting: ids and instants. They are more than half of what goes over the wire.
const plain = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join()}}`;

const columns: readonly [name: string, type: string, of: (events: readonly AnyEvent[]) => unknown][] = [
  ['event_id', 'uuid', (events) => plain(events.map(({ id }) => id))],
  ['logged_at', 'timestamptz', (events) => plain(events.map(({ loggedAt }) => loggedAt))],
  ['time', 'timestamptz', (events) => plain(events.map(({ time }) => time))],
  ['organization_id', 'uuid', (events) => plain(events.map(({ organizationId }) => organizationId))],
  ['type', 'text', (events) => events.map(({ type }) => type)],
  ['source', 'text', (events) => events.map(({ source }) => source)],
  ['actor_id', 'uuid', (events) => plain(events.map(({ actorId }) => actorId))],
  ['subject', 'text', (events) => events.map(({ key }) => key)],
];
const names = columns.map(([name]) => name).join(', ');
const arrays = columns.map(([, type], n) => `$${n + 1}::${type}[]`).join(', ');

/** An id among an event's data. Another wing may use the same name for something else, which then is none. */
const idIn = (field: string): string =>
  `CASE WHEN data->>'${field}' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (data->>'${field}')::uuid END`;

const ofFields = (fields: readonly string[]): string =>
  fields.length > 1 ? `coalesce(${fields.map(idIn).join(', ')})` : (fields.map(idIn)[0] ?? 'NULL::uuid');

interface Ingesting {
  readonly plainly: string;
  readonly unlessKnown: string;
}

function ingesting(reported: Reported): Ingesting {
  const ids = (['subject', 'part', 'person'] as const).map((of) => ofFields(reported.idFields(of)));
  // The data of all events are one text: taking an array of many apart costs more than everything else about them.
  const added = `INSERT INTO analytics.facts (${names}, data, course_id, lesson_id, learner_id)
    SELECT *, ${ids.join(', ')}
      FROM ROWS FROM (unnest(${arrays}), jsonb_array_elements($${columns.length + 1})) AS e (${names}, data)`;
  const rolled = rollupsOf(reported).map(({ table, sql }) => `rolled_${table} AS (${sql})`);
  const text = (unlessKnown: string) =>
    `WITH fresh AS (${added} ${unlessKnown} RETURNING *), ${rolled.join(', ')} SELECT count(*) FROM fresh`;
  // An event that is known already brings nothing fresh, and so changes nothing.
  return { plainly: text(''), unlessKnown: text('ON CONFLICT DO NOTHING') };
}

const known = new WeakMap<Reported, Ingesting>();
function ingestingOf(ctx: Pick<Context, 'declared'>): Ingesting {
  const reported = reportedOf(ctx);
  const made = known.get(reported) ?? ingesting(reported);
  known.set(reported, made);
  return made;
}

/** Takes events in; those that were taken in before change nothing. Gives how many were new. */
export async function ingest(
  ctx: Pick<Context, 'tx' | 'declared'>,
  events: readonly AnyEvent[],
): Promise<number> {
  const { tx } = ctx;
  const { plainly, unlessKnown } = ingestingOf(ctx);
  const values = [...columns.map(([, , of]) => of(events)), JSON.stringify(events.map(({ data }) => data))];
  await Promise.all([
    tx.query({
      name: 'analytics.share',
      text: 'SELECT pg_advisory_xact_lock_shared($1)',
      values: [FACTS_LOCK],
    }),
    tx.query({ name: 'analytics.before', text: 'SAVEPOINT before' }),
  ]);
  const rows = await tx
    .query<{ count: number }>({
      name: 'analytics.ingest',
      text: plainly,
      values,
    })
    .catch(async (error: unknown) => {
      // Known events are rare, for the log is hardly ever read twice, and looking out for them costs a quarter more.
      if (!isKnown(error)) throw error;
      await tx.query({ text: 'ROLLBACK TO before' });
      return tx.query<{ count: number }>({ name: 'analytics.ingest.unknown', text: unlessKnown, values });
    });
  return rows.rows[0]?.count ?? 0;
}

export const listening = onEvery(analytics, 'beginning', async (events, ctx) => {
  await ingest(ctx, events);
});

/** True where a fact is there already: each partition has its own name for `facts_once`. */
const isKnown = (error: unknown): boolean =>
  error instanceof Error && (error as { constraint?: string }).constraint?.startsWith('facts_') === true;
