/** What registering, being invited and being added by an administrator have in common. */
import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { insertAccount } from './account-store.ts';
import type { identity } from './contract.ts';
import { sendLink } from './emails.ts';
import { nextLetter } from './letters.ts';
import { issueVerificationToken } from './one-time-store.ts';
import { addMember } from './organization-store.ts';
import { checkPassword, type PasswordOwner } from './password-policy.ts';
import type { AccountRow, Acting } from './rows.ts';

export type IdentityContext = Context<never, EventsOf<typeof identity>>;

/** Refuses a password that the policy does not let through. @param field its name in the body. */
export function requireGoodPassword(
  ctx: Pick<Context, 'fail'>,
  password: string,
  owner: PasswordOwner,
  field = 'password',
): void {
  const problems = checkPassword(password, owner);
  const first = problems[0];
  if (!first) return;
  ctx.fail('invalid-input', first.message, {
    errors: problems.map(({ code, message }) => ({ path: `/${field}`, message, code })),
  });
}

export interface Newcomer {
  readonly id: string;
  readonly name: string;
  /** In its canonical form. */
  readonly email: string;
  readonly passwordHash: string;
  readonly organizationId: string;
  readonly roles: string[];
}

/**
 * Makes an account in an organization, which is its home from now on: tells of it and sends the email
 * of welcome. Undefined where the address has an account already. Needs a platform transaction.
 */
export async function makeAccount(
  ctx: IdentityContext,
  { id, name, email, passwordHash, organizationId, roles }: Newcomer,
): Promise<{ account: AccountRow; acting: Acting } | undefined> {
  const account = await insertAccount(ctx, {
    id,
    name,
    email,
    passwordHash,
    homeOrganizationId: organizationId,
  });
  if (!account) return undefined;
  const isNew = await addMember(ctx, organizationId, id, roles);
  if (!isNew) throw new Error(`the new account ${id} is a member already`);
  const about = { organizationId };
  ctx.publish('user.registered', { userId: id, name, organizationId, roles }, about);
  ctx.publish('organization.member_added', { userId: id, organizationId, name, roles }, about);
  // Where an invitation went there just now, the welcome waits; where one waits, it can be asked for later.
  const at = await nextLetter(ctx, email);
  if (at) sendLink(ctx, 'account.welcome', account, await issueVerificationToken(ctx, id, email), at);
  return { account, acting: { organizationId, roles, changedAt: null } };
}
