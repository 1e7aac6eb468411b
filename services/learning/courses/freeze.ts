/** A draft becomes a version: copied as it is at one moment, with its links closed, never to change again. */
import { linkCloser } from './read-lesson.ts';
import type { Work } from './store.ts';

const LESSONS_AT_ONCE = 200;

/**
 * Freezes the draft for a workflow and gives the version's number: the same one however often it is asked.
 * Undefined where the draft has no lesson.
 */
export async function freezeDraft(
  ctx: Work,
  courseId: string,
  workflowId: string,
): Promise<number | undefined> {
  // Its editors wait until the copy is complete.
  await ctx.tx.query({ text: 'SELECT FROM courses.courses WHERE id = $1 FOR UPDATE', values: [courseId] });
  const { rows: frozen } = await ctx.tx.query<{ version: number }>({
    text: 'SELECT version FROM courses.versions WHERE workflow_id = $1',
    values: [workflowId],
  });
  if (frozen[0]) return frozen[0].version;
  const { rows } = await ctx.tx.query<{ version: number }>({
    text: `INSERT INTO courses.versions (course_id, version, title, content_version, lessons, words, workflow_id, frozen_at)
           SELECT c.id, (SELECT coalesce(max(v.version), 0) + 1 FROM courses.versions v WHERE v.course_id = c.id), c.title, c.content_version, n.lessons, n.words, $2, $3
             FROM courses.courses c,
                  LATERAL (SELECT count(*) AS lessons, sum(l.words) AS words FROM courses.lessons l WHERE l.course_id = c.id) n
            WHERE c.id = $1 AND n.lessons > 0 RETURNING version`,
    values: [courseId, workflowId, ctx.now().toISOString()],
  });
  const version = rows[0]?.version;
  if (version !== undefined) await copyParts(ctx, courseId, version);
  return version;
}

async function copyParts(ctx: Work, courseId: string, version: number): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO courses.version_modules (course_id, version, module_id, title, position)
           SELECT course_id, $2, id, title, position FROM courses.modules WHERE course_id = $1`,
    values: [courseId, version],
  });
  await ctx.tx.query({
    text: `INSERT INTO courses.version_assets (course_id, version, key, name, media_type, bytes, shown, sha256)
           SELECT course_id, $2, key, name, media_type, bytes, shown, sha256 FROM courses.assets WHERE course_id = $1`,
    values: [courseId, version],
  });
  const close = await linkCloser(ctx, courseId, null, null);
  const ids = await idsInOrder(ctx, courseId);
  for (let from = 0; from < ids.length; from += LESSONS_AT_ONCE) {
    const some = ids.slice(from, from + LESSONS_AT_ONCE);
    const { rows: open } = await ctx.tx.query<{ id: string; html: string }>({
      text: `SELECT l.id, l.html FROM unnest($1::uuid[]) WITH ORDINALITY AS o (id, n)
               JOIN courses.lessons l ON l.id = o.id ORDER BY o.n`,
      values: [some],
    });
    const closed: string[] = [];
    for (const { html } of open) closed.push(await close(html));
    // The Markdown stays in the database; only the HTML has to be seen.
    await ctx.tx.query({
      text: `INSERT INTO courses.version_lessons
               (course_id, version, lesson_id, module_id, ordinal, key, title, markdown, html, headings, plain, words, draft_version)
             SELECT l.course_id, $1, l.id, l.module_id, $2 + o.n - 1, l.key, l.title, l.markdown, o.html, l.headings, l.plain,
                    l.words, l.version
               FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS o (id, html, n) JOIN courses.lessons l ON l.id = o.id`,
      values: [version, from, some, closed],
    });
  }
}

async function idsInOrder(ctx: Work, courseId: string): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: `SELECT l.id FROM courses.lessons l JOIN courses.modules m ON m.id = l.module_id
            WHERE l.course_id = $1 ORDER BY m.position, l.position`,
    values: [courseId],
  });
  return rows.map(({ id }) => id);
}

/** Takes back what a workflow froze and did not publish. */
export async function dropVersion(ctx: Work, workflowId: string): Promise<void> {
  await ctx.tx.query({
    text: 'DELETE FROM courses.versions WHERE workflow_id = $1 AND published_at IS NULL',
    values: [workflowId],
  });
}
