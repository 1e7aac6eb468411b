/**
 * Courses for the tests of their neighbours: as much of the contract as those need, kept for real in
 * PostgreSQL, but without texts and with publishing done at once.
 */
import type { Context } from '@kernos/kernel/context';
import { contract, type EventsOf } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { handle, service } from '@kernos/kernel/service';
import { courses } from '../courses/contract.ts';
import { coursesService } from '../courses/service.ts';

const { calls } = courses;
type Ctx<Errors extends string = never> = Context<Errors, EventsOf<typeof courses>>;

interface Row {
  id: string;
  title: string;
  instructorId: string;
  capacity: number | null;
  waitlist: boolean;
  archived: boolean;
  version: number;
  publishedVersion: number | null;
  lessonIds: string[];
  createdAt: string;
}

async function find(ctx: Ctx<'course-not-found'>, courseId: string): Promise<Row> {
  const { rows } = await ctx.tx.query<Row>({
    text: 'SELECT * FROM courses.courses WHERE id = $1',
    values: [courseId],
  });
  const row = rows[0];
  const mayEdit = row?.instructorId === ctx.actor.id;
  if (!row || (row.publishedVersion === null && !mayEdit))
    return ctx.fail('course-not-found', 'There is no such course.');
  return row;
}

const toCourse = (row: Row) => ({
  id: row.id,
  title: row.title,
  summary: '',
  state: row.archived
    ? ('archived' as const)
    : row.publishedVersion
      ? ('published' as const)
      : ('draft' as const),
  capacity: row.capacity,
  waitlist: row.waitlist,
  audience: 'open' as const,
  instructorId: row.instructorId,
  version: row.version,
  publishedVersion: row.publishedVersion,
  lessons: row.lessonIds.length,
  words: 0,
  minutes: 0,
  createdAt: row.createdAt,
  updatedAt: row.createdAt,
  publishedAt: null,
});

const toLesson = (id: string, row: Row, published: boolean) => ({
  id,
  courseId: row.id,
  moduleId: row.id,
  key: id,
  title: 'A lesson',
  markdown: '',
  html: '',
  headings: [],
  words: 0,
  version: 1,
  publishedVersion: published ? row.publishedVersion : null,
  previousLessonId: null,
  nextLessonId: null,
});

async function setArchived(ctx: Ctx<'course-not-found'>, courseId: string, archived: boolean) {
  await ctx.tx.query({
    text: 'UPDATE courses.courses SET archived = $2 WHERE id = $1',
    values: [courseId, archived],
  });
  ctx.publish(archived ? 'course.archived' : 'course.restored', { courseId });
  return toCourse(await find(ctx, courseId));
}

