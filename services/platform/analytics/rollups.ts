/**
 * What is made of the facts. Each rollup is one statement over a relation `fresh` with the columns of
 * `analytics.facts`: the facts of a batch as it comes in, or all facts of an organization when its rollups are
 * made anew. One text for both is why both come to the same. Which events mean what is declared by those who publish them.
 */
import type { Reported } from './reported.ts';

/** Course of the rows that are about the whole organization. */
export const WHOLE = '00000000-0000-0000-0000-000000000000';

export interface Rollup {
  readonly table: string;
  /** Kinds of events that it is made of; null for all. */
  readonly types: readonly string[] | null;
  readonly sql: string;
}

/** For `IN (…)`, which takes no empty list. */
const list = (types: readonly string[]): string => types.map((type) => `'${type}'`).join(', ') || 'NULL';
/** The quarter hours of a day, and the one, counted since 1970, in which a fact happened. */
const QUARTERS = Array.from({ length: 96 }, (_, n) => n);
const QUARTER = `floor(date_part('epoch', time) / 900)::int`;
const DAY = `(time AT TIME ZONE 'UTC')::date`;
/** In which quarter hours of the day it happened, in order. */
const quartersOfDay = (filter = ''): string =>
  `coalesce(array_agg(${QUARTER} % 96 ORDER BY ${QUARTER} % 96) ${filter}, '{}')`;
/** Running counts of them: how many until the end of each quarter hour. */
const upto = (quarters: string): string =>
  `ARRAY[${QUARTERS.map((n) => `width_bucket(${n}, ${quarters})`).join(', ')}]`;
const added = (column: string): string =>
  `${column} = ARRAY[${QUARTERS.map((n) => `t.${column}[${n + 1}] + excluded.${column}[${n + 1}]`).join(', ')}]`;

// What a report counts over time is counted for each course too, beside the whole organization.
const counts = (reported: Reported): Rollup => ({
  table: 'counts',
  types: null,
  sql: `INSERT INTO analytics.counts AS t (organization_id, type, course_id, day, upto)
    SELECT organization_id, type, scope, day, ${upto('quarters')}
      FROM (SELECT organization_id, type, scope, ${DAY} AS day, ${quartersOfDay()} AS quarters
              FROM fresh,
                   LATERAL (VALUES ('${WHOLE}'::uuid), (CASE WHEN type IN (${list(reported.counted)}) THEN course_id END)) AS s (scope)
             WHERE organization_id IS NOT NULL AND scope IS NOT NULL
             GROUP BY 1, 2, 3, 4 OFFSET 0) d
    ON CONFLICT (organization_id, type, course_id, day) DO UPDATE SET ${added('upto')}`,
});

// What comes in order is put at the end, which costs next to nothing; only what is late is sorted in.
const activity = ({ active }: Reported): Rollup => ({
  table: 'activity',
  types: active,
  sql: `INSERT INTO analytics.activity AS t (organization_id, year, course_id, learner_id, quarters)
    SELECT organization_id, year, course_id, learner_id, string_agg(quarter, '' ORDER BY quarter)
      FROM (SELECT DISTINCT organization_id, extract(year FROM time AT TIME ZONE 'UTC')::int2 AS year, course_id, learner_id,
                            int4send(${QUARTER}) AS quarter
              FROM fresh
             WHERE type IN (${list(active)}) AND organization_id IS NOT NULL AND course_id IS NOT NULL AND learner_id IS NOT NULL) f
     GROUP BY 1, 2, 3, 4
    ON CONFLICT (organization_id, year, course_id, learner_id) DO UPDATE SET quarters = CASE
      WHEN substr(t.quarters, length(t.quarters) - 3) < substr(excluded.quarters, 1, 4) THEN t.quarters || excluded.quarters
      ELSE (SELECT string_agg(quarter, '' ORDER BY quarter)
              FROM (SELECT DISTINCT substr(t.quarters || excluded.quarters, n, 4) AS quarter
                      FROM generate_series(1, length(t.quarters || excluded.quarters), 4) n) q) END
      WHERE substr(t.quarters, length(t.quarters) - 3) <> excluded.quarters`,
});

