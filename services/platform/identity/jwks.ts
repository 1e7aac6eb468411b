import { handle } from '@kernos/kernel/service';
import { identity } from './contract.ts';
import { jwks } from './signing-keys.ts';
import { freshen, trustOf } from './trust.ts';

/** Who checks our tokens elsewhere asks again when a token names a key that is not among these. */
export const keySet = handle(identity.calls.jwks, async (_input, ctx) => {
  const trust = await trustOf(ctx);
  await freshen(ctx, trust);
  ctx.header('cache-control', 'public, max-age=300');
  return jwks(trust.keys, ctx.now());
});
