/** Finding lessons: by their words, and by their ids. */

import { setImmediate as breathe } from 'node:timers/promises';
import { decodeCursor, toPage } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { anyOf } from '@kernos/kernel/sql';
import type { Static } from 'typebox';
import { courses } from './contract.ts';
import { legible, readerOf, readerValues, visible } from './readers.ts';
import type { FoundLesson, LessonTitle } from './schemas.ts';
import { ofCursor, understand } from './search.ts';
import { snippetOf } from './search-snippet.ts';

type TitleRow = Static<typeof LessonTitle>;

interface FoundRow extends TitleRow {
  courseTitle: string;
  plain: string;
  rank: number;
}

/** A snippet is looked for in so many characters of a lesson: reading all of a long one takes too long. */
const SNIPPET_FROM = 40_000;

export const searchLessons = handle(courses.calls.searchLessons, async ({ q, limit = 20, cursor }, ctx) => {
  const viewer = await readerOf(ctx);
  const after = decodeCursor(cursor, ['real', 'id', 'text', 'text']);
  const { query, exact } = after ? { query: after[2], exact: after[3] } : await understand(ctx, q, viewer);
  return ofCursor(after, async () => {
    const { rows } = await ctx.tx.query<FoundRow>({
      // The texts of those that are shown, and of no others, are looked through for a snippet.
      text: `WITH found AS (
                 SELECT m.lesson_id, m.rank, c.id AS course_id, c.title AS course_title, c.published_version AS version
                   FROM courses.matching_lessons($4::tsquery, $8::tsquery) m JOIN courses.courses c ON c.id = m.course_id
                  WHERE c.published_version IS NOT NULL AND c.archived_at IS NULL AND ${legible}
                    AND EXISTS (SELECT FROM courses.version_lessons l
                      WHERE l.course_id = c.id AND l.version = c.published_version AND l.lesson_id = m.lesson_id)
                    AND ($5::real IS NULL OR (m.rank, m.lesson_id) < ($5::real, $6::uuid))
                  ORDER BY m.rank DESC, m.lesson_id DESC LIMIT $7
               )
               SELECT f.lesson_id AS id, f.course_id, l.title, p.title AS module_title, l.words,
                      f.course_title, f.rank,
                      left(l.plain, ${SNIPPET_FROM}) AS plain
                 FROM found f
                 JOIN courses.version_lessons l
                   ON l.course_id = f.course_id AND l.version = f.version AND l.lesson_id = f.lesson_id
                 JOIN courses.version_modules p
                   ON p.course_id = l.course_id AND p.version = l.version AND p.module_id = l.module_id
                ORDER BY f.rank DESC, f.lesson_id DESC`,
      values: [...readerValues(viewer), query, after?.[0], after?.[1], limit + 1, exact],
    });
    const page = toPage(
      rows,
      limit,
      (row) => row,
      ({ rank, id }) => [rank, id, query, exact],
    );
    const items: Static<typeof FoundLesson>[] = [];
    for (const { rank: _, plain, ...lesson } of page.items) {
      items.push({ ...lesson, snippet: snippetOf(lesson.title, plain, query) });
      await breathe();
    }
    return { ...page, items };
  });
});

export const lessonTitles = handle(courses.calls.lessonTitles, async ({ ids }, ctx) => {
  const viewer = await readerOf(ctx);
  const { rows } = await ctx.tx.query<TitleRow>({
    name: 'courses.lesson-titles',
    text: `SELECT DISTINCT ON (l.lesson_id) l.lesson_id AS id, l.course_id, l.title,
                  m.title AS module_title, l.words
             FROM courses.version_lessons l
             JOIN courses.versions v ON v.course_id = l.course_id AND v.version = l.version
             JOIN courses.courses c ON c.id = l.course_id
             JOIN courses.version_modules m
               ON m.course_id = l.course_id AND m.version = l.version AND m.module_id = l.module_id
            WHERE l.lesson_id = ${anyOf('$4::uuid[]')} AND v.published_at IS NOT NULL
              AND v.version > c.taken_down AND ${visible}
            ORDER BY l.lesson_id, l.version DESC`,
    values: [...readerValues(viewer), ids.split(',')],
  });
  return { items: rows };
});
