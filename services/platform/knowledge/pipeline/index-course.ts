/** Published versions: read from courses, cut, embedded and put into the index. */
import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { on } from '@kernos/kernel/service';
import { activities } from '@kernos/kernel/workflows';
import { courses } from '../../../learning/courses/contract.ts';
import { knowledge } from '../contract.ts';
import { bumpIndex, lockIndex } from '../index/writer.ts';
import { applyStaged } from './apply.ts';
import { embedStaged } from './embed.ts';
import { indexingCourse } from './index-workflows.ts';
import { dropStaged, hasStaged, type StagedSource, stagePassages, stageSources } from './staging.ts';

type Work = Pick<Context, 'tx' | 'now'>;

/** What knowledge does about the events of courses. */
export const courseSubscriptions = [
  on(
    knowledge,
    courses.events['course.published'],
    'beginning',
    async ({ courseId, version, title }, ctx) => {
      const workflowId = ctx.start(indexingCourse, indexingId(courseId, version), { courseId, version });
      await rememberCourse(ctx, { courseId, title, workflowId });
    },
  ),
  on(knowledge, courses.events['course.updated'], 'beginning', async ({ courseId, title }, ctx) => {
    await ctx.tx.query({
      text: 'UPDATE knowledge.courses SET title = $2 WHERE course_id = $1',
      values: [courseId, title],
    });
  }),
  on(knowledge, courses.events['course.archived'], 'beginning', ({ courseId }, ctx) =>
    setArchived(ctx, courseId, true),
  ),
  on(knowledge, courses.events['course.restored'], 'beginning', ({ courseId }, ctx) =>
    setArchived(ctx, courseId, false),
  ),
];

/** Names the run for ever; `again` tells a run that somebody asked for from the one of the event. */
export const indexingId = (courseId: string, version: number, again = ''): string =>
  `index-${courseId}-${version}${again && `-${again}`}`;

export async function rememberCourse(
  ctx: Work,
  { courseId, title, workflowId }: { courseId: string; title: string; workflowId: string },
): Promise<void> {
  await ctx.tx.query({
    name: 'knowledge.remember-course',
    text: `INSERT INTO knowledge.courses (course_id, title, workflow_id) VALUES ($1, $2, $3)
           ON CONFLICT (course_id) DO UPDATE SET title = excluded.title, workflow_id = excluded.workflow_id`,
    values: [courseId, title, workflowId],
  });
}

// Archived passages stay in the index, so that restoring is quick; every search leaves them out.
async function setArchived(
  ctx: Context<never, EventsOf<typeof knowledge>>,
  courseId: string,
  archived: boolean,
): Promise<void> {
  await lockIndex(ctx);
  const { rowCount } = await ctx.tx.query({
    text: 'UPDATE knowledge.courses SET archived = $2 WHERE course_id = $1 AND archived <> $2',
    values: [courseId, archived],
  });
  if (rowCount > 0) await bumpIndex(ctx);
}

/** The steps. Each may be done again at any time, and then makes the same once more. */
export const courseIndexing = activities(knowledge, indexingCourse, {
  extract: async ({ courseId, version }, ctx) => {
    if (await ctx.shortTransaction((before) => isOvertaken(before, courseId, version))) return;
    const known = await ctx.shortTransaction((before) => knownLessons(before, courseId));
    let after: number | null = -1;
    while (after !== null) {
      const page: Lessons = await ctx.call(courses.calls.versionLessons, { courseId, version, after });
      const staged = page.items.map((lesson) => toStaged(lesson, known.get(lesson.lessonId)));
      // A page at a time, so that a large course needs no more memory than a small one.
      await ctx.shortTransaction((before) => stageSources(before, ctx.workflowId, staged));
      after = page.next;
    }
  },
  chunk: async (_input, ctx) => {
    await stagePassages(ctx, ctx.workflowId);
  },
  embed: (_input, ctx) => embedStaged(ctx, ctx.workflowId),
  index: async ({ courseId, version }, ctx) => {
    const index = await lockIndex(ctx);
    // A version has lessons: where none is staged, this was done before.
    if (!(await hasStaged(ctx, ctx.workflowId))) return;
    if (await isOvertaken(ctx, courseId, version)) {
      await dropStaged(ctx, ctx.workflowId);
      return;
    }
    const gone = await goneLessons(ctx, ctx.workflowId, courseId);
    const placement = { kind: 'lesson', courseId, visibility: 'organization' } as const;
    const { passages, changed, indexVersion } = await applyStaged(
      ctx,
      index,
      ctx.workflowId,
      placement,
      gone,
    );
    await ctx.tx.query({
      text: `UPDATE knowledge.courses SET version = $2, indexed_at = $3 WHERE course_id = $1`,
      values: [courseId, version, ctx.now().toISOString()],
    });
    await dropStaged(ctx, ctx.workflowId);
    ctx.publish('knowledge.indexed', {
      sourceId: courseId,
      kind: 'course',
      courseId,
      version,
      passages,
      changed,
      indexVersion,
    });
  },
});

interface Lesson {
  lessonId: string;
  ordinal: number;
  title: string;
  moduleTitle: string;
  markdown: string | null;
  digest: string;
}
interface Lessons {
  items: Lesson[];
  next: number | null;
}

interface Known {
  id: string;
  title: string;
  section: string | null;
  digest: string;
}

function toStaged(lesson: Lesson, known: Known | undefined): StagedSource {
  const { lessonId, ordinal, title, moduleTitle, digest, markdown } = lesson;
  const same = known?.digest === digest && known.title === title && known.section === moduleTitle;
  return {
    sourceId: lessonId,
    position: ordinal,
    type: 'lesson',
    title,
    section: moduleTitle,
    digest,
    text: same ? null : markdown,
    marks: null,
  };
}

async function knownLessons(ctx: Work, courseId: string): Promise<Map<string, Known>> {
  const { rows } = await ctx.tx.query<Known>({
    name: 'knowledge.known-lessons',
    text: `SELECT id, title, section, digest FROM knowledge.sources
            WHERE organization_id = kernel.organization() AND course_id = $1 AND kind = 'lesson'`,
    values: [courseId],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** A later version is indexed already: events of two publications may be worked on at once. */
async function isOvertaken(ctx: Work, courseId: string, version: number): Promise<boolean> {
  const { rows } = await ctx.tx.query({
    name: 'knowledge.overtaken',
    text: 'SELECT FROM knowledge.courses WHERE course_id = $1 AND version > $2',
    values: [courseId, version],
  });
  return rows.length > 0;
}

async function goneLessons(ctx: Work, workflowId: string, courseId: string): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ id: string }>({
    name: 'knowledge.gone-lessons',
    text: `SELECT id FROM knowledge.sources s
            WHERE s.organization_id = kernel.organization() AND s.course_id = $2 AND s.kind = 'lesson'
              AND NOT EXISTS (SELECT FROM knowledge.staged_sources n WHERE n.workflow_id = $1 AND n.source_id = s.id)`,
    values: [workflowId, courseId],
  });
  return rows.map(({ id }) => id);
}