function enrollments(reported: Reported): Rollup {
  const types = reported.meaning('joined', 'waiting', 'left');
  const first = (meaning: 'joined' | 'waiting' | 'left') =>
    `min(time) FILTER (WHERE type IN (${list(reported.meaning(meaning))}))`;
  const sql = `INSERT INTO analytics.enrollments AS t
           (organization_id, enrollment_id, course_id, learner_id, waitlisted_at, enrolled_at, withdrawn_at)
    SELECT organization_id, (${reported.field('membership')})::uuid, course_id, learner_id,
           ${first('waiting')}, ${first('joined')}, ${first('left')}
      FROM fresh WHERE type IN (${list(types)}) AND organization_id IS NOT NULL
     GROUP BY 1, 2, 3, 4
    ON CONFLICT (organization_id, enrollment_id) DO UPDATE SET
      waitlisted_at = least(t.waitlisted_at, excluded.waitlisted_at),
      enrolled_at = least(t.enrolled_at, excluded.enrolled_at),
      withdrawn_at = least(t.withdrawn_at, excluded.withdrawn_at)`;
  return { table: 'enrollments', types, sql };
}

/** The newest of those of a kind: by time, and by the id where two have the same. */
const newest = (column: string, types: readonly string[]): string =>
  `(array_agg(${column} ORDER BY time DESC, event_id DESC) FILTER (WHERE type IN (${list(types)})))[1]`;
/** Takes the new value of a column where what dates it is newer. */
const newer = (column: string, at: string, by: string): string =>
  `${column} = CASE WHEN t.${at} IS NULL OR (excluded.${at}, excluded.${by}) > (t.${at}, t.${by}) THEN excluded.${column} ELSE t.${column} END`;
const allNewer = (columns: readonly string[], at: string, by: string): string =>
  [...columns, at, by].map((column) => newer(column, at, by)).join(',\n      ');

/** Parts that are done now: each is so for the first time once, then taken back and done again by turns. */
const partsDone = (reported: Reported): string =>
  `count(*) FILTER (WHERE type IN (${list(reported.meaning('part-done', 'part-done-again'))})) - count(*) FILTER (WHERE type IN (${list(reported.meaning('part-undone'))}))`;

function journeys(reported: Reported): Rollup {
  const { active } = reported;
  const part = reported.meaning('part-done', 'part-done-again', 'part-undone');
  const progress = reported.meaning('progress');
  const [joined, finished] = [reported.meaning('joined'), reported.meaning('finished')];
  const types = [...new Set([...active, ...part, ...progress, ...joined, ...finished])];
  // The one done last; who takes one back is told which is the last of those that are left.
  const lastPart = `CASE WHEN type IN (${list(reported.meaning('part-undone'))}) THEN (${reported.field('last')})::uuid ELSE lesson_id END`;
  const sql = `INSERT INTO analytics.journeys AS t
           (organization_id, course_id, learner_id, enrolled_at, lessons, last_lesson_id, last_lesson_at, last_lesson_by,
            last_active_at, percent, percent_at, percent_by, completed_at)
    SELECT organization_id, course_id, learner_id,
           min(time) FILTER (WHERE type IN (${list(joined)})),
           ${partsDone(reported)},
           ${newest(lastPart, part)}, ${newest('time', part)}, ${newest('event_id', part)},
           max(time) FILTER (WHERE type IN (${list(active)})),
           ${newest(`(${reported.field('percent')})::int`, progress)}, ${newest('time', progress)}, ${newest('event_id', progress)},
           min(time) FILTER (WHERE type IN (${list(finished)}))
      FROM fresh
     WHERE type IN (${list(types)}) AND organization_id IS NOT NULL AND course_id IS NOT NULL AND learner_id IS NOT NULL
     GROUP BY 1, 2, 3
    ON CONFLICT (organization_id, course_id, learner_id) DO UPDATE SET
      enrolled_at = least(t.enrolled_at, excluded.enrolled_at),
      lessons = t.lessons + excluded.lessons,
      ${allNewer(['last_lesson_id'], 'last_lesson_at', 'last_lesson_by')},
      last_active_at = greatest(t.last_active_at, excluded.last_active_at),
      ${allNewer(['percent'], 'percent_at', 'percent_by')},
      completed_at = least(t.completed_at, excluded.completed_at)`;
  return { table: 'journeys', types, sql };
}

