/** A zip of Markdown becomes a draft: all of it in one transaction, with a report of what was lost. */

import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { handle } from '@kernos/kernel/service';
import { storeBlobs } from './blobs.ts';
import { stem } from './content/names.ts';
import type { CoursePlan, PlannedLesson, PlannedModule } from './content/plan.ts';
import type { Rendered } from './content/render.ts';
import { reportOf } from './content/report.ts';
import { courses } from './contract.ts';
import { insertAssets } from './course-files.ts';
import { authorIn, courseAfter, insertCourse } from './edit-course.ts';
import { recordFirst } from './record-revision.ts';
import { archiveRefusals, content, inTurn, refusing } from './rendering.ts';
import { batches } from './rules.ts';
import type { Work } from './store.ts';

export const importCourse = handle(courses.calls.import, async ({ archive, title, capacity }, ctx) => {
  const instructorId = authorIn(ctx);
  return inTurn(ctx, async () => {
    const options = { ...(title !== undefined && { title }), fallbackTitle: stem(archive.fileName) };
    const plan = await refusing(ctx, archiveRefusals, () => content.plan(ctx, archive.path, options));
    const rendered = await refusing(ctx, archiveRefusals, () => renderAll(ctx, plan));
    const id = newId();
    const course = {
      id,
      title: plan.title,
      summary: plan.summary,
      instructorId,
      waitlist: plan.waitlist,
      audience: plan.audience,
    };
    await insertCourse(ctx, { ...course, capacity: capacity ?? plan.capacity });
    await insertOutline(ctx, id, plan.modules, rendered);
    await storeBlobs(ctx, id, plan.assets);
    await insertAssets(
      ctx,
      id,
      plan.assets.map(({ key, name, mediaType, bytes, inline, sha256 }) => ({
        key,
        name,
        mediaType,
        bytes: bytes.length,
        shown: inline,
        sha256,
      })),
    );
    return { course: await courseAfter(ctx, id), report: reportOf(plan) };
  });
});

/** One after the other, so that somebody who saves a lesson meanwhile waits for one of them, not for all. */
async function renderAll(
  ctx: Pick<Context, 'organizationId' | 'signal'>,
  { modules }: CoursePlan,
): Promise<Map<PlannedLesson, Rendered>> {
  const rendered = new Map<PlannedLesson, Rendered>();
  for (const lesson of modules.flatMap(({ lessons }) => lessons))
    rendered.set(lesson, await content.render(ctx, lesson.markdown));
  return rendered;
}

interface NewLesson extends Rendered {
  readonly id: string;
  readonly moduleId: string;
  readonly position: number;
  readonly key: string;
  readonly title: string;
  readonly markdown: string;
}

const BATCH_CHARACTERS = 2_000_000;

async function insertOutline(
  ctx: Work,
  courseId: string,
  planned: readonly PlannedModule[],
  rendered: ReadonlyMap<PlannedLesson, Rendered>,
): Promise<void> {
  const modules = planned.map((module) => ({ ...module, id: newId() }));
  await ctx.tx.query({
    text: `INSERT INTO courses.modules (id, course_id, title, position)
           SELECT m.id, $1, m.title, m.n - 1
             FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS m (id, title, n)`,
    values: [courseId, modules.map(({ id }) => id), modules.map(({ title }) => title)],
  });
  const lessons = modules.flatMap((module) =>
    module.lessons.flatMap((lesson, position): NewLesson[] => {
      const { key, title, markdown } = lesson;
      const reading = rendered.get(lesson);
      return reading
        ? [{ ...reading, id: newId(), moduleId: module.id, position, key, title, markdown }]
        : [];
    }),
  );
  const weight = ({ markdown, html, text }: NewLesson) => markdown.length + html.length + text.length;
  for (const batch of batches(lessons, weight, BATCH_CHARACTERS)) await insertLessons(ctx, courseId, batch);
  await recordFirst(ctx, 'course', courseId);
}

async function insertLessons(ctx: Work, courseId: string, lessons: readonly NewLesson[]): Promise<void> {
  const column = <T>(of: (lesson: NewLesson) => T) => lessons.map(of);
  await ctx.tx.query({
    text: `INSERT INTO courses.lessons
             (course_id, updated_at, id, module_id, position, key, title, markdown, html, headings, plain, words)
           SELECT $1, $2, * FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[],
                                        $10::jsonb[], $11::text[], $12::int[])`,
    values: [
      courseId,
      ctx.now().toISOString(),
      column(({ id }) => id),
      column(({ moduleId }) => moduleId),
      column(({ position }) => position),
      column(({ key }) => key),
      column(({ title }) => title),
      column(({ markdown }) => markdown),
      column(({ html }) => html),
      column(({ headings }) => JSON.stringify(headings)),
      column(({ text }) => text),
      column(({ words }) => words),
    ],
  });
}
