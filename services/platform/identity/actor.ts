import type { Context } from '@kernos/kernel/context';

/** The person who asks. A service has no account of its own, so these calls are not for it. */
export function personOf(ctx: Pick<Context, 'actor' | 'fail'>): { id: string; sessionId: string } {
  const { actor } = ctx;
  if (actor.kind !== 'person') return ctx.fail('forbidden', 'Only a person can do this.');
  return actor;
}

/** The organization that the person acts for. An admin always acts for one. */
export function organizationOf(ctx: Pick<Context, 'organizationId' | 'fail'>): string {
  return ctx.organizationId ?? ctx.fail('forbidden', 'Choose the organization first that you act for.');
}
