import type { Context } from '@kernos/kernel/context';

/** The organization that the person acts for. An admin always acts for one. */
export function organizationOf(ctx: Pick<Context, 'organizationId' | 'fail'>): string {
  return ctx.organizationId ?? ctx.fail('forbidden', 'Choose the organization first that you act for.');
}
