/** What happens without being asked: addresses looked at again, vectors that are missing; and building anew. */
import { handle, schedule, task } from '@kernos/kernel/service';
import { ANALYSIS } from '../../formats/terms.ts';
import { knowledge } from './contract.ts';
import { nextRevision } from './documents/store.ts';
import { bumpIndex, lockIndex } from './index/writer.ts';
import { rebuild } from './pipeline/apply.ts';
import { embedPassages } from './pipeline/embed.ts';
import { indexingId, rememberCourse } from './pipeline/index-course.ts';
import { indexingCourse, indexingDocument } from './pipeline/index-workflows.ts';
import { statusesOf } from './search/owners.ts';
import { readingSite } from './sites/site-workflow.ts';
import { nextReading } from './sites/store.ts';

/** Every quarter of an hour, in each organization that has something to look at again. */
export const refreshing = schedule(knowledge, '*/15 * * * *', async (_dueAt, ctx) => {
  const { rows } = await ctx.tx.query<{ organizationId: string }>({
    text: `SELECT organization_id FROM knowledge.due_organizations($1)`,
    values: [ctx.now().toISOString()],
  });
  for (const { organizationId } of rows) ctx.queue(knowledge.tasks.refresh, {}, { organizationId });
});

const DUE = `refresh_hours IS NOT NULL AND state IN ('ready', 'failed')
  AND coalesce(refreshed_at, created_at) + refresh_hours * interval '1 hour' <= $1`;
const AT_ONCE = 100;

/** Looks again at the addresses and websites of an organization whose time has come. */
export const refresh = task(knowledge, knowledge.tasks.refresh, async (_input, ctx) => {
  const now = ctx.now().toISOString();
  const { rows: documents } = await ctx.tx.query<{ id: string }>({
    text: `SELECT id FROM knowledge.documents WHERE organization_id = kernel.organization() AND address IS NOT NULL
             AND site_id IS NULL AND ${DUE} ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`,
    values: [now],
  });
  for (const { id } of documents) {
    const { revision, workflowId } = await nextRevision(ctx, id);
    ctx.start(indexingDocument, workflowId, { documentId: id, revision });
  }
  const { rows: sites } = await ctx.tx.query<{ id: string }>({
    text: `SELECT id FROM knowledge.sites WHERE organization_id = kernel.organization() AND ${DUE}
            ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`,
    values: [now],
  });
  for (const { id } of sites) {
    const { revision, workflowId } = await nextReading(ctx, id);
    ctx.start(readingSite, workflowId, { siteId: id, revision });
  }
});

/** Gives vectors to passages that were indexed while the model did not answer, or by another model. */
export const embedMissing = task(knowledge, knowledge.tasks.embedMissing, (_input, ctx) =>
  embedPassages(ctx),
);

/** Every minute: after an upgrade that reads words otherwise, each organization's index is built anew, once. */
export const renewing = schedule(knowledge, '* * * * *', async (_dueAt, ctx) => {
  const { rows } = await ctx.tx.query<{ organizationId: string }>({
    text: 'SELECT organization_id FROM knowledge.organizations_analysed_otherwise($1)',
    values: [ANALYSIS],
  });
  for (const { organizationId } of rows) ctx.queue(knowledge.tasks.analyseAnew, {}, { organizationId });
});

export const analyseAnew = task(knowledge, knowledge.tasks.analyseAnew, async (_input, ctx) => {
  const index = await lockIndex(ctx);
  if (index.analysis === ANALYSIS) return;
  await rebuild(ctx, index.nextNumber);
  await bumpIndex(ctx);
});

export const reindex = handle(knowledge.calls.reindex, async ({ courseId }, ctx) => {
  const again = ctx.now().getTime().toString(36);
  if (courseId) {
    const [course] = await statusesOf(ctx, [courseId]);
    const version = course?.publishedVersion;
    if (!course || !version)
      return ctx.fail('course-not-found', 'There is no such course, or it was never published.');
    const workflowId = indexingId(courseId, version, again);
    // Read anew from the beginning, whatever is known of its lessons.
    await ctx.tx.query({
      text: `UPDATE knowledge.sources SET digest = '' WHERE organization_id = kernel.organization() AND course_id = $1 AND kind = 'lesson'`,
      values: [courseId],
    });
    await rememberCourse(ctx, { courseId, title: course.title, workflowId });
    return {
      workflowIds: [ctx.start(indexingCourse, workflowId, { owner: course.owner, courseId, version })],
    };
  }
  const index = await lockIndex(ctx);
  await rebuild(ctx, index.nextNumber);
  await bumpIndex(ctx);
  ctx.queue(knowledge.tasks.embedMissing, {});
  return { workflowIds: [] };
});
