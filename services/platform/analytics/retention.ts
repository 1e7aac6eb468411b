/** Weekly cohorts: of those who enrolled for the first time in a week, who was active in the weeks after. */
import { handle } from '@kernos/kernel/service';
import { lastWeeks, type Refusal, segmentsOf } from './calendar.ts';
import { analytics } from './contract.ts';
import type { Retention } from './schemas.ts';
import { type Asking, refusing, scopeOf } from './scope.ts';
import { NO_QUARTERS, segmentColumns } from './series.ts';

const DEFAULT_WEEKS = 8;

export interface RetentionQuery {
  readonly courseId?: string | undefined;
  readonly timezone?: string | undefined;
  readonly weeks?: number | undefined;
}

interface CohortRow {
  cohort: number;
  /** Null for the size of the cohort. */
  week: number | null;
  learners: number;
}

export async function readRetention(
  ctx: Asking<Refusal | 'course-not-found'>,
  { courseId, timezone, weeks = DEFAULT_WEEKS }: RetentionQuery,
): Promise<Retention> {
  const { buckets, to, timezone: zone } = lastWeeks(weeks, timezone, ctx.now(), refusing(ctx));
  const scope = await scopeOf(ctx, courseId);
  const from = buckets[0]?.start ?? to;
  const segments = segmentsOf({ from, to, buckets });
  const { rows } = await ctx.tx.query<CohortRow>({
    // Not prepared: its plan depends on how long the stretch is and how many courses there are.
    text: `WITH cohort AS MATERIALIZED (
             SELECT learner_id, width_bucket(min(enrolled_at), $3::timestamptz[]) - 1 AS cohort
               FROM analytics.journeys
              WHERE organization_id = $1 AND ($2::uuid[] IS NULL OR course_id = ANY ($2)) AND enrolled_at IS NOT NULL
              GROUP BY learner_id HAVING min(enrolled_at) >= $4 AND min(enrolled_at) < $5
           )
           SELECT cohort, NULL::int AS week, count(*)::int AS learners FROM cohort GROUP BY cohort
           UNION ALL
           SELECT cohort, week, count(*)::int FROM (
             SELECT DISTINCT c.cohort, s.bucket - c.cohort AS week, a.learner_id
               FROM unnest($6::date[], $7::bit(672)[], $8::int[]) AS s (week, quarters, bucket)
               JOIN analytics.activity a ON a.week = s.week AND (a.quarters & s.quarters) <> ${NO_QUARTERS}
               JOIN cohort c ON c.learner_id = a.learner_id AND s.bucket >= c.cohort
              WHERE a.organization_id = $1 AND a.course_id = ANY ($9::uuid[])
                AND a.week >= $10::date AND a.week <= $11::date) active
            GROUP BY cohort, week`,
    values: [
      ...[ctx.organizationId, scope.courseIds, buckets.map(({ start }) => start), from, to],
      ...segmentColumns(segments),
      ...[scope.ids, segments[0]?.week, segments.at(-1)?.week],
    ],
  });
  const found = new Map(rows.map(({ cohort, week, learners }) => [`${cohort} ${week}`, learners]));
  return {
    timezone: zone,
    courseId: scope.courseId,
    courseTitle: scope.courseTitle,
    cohorts: buckets.map((bucket, cohort) => {
      const size = found.get(`${cohort} null`) ?? 0;
      const after = Array.from({ length: buckets.length - cohort }, (_, week) => {
        const learners = found.get(`${cohort} ${week}`) ?? 0;
        return { week, learners, share: size === 0 ? 0 : learners / size };
      });
      return { ...bucket, size, weeks: after };
    }),
  };
}

export const retention = handle(analytics.calls.retention, (query, ctx) => readRetention(ctx, query));
