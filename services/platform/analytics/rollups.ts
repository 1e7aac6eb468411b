/**
 * What is made of the facts. Each rollup is one statement over a relation `fresh` with the columns of
 * `analytics.facts`: the facts of a batch as it comes in, or all facts of an organization when its rollups are
 * made anew. One text for both is why both come to the same.
 */

/** Course of the rows that are about the whole organization. */
export const WHOLE = '00000000-0000-0000-0000-000000000000';

export interface Rollup {
  readonly table: string;
  /** Kinds of events that it is made of; null for all. */
  readonly types: readonly string[] | null;
  readonly sql: string;
}

/** What counts as a learner being active. */
export const ACTIVE = [
  'enrollment.created',
  'enrollment.waitlisted',
  'lesson.completed',
  'course.completed',
] as const;

/** What is counted for each course, beside the whole organization. */
const BY_COURSE = ['enrollment.created', 'lesson.completed', 'course.completed'] as const;

const list = (types: readonly string[]): string => types.map((type) => `'${type}'`).join(', ');
/** The quarter hours of a day, and the one, counted since 1970, in which a fact happened. */
const QUARTERS = Array.from({ length: 96 }, (_, n) => n);
const QUARTER = `floor(date_part('epoch', time) / 900)::int`;
const DAY = `(time AT TIME ZONE 'UTC')::date`;
/** In which quarter hours of the day it happened, in order. */
const quartersOfDay = (filter = ''): string =>
  `coalesce(array_sort(array_agg(${QUARTER} % 96) ${filter}), '{}')`;
/** Running counts of them: how many until the end of each quarter hour. */
const upto = (quarters: string): string =>
  `ARRAY[${QUARTERS.map((n) => `width_bucket(${n}, ${quarters})`).join(', ')}]`;
const added = (column: string): string =>
  `${column} = ARRAY[${QUARTERS.map((n) => `t.${column}[${n + 1}] + excluded.${column}[${n + 1}]`).join(', ')}]`;

const counts: Rollup = {
  table: 'counts',
  types: null,
  sql: `INSERT INTO analytics.counts AS t (organization_id, type, course_id, day, upto)
    SELECT organization_id, type, scope, day, ${upto('quarters')}
      FROM (SELECT organization_id, type, scope, ${DAY} AS day, ${quartersOfDay()} AS quarters
              FROM fresh,
                   LATERAL (VALUES ('${WHOLE}'::uuid), (CASE WHEN type IN (${list(BY_COURSE)}) THEN course_id END)) AS s (scope)
             WHERE organization_id IS NOT NULL AND scope IS NOT NULL
             GROUP BY 1, 2, 3, 4 OFFSET 0) d
    ON CONFLICT (organization_id, type, course_id, day) DO UPDATE SET ${added('upto')}`,
};

// What comes in order is put at the end, which costs next to nothing; only what is late is sorted in.
const activity: Rollup = {
  table: 'activity',
  types: ACTIVE,
  sql: `INSERT INTO analytics.activity AS t (organization_id, year, course_id, learner_id, quarters)
    SELECT organization_id, year, course_id, learner_id, string_agg(quarter, '' ORDER BY quarter)
      FROM (SELECT DISTINCT organization_id, extract(year FROM time AT TIME ZONE 'UTC')::int2 AS year, course_id, learner_id,
                            int4send(${QUARTER}) AS quarter
              FROM fresh
             WHERE type IN (${list(ACTIVE)}) AND organization_id IS NOT NULL AND course_id IS NOT NULL AND learner_id IS NOT NULL) f
     GROUP BY 1, 2, 3, 4
    ON CONFLICT (organization_id, year, course_id, learner_id) DO UPDATE SET quarters = CASE
      WHEN substr(t.quarters, length(t.quarters) - 3) < substr(excluded.quarters, 1, 4) THEN t.quarters || excluded.quarters
      ELSE (SELECT string_agg(quarter, '' ORDER BY quarter)
              FROM (SELECT DISTINCT substr(t.quarters || excluded.quarters, n, 4) AS quarter
                      FROM generate_series(1, length(t.quarters || excluded.quarters), 4) n) q) END
      WHERE substr(t.quarters, length(t.quarters) - 3) <> excluded.quarters`,
};

