/** What an operator does with keys, each safe to do while the system runs and to do again. */
import type { Config } from '../config/config.ts';
import { systemSecrets } from '../config/system-secret.ts';
import { encryptAnew } from './encrypt-anew.ts';
import { OrganizationKeys } from './organization-keys.ts';
import type { Store } from './store.ts';

/** Gives every organization that has keys a new one, in use a minute from now; says how many. */
export async function rotateKeys(config: Config, store: Store): Promise<number> {
  const keys = await OrganizationKeys.open(store, await systemSecrets(config));
  const owners = await keys.owners();
  for (const owner of owners) await keys.rotate(owner);
  return owners.length;
}

/** Encrypts what stands in columns under an earlier key under the current one; says how many values. */
export async function renewValues(config: Config, store: Store): Promise<number> {
  const keys = await OrganizationKeys.open(store, await systemSecrets(config));
  let count = 0;
  for (const owner of await keys.owners()) count += await encryptAnew(store, keys, owner);
  return count;
}

/** After KERNOS_SECRET was changed: encrypts every key under the new one; says how many were under the old. */
export async function rewrapKeys(config: Config, store: Store): Promise<number> {
  return (await OrganizationKeys.open(store, await systemSecrets(config))).rewrap();
}
