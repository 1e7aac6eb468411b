/** Weekly cohorts: of those who enrolled for the first time in a week, who was active in the weeks after. */
import { handle } from '@kernos/kernel/service';
import { readCohorts } from './activity.ts';
import { lastWeeks, type Refusal } from './calendar.ts';
import { analytics } from './contract.ts';
import type { Retention } from './schemas.ts';
import { type Asking, refusing, scopeOf } from './scope.ts';

const DEFAULT_WEEKS = 8;

export interface RetentionQuery {
  readonly courseId?: string | undefined;
  readonly timezone?: string | undefined;
  readonly weeks?: number | undefined;
}

export async function readRetention(
  ctx: Asking<Refusal | 'course-not-found'>,
  { courseId, timezone, weeks = DEFAULT_WEEKS }: RetentionQuery,
): Promise<Retention> {
  const { buckets, to, timezone: zone } = lastWeeks(weeks, timezone, ctx.now(), refusing(ctx));
  const scope = await scopeOf(ctx, courseId);
  const { sizes, active } = await readCohorts(ctx, scope, { from: buckets[0]?.start ?? to, to, buckets });
  return {
    timezone: zone,
    courseId: scope.courseId,
    courseTitle: scope.courseTitle,
    cohorts: buckets.map((bucket, cohort) => {
      const size = sizes[cohort] ?? 0;
      const weeksAfter = (active[cohort] ?? []).map((learners, week) => ({
        week,
        learners,
        share: size === 0 ? 0 : learners / size,
      }));
      return { ...bucket, size, weeks: weeksAfter };
    }),
  };
}

export const retention = handle(analytics.calls.retention, (query, ctx) => readRetention(ctx, query));
