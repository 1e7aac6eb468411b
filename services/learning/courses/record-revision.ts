/** Where revisions come from: each saved change of a draft lesson. */
import { lineChanges } from './line-changes.ts';
import type { Work } from './store.ts';

/** What one person saves within this time of a revision's beginning is one revision. */
const ONE_SITTING_MS = 5 * 60_000;

export interface Saved {
  readonly title: string;
  readonly markdown: string;
  readonly words: number;
}

interface Earlier extends Saved {
  readonly revision: number;
  readonly authorId: string;
  readonly restoredFrom: number | null;
  readonly createdAt: string;
}

/** The first revision of lessons that were just written: of one, or of all of a new course. */
export async function recordFirst(ctx: Work, what: 'lesson' | 'course', id: string): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO courses.revisions
             (lesson_id, revision, course_id, title, markdown, words, added_lines, removed_lines, created_at, updated_at)
           SELECT l.id, 1, l.course_id, l.title, l.markdown, l.words,
                  coalesce(cardinality(string_to_array(l.markdown, E'\\n')), 0), 0, l.updated_at, l.updated_at
             FROM courses.lessons l WHERE l.${what === 'lesson' ? 'id' : 'course_id'} = $1`,
    values: [id],
  });
}

/**
 * Records what a lesson says now, where that is news. Who calls it holds the lesson's course.
 * @param restoredFrom the revision that was brought back.
 */
export async function recordRevision(
  ctx: Work,
  lessonId: string,
  saved: Saved,
  restoredFrom: number | null,
): Promise<void> {
  const [last, beforeLast] = await lastTwo(ctx, lessonId);
  if (last && last.title === saved.title && last.markdown === saved.markdown) return;
  const goesOn = last !== undefined && restoredFrom === null && isOpen(ctx, last);
  const { added, removed } = await lineChanges((goesOn ? beforeLast : last)?.markdown ?? '', saved.markdown);
  const now = ctx.now().toISOString();
  const values = [saved.title, saved.markdown, saved.words, added, removed, now];
  if (goesOn) {
    await ctx.tx.query({
      text: `UPDATE courses.revisions
                SET title = $3, markdown = $4, words = $5, added_lines = $6, removed_lines = $7, updated_at = $8
              WHERE lesson_id = $1 AND revision = $2`,
      values: [lessonId, last.revision, ...values],
    });
    return;
  }
  await ctx.tx.query({
    text: `INSERT INTO courses.revisions
             (lesson_id, revision, course_id, title, markdown, words, added_lines, removed_lines, created_at, updated_at, restored_from)
           SELECT $1, $2, l.course_id, $3, $4, $5, $6, $7, $8, $8, $9 FROM courses.lessons l WHERE l.id = $1`,
    values: [lessonId, (last?.revision ?? 0) + 1, ...values, restoredFrom],
  });
}

/** True where what this person saves goes into `last`. The first revision, and one brought back, stay as they are. */
function isOpen(ctx: Work, last: Earlier): boolean {
  if (last.revision === 1 || last.restoredFrom !== null || last.authorId !== ctx.actor.id) return false;
  return ctx.now().getTime() - Date.parse(last.createdAt) < ONE_SITTING_MS;
}

async function lastTwo(ctx: Work, lessonId: string): Promise<Earlier[]> {
  const { rows } = await ctx.tx.query<Earlier>({
    text: `SELECT revision, author_id, title, markdown, words, restored_from, created_at FROM courses.revisions
            WHERE lesson_id = $1 ORDER BY revision DESC LIMIT 2`,
    values: [lessonId],
  });
  return rows;
}
