/** Published versions: read from their owners, cut, embedded and put into the index. */

import { activities } from '@kernos/kernel/activities';
import type { Context } from '@kernos/kernel/context';
import type { EventKind, EventsOf } from '@kernos/kernel/contract';
import type { DeclaredReader } from '@kernos/kernel/declarations';
import { on, type Subscription } from '@kernos/kernel/service';
import { knowledge } from '../contract.ts';
import { collections, type VersionText } from '../contract-declarations.ts';
import { bumpIndex, lockIndex } from '../index/writer.ts';
import { collectionsOf } from '../search/owners.ts';
import { applyStaged } from './apply.ts';
import { embedStaged } from './embed.ts';
import { indexingCourse } from './index-workflows.ts';
import { dropStaged, hasStaged, type StagedSource, stagePassages, stageSources } from './staging.ts';

type Work = Pick<Context, 'tx' | 'now'>;

type Data = Readonly<Record<string, unknown>>;

/** What knowledge does about the events of collections. */
export const collectionSubscriptions = (declared: DeclaredReader): Subscription[] =>
  declared(collections).flatMap(({ service: owner, value }) => {
    const { published, renamed, archived, restored, takenDown } = value;
    const text = (data: Data, field: string) => data[field] as string;
    return [
      on(knowledge, published.event as EventKind<Data>, 'beginning', async (data, ctx) => {
        const courseId = text(data, published.id);
        const version = data[published.version] as number;
        const input = { owner, courseId, version };
        const workflowId = ctx.start(indexingCourse, indexingId(courseId, version), input);
        await rememberCourse(ctx, { courseId, title: text(data, published.title), workflowId });
      }),
      on(knowledge, renamed.event as EventKind<Data>, 'beginning', async (data, ctx) => {
        await ctx.tx.query({
          text: 'UPDATE knowledge.courses SET title = $2 WHERE course_id = $1',
          values: [text(data, renamed.id), text(data, renamed.title)],
        });
      }),
      on(knowledge, archived.event as EventKind<Data>, 'beginning', (data, ctx) =>
        setArchived(ctx, text(data, archived.id), true),
      ),
      on(knowledge, restored.event as EventKind<Data>, 'beginning', (data, ctx) =>
        setArchived(ctx, text(data, restored.id), false),
      ),
      on(knowledge, takenDown.event as EventKind<Data>, 'beginning', (data, ctx) =>
        setArchived(ctx, text(data, takenDown.id), true),
      ),
    ];
  });

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
           ON CONFLICT (course_id) DO UPDATE SET title = excluded.title, workflow_id = excluded.workflow_id, archived = false`,
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
  extract: async ({ owner, courseId, version }, ctx) => {
    const { texts } = collectionsOf(ctx, owner);
    if (await ctx.shortTransaction((before) => isOvertaken(before, courseId, version))) return;
    const known = await ctx.shortTransaction((before) => knownLessons(before, courseId));
    let after: number | null = -1;
    while (after !== null) {
      const page: Awaited<ReturnType<typeof texts>> = await texts(ctx, {
        ...{ courseId, version, after, digestsAlone: false },
      });
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

interface Known {
  id: string;
  title: string;
  section: string | null;
  digest: string;
}

function toStaged(lesson: VersionText, known: Known | undefined): StagedSource {
  const { lessonId, ordinal, title, section, digest, markdown } = lesson;
  const same = known?.digest === digest && known.title === title && known.section === section;
  return {
    sourceId: lessonId,
    position: ordinal,
    type: 'lesson',
    title,
    section,
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