const ENROLLMENT = ['enrollment.created', 'enrollment.waitlisted', 'enrollment.withdrawn'];
const enrollments: Rollup = {
  table: 'enrollments',
  types: ENROLLMENT,
  sql: `INSERT INTO analytics.enrollments AS t
           (organization_id, enrollment_id, course_id, learner_id, waitlisted_at, enrolled_at, withdrawn_at)
    SELECT organization_id, (data->>'enrollmentId')::uuid, course_id, learner_id,
           min(time) FILTER (WHERE type = 'enrollment.waitlisted'),
           min(time) FILTER (WHERE type = 'enrollment.created'),
           min(time) FILTER (WHERE type = 'enrollment.withdrawn')
      FROM fresh WHERE type IN (${list(ENROLLMENT)}) AND organization_id IS NOT NULL
     GROUP BY 1, 2, 3, 4
    ON CONFLICT (organization_id, enrollment_id) DO UPDATE SET
      waitlisted_at = least(t.waitlisted_at, excluded.waitlisted_at),
      enrolled_at = least(t.enrolled_at, excluded.enrolled_at),
      withdrawn_at = least(t.withdrawn_at, excluded.withdrawn_at)`,
};

/** The newest of those of a kind: by time, and by the id where two have the same. */
const newest = (column: string, types: readonly string[]): string =>
  `(array_agg(${column} ORDER BY time DESC, event_id DESC) FILTER (WHERE type IN (${list(types)})))[1]`;
/** Takes the new value of a column where what dates it is newer. */
const newer = (column: string, at: string, by: string): string =>
  `${column} = CASE WHEN t.${at} IS NULL OR (excluded.${at}, excluded.${by}) > (t.${at}, t.${by}) THEN excluded.${column} ELSE t.${column} END`;
const allNewer = (columns: readonly string[], at: string, by: string): string =>
  [...columns, at, by].map((column) => newer(column, at, by)).join(',\n      ');

const PROGRESS = ['progress.updated'];
/** Lessons that are completed now: each is so for the first time once, then taken back and completed again by turns. */
const LESSON = ['lesson.completed', 'lesson.completed_again', 'lesson.reopened'];
const LESSONS = `count(*) FILTER (WHERE type IN ('lesson.completed', 'lesson.completed_again')) - count(*) FILTER (WHERE type = 'lesson.reopened')`;
/** The one completed last; who takes one back is told which is the last of those that are left. */
const LAST_LESSON = `CASE WHEN type = 'lesson.reopened' THEN (data->>'lastLessonId')::uuid ELSE lesson_id END`;

const JOURNEY = [...new Set([...ACTIVE, ...LESSON, ...PROGRESS])];
const journeys: Rollup = {
  table: 'journeys',
  types: JOURNEY,
  sql: `INSERT INTO analytics.journeys AS t
           (organization_id, course_id, learner_id, enrolled_at, lessons, last_lesson_id, last_lesson_at, last_lesson_by,
            last_active_at, percent, percent_at, percent_by, completed_at)
    SELECT organization_id, course_id, learner_id,
           min(time) FILTER (WHERE type = 'enrollment.created'),
           ${LESSONS},
           ${newest(LAST_LESSON, LESSON)}, ${newest('time', LESSON)}, ${newest('event_id', LESSON)},
           max(time) FILTER (WHERE type IN (${list(ACTIVE)})),
           ${newest(`(data->>'percent')::int`, PROGRESS)}, ${newest('time', PROGRESS)}, ${newest('event_id', PROGRESS)},
           min(time) FILTER (WHERE type = 'course.completed')
      FROM fresh
     WHERE type IN (${list(JOURNEY)}) AND organization_id IS NOT NULL AND course_id IS NOT NULL AND learner_id IS NOT NULL
     GROUP BY 1, 2, 3
    ON CONFLICT (organization_id, course_id, learner_id) DO UPDATE SET
      enrolled_at = least(t.enrolled_at, excluded.enrolled_at),
      lessons = t.lessons + excluded.lessons,
      ${allNewer(['last_lesson_id'], 'last_lesson_at', 'last_lesson_by')},
      last_active_at = greatest(t.last_active_at, excluded.last_active_at),
      ${allNewer(['percent'], 'percent_at', 'percent_by')},
      completed_at = least(t.completed_at, excluded.completed_at)`,
};

