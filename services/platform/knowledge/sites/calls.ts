/** Websites: added, listed, read again, forgotten. */

import { newId } from '@kernos/kernel/ids';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { isAdmin } from '../../identity/contract.ts';
import { knowledge } from '../contract.ts';
import { requireAddress, requirePlace } from '../documents/add.ts';
import { forget } from '../documents/change.ts';
import { mayManage, requireCourse } from '../documents/rights.ts';
import { lockIndex } from '../index/writer.ts';
import { readingSite } from './site-workflow.ts';
import { findSite, nextReading, type SiteRow, siteColumns, toSite, type Work } from './store.ts';

const noSuchSite = 'There is no such website here, or it is not yours to manage.';

async function shown(ctx: Work, id: string) {
  const row = await findSite(ctx, id);
  if (!row) throw new Error(`the site ${id} is gone in the transaction that changed it`);
  return toSite(row);
}

export const addSite = handle(
  knowledge.calls.addSite,
  async ({ address, pageLimit = 100, refreshHours, courseId, visibility = 'organization' }, ctx) => {
    if (courseId) await requireCourse(ctx, courseId);
    requirePlace(ctx, visibility, courseId);
    await requireAddress(ctx, address);
    const id = newId();
    await ctx.tx.query({
      text: `INSERT INTO knowledge.sites (id, address, course_id, visibility, page_limit, refresh_hours, created_by, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [
        id,
        new URL(address).href,
        courseId ?? null,
        visibility,
        pageLimit,
        refreshHours ?? null,
        ctx.actor.id,
        ctx.now().toISOString(),
      ],
    });
    const { revision, workflowId } = await nextReading(ctx, id);
    ctx.start(readingSite, workflowId, { siteId: id, revision });
    return shown(ctx, id);
  },
);

export const sites = handle(knowledge.calls.sites, async (page, ctx) => {
  return list(
    page,
    { id: 'id' },
    async (before, limit) => {
      const { rows } = await ctx.tx.query<SiteRow>({
        text: `SELECT ${siteColumns} FROM knowledge.sites s
            WHERE s.organization_id = kernel.organization() AND ($1::uuid IS NULL OR s.id < $1)
              AND ($2::uuid IS NULL OR s.created_by = $2) ORDER BY s.id DESC LIMIT $3`,
        values: [before.id, isAdmin(ctx.actor) ? null : ctx.actor.id, limit],
      });
      return rows;
    },
    toSite,
  );
});

export const refreshSite = handle(knowledge.calls.refreshSite, async ({ siteId }, ctx) => {
  await ctx.tx.query({ text: 'SELECT FROM knowledge.sites WHERE id = $1 FOR UPDATE', values: [siteId] });
  const row = await findSite(ctx, siteId);
  if (!row || !mayManage(ctx.actor, row)) return ctx.fail('site-not-found', noSuchSite);
  if (row.state === 'waiting' || row.state === 'working')
    return ctx.fail('site-in-work', 'This website is being read already; wait for that to end.');
  const { revision, workflowId } = await nextReading(ctx, siteId);
  ctx.start(readingSite, workflowId, { siteId, revision });
  return shown(ctx, siteId);
});

export const removeSite = handle(knowledge.calls.removeSite, async ({ siteId }, ctx) => {
  const index = await lockIndex(ctx);
  const row = await findSite(ctx, siteId);
  if (!row || !mayManage(ctx.actor, row)) return ctx.fail('site-not-found', noSuchSite);
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: 'SELECT id FROM knowledge.documents WHERE site_id = $1',
    values: [siteId],
  });
  const ids = rows.map(({ id }) => id);
  const indexVersion = await forget(ctx, index, ids);
  await ctx.tx.query({ text: 'DELETE FROM knowledge.sites WHERE id = $1', values: [siteId] });
  for (const sourceId of ids)
    ctx.publish('knowledge.removed', { sourceId, kind: 'document', courseId: row.courseId, indexVersion });
  return null;
});
