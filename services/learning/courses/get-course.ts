/** A course with its outline, and its published versions. */
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { courses } from './contract.ts';
import { noSuchCourse } from './edit-course.ts';
import { type Reader, readerOf, readerValues, visible } from './readers.ts';
import { reader, viewerOf } from './rules.ts';
import type { ModuleInOutline, PublishedVersion } from './schemas.ts';
import {
  type CourseRow,
  courseColumns,
  courseSize,
  editable,
  toCourse,
  viewerValues,
  type Work,
} from './store.ts';

type Outline = Static<typeof ModuleInOutline>[];

export const get = handle(courses.calls.get, async ({ courseId, published }, ctx) => {
  const viewer = await readerOf(ctx);
  const seen = await findCourse(ctx, courseId, viewer);
  const row = seen?.editable && published ? await findCourse(ctx, courseId, anyReader) : seen;
  if (!row) return ctx.fail('course-not-found', noSuchCourse);
  const modules = row.editable
    ? await draftOutline(ctx, courseId)
    : await frozenOutline(ctx, courseId, row.publishedVersion ?? 0);
  return { ...toCourse(row), modules };
});

/** Sees what is published, and nothing else. */
const anyReader: Reader = { ...reader, seats: null };

async function findCourse(ctx: Work, courseId: string, viewer: Reader): Promise<CourseRow | undefined> {
  const { rows } = await ctx.tx.query<CourseRow>({
    name: 'courses.find',
    text: `SELECT ${courseColumns} FROM courses.courses c ${courseSize} WHERE c.id = $4 AND ${visible}`,
    values: [...readerValues(viewer), courseId],
  });
  return rows[0];
}

interface OutlineRow {
  moduleId: string;
  moduleTitle: string;
  id: string | null;
  key: string;
  title: string;
  words: number;
}

/** The draft's modules, or one of them, with their lessons in order. */
export async function draftOutline(ctx: Work, courseId: string, moduleId?: string): Promise<Outline> {
  const { rows } = await ctx.tx.query<OutlineRow>({
    text: `SELECT m.id AS module_id, m.title AS module_title, l.id, l.key, l.title, l.words
             FROM courses.modules m LEFT JOIN courses.lessons l ON l.module_id = m.id
            WHERE m.course_id = $1 AND ($2::uuid IS NULL OR m.id = $2) ORDER BY m.position, l.position`,
    values: [courseId, moduleId],
  });
  return toOutline(rows);
}

async function frozenOutline(ctx: Work, courseId: string, version: number): Promise<Outline> {
  const { rows } = await ctx.tx.query<OutlineRow>({
    name: 'courses.frozen-outline',
    text: `SELECT m.module_id, m.title AS module_title, l.lesson_id AS id, l.key, l.title, l.words
             FROM courses.version_modules m
             LEFT JOIN courses.version_lessons l
               ON l.course_id = m.course_id AND l.version = m.version AND l.module_id = m.module_id
            WHERE m.course_id = $1 AND m.version = $2 ORDER BY m.position, l.ordinal`,
    values: [courseId, version],
  });
  return toOutline(rows);
}

function toOutline(rows: readonly OutlineRow[]): Outline {
  const outline: Outline = [];
  for (const { moduleId, moduleTitle, id, key, title, words } of rows) {
    if (outline.at(-1)?.id !== moduleId) outline.push({ id: moduleId, title: moduleTitle, lessons: [] });
    if (id !== null) outline.at(-1)?.lessons.push({ id, key, title, words });
  }
  return outline;
}

type VersionRow = Static<typeof PublishedVersion>;

const versionColumns = `v.course_id, v.version, v.title, v.published_at,
  ARRAY(SELECT l.lesson_id FROM courses.version_lessons l
         WHERE l.course_id = v.course_id AND l.version = v.version ORDER BY l.ordinal) AS lesson_ids`;

export const version = handle(courses.calls.version, async ({ courseId, version }, ctx) => {
  const viewer = await readerOf(ctx);
  const { rows } = await ctx.tx.query<VersionRow>({
    name: 'courses.version',
    text: `SELECT ${versionColumns} FROM courses.versions v JOIN courses.courses c ON c.id = v.course_id
            WHERE v.course_id = $4 AND v.version = coalesce($5, c.published_version) AND v.version > c.taken_down
              AND v.published_at IS NOT NULL AND ${visible}`,
    values: [...readerValues(viewer), courseId, version],
  });
  return rows[0] ?? ctx.fail('course-not-found', 'There is no such published version of a course.');
});

export const versions = handle(courses.calls.versions, async ({ courseId, ...page }, ctx) => {
  const viewer = viewerValues(viewerOf(ctx.actor));
  const { rows: mine } = await ctx.tx.query({
    text: `SELECT FROM courses.courses c WHERE c.id = $3 AND ${editable}`,
    values: [...viewer, courseId],
  });
  if (mine.length === 0) return ctx.fail('course-not-found', noSuchCourse);
  return list(page, { version: 'integer' }, async (before, limit) => {
    const { rows } = await ctx.tx.query<VersionRow>({
      text: `SELECT ${versionColumns} FROM courses.versions v
            WHERE v.course_id = $1 AND v.published_at IS NOT NULL AND ($2::int IS NULL OR v.version < $2)
            ORDER BY v.version DESC LIMIT $3`,
      values: [courseId, before.version, limit],
    });
    return rows;
  });
});