function lessons(reported: Reported): Rollup {
  const types = reported.meaning('part-done', 'part-done-again', 'part-undone');
  const sql = `INSERT INTO analytics.lessons AS t (organization_id, course_id, lesson_id, completed)
    SELECT organization_id, course_id, lesson_id, ${partsDone(reported)} FROM fresh
     WHERE type IN (${list(types)}) AND organization_id IS NOT NULL
     GROUP BY 1, 2, 3
    ON CONFLICT (organization_id, course_id, lesson_id) DO UPDATE SET completed = t.completed + excluded.completed`;
  return { table: 'lessons', types, sql };
}

function courses(reported: Reported): Rollup {
  const titled = reported.meaning('published', 'renamed');
  const moved = reported.meaning('published', 'archived', 'restored');
  const types = [...new Set([...titled, ...moved])];
  const version = reported.field('version');
  const told = `jsonb_build_object('version', ${version}, 'owner', ${reported.field('owner')}, 'parts', ${reported.field('parts', 'json')})`;
  const latest = `(array_agg(${told} ORDER BY (${version})::int DESC) FILTER (WHERE type IN (${list(reported.meaning('published'))})))[1]`;
  const sql = `INSERT INTO analytics.courses AS t
           (organization_id, course_id, version, instructor_id, lesson_ids, title, titled_at, titled_by, archived, moved_at, moved_by)
    SELECT organization_id, course_id, coalesce((published->>'version')::int, 0), (published->>'owner')::uuid,
           ARRAY(SELECT jsonb_array_elements_text(published->'parts')::uuid), title, titled_at, titled_by,
           coalesce(moved IN (${list(reported.meaning('archived'))}), false), moved_at, moved_by
      FROM (
        SELECT organization_id, course_id, ${latest} AS published,
               ${newest(reported.field('title'), titled)} AS title, ${newest('time', titled)} AS titled_at,
               ${newest('event_id', titled)} AS titled_by,
               ${newest('type', moved)} AS moved, ${newest('time', moved)} AS moved_at, ${newest('event_id', moved)} AS moved_by
          FROM fresh WHERE type IN (${list(types)}) AND organization_id IS NOT NULL
         GROUP BY 1, 2) c
    ON CONFLICT (organization_id, course_id) DO UPDATE SET
      instructor_id = CASE WHEN excluded.version > t.version THEN excluded.instructor_id ELSE t.instructor_id END,
      lesson_ids = CASE WHEN excluded.version > t.version THEN excluded.lesson_ids ELSE t.lesson_ids END,
      version = greatest(t.version, excluded.version),
      ${allNewer(['title'], 'titled_at', 'titled_by')},
      ${allNewer(['archived'], 'moved_at', 'moved_by')}`;
  return { table: 'courses', types, sql };
}

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

const known = new WeakMap<Reported, readonly Rollup[]>();

/** All rollups, for what the services of a system declare. */
export function rollupsOf(reported: Reported): readonly Rollup[] {
  const made = known.get(reported) ?? [
    ...[counts, activity, enrollments, journeys, lessons, courses].map((rollup) => rollup(reported)),
    ...[deliveries, measurements],
  ];
  known.set(reported, made);
  return made;
}

/** Transactions that add facts share it; one that makes a rollup anew has it for itself. */
export const FACTS_LOCK = 7_261_010;
