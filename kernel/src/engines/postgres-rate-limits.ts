/**
 * Counts in the system's own PostgreSQL, for several processes that count together. One short statement each, in a table
 * without a log: nothing waits for a disk, and after a crash of the database all counts begin anew.
 */
import type { RateLimits } from '../ports/rate-limits.ts';
import type { Store } from '../store/store.ts';

export const postgresRateLimits = (store: Store): RateLimits => ({
  count: async (key, { most, seconds }) => {
    const { rows } = await store.query<{ count: number; left: number }>({
      name: 'kernel.rate-limits.count',
      text: `INSERT INTO kernel.rate_counts AS c (key, count, ends_at)
             VALUES ($1, 1, clock_timestamp() + make_interval(secs => $2))
             ON CONFLICT (key) DO UPDATE SET
               count = CASE WHEN c.ends_at <= clock_timestamp() THEN 1 ELSE c.count + 1 END,
               ends_at = CASE WHEN c.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE c.ends_at END
             RETURNING count, (1000 * extract(epoch FROM ends_at - clock_timestamp()))::float8 AS left`,
      values: [key, seconds],
    });
    const { count, left } = rows[0] as { count: number; left: number };
    return count <= most ? null : Math.max(1, left);
  },
});
