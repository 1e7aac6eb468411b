/** One course: at a glance, and lesson by lesson. */
import { handle } from '@kernos/kernel/service';
import { analytics } from './contract.ts';
import { partTitles } from './contract-declarations.ts';
import { SECONDS_TO_COMPLETE, toDays } from './funnel.ts';
import type { CourseGlance, Lessons } from './schemas.ts';
import { type Asking, scopeOf } from './scope.ts';

type CourseContext = Asking<'course-not-found'>;
interface CourseQuery {
  readonly courseId: string;
  readonly inactiveDays?: number | undefined;
}

const INACTIVE_DAYS = 14;
const DAY_MS = 86_400_000;

/** Titles of a course's lessons, by id. To be asked for before the first statement. */
async function titlesOf(ctx: CourseContext, courseId: string): Promise<ReadonlyMap<string, string>> {
  const titles = await Promise.all(ctx.declared(partTitles).map(({ value }) => value(ctx, courseId)));
  return new Map(titles.flatMap((some) => [...some]));
}

interface LessonRow {
  lessonId: string;
  position: number;
  completed: number;
  underWay: number;
  stopped: number;
}

const LESSONS = `SELECT l.id AS lesson_id, l.position::int, greatest(done.completed, 0) AS completed,
       coalesce(last.under_way, 0)::int AS under_way, coalesce(last.stopped, 0)::int AS stopped
  FROM analytics.courses c, unnest(c.lesson_ids) WITH ORDINALITY AS l (id, position)
  LEFT JOIN analytics.lessons done ON done.organization_id = $1 AND done.course_id = $2 AND done.lesson_id = l.id
  LEFT JOIN (
    SELECT last_lesson_id, count(*) FILTER (WHERE last_active_at >= $3) AS under_way,
           count(*) FILTER (WHERE last_active_at < $3) AS stopped
      FROM analytics.journeys
     WHERE organization_id = $1 AND course_id = $2 AND completed_at IS NULL AND last_lesson_id IS NOT NULL
     GROUP BY last_lesson_id
  ) last ON last.last_lesson_id = l.id
 WHERE c.organization_id = $1 AND c.course_id = $2
 ORDER BY l.position`;

async function lessonRows(ctx: CourseContext, { courseId, inactiveDays }: CourseQuery): Promise<LessonRow[]> {
  const since = new Date(ctx.now().getTime() - (inactiveDays ?? INACTIVE_DAYS) * DAY_MS).toISOString();
  const { rows } = await ctx.tx.query<LessonRow>({
    name: 'analytics.lessons',
    text: LESSONS,
    values: [ctx.organizationId, courseId, since],
  });
  return rows;
}

export async function readLessons(ctx: CourseContext, asked: CourseQuery): Promise<Lessons> {
  const titles = await titlesOf(ctx, asked.courseId);
  const { courseTitle } = await scopeOf(ctx, asked.courseId);
  const [rows, numbers] = await Promise.all([
    lessonRows(ctx, asked),
    ctx.tx.query<{ enrolled: number; notStarted: number; completed: number }>({
      name: 'analytics.lessons.course',
      text: `SELECT count(*)::int AS enrolled, count(completed_at)::int AS completed,
                    count(*) FILTER (WHERE lessons <= 0 AND completed_at IS NULL)::int AS not_started
               FROM analytics.journeys WHERE organization_id = $1 AND course_id = $2 AND enrolled_at IS NOT NULL`,
      values: [ctx.organizationId, asked.courseId],
    }),
  ]);
  const { enrolled = 0, notStarted = 0, completed = 0 } = numbers.rows[0] ?? {};
  return {
    courseId: asked.courseId,
    title: courseTitle ?? '',
    inactiveDays: asked.inactiveDays ?? INACTIVE_DAYS,
    enrolled,
    notStarted,
    completed,
    lessons: rows.map((row) => ({
      lessonId: row.lessonId,
      position: row.position,
      title: titles.get(row.lessonId) ?? null,
      completed: row.completed,
      share: enrolled === 0 ? 0 : row.completed / enrolled,
      underWay: row.underWay,
      stopped: row.stopped,
    })),
  };
}

interface GlanceRow {
  enrolled: number;
  waiting: number;
  withdrawn: number;
  active: number;
  completed: number;
  ever: number;
  median: number | null;
}

const GLANCE = `SELECT seats.*, ways.* FROM (
    SELECT count(*) FILTER (WHERE seat)::int AS enrolled,
           count(*) FILTER (WHERE NOT seat AND waits)::int AS waiting,
           count(*) FILTER (WHERE NOT seat AND NOT waits AND had_one)::int AS withdrawn
      FROM (
        SELECT learner_id, bool_or(enrolled_at IS NOT NULL AND withdrawn_at IS NULL) AS seat,
               bool_or(waitlisted_at IS NOT NULL AND enrolled_at IS NULL AND withdrawn_at IS NULL) AS waits,
               bool_or(enrolled_at IS NOT NULL) AS had_one
          FROM analytics.enrollments WHERE organization_id = $1 AND course_id = $2 GROUP BY learner_id) l
  ) seats, (
    SELECT count(*) FILTER (WHERE j.last_active_at >= $3)::int AS active, count(j.completed_at)::int AS completed,
           count(j.enrolled_at)::int AS ever,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY ${SECONDS_TO_COMPLETE}) FILTER (WHERE j.enrolled_at IS NOT NULL AND j.completed_at IS NOT NULL) AS median
      FROM analytics.journeys j WHERE j.organization_id = $1 AND j.course_id = $2
  ) ways`;

async function readGlance(ctx: CourseContext, asked: CourseQuery): Promise<CourseGlance> {
  const titles = await titlesOf(ctx, asked.courseId);
  const { courseTitle } = await scopeOf(ctx, asked.courseId);
  const week = new Date(ctx.now().getTime() - 7 * DAY_MS).toISOString();
  const [lessons, glance] = await Promise.all([
    lessonRows(ctx, asked),
    ctx.tx.query<GlanceRow>({
      name: 'analytics.glance',
      text: GLANCE,
      values: [ctx.organizationId, asked.courseId, week],
    }),
  ]);
  const { enrolled, waiting, withdrawn, active, completed, ever, median } = glance.rows[0] as GlanceRow;
  const worst = lessons.reduce<LessonRow | null>(
    (most, row) => (row.stopped > (most?.stopped ?? 0) ? row : most),
    null,
  );
  return {
    courseId: asked.courseId,
    title: courseTitle ?? '',
    ...{ enrolled, waiting, withdrawn, active7Days: active, completed },
    completionShare: ever === 0 ? 0 : completed / ever,
    medianDaysToComplete: toDays(median),
    biggestDropOff: worst && {
      lessonId: worst.lessonId,
      position: worst.position,
      title: titles.get(worst.lessonId) ?? null,
      stopped: worst.stopped,
    },
  };
}

export const lessons = handle(analytics.calls.lessons, (query, ctx) => readLessons(ctx, query));
export const course = handle(analytics.calls.course, (query, ctx) => readGlance(ctx, query));
