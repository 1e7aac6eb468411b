/** `kernos keys`: for whoever runs the machine. */
import { loadConfig } from '@kernos/kernel/config';
import { renewValues, rewrapKeys, rotateKeys } from '@kernos/kernel/key-upkeep';
import type { Command } from 'commander';
import { onDatabase } from './platform-database.ts';

type Print = (data: unknown, text: string) => void;

const upkeep = (work: typeof rotateKeys) =>
  onDatabase(loadConfig(process.env), (store) => work(loadConfig(process.env), store));

export function addKeys(program: Command, print: Print): void {
  const keys = program
    .command('keys')
    .description('keys that sensitive data is encrypted under; all of it while the system runs');
  keys
    .command('rotate')
    .description('gives every organization a new key, in use a minute from now')
    .action(async () => {
      const organizations = await upkeep(rotateKeys);
      print({ organizations }, `${organizations} have a new key. In a minute: kernos keys renew`);
    });
  keys
    .command('renew')
    .description('encrypts what stands under earlier keys under the current ones')
    .action(async () => {
      const values = await upkeep(renewValues);
      print({ values }, `${values} values are under the current keys now.`);
    });
  keys
    .command('rewrap')
    .description('encrypts the keys under a new KERNOS_SECRET, with KERNOS_SECRET_PREVIOUS for the old one')
    .action(async () => {
      const rewrapped = await upkeep(rewrapKeys);
      print({ rewrapped }, `${rewrapped} keys were encrypted anew.`);
    });
}
