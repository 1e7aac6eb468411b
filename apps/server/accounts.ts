/** `kernos accounts`: for whoever runs the machine, where no administrator is left who could help. */
import { loadConfig } from '@kernos/kernel/config';
import { turnOffSecondFactor } from '@kernos/services/platform/identity/turn-off-second-factor';
import type { Command } from 'commander';
import { Refusal } from './api.ts';
import { onDatabase } from './platform-database.ts';

export function addAccounts(program: Command, print: (data: unknown, text: string) => void): void {
  program
    .command('accounts')
    .description('accounts of any organization, in the database itself: for whoever runs the machine')
    .command('reset-second-factor')
    .description('lets somebody in with the password alone')
    .argument('<email>', 'whose phone and recovery codes are lost')
    .action(async (email: string) => {
      const found = await onDatabase(loadConfig(process.env), (store) => turnOffSecondFactor(store, email));
      if (!found) throw new Refusal(`No account with the address ${email} has a second factor.`);
      print({ email }, `${email} signs in with the password alone now. Set the second factor up again.`);
    });
}
