/** A lesson, as published or as it is being edited. */
import type { Context } from '@kernos/kernel/context';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { courses } from './contract.ts';
import { closeLinks, openLinks } from './open-links.ts';
import {
  needsSeat,
  type Obstacle,
  obstacle,
  type Reader,
  readerOf,
  readerValues,
  takenDown,
} from './readers.ts';
import { coursePath, filePath, lessonPath, viewerOf } from './rules.ts';
import type { Lesson } from './schemas.ts';
import { editable, viewerValues, type Work } from './store.ts';

type LessonRow = Static<typeof Lesson>;

export const lesson = handle(courses.calls.lesson, async ({ lessonId, draft }, ctx) => {
  notFromMemory(ctx);
  const viewer = await readerOf(ctx);
  const found = draft ? undefined : await published(ctx, lessonId, viewer);
  if (found && found.obstacle === null) {
    const { obstacle: _, ...lesson } = found;
    return lesson;
  }
  const edited = await readDraft(ctx, lessonId);
  if (edited) return edited;
  if (found?.obstacle === 'seat') return ctx.fail('enrollment-required', needsSeat);
  if (found?.obstacle === 'gone') return ctx.fail('lesson-taken-down', takenDown);
  return ctx.fail('lesson-not-found', noSuchLesson);
});

export const noSuchLesson = 'There is no such lesson, or you may not see it.';

// The ETag tells one text of a lesson from another, but its neighbours change without it.
const notFromMemory = (ctx: Pick<Context, 'header'>) => ctx.header('cache-control', 'private, no-store');

/** As the newest version has it that has it. */
async function published(
  ctx: Work,
  lessonId: string,
  viewer: Reader,
): Promise<(LessonRow & { obstacle: Obstacle }) | undefined> {
  const { rows } = await ctx.tx.query<LessonRow & { obstacle: Obstacle }>({
    name: 'courses.published-lesson',
    text: `SELECT l.lesson_id AS id, l.course_id, l.module_id, l.key, l.title, l.markdown, l.html, l.headings, l.words,
                  l.draft_version AS version, l.version AS published_version,
                  (SELECT p.lesson_id FROM courses.version_lessons p
                    WHERE p.course_id = l.course_id AND p.version = l.version AND p.ordinal = l.ordinal - 1) AS previous_lesson_id,
                  (SELECT n.lesson_id FROM courses.version_lessons n
                    WHERE n.course_id = l.course_id AND n.version = l.version AND n.ordinal = l.ordinal + 1) AS next_lesson_id,
                  ${obstacle} AS obstacle
             FROM courses.version_lessons l
             JOIN courses.versions v ON v.course_id = l.course_id AND v.version = l.version
             JOIN courses.courses c ON c.id = l.course_id
            WHERE l.lesson_id = $4 AND v.published_at IS NOT NULL
            ORDER BY l.version DESC LIMIT 1`,
    values: [...readerValues(viewer), lessonId],
  });
  return rows[0];
}

/** The draft of a lesson, for somebody who may edit it. */
export async function readDraft(ctx: Work, lessonId: string): Promise<Static<typeof Lesson> | undefined> {
  const { rows } = await ctx.tx.query<LessonRow>({
    text: `SELECT l.id, l.course_id, l.module_id, l.key, l.title, l.markdown, l.html, l.headings, l.words, l.version,
                  NULL AS published_version, o.previous_lesson_id, o.next_lesson_id
             FROM courses.lessons l
             JOIN courses.courses c ON c.id = l.course_id
             JOIN LATERAL (
               SELECT s.id, lag(s.id) OVER reading AS previous_lesson_id, lead(s.id) OVER reading AS next_lesson_id
                 FROM courses.lessons s JOIN courses.modules m ON m.id = s.module_id
                WHERE s.course_id = l.course_id WINDOW reading AS (ORDER BY m.position, s.position)
             ) o ON o.id = l.id
            WHERE l.id = $3 AND ${editable}`,
    values: [...viewerValues(viewerOf(ctx.actor)), lessonId],
  });
  const row = rows[0];
  if (!row) return undefined;
  const { lessons, assets } = await openLinks(row.html);
  const close = await linkCloser(ctx, row.courseId, lessons, assets);
  return { ...row, html: await close(row.html) };
}

/** Closes open links to the draft's lessons and files; without keys, to all of them. */
export async function linkCloser(
  ctx: Work,
  courseId: string,
  lessonKeys: readonly string[] | null,
  assetKeys: readonly string[] | null,
): Promise<(html: string) => Promise<string>> {
  const { rows: lessons } = await ctx.tx.query<{ key: string; id: string }>({
    text: 'SELECT key, id FROM courses.lessons WHERE course_id = $1 AND ($2::text[] IS NULL OR key = ANY ($2))',
    values: [courseId, lessonKeys],
  });
  const { rows: assets } = await ctx.tx.query<{ key: string; sha256: string }>({
    text: 'SELECT key, sha256 FROM courses.assets WHERE course_id = $1 AND ($2::text[] IS NULL OR key = ANY ($2))',
    values: [courseId, assetKeys],
  });
  const toLessons = new Map(lessons.map(({ key, id }) => [key, lessonPath(id)]));
  const toAssets = new Map(assets.map(({ key, sha256 }) => [key, filePath(courseId, sha256)]));
  return (html) =>
    closeLinks(html, {
      lesson: (key) => toLessons.get(key),
      asset: (key) => toAssets.get(key),
      course: coursePath(courseId),
    });
}
