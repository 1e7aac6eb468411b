import type { Context } from '@kernos/kernel/context';
import type { AccountWithProofs } from './rows.ts';
import { acceptRecoveryCode, acceptTotp } from './second-factor-store.ts';

/** What a person sends beside the password. */
export interface Given {
  readonly code?: string | undefined;
  readonly recoveryCode?: string | undefined;
}

/**
 * How somebody whose password was right proved the rest; a code that was right is used up. `password` means
 * that the account has no second factor.
 */
export async function checkSecondFactor(
  ctx: Pick<Context, 'tx' | 'now' | 'cipher'>,
  account: AccountWithProofs,
  { code, recoveryCode }: Given,
): Promise<'password' | 'authenticator' | 'recovery-code' | 'missing' | 'wrong'> {
  if (account.totpSecret === null) return 'password';
  if (code !== undefined) return (await acceptTotp(ctx, account, code)) ? 'authenticator' : 'wrong';
  if (recoveryCode !== undefined)
    return (await acceptRecoveryCode(ctx, account, recoveryCode)) ? 'recovery-code' : 'wrong';
  return 'missing';
}
