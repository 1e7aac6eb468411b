/** How many of what over time: enrollments, completions, completed lessons, and who was active. */
import { handle } from '@kernos/kernel/service';
import { type Asked, type Refusal, type Segment, type Stretch, segmentsOf, stretchOf } from './calendar.ts';
import { analytics } from './contract.ts';
import type { Series } from './schemas.ts';
import { type Asking, refusing, type Scope, scopeOf } from './scope.ts';

type SeriesContext = Asking<Refusal | 'course-not-found'>;
export type SeriesQuery = Asked & { readonly courseId?: string | undefined };

interface Counted {
  bucket: number;
  count: number;
}

/** How many events of a type, by bucket. */
export async function countEvents(ctx: SeriesContext, type: string, asked: SeriesQuery): Promise<Series> {
  const stretch = stretchOf(asked, ctx.now(), refusing(ctx));
  const scope = await scopeOf(ctx, asked.courseId);
  const { rows } = await ctx.tx.query<Counted>({
    text: `SELECT width_bucket(quarter, $6::timestamptz[]) - 1 AS bucket, sum(count)::int AS count
             FROM analytics.counts
            WHERE organization_id = $1 AND type = $2 AND course_id = ANY ($3::uuid[])
              AND quarter >= $4 AND quarter < $5
            GROUP BY 1`,
    values: [ctx.organizationId, type, scope.ids, stretch.from, stretch.to, starts(stretch)],
  });
  return toSeries(
    stretch,
    scope,
    rows,
    rows.reduce((sum, { count }) => sum + count, 0),
  );
}

/** How many different learners were active, by bucket; in total, each counts once. */
export async function countActive(ctx: SeriesContext, asked: SeriesQuery): Promise<Series> {
  const stretch = stretchOf(asked, ctx.now(), refusing(ctx));
  const scope = await scopeOf(ctx, asked.courseId);
  // In one course, or in the whole organization, a learner's week is one row.
  const once = scope.ids.length === 1;
  const whole = { ...stretch, buckets: stretch.buckets.slice(0, 1) };
  const segments = [
    ...segmentsOf(stretch).map((segment) => ({ ...segment, alone: segment.alone && once })),
    ...segmentsOf(whole).map((segment) => ({ ...segment, bucket: -1, alone: false })),
  ];
  const { rows } = await ctx.tx.query<Counted>({
    // Not prepared: its plan depends on how long the stretch is and how many courses there are.
    text: `WITH segment AS NOT MATERIALIZED (
             SELECT * FROM unnest($3::date[], $4::bit(672)[], $5::int[], $6::boolean[]) AS s (week, quarters, bucket, alone)
           ), active AS NOT MATERIALIZED (
             SELECT s.bucket, s.alone, a.learner_id
               FROM analytics.activity a JOIN segment s ON s.week = a.week AND (a.quarters & s.quarters) <> ${NO_QUARTERS}
              WHERE a.organization_id = $1 AND a.course_id = ANY ($2::uuid[]) AND a.week >= $7::date AND a.week <= $8::date
           )
           SELECT bucket, count(*)::int AS count FROM active WHERE alone GROUP BY bucket
           UNION ALL
           SELECT bucket, count(*)::int FROM (SELECT DISTINCT bucket, learner_id FROM active WHERE NOT alone) d GROUP BY bucket`,
    values: [
      ...[ctx.organizationId, scope.ids],
      ...segmentColumns(segments),
      segments.map(({ alone }) => alone),
      ...[segments[0]?.week, segments.at(-1)?.week],
    ],
  });
  return toSeries(stretch, scope, rows, rows.find(({ bucket }) => bucket === -1)?.count ?? 0);
}

/** Nobody was there. */
export const NO_QUARTERS = `repeat('0', 672)::bit(672)`;
/** Segments as SQL takes them: weeks, quarters, buckets. */
export const segmentColumns = (segments: readonly Segment[]): [string[], string[], number[]] => [
  segments.map(({ week }) => week),
  segments.map(({ quarters }) => quarters),
  segments.map(({ bucket }) => bucket),
];

/** What `width_bucket` takes. */
export const starts = ({ buckets }: Stretch): string[] => buckets.map(({ start }) => start);

function toSeries(stretch: Stretch, scope: Scope, rows: readonly Counted[], total: number): Series {
  const counts = new Map(rows.map(({ bucket, count }) => [bucket, count]));
  return {
    ...aboutStretch(stretch),
    courseId: scope.courseId,
    courseTitle: scope.courseTitle,
    series: stretch.buckets.map((bucket, n) => ({ ...bucket, count: counts.get(n) ?? 0 })),
    total,
  };
}

export const aboutStretch = ({ from, to, timezone, interval }: Stretch) => ({ from, to, timezone, interval });

const { calls } = analytics;
export const enrollments = handle(calls.enrollments, (query, ctx) =>
  countEvents(ctx, 'enrollment.created', query),
);
export const completions = handle(calls.completions, (query, ctx) =>
  countEvents(ctx, 'course.completed', query),
);
export const lessonCompletions = handle(calls.lessonCompletions, (query, ctx) =>
  countEvents(ctx, 'lesson.completed', query),
);
export const activeLearners = handle(calls.activeLearners, (query, ctx) => countActive(ctx, query));
