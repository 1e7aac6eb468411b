/** How far learners come in each course, and how long they take. */
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { type Asked, openStretchOf, type Refusal } from './calendar.ts';
import { analytics } from './contract.ts';
import type { Funnel, TimeToComplete } from './schemas.ts';
import { type Asking, refusing, scopeOf } from './scope.ts';

type CoursesContext = Asking<Refusal | 'course-not-found'>;
export interface CoursesQuery extends Asked {
  readonly courseId?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

interface FunnelRow {
  courseId: string;
  title: string | null;
  enrolled: number;
  started: number;
  quarter: number;
  half: number;
  threeQuarters: number;
  completed: number;
}

/** Of those who first enrolled in the stretch. Who completed has been everywhere on the way. */
export async function readFunnels(ctx: CoursesContext, asked: CoursesQuery) {
  const { from, to } = openStretchOf(asked, ctx.now(), refusing(ctx));
  const { courseIds } = await scopeOf(ctx, asked.courseId);
  const reached = (percent: number) =>
    `count(*) FILTER (WHERE j.completed_at IS NOT NULL OR j.percent >= ${percent})::int`;
  return list(
    asked,
    { enrolled: 'integer', courseId: 'id' },
    async (after, limit) => {
      const { rows } = await ctx.tx.query<FunnelRow>({
        name: 'analytics.funnel',
        text: `SELECT c.course_id, c.title, f.* FROM (
             SELECT j.course_id AS id, count(*)::int AS enrolled,
                    count(*) FILTER (WHERE j.completed_at IS NOT NULL OR j.lessons > 0)::int AS started,
                    ${reached(25)} AS quarter, ${reached(50)} AS half, ${reached(75)} AS three_quarters,
                    count(j.completed_at)::int AS completed
               FROM analytics.journeys j
              WHERE j.organization_id = $1 AND ($2::uuid[] IS NULL OR j.course_id = ANY ($2)) AND j.enrolled_at IS NOT NULL
                AND ($3::timestamptz IS NULL OR j.enrolled_at >= $3) AND ($4::timestamptz IS NULL OR j.enrolled_at < $4)
              GROUP BY j.course_id
           ) f JOIN analytics.courses c ON c.organization_id = $1 AND c.course_id = f.id AND c.version > 0
            WHERE $5::int IS NULL OR (-f.enrolled, c.course_id) > (-$5, $6::uuid)
            ORDER BY -f.enrolled, c.course_id LIMIT $7`,
        values: [ctx.organizationId, courseIds, from, to, after.enrolled, after.courseId, limit],
      });
      return rows;
    },
    toFunnel,
  );
}

function toFunnel(row: FunnelRow): Funnel {
  const stage = (name: Funnel['stages'][number]['stage'], learners: number) => ({
    stage: name,
    learners,
    share: learners / row.enrolled,
  });
  return {
    courseId: row.courseId,
    title: row.title ?? '',
    stages: [
      stage('enrolled', row.enrolled),
      stage('started', row.started),
      stage('quarter', row.quarter),
      stage('half', row.half),
      stage('three-quarters', row.threeQuarters),
      stage('completed', row.completed),
    ],
  };
}

interface TimeRow {
  courseId: string;
  title: string | null;
  learners: number;
  /** Seconds: half of them took no longer, and nine of ten. */
  times: readonly [number, number];
}

/** Seconds from enrolling to completing; who completed without ever having had a seat does not count. */
export const SECONDS_TO_COMPLETE = 'greatest(0, extract(epoch FROM j.completed_at - j.enrolled_at))';

export async function readTimes(ctx: CoursesContext, asked: CoursesQuery) {
  const { from, to } = openStretchOf(asked, ctx.now(), refusing(ctx));
  const { courseIds } = await scopeOf(ctx, asked.courseId);
  return list(
    asked,
    { learners: 'integer', courseId: 'id' },
    async (after, limit) => {
      const { rows } = await ctx.tx.query<TimeRow>({
        name: 'analytics.times',
        text: `SELECT c.course_id, c.title, t.* FROM (
             SELECT j.course_id AS id, count(*)::int AS learners,
                    percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${SECONDS_TO_COMPLETE}) AS times
               FROM analytics.journeys j
              WHERE j.organization_id = $1 AND ($2::uuid[] IS NULL OR j.course_id = ANY ($2))
                AND j.completed_at IS NOT NULL AND j.enrolled_at IS NOT NULL
                AND ($3::timestamptz IS NULL OR j.completed_at >= $3) AND ($4::timestamptz IS NULL OR j.completed_at < $4)
              GROUP BY j.course_id
           ) t JOIN analytics.courses c ON c.organization_id = $1 AND c.course_id = t.id AND c.version > 0
            WHERE $5::int IS NULL OR (-t.learners, c.course_id) > (-$5, $6::uuid)
            ORDER BY -t.learners, c.course_id LIMIT $7`,
        values: [ctx.organizationId, courseIds, from, to, after.learners, after.courseId, limit],
      });
      return rows;
    },
    toTime,
  );
}

/** Days with three decimals, i.e. to the minute or two. */
export const toDays = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round(seconds / 86.4) / 1_000;

const toTime = (row: TimeRow): TimeToComplete => ({
  courseId: row.courseId,
  title: row.title ?? '',
  learners: row.learners,
  medianDays: toDays(row.times[0]),
  p90Days: toDays(row.times[1]),
});

export const funnel = handle(analytics.calls.funnel, (query, ctx) => readFunnels(ctx, query));
export const timeToComplete = handle(analytics.calls.timeToComplete, (query, ctx) => readTimes(ctx, query));
