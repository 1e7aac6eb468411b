/** Every event becomes a fact, once, and is rolled up in the same statement. */
import type { Context } from '@kernos/kernel/context';
import { type AnyEvent, onEvery } from '@kernos/kernel/service';
import { analytics } from './contract.ts';
import { FACTS_LOCK, rollups } from './rollups.ts';

const columns: readonly [name: string, type: string, of: (event: AnyEvent) => unknown][] = [
  ['event_id', 'uuid', ({ id }) => id],
  ['logged_at', 'timestamptz', ({ loggedAt }) => loggedAt],
  ['time', 'timestamptz', ({ time }) => time],
  ['organization_id', 'uuid', ({ organizationId }) => organizationId],
  ['type', 'text', ({ type }) => type],
  ['source', 'text', ({ source }) => source],
  ['actor_id', 'uuid', ({ actorId }) => actorId],
  ['subject', 'text', ({ key }) => key],
  ['course_id', 'uuid', ({ data }) => idIn(data, 'courseId')],
  ['lesson_id', 'uuid', ({ data }) => idIn(data, 'lessonId')],
  ['learner_id', 'uuid', ({ data }) => idIn(data, 'learnerId')],
  ['data', 'jsonb', ({ data }) => JSON.stringify(data)],
];
const names = columns.map(([name]) => name).join(', ');
const arrays = columns.map(([, type], n) => `$${n + 1}::${type}[]`).join(', ');

// An event that is known already brings nothing fresh, and so changes nothing.
const INGEST = `WITH fresh AS (
    INSERT INTO analytics.facts (${names}) SELECT * FROM unnest(${arrays}) ON CONFLICT DO NOTHING RETURNING *
  ), ${rollups.map(({ table, sql }) => `rolled_${table} AS (${sql})`).join(', ')}
  SELECT count(*) FROM fresh`;

/** Takes events in; those that were taken in before change nothing. Gives how many were new. */
export async function ingest(ctx: Pick<Context, 'tx'>, events: readonly AnyEvent[]): Promise<number> {
  await ctx.tx.query({
    name: 'analytics.share',
    text: 'SELECT pg_advisory_xact_lock_shared($1)',
    values: [FACTS_LOCK],
  });
  const { rows } = await ctx.tx.query<{ count: number }>({
    name: 'analytics.ingest',
    text: INGEST,
    values: columns.map(([, , of]) => events.map(of)),
  });
  return rows[0]?.count ?? 0;
}

export const listening = onEvery(analytics, async (events, ctx) => {
  await ingest(ctx, events);
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id among an event's data. Another wing may use the same name for something else, which then is none. */
function idIn(data: unknown, field: string): string | null {
  const value = (data as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'string' && UUID.test(value) ? value : null;
}