const editing = [
  handle(calls.create, async ({ title, capacity = null, waitlist = false }, ctx) => {
    const { rows } = await ctx.tx.query<Row>({
      text: `INSERT INTO courses.courses (id, title, instructor_id, capacity, waitlist)
             VALUES ($1, $2, $3, $4, $5) RETURNING *`,
      values: [newId(), title, ctx.actor.id, capacity, waitlist],
    });
    return toCourse(rows[0] as Row);
  }),
  handle(calls.update, async ({ courseId, title, capacity, waitlist }, ctx) => {
    const row = await find(ctx, courseId);
    const next = {
      courseId,
      title: title ?? row.title,
      capacity: capacity === undefined ? row.capacity : capacity,
      waitlist: waitlist ?? row.waitlist,
      audience: 'open' as const,
    };
    await ctx.tx.query({
      text: 'UPDATE courses.courses SET title = $2, capacity = $3, waitlist = $4, version = version + 1 WHERE id = $1',
      values: [courseId, next.title, next.capacity, next.waitlist],
    });
    ctx.publish('course.updated', next);
    return toCourse(await find(ctx, courseId));
  }),
  handle(calls.archive, ({ courseId }, ctx) => setArchived(ctx, courseId, true)),
  handle(calls.restore, ({ courseId }, ctx) => setArchived(ctx, courseId, false)),
  // One module, which is the course itself.
  handle(calls.addLesson, async ({ moduleId }, ctx) => {
    const id = newId();
    const { rows } = await ctx.tx.query<Row>({
      text: 'UPDATE courses.courses SET lesson_ids = lesson_ids || $2::uuid WHERE id = $1 RETURNING *',
      values: [moduleId, id],
    });
    return toLesson(id, rows[0] as Row, false);
  }),
  handle(calls.removeLesson, async ({ lessonId }, ctx) => {
    await ctx.tx.query({
      text: 'UPDATE courses.courses SET lesson_ids = array_remove(lesson_ids, $1::uuid) WHERE $1 = ANY (lesson_ids)',
      values: [lessonId],
    });
    return null;
  }),
  handle(calls.publish, async ({ courseId }, ctx) => {
    const { rows } = await ctx.tx.query<Row & { lessonIds: string[] }>({
      text: `WITH course AS (
               UPDATE courses.courses SET published_version = coalesce(published_version, 0) + 1 WHERE id = $1 RETURNING *
             ), version AS (
               INSERT INTO courses.versions (course_id, version, title, lesson_ids)
               SELECT id, published_version, title, lesson_ids FROM course
             ) SELECT * FROM course`,
      values: [courseId],
    });
    const row = rows[0] as Row;
    ctx.publish('course.published', {
      courseId,
      version: row.publishedVersion as number,
      title: row.title,
      capacity: row.capacity,
      waitlist: row.waitlist,
      audience: 'open',
      instructorId: row.instructorId,
      lessonIds: row.lessonIds,
    });
    return { workflowId: `publish-${courseId}-${row.publishedVersion}` };
  }),
];

interface VersionRow {
  courseId: string;
  version: number;
  title: string;
  lessonIds: string[];
  publishedAt: string;
}

const reading = [
  handle(calls.get, async ({ courseId }, ctx) => ({ ...toCourse(await find(ctx, courseId)), modules: [] })),
  handle(calls.version, async ({ courseId, version }, ctx) => {
    const { rows } = await ctx.tx.query<VersionRow>({
      text: `SELECT * FROM courses.versions WHERE course_id = $1 AND ($2::int IS NULL OR version = $2)
              ORDER BY version DESC LIMIT 1`,
      values: [courseId, version ?? null],
    });
    const row = rows[0] ?? ctx.fail('course-not-found', 'There is no such course.');
    return {
      courseId,
      version: row.version,
      title: row.title,
      lessonIds: row.lessonIds,
      publishedAt: row.publishedAt,
    };
  }),
  handle(calls.lessonTitles, async ({ ids }, ctx) => {
    const { rows } = await ctx.tx.query<{ id: string; courseId: string }>({
      text: `SELECT DISTINCT l.id, v.course_id FROM courses.versions v, unnest(v.lesson_ids) AS l (id)
              WHERE l.id = ANY ($1::uuid[])`,
      values: [ids.split(',')],
    });
    const about = { title: 'A lesson', moduleTitle: 'A module', words: 0 };
    return { items: rows.map((row) => ({ ...row, ...about })) };
  }),
  handle(calls.lesson, async ({ lessonId }, ctx) => {
    const { rows } = await ctx.tx.query<Row>({
      text: `SELECT c.* FROM courses.courses c
              WHERE EXISTS (SELECT FROM courses.versions v WHERE v.course_id = c.id AND $1 = ANY (v.lesson_ids))`,
      values: [lessonId],
    });
    const row = rows[0] ?? ctx.fail('lesson-not-found', 'There is no such lesson.');
    return toLesson(lessonId, row, true);
  }),
];

const handlers = [...editing, ...reading];
const served = Object.fromEntries(
  Object.entries(calls)
    .filter(([, call]) => handlers.some((handler) => handler.call.id === call.id))
    // Which media types they take and give follows from the rest, and only a dialect names them.
    .map(([name, { takes: _takes, gives: _gives, ...call }]) => [name, call]),
);

export const coursesStandIn = service(contract(courses.name, { calls: served, events: courses.events }), {
  declares: coursesService.declares ?? [],
  calls: handlers,
  migrations: new URL('./courses-migrations/', import.meta.url),
});
