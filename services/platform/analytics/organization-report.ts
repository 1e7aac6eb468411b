/** What is going on in an organization. */
import { handle } from '@kernos/kernel/service';
import { analytics } from './contract.ts';
import { WHOLE } from './rollups.ts';

const DAY_MS = 86_400_000;
const TOP_COURSES = 5;

interface Numbers {
  courses: number;
  learners: number;
  active1: number;
  active7: number;
  active30: number;
  newest: string | null;
}

const NUMBERS = `SELECT
  (SELECT count(*)::int FROM analytics.courses WHERE organization_id = $1 AND version > 0 AND NOT archived) AS courses,
  (SELECT count(DISTINCT learner_id)::int FROM analytics.enrollments
    WHERE organization_id = $1 AND enrolled_at IS NOT NULL AND withdrawn_at IS NULL) AS learners,
  active.*,
  (SELECT time FROM analytics.facts WHERE organization_id = $1 ORDER BY time DESC LIMIT 1) AS newest
  FROM (
    SELECT count(*) FILTER (WHERE at >= $2)::int AS active1, count(*) FILTER (WHERE at >= $3)::int AS active7,
           count(*)::int AS active30
      FROM (SELECT learner_id, max(last_active_at) AS at FROM analytics.journeys
             WHERE organization_id = $1 AND last_active_at >= $4 GROUP BY learner_id) l
  ) active`;

interface TrendRow {
  type: string;
  count: number;
  before: number;
  today: number;
}

// Seven days to the quarter hour, so that both halves are as long.
const TRENDS = `SELECT type, sum(count) FILTER (WHERE quarter >= $3)::int AS count,
       sum(count) FILTER (WHERE quarter < $3)::int AS before, sum(count) FILTER (WHERE quarter >= $4)::int AS today
  FROM analytics.counts
 WHERE organization_id = $1 AND course_id = '${WHOLE}' AND quarter >= $2
 GROUP BY type`;

const TOP = `SELECT c.course_id AS "courseId", coalesce(c.title, '') AS title, t.enrollments
  FROM (SELECT course_id, sum(count)::int AS enrollments FROM analytics.counts
         WHERE organization_id = $1 AND type = 'enrollment.created' AND course_id <> '${WHOLE}' AND quarter >= $2
         GROUP BY course_id) t
  JOIN analytics.courses c ON c.organization_id = $1 AND c.course_id = t.course_id AND c.version > 0
 ORDER BY t.enrollments DESC, c.course_id LIMIT ${TOP_COURSES}`;

export const organization = handle(analytics.calls.organization, async (_input, ctx) => {
  const now = ctx.now();
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString();
  const { organizationId } = ctx;
  const [numbers, trends, top] = await Promise.all([
    ctx.tx.query<Numbers>({
      name: 'analytics.organization',
      text: NUMBERS,
      values: [organizationId, ago(1), ago(7), ago(30)],
    }),
    ctx.tx.query<TrendRow>({
      name: 'analytics.organization.trends',
      text: TRENDS,
      values: [organizationId, ago(14), ago(7), ago(1)],
    }),
    ctx.tx.query<{ courseId: string; title: string; enrollments: number }>({
      name: 'analytics.organization.top',
      text: TOP,
      values: [organizationId, ago(30)],
    }),
  ]);
  const trend = (type: string) => {
    const row = trends.rows.find((each) => each.type === type);
    return { count: row?.count ?? 0, before: row?.before ?? 0 };
  };
  const { courses, learners, active1, active7, active30, newest } = numbers.rows[0] as Numbers;
  return {
    at: now.toISOString(),
    ...{ courses, learners, activeToday: active1, active7Days: active7, active30Days: active30 },
    enrollments: trend('enrollment.created'),
    lessonCompletions: trend('lesson.completed'),
    completions: trend('course.completed'),
    notificationsFailed: trend('notification.failed'),
    events: { today: trends.rows.reduce((sum, { today }) => sum + (today ?? 0), 0), newestAt: newest },
    topCourses: top.rows,
  };
});
