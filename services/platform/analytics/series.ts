/** How many of what over time: enrollments, completions, completed lessons, and who was active. */
import { handle } from '@kernos/kernel/service';
import { type Active, readActive } from './activity.ts';
import { type Asked, type Refusal, type Segment, type Stretch, segmentsOf, stretchOf } from './calendar.ts';
import { analytics } from './contract.ts';
import type { Meaning } from './contract-declarations.ts';
import { reportedOf } from './reported.ts';
import type { Series } from './schemas.ts';
import { type Asking, refusing, type Scope, scopeOf } from './scope.ts';

type SeriesContext = Asking<Refusal | 'course-not-found'>;
export type SeriesQuery = Asked & { readonly courseId?: string | undefined };

interface Counted {
  bucket: number;
  count: number;
}

/** How many events of some kinds, by bucket. */
async function countEvents(
  ctx: SeriesContext,
  types: readonly string[],
  asked: SeriesQuery,
): Promise<Series> {
  const stretch = stretchOf(asked, ctx.now(), refusing(ctx));
  const scope = await scopeOf(ctx, asked.courseId);
  const { rows } = await ctx.tx.query<Counted>({
    // Not prepared: its plan depends on how long the stretch is and how many courses there are.
    text: `SELECT s.bucket, sum(${inSegment('c.upto')})::int AS count
             FROM ${SEGMENTS} s JOIN analytics.counts c ON c.day = s.day
            WHERE c.organization_id = $5 AND c.type = ANY ($6::text[]) AND c.course_id = ANY ($7::uuid[]) AND c.day BETWEEN $8 AND $9
            GROUP BY s.bucket`,
    values: [
      ...segmentColumns(segmentsOf(stretch)),
      ...[ctx.organizationId, types, scope.ids, ...daysOf(stretch)],
    ],
  });
  const counts = new Map(rows.map(({ bucket, count }) => [bucket, count]));
  return toSeries(stretch, scope, {
    counts: stretch.buckets.map((_, bucket) => counts.get(bucket) ?? 0),
    total: rows.reduce((sum, { count }) => sum + count, 0),
  });
}

/** How many events that mean this, in whichever service they happened. */
export const countMeaning = (
  ctx: SeriesContext,
  meaning: Meaning['is'],
  asked: SeriesQuery,
): Promise<Series> => countEvents(ctx, reportedOf(ctx).meaning(meaning), asked);

/** How many different learners were active, by bucket; in total, each counts once. */
export async function countActive(ctx: SeriesContext, asked: SeriesQuery): Promise<Series> {
  const stretch = stretchOf(asked, ctx.now(), refusing(ctx));
  const scope = await scopeOf(ctx, asked.courseId);
  return toSeries(stretch, scope, await readActive(ctx, scope, stretch));
}

/** Segments as a relation, of the values `$1` to `$4` that `segmentColumns` gives. */
export const SEGMENTS = `(SELECT * FROM unnest($1::date[], $2::int[], $3::int[], $4::int[]) AS s (day, first, last, bucket))`;
export const segmentColumns = (segments: readonly Segment[]): unknown[] => [
  segments.map(({ day }) => day),
  segments.map(({ first }) => first),
  segments.map(({ last }) => last),
  segments.map(({ bucket }) => bucket),
];
/** SQL: what running counts of a day come to in a segment `s` of it. */
export const inSegment = (upto: string): string => `${upto}[s.last] - coalesce(${upto}[s.first], 0)`;
/** The first and the last day (UTC) of a stretch, so that an index finds them. */
export const daysOf = ({ from, to }: Pick<Stretch, 'from' | 'to'>): string[] =>
  [from, to].map((instant) => instant.slice(0, 10));

/** What `width_bucket` takes. */
export const starts = ({ buckets }: Stretch): string[] => buckets.map(({ start }) => start);

function toSeries(stretch: Stretch, scope: Scope, { counts, total }: Active): Series {
  return {
    ...aboutStretch(stretch),
    courseId: scope.courseId,
    courseTitle: scope.courseTitle,
    series: stretch.buckets.map((bucket, n) => ({ ...bucket, count: counts[n] ?? 0 })),
    total,
  };
}

export const aboutStretch = ({ from, to, timezone, interval }: Stretch) => ({ from, to, timezone, interval });

const { calls } = analytics;
export const enrollments = handle(calls.enrollments, (query, ctx) => countMeaning(ctx, 'joined', query));
export const completions = handle(calls.completions, (query, ctx) => countMeaning(ctx, 'finished', query));
export const lessonCompletions = handle(calls.lessonCompletions, (query, ctx) =>
  countMeaning(ctx, 'part-done', query),
);
export const series = handle(calls.series, async ({ name, ...query }, ctx) => {
  const found = reportedOf(ctx).events.find((one) => one.series?.name === name);
  return found
    ? countEvents(ctx, [found.event.type], query)
    : ctx.fail('report-not-found', `There is no report “${name}”; GET /api/reports/series lists them.`);
});
export const seriesNames = handle(calls.seriesNames, async (_input, ctx) => ({
  items: reportedOf(ctx).events.flatMap(({ series }) => series ?? []),
}));
export const activeLearners = handle(calls.activeLearners, (query, ctx) => countActive(ctx, query));
