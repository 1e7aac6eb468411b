import type { Store } from '@kernos/kernel/store';
import { canonicalEmail } from './email-address.ts';
import { removeSecondFactor } from './second-factor-store.ts';

/** Turns off the second factor of an account in the database itself; false where it has none. */
export async function turnOffSecondFactor(store: Store, email: string): Promise<boolean> {
  const { rows } = await store.query<{ id: string }>({
    text: `SELECT a.id FROM identity.accounts a JOIN identity.second_factors f ON f.account_id = a.id
            WHERE a.email = $1 AND f.confirmed_at IS NOT NULL`,
    values: [canonicalEmail(email)],
  });
  const [account] = rows;
  if (account) await removeSecondFactor({ tx: store }, account.id);
  return account !== undefined;
}