const lessons: Rollup = {
  table: 'lessons',
  types: LESSON,
  sql: `INSERT INTO analytics.lessons AS t (organization_id, course_id, lesson_id, completed)
    SELECT organization_id, course_id, lesson_id, ${LESSONS} FROM fresh
     WHERE type IN (${list(LESSON)}) AND organization_id IS NOT NULL
     GROUP BY 1, 2, 3
    ON CONFLICT (organization_id, course_id, lesson_id) DO UPDATE SET completed = t.completed + excluded.completed`,
};

const TITLED = ['course.published', 'course.updated'];
const MOVED = ['course.published', 'course.archived', 'course.restored'];
const COURSE = [...TITLED, 'course.archived', 'course.restored'];
const VERSION = `(array_agg(data ORDER BY (data->>'version')::int DESC) FILTER (WHERE type = 'course.published'))[1]`;
const courses: Rollup = {
  table: 'courses',
  types: COURSE,
  sql: `INSERT INTO analytics.courses AS t
           (organization_id, course_id, version, instructor_id, lesson_ids, title, titled_at, titled_by, archived, moved_at, moved_by)
    SELECT organization_id, course_id, coalesce((published->>'version')::int, 0), (published->>'instructorId')::uuid,
           ARRAY(SELECT jsonb_array_elements_text(published->'lessonIds')::uuid), title, titled_at, titled_by,
           coalesce(moved = 'course.archived', false), moved_at, moved_by
      FROM (
        SELECT organization_id, course_id, ${VERSION} AS published,
               ${newest(`data->>'title'`, TITLED)} AS title, ${newest('time', TITLED)} AS titled_at,
               ${newest('event_id', TITLED)} AS titled_by,
               ${newest('type', MOVED)} AS moved, ${newest('time', MOVED)} AS moved_at, ${newest('event_id', MOVED)} AS moved_by
          FROM fresh WHERE type IN (${list(COURSE)}) AND organization_id IS NOT NULL
         GROUP BY 1, 2) c
    ON CONFLICT (organization_id, course_id) DO UPDATE SET
      instructor_id = CASE WHEN excluded.version > t.version THEN excluded.instructor_id ELSE t.instructor_id END,
      lesson_ids = CASE WHEN excluded.version > t.version THEN excluded.lesson_ids ELSE t.lesson_ids END,
      version = greatest(t.version, excluded.version),
      ${allNewer(['title'], 'titled_at', 'titled_by')},
      ${allNewer(['archived'], 'moved_at', 'moved_by')}`,
};

const DELIVERY = ['notification.delivered', 'notification.failed'];
const deliveries: Rollup = {
  table: 'deliveries',
  types: DELIVERY,
  sql: `INSERT INTO analytics.deliveries AS t (organization_id, day, kind, channel, delivered, failed)
    SELECT organization_id, day, kind, channel, ${upto('delivered')}, ${upto('failed')}
      FROM (SELECT organization_id, ${DAY} AS day, coalesce(data->>'kind', '') AS kind, coalesce(data->>'channel', '') AS channel,
                   ${quartersOfDay(`FILTER (WHERE type = 'notification.delivered')`)} AS delivered,
                   ${quartersOfDay(`FILTER (WHERE type = 'notification.failed')`)} AS failed
              FROM fresh WHERE type IN (${list(DELIVERY)}) AND organization_id IS NOT NULL
             GROUP BY 1, 2, 3, 4 OFFSET 0) d
    ON CONFLICT (organization_id, day, kind, channel) DO UPDATE SET ${added('delivered')}, ${added('failed')}`,
};

const measurements: Rollup = {
  table: 'measurements',
  types: ['analytics.metric_updated'],
  sql: `INSERT INTO analytics.measurements (organization_id, metric, at, event_id, value, unit, dimensions)
    SELECT organization_id, data->>'metric', (data->>'at')::timestamptz, event_id, (data->>'value')::float8,
           data->>'unit', data->'dimensions'
      FROM fresh WHERE type = 'analytics.metric_updated' AND organization_id IS NOT NULL
    ON CONFLICT DO NOTHING`,
};

export const rollups: readonly Rollup[] = [
  counts,
  activity,
  enrollments,
  journeys,
  lessons,
  courses,
  deliveries,
  measurements,
];

/** Transactions that add facts share it; one that makes a rollup anew has it for itself. */
export const FACTS_LOCK = 7_261_010;
