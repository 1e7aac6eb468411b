/** `kernos user`: what administrators do with people. */
import { identity } from '@kernos/services/platform/identity/contract';
import type { Command } from 'commander';
import { Refusal } from './api.ts';
import { actingAs, all, as, type Print, table } from './command-parts.ts';

interface UserOptions {
  as: string;
  name: string;
  email: string;
  roles: string;
}

async function createUser(print: Print, options: UserOptions): Promise<void> {
  const password = process.env.NEW_USER_PASSWORD;
  if (!password)
    throw new Refusal(
      'Set NEW_USER_PASSWORD to the first password: on the command line others could read it.',
    );
  const acting = await actingAs(options.as);
  const roles = options.roles.split(',').map((role) => role.trim());
  const member = await acting(identity).createMember({
    name: options.name,
    email: options.email,
    password,
    roles: roles as never,
  });
  print(member, `Made ${options.email} with the roles ${roles.join(', ')}.`);
}

interface ListOptions {
  as: string;
  search?: string;
}

async function listUsers(print: Print, options: ListOptions): Promise<void> {
  const api = (await actingAs(options.as))(identity);
  const { search: q } = options;
  const items = await all((cursor) =>
    api.members({ limit: 100, ...(cursor && { cursor }), ...(q && { q }) }),
  );
  const rows = items.map((m) => [m.userId, m.email, m.roles.join(' '), m.name]);
  print({ items }, rows.length > 0 ? table([['id', 'email', 'roles', 'name'], ...rows]) : 'There are none.');
}

export function addUsers(program: Command, print: Print): void {
  const user = program.command('user').description('people');
  user
    .command('create')
    .description('makes an account in your organization; NEW_USER_PASSWORD is its first password')
    .requiredOption('--name <name>', 'what the person is called')
    .requiredOption('--email <email>', 'address, with which they sign in')
    .option('--roles <roles>', 'learner, instructor, admin, separated by commas', 'learner')
    .addOption(as('admin@demo.kernos'))
    .action((options: UserOptions) => createUser(print, options));
  user
    .command('list')
    .description('members of your organization by name')
    .option('--search <text>', 'only those whose name or address has this in it')
    .addOption(as('admin@demo.kernos'))
    .action((options: ListOptions) => listUsers(print, options));
}
