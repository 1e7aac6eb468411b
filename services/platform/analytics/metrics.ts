/** Measurements of the other wings: they tell of them, and an admin looks at them over time. */

import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { list } from '@kernos/kernel/list';
import { answer, handle, task } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { type Asked, type Refusal, stretchOf } from './calendar.ts';
import { analytics } from './contract.ts';
import type { Metric, MetricSummary } from './schemas.ts';
import { type Asking, refusing } from './scope.ts';
import { aboutStretch, starts } from './series.ts';

export interface MetricQuery extends Asked {
  readonly name: string;
  /** Only measurements with all of these. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

interface Row {
  bucket: number;
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
  last: number;
}

export async function readMetric(ctx: Asking<Refusal>, asked: MetricQuery): Promise<Metric> {
  const stretch = stretchOf(asked, ctx.now(), refusing(ctx));
  const { name, dimensions = {} } = asked;
  const values = [ctx.organizationId, name, stretch.from, stretch.to, JSON.stringify(dimensions)];
  const [{ rows }, newest] = await Promise.all([
    ctx.tx.query<Row>({
      name: 'analytics.metric',
      text: `SELECT width_bucket(at, $6::timestamptz[]) - 1 AS bucket, count(*)::int AS count, sum(value) AS sum,
                    min(value) AS minimum, max(value) AS maximum,
                    (array_agg(value ORDER BY at DESC, event_id DESC))[1] AS last
               FROM analytics.measurements
              WHERE organization_id = $1 AND metric = $2 AND at >= $3 AND at < $4 AND dimensions @> $5::jsonb
              GROUP BY 1`,
      values: [...values, starts(stretch)],
    }),
    ctx.tx.query<{ unit: string }>({
      name: 'analytics.metric.unit',
      text: `SELECT unit FROM analytics.measurements WHERE organization_id = $1 AND metric = $2
              ORDER BY at DESC, event_id DESC LIMIT 1`,
      values: [ctx.organizationId, asked.name],
    }),
  ]);
  const inBucket = new Map(rows.map((row) => [row.bucket, row]));
  return {
    ...aboutStretch(stretch),
    name: asked.name,
    unit: newest.rows[0]?.unit ?? null,
    series: stretch.buckets.map((bucket, n) => ({ ...bucket, ...toFigures(inBucket.get(n)) })),
    total: {
      count: rows.reduce((sum, { count }) => sum + count, 0),
      sum: rows.reduce((sum, row) => sum + row.sum, 0),
    },
  };
}

const toFigures = (row: Row | undefined) => ({
  count: row?.count ?? 0,
  sum: row?.sum ?? 0,
  average: row ? row.sum / row.count : null,
  minimum: row?.minimum ?? null,
  maximum: row?.maximum ?? null,
  last: row?.last ?? null,
});

export const metrics = handle(analytics.calls.metrics, async ({ dimension, ...query }, ctx) => {
  if (dimension === undefined) return readMetric(ctx, query);
  const [name = '', ...value] = dimension.split(':');
  if (name === '' || value.length === 0)
    ctx.fail('dimension-invalid', 'Give a dimension as name:value, e.g. ward:B.');
  return readMetric(ctx, { ...query, dimensions: { [name]: value.join(':') } });
});

type NameRow = Static<typeof MetricSummary>;

export const metricNames = handle(analytics.calls.metricNames, async (page, ctx) =>
  list(page, { name: 'text' }, async (after, limit) => {
    // From name to name along the index, instead of over every measurement.
    const { rows } = await ctx.tx.query<NameRow>({
      name: 'analytics.metric.names',
      text: `WITH RECURSIVE names AS (
             (SELECT metric, 1 AS n FROM analytics.measurements WHERE organization_id = $1 AND metric > coalesce($2, '') ORDER BY metric LIMIT 1)
             UNION ALL
             SELECT next.metric, names.n + 1 FROM names CROSS JOIN LATERAL (
               SELECT metric FROM analytics.measurements WHERE organization_id = $1 AND metric > names.metric ORDER BY metric LIMIT 1) next
              WHERE names.n < $3
           )
           SELECT names.metric AS name, last.unit, last.value AS last, last.at AS last_at,
                  (SELECT count(*)::int FROM analytics.measurements m WHERE m.organization_id = $1 AND m.metric = names.metric) AS count
             FROM names CROSS JOIN LATERAL (
               SELECT unit, value, at FROM analytics.measurements m WHERE m.organization_id = $1 AND m.metric = names.metric
                ORDER BY at DESC, event_id DESC LIMIT 1) last
            ORDER BY names.metric`,
      values: [ctx.organizationId, after.name, limit],
    });
    return rows;
  }),
);

interface Measurement {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly dimensions: Record<string, string>;
  readonly at?: string | null;
}

// Told as an event, it comes back as a fact like every other: it can be rebuilt, exported, listened to.
function tell(
  ctx: Pick<Context<never, EventsOf<typeof analytics>>, 'now' | 'publish'>,
  { at, ...measured }: Measurement,
): void {
  ctx.publish('analytics.metric_updated', { ...measured, at: at ?? ctx.now().toISOString() });
}

export const record = handle(analytics.calls.record, async (measured, ctx) => {
  tell(ctx, measured);
  return answer(202, null);
});
export const recording = task(analytics, analytics.tasks.record, async (measured, ctx) =>
  tell(ctx, measured),
);
