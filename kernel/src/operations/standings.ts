/** How each consumer of a message stands. */
import type { Store } from '../store/store.ts';

export interface Standing {
  readonly messageId: string;
  readonly consumer: string;
  readonly status: 'done' | 'waiting' | 'dead' | 'discarded';
  readonly attempts: number;
  readonly handledAt: string | null;
  readonly durationMs: number | null;
  /** What the messages that it sent meanwhile name as their cause. */
  readonly spanId: string | null;
  /** First line of the last error. */
  readonly error: string | null;
}

interface StandingRow extends Omit<Standing, 'status'> {
  state: 'waiting' | 'dead' | 'discarded' | null;
  passed: boolean;
}

/**
 * The standings of these messages, all of them written between the instants. A consumer that keeps no record of
 * single messages, as it reads in batches, is done with what its cursor has passed.
 */
export async function standingsOf(
  store: Store,
  ids: readonly string[],
  [since, until]: readonly [string, string],
): Promise<readonly Standing[]> {
  if (ids.length === 0) return [];
  const { rows } = await store.query<StandingRow>({
    text: `SELECT m.id AS "messageId", c.name AS consumer, i.handled_at AS "handledAt", i.duration_ms AS "durationMs",
                  i.span_id AS "spanId", coalesce(d.attempts, i.attempts, 0) AS attempts, d.state,
                  split_part(d.error, E'\\n', 1) AS error,
                  kernel.has_read(c, m.xid, m.position) AS passed
             FROM kernel.outbox m JOIN kernel.consumers c ON m.type = ANY (c.types)
             LEFT JOIN kernel.inbox i ON i.consumer = c.name AND i.message_id = m.id
                                     AND i.logged_at = date_trunc('milliseconds', m.logged_at)
             LEFT JOIN kernel.deliveries d ON d.consumer = c.name AND d.message_id = m.id
            WHERE m.id = ANY ($1::uuid[]) AND m.logged_at >= $2 AND m.logged_at < $3::timestamptz + interval '1 millisecond'
            ORDER BY c.name`,
    values: [ids, since, until],
  });
  return rows.map(({ state, passed, ...row }) => ({
    ...row,
    status: state ?? (row.handledAt !== null || passed ? 'done' : 'waiting'),
  }));
}
