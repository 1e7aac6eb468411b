/**
 * Ends the answers whose process died while it wrote them, with the event that their readers have seen already,
 * and forgets what people took on days that are over.
 */
import type { Context } from '@kernos/kernel/context';
import { dayOf } from './budgets.ts';
import { BROKEN_OFF, DEAD_AFTER_SECONDS } from './event-log.ts';

export async function sweep(_dueAt: Date, ctx: Pick<Context, 'tx' | 'now'>): Promise<void> {
  await ctx.tx.query({
    text: `WITH dead AS (
             UPDATE assistant.answers SET state = 'failed', failure = $1, finished_at = $2
              WHERE state = 'running' AND alive_at < clock_timestamp() - make_interval(secs => $3)
              RETURNING id, organization_id
           )
           INSERT INTO assistant.events (answer_id, seq, organization_id, name, data)
           SELECT d.id, 1 + coalesce((SELECT max(seq) FROM assistant.events e WHERE e.answer_id = d.id), 0),
                  d.organization_id, 'error',
                  json_build_object('answerId', d.id, 'code', $1::jsonb ->> 'code', 'detail', $1::jsonb ->> 'detail')
             FROM dead d`,
    values: [JSON.stringify(BROKEN_OFF), ctx.now(), DEAD_AFTER_SECONDS],
  });
  await ctx.tx.query({
    text: 'DELETE FROM assistant.person_usage WHERE day < $1::date',
    values: [dayOf(ctx.now())],
  });
}
