/** The roles there are: identity's own, and what other services declare. */
import type { Context } from '@kernos/kernel/context';
import { administration } from '@kernos/kernel/declarations';
import { handle } from '@kernos/kernel/service';
import { identity } from './contract.ts';
import { type DeclaredRole, roles as declareRoles } from './contract-declarations.ts';

const ADMIN = 'admin';

/** Identity's own: who runs an organization. */
export const ownRoles = [
  declareRoles({ [ADMIN]: { title: { en: 'Administrator', fr: 'Administrateur' } } }),
  administration([ADMIN]),
];

type Declaring = Pick<Context, 'declared'>;

/** Those of other services first. */
function knownRoles(ctx: Declaring): readonly (readonly [name: string, role: DeclaredRole])[] {
  const all = ctx.declared(declareRoles).flatMap(({ value }) => Object.entries(value));
  return [...all.filter(([name]) => name !== ADMIN), ...all.filter(([name]) => name === ADMIN)];
}

/** Whoever has an organization to themselves is everything in it. */
export const everyRole = (ctx: Declaring): string[] => knownRoles(ctx).map(([name]) => name);

export const rolesForNewcomers = (ctx: Declaring): string[] =>
  knownRoles(ctx).flatMap(([name, { forNewcomers }]) => (forNewcomers ? [name] : []));

/** @throws `invalid-input` where one of them is declared by no service. */
export function requireKnownRoles(
  ctx: Pick<Context, 'declared' | 'fail'>,
  roles: readonly string[],
  path = '/roles',
): void {
  const known = everyRole(ctx);
  const unknown = roles.find((role) => !known.includes(role));
  if (unknown === undefined) return;
  const message = `there is no role “${unknown}”, but ${known.join(', ')}`;
  ctx.fail('invalid-input', `${path}: ${message}`, { errors: [{ path, message }] });
}

export const roles = handle(identity.calls.roles, async (_input, ctx) => ({
  items: knownRoles(ctx).map(([name, { title }]) => ({ name, title })),
}));
