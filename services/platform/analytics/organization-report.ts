/** What is going on in an organization. */
import { handle } from '@kernos/kernel/service';
import { partsOf } from './calendar.ts';
import { analytics } from './contract.ts';
import { reportedOf } from './reported.ts';
import { WHOLE } from './rollups.ts';
import { inSegment, SEGMENTS, segmentColumns } from './series.ts';
import { DAY_MS, floorTo, QUARTER_MS } from './zone.ts';

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
  bucket: number;
  count: number;
}

const TRENDS = `SELECT c.type, s.bucket, sum(${inSegment('c.upto')})::int AS count
  FROM ${SEGMENTS} s JOIN analytics.counts c ON c.day = s.day
 WHERE c.organization_id = $5 AND c.course_id = '${WHOLE}' AND c.day >= $6::date
 GROUP BY 1, 2`;
/** The seven days up to now, the seven before them, and the last one of them, which is a part of the first. */
const [LATELY, BEFORE, TODAY] = [0, 1, 2];

const TOP = `SELECT c.course_id, coalesce(c.title, '') AS title, t.enrollments
  FROM (SELECT n.course_id, sum(${inSegment('n.upto')})::int AS enrollments
          FROM ${SEGMENTS} s JOIN analytics.counts n ON n.day = s.day
         WHERE n.organization_id = $5 AND n.type = ANY ($7::text[]) AND n.course_id <> '${WHOLE}' AND n.day >= $6::date
         GROUP BY n.course_id) t
  JOIN analytics.courses c ON c.organization_id = $5 AND c.course_id = t.course_id AND c.version > 0
 WHERE t.enrollments > 0
 ORDER BY t.enrollments DESC, c.course_id LIMIT ${TOP_COURSES}`;

export const organization = handle(analytics.calls.organization, async (_input, ctx) => {
  const now = ctx.now();
  const reported = reportedOf(ctx);
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString();
  /** To the quarter hour, so that stretches are as long as they are said to be. */
  const since = (days: number) => -floorTo(QUARTER_MS, days * DAY_MS - now.getTime());
  // A clock may be a little ahead of this one.
  const end = since(0) + DAY_MS;
  const lately = [
    ...partsOf(since(7), end, LATELY),
    ...partsOf(since(14), since(7), BEFORE),
    ...partsOf(since(1), end, TODAY),
  ];
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
      values: [...segmentColumns(lately), organizationId, ago(14)],
    }),
    ctx.tx.query<{ courseId: string; title: string; enrollments: number }>({
      name: 'analytics.organization.top',
      text: TOP,
      values: [
        ...segmentColumns(partsOf(since(30), end, 0)),
        organizationId,
        ago(30),
        reported.meaning('joined'),
      ],
    }),
  ]);
  const count = (types: readonly string[], bucket: number) =>
    trends.rows.reduce(
      (sum, row) => sum + (types.includes(row.type) && row.bucket === bucket ? row.count : 0),
      0,
    );
  const trend = (types: readonly string[]) => ({ count: count(types, LATELY), before: count(types, BEFORE) });
  const today = trends.rows.reduce((sum, row) => sum + (row.bucket === TODAY ? row.count : 0), 0);
  const { courses, learners, active1, active7, active30, newest } = numbers.rows[0] as Numbers;
  return {
    at: now.toISOString(),
    ...{ courses, learners, activeToday: active1, active7Days: active7, active30Days: active30 },
    enrollments: trend(reported.meaning('joined')),
    lessonCompletions: trend(reported.meaning('part-done')),
    completions: trend(reported.meaning('finished')),
    notificationsFailed: trend(['notification.failed']),
    events: { today, newestAt: newest },
    topCourses: top.rows,
  };
});
