/**
 * Letters that somebody can ask for, to an address of theirs or of anybody: one a minute to each address, of whatever
 * kind. The next one waits until the minute is over, and until then there is no other.
 */
import type { Context } from '@kernos/kernel/context';
import { emailHash } from './email-address.ts';

const EVERY_SECONDS = 60;

/** When the next letter to an address may go: now, or when the minute is over. Undefined: one waits already. */
export async function nextLetter(ctx: Pick<Context, 'tx' | 'now'>, email: string): Promise<Date | undefined> {
  const { rows } = await ctx.tx.query<{ at: string }>({
    name: 'identity.letters.next',
    text: `INSERT INTO identity.letters AS l (address, at) VALUES ($1, $2)
           ON CONFLICT (address) DO UPDATE SET at = greatest(excluded.at, l.at + interval '${EVERY_SECONDS} s')
            WHERE l.at <= excluded.at
           RETURNING at`,
    values: [emailHash(email), ctx.now().toISOString()],
  });
  return rows[0] && new Date(rows[0].at);
}

/** The same, for whoever may know that a letter went there. @throws `rate-limited` where one waits already. */
export async function requireNextLetter(
  ctx: Pick<Context, 'tx' | 'now' | 'fail'>,
  email: string,
): Promise<Date> {
  const at = await nextLetter(ctx, email);
  if (at) return at;
  return ctx.fail('rate-limited', `An email to ${email} is on its way already. Try again in a minute.`, {
    retryAfter: EVERY_SECONDS,
    // Whoever asked may have proved who they are: that stands.
    keep: true,
  });
}
