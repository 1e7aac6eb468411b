/** What a person must show again, though they are signed in, before something that could lock them out. */

import { personOf } from '@kernos/kernel/caller';
import type { Context } from '@kernos/kernel/context';
import { findAccount } from './account-store.ts';
import { checkSecondFactor, type Given } from './check-second-factor.ts';
import type { Attempt } from './lockout-store.ts';
import { withPasswordProof } from './password-proof.ts';
import type { AccountWithProofs } from './rows.ts';

export interface OwnProof {
  readonly account: AccountWithProofs;
  readonly attempt: Attempt;
}

/**
 * Checks the password of the person who asks, counted like a sign-in: whoever found an open session must
 * not be able to guess it. Hashing is over when `then` runs.
 */
export async function withOwnPassword<T>(
  ctx: Context<'password-wrong', never>,
  password: string,
  then: (proof: OwnProof) => Promise<T>,
): Promise<T> {
  const person = personOf(ctx);
  const known = await ctx.shortTransaction((first) => findAccount(first, person.id));
  if (!known) return ctx.fail('unauthenticated', 'This account is no longer there.');
  return withPasswordProof(
    ctx,
    known.email,
    password,
    ({ account, attempt }) =>
      account
        ? then({ account, attempt })
        : ctx.fail('password-wrong', 'This is not your password. Nothing was changed.'),
    person.sessionId,
  );
}

/** Checks a code of a second factor that must be on. */
export async function requireSecondFactor(
  ctx: Context<'second-factor-off' | 'second-factor-wrong', never>,
  account: AccountWithProofs,
  given: Given,
): Promise<void> {
  const method = await checkSecondFactor(ctx, account, given);
  if (method === 'password') ctx.fail('second-factor-off', 'Two-step verification is off for this account.');
  if (method === 'missing')
    ctx.fail('second-factor-wrong', 'Send `code` from your authenticator app too, or a `recoveryCode`.');
  if (method === 'wrong')
    ctx.fail('second-factor-wrong', 'This code is wrong, or it was used before. Wait for the next one.');
}
