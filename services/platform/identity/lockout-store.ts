/** The counters of failed sign-ins (lockout.ts has the rules). */
import type { Context } from '@kernos/kernel/context';
import {
  accountBeginnings,
  countFailure,
  decideLogin,
  LOGIN_LOCKOUT,
  type LockoutKeys,
  type LoginCounters,
  NO_FAILURES,
} from './lockout.ts';

type Work = Pick<Context, 'tx' | 'now'>;
type CounterName = keyof LoginCounters;
const namesOf = (keys: LockoutKeys) => Object.keys(keys) as CounterName[];

/** An attempt that was counted as failed before it was judged. */
export interface Attempt {
  readonly keys: LockoutKeys;
  readonly countedAt: Date;
  /** What the counters were, to be put back. */
  readonly before: LoginCounters;
}

/**
 * Counts an attempt as failed, under the locks of its counters. The other way round, a hundred
 * guesses at once would all find the counters as they were before the first of them.
 * @returns the attempt, or the seconds to wait where none may be made now (then nothing is counted).
 */
export async function countAttempt(
  ctx: Work,
  keys: LockoutKeys,
  readAddressKnown: () => Promise<boolean>,
): Promise<Attempt | { retryAfterSeconds: number }> {
  const now = ctx.now();
  const names = namesOf(keys);
  const [before, addressKnown] = await Promise.all([lockCounters(ctx, keys), readAddressKnown()]);
  const decision = decideLogin(before, { addressKnown }, now);
  if (!decision.allowed) return decision;
  const failures = names.map(
    (name) => countFailure(LOGIN_LOCKOUT[name], before[name] ?? NO_FAILURES, now).failures,
  );
  await ctx.tx.query({
    name: 'identity.lockouts.count',
    text: `UPDATE identity.lockouts l SET failures = n.failures, last_failure_at = $3
             FROM unnest($1::text[], $2::int[]) AS n (key, failures) WHERE l.key = n.key`,
    values: [names.map((name) => keys[name]), failures, now.toISOString()],
  });
  return { keys, countedAt: now, before };
}

/** The attempt was no failure, and no proof either: takes it back, and nothing else. */
export async function takeBackAttempt(ctx: Work, attempt: Attempt): Promise<void> {
  await takeBack(ctx, attempt, namesOf(attempt.keys));
}

/**
 * The attempt proved who it was: the account's counters begin anew. That of the address only takes this
 * one back, or whoever owns an account could try one password on many others in between.
 */
export async function forgetFailures(ctx: Work, attempt: Attempt): Promise<void> {
  const { pair, account, address } = attempt.keys;
  if (address !== undefined) await takeBack(ctx, attempt, ['address']);
  await ctx.tx.query({
    name: 'identity.lockouts.reset',
    text: `WITH locked AS (SELECT key FROM identity.lockouts WHERE key = ANY ($1) ORDER BY key FOR UPDATE)
           UPDATE identity.lockouts l SET failures = 0, last_failure_at = NULL FROM locked WHERE l.key = locked.key`,
    values: [[pair, account].filter((key) => key !== undefined)],
  });
}

/** Nobody is delayed any more for what was tried on this account, from wherever. */
export async function forgetAllFailures(ctx: Work, email: string): Promise<void> {
  await ctx.tx.query({
    text: `WITH locked AS (
             SELECT l.key FROM identity.lockouts l JOIN unnest($1::text[]) AS b (beginning)
                 ON l.key ~>=~ b.beginning AND l.key ~<~ (b.beginning || '~') ORDER BY l.key FOR UPDATE OF l
           )
           UPDATE identity.lockouts l SET failures = 0, last_failure_at = NULL FROM locked WHERE l.key = locked.key`,
    values: [accountBeginnings(email)],
  });
}

async function lockCounters(ctx: Work, keys: LockoutKeys): Promise<LoginCounters> {
  // In one order for everybody, so that two attempts that share counters cannot deadlock.
  const { rows } = await ctx.tx.query<{ key: string; failures: number; lastFailureAt: string | null }>({
    name: 'identity.lockouts.lock',
    text: `INSERT INTO identity.lockouts AS l (key, failures)
           SELECT key, 0 FROM unnest($1::text[]) AS key ORDER BY key
           ON CONFLICT (key) DO UPDATE SET failures = l.failures
           RETURNING key, failures, last_failure_at`,
    values: [Object.values(keys)],
  });
  const counters: LoginCounters = { pair: NO_FAILURES };
  for (const name of namesOf(keys)) {
    const row = rows.find(({ key }) => key === keys[name]);
    if (row?.lastFailureAt)
      counters[name] = { failures: row.failures, lastFailureAt: new Date(row.lastFailureAt) };
  }
  return counters;
}

async function takeBack(
  ctx: Work,
  { keys, countedAt, before }: Attempt,
  names: readonly CounterName[],
): Promise<void> {
  // The instant is only put back where no later failure has set its own.
  await ctx.tx.query({
    name: 'identity.lockouts.take_back',
    text: `WITH n AS (SELECT * FROM unnest($1::text[], $2::timestamptz[]) AS n (key, earlier)),
                locked AS (SELECT l.key FROM identity.lockouts l JOIN n USING (key) ORDER BY l.key FOR UPDATE OF l)
           UPDATE identity.lockouts l
              SET failures = greatest(l.failures - 1, 0),
                  last_failure_at = CASE WHEN l.last_failure_at = $3 THEN n.earlier ELSE l.last_failure_at END
             FROM n JOIN locked USING (key) WHERE l.key = n.key`,
    values: [
      names.map((name) => keys[name]),
      names.map((name) => before[name]?.lastFailureAt?.toISOString() ?? null),
      countedAt.toISOString(),
    ],
  });
}
