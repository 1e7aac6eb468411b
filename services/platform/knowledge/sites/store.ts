/** Websites as the database keeps them. */
import type { Context } from '@kernos/kernel/context';
import type { Static } from 'typebox';
import type { Site } from '../schemas.ts';

export type Work = Pick<Context, 'tx' | 'now'>;

export type SiteRow = Static<typeof Site> & { revision: number; createdBy: string | null };

export const siteColumns = `s.id, s.address, s.course_id, s.visibility, s.page_limit, s.state, s.revision, s.workflow_id, s.error,
  s.skipped, s.refresh_hours, s.refreshed_at, s.created_by, s.created_at,
  (SELECT count(*) FROM knowledge.documents d WHERE d.site_id = s.id) AS pages`;

export const toSite = ({ revision, createdBy, ...site }: SiteRow): Static<typeof Site> => site;

export async function findSite(ctx: Work, id: string): Promise<SiteRow | undefined> {
  const { rows } = await ctx.tx.query<SiteRow>({
    text: `SELECT ${siteColumns} FROM knowledge.sites s WHERE s.id = $1`,
    values: [id],
  });
  return rows[0];
}

/** Begins another reading; gives its number and the run that does it. */
export async function nextReading(ctx: Work, id: string): Promise<{ revision: number; workflowId: string }> {
  const { rows } = await ctx.tx.query<{ revision: number; workflowId: string }>({
    text: `UPDATE knowledge.sites SET revision = revision + 1, state = 'waiting', error = NULL,
             workflow_id = 'site-' || id || '-' || (revision + 1)
            WHERE id = $1 RETURNING revision, workflow_id`,
    values: [id],
  });
  const [row] = rows;
  if (!row) throw new Error(`the site ${id} is gone in the transaction that found it`);
  return row;
}
