/** Elevated purposes: who may ask for which, who acts under which, until when. */

import { personOf } from '@kernos/kernel/caller';
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { askedLanguage } from '@kernos/kernel/language';
import { handle, type Principal } from '@kernos/kernel/service';
import { organizationOf } from './actor.ts';
import { identity } from './contract.ts';
import { type ElevatedPurpose, elevatedPurposes } from './contract-purposes.ts';

type Work = Pick<Context, 'tx' | 'declared' | 'now'>;

/** The declared purposes that holders of these roles may ask for. */
function purposesFor(ctx: Pick<Work, 'declared'>, roles: readonly string[]): Map<string, ElevatedPurpose> {
  const all = ctx.declared(elevatedPurposes).flatMap(({ value }) => Object.entries(value));
  return new Map(all.filter(([, purpose]) => purpose.roles.some((role) => roles.includes(role))));
}

export const purposes = handle(identity.calls.purposes, async (_input, ctx) => {
  const { sessionId } = personOf(ctx);
  const mine = purposesFor(ctx, ctx.actor.roles);
  if (mine.size === 0) return { items: [] };
  const { rows } = await ctx.tx.query<{ purpose: string; until: string }>({
    text: `SELECT purpose, until FROM identity.elevations
            WHERE session_id = $1 AND organization_id = $2 AND ended_at IS NULL AND until > $3`,
    values: [sessionId, organizationOf(ctx), ctx.now().toISOString()],
  });
  const until = new Map(rows.map((row) => [row.purpose, row.until]));
  const language = askedLanguage(ctx) ?? 'en';
  return {
    items: [...mine].map(([purpose, { title, minutes }]) => ({
      purpose,
      title: title[language],
      minutes,
      until: until.get(purpose) ?? null,
    })),
  };
});

export const elevate = handle(identity.calls.elevate, async ({ purpose, reason }, ctx) => {
  const { id: userId, sessionId } = personOf(ctx);
  const wanted = purposesFor(ctx, ctx.actor.roles).get(purpose);
  if (!wanted)
    return ctx.fail('purpose-not-found', 'There is no such purpose that your roles let you ask for.');
  const id = newId();
  const until = new Date(ctx.now().getTime() + wanted.minutes * 60_000).toISOString();
  await endAll(ctx, sessionId, purpose);
  await ctx.tx.query({
    text: `INSERT INTO identity.elevations (id, organization_id, user_id, session_id, purpose, reason, began_at, until)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [id, organizationOf(ctx), userId, sessionId, purpose, reason, ctx.now().toISOString(), until],
  });
  ctx.publish('purpose.elevated', { userId, purpose, reason, until });
  return { id, purpose, until };
});

export const endPurpose = handle(identity.calls.endPurpose, async ({ purpose }, ctx) => {
  await endAll(ctx, personOf(ctx).sessionId, purpose);
  return null;
});

const endAll = (ctx: Pick<Work, 'tx' | 'now'>, sessionId: string, purpose: string) =>
  ctx.tx.query({
    text: `UPDATE identity.elevations SET ended_at = $3 WHERE session_id = $1 AND purpose = $2 AND ended_at IS NULL`,
    values: [sessionId, purpose, ctx.now().toISOString()],
  });

/**
 * The principal under the purpose that the request names. Throws `forbidden` where this session did not ask for it,
 * or it is over: nobody sees less than they think, and nobody more than they asked for.
 */
export async function underPurpose(ctx: Context, principal: Principal, purpose: string): Promise<Principal> {
  const { rows } = await ctx.tx.query({
    text: `SELECT FROM identity.elevations
            WHERE session_id = $1 AND user_id = $2 AND organization_id = $3 AND purpose = $4
              AND ended_at IS NULL AND until > $5`,
    values: [
      principal.sessionId,
      principal.userId,
      principal.organizationId,
      purpose,
      ctx.now().toISOString(),
    ],
  });
  const isAllowed = rows.length > 0 && purposesFor(ctx, principal.roles).has(purpose);
  if (!isAllowed)
    return ctx.fail('forbidden', 'You do not act under this purpose, or its time is over. Ask for it anew.');
  return { ...principal, purpose };
}
