/** Turning emails off with the link in one of them: whoever holds it may, signed in or not. */
import type { Context } from '@kernos/kernel/context';
import { askedLanguage } from '@kernos/kernel/language';
import { handle } from '@kernos/kernel/service';
import { channelPreferencesOf } from './channel-preferences.ts';
import { notifications } from './contract.ts';
import { type LinkTarget, linkKey, readLink } from './keys.ts';
import { kindsOf } from './kinds.ts';
import { selectChoices, storeChoice } from './people-store.ts';

type Asking = Pick<Context<'link-invalid'>, 'tx' | 'shared' | 'fail' | 'declared' | 'requestHeader'>;

async function targetOf(ctx: Asking, token: string): Promise<LinkTarget> {
  return (
    readLink(kindsOf(ctx), await ctx.shared(linkKey), token) ??
    ctx.fail(
      'link-invalid',
      'This link is not one of ours. Nothing was changed; your preferences can be set when you sign in.',
    )
  );
}

const summaries = { en: 'Summaries by email', fr: 'Récapitulatifs par e-mail' };

/** The kinds that a link turns off: its own, or those that went out in the digest that carried it. */
async function kindsBehind(ctx: Asking, { kind, digestId }: LinkTarget): Promise<string[]> {
  if (digestId === undefined) return [kind];
  const { rows } = await ctx.tx.query<{ kind: string }>({
    text: 'SELECT DISTINCT kind FROM notifications.deliveries WHERE digest_id = $1',
    values: [digestId],
  });
  const { specs } = kindsOf(ctx);
  const kinds = rows.flatMap((row) => (specs.has(row.kind) ? [row.kind] : []));
  if (kinds.length > 0) return kinds;
  return ctx.fail(
    'link-invalid',
    'This email is too old for its link. Nothing was changed; your preferences can be set when you sign in.',
  );
}

async function show(ctx: Asking, target: LinkTarget) {
  const { personId, channel, locale } = target;
  const ways = [];
  for (const kind of await kindsBehind(ctx, target)) ways.push(await showKind(ctx, { ...target, kind }));
  const [first] = ways;
  if (!first) throw new Error(`the link of ${personId} turns nothing off`);
  if (target.digestId === undefined) return first;
  const title = summaries[askedLanguage(ctx) ?? locale];
  return { kind: target.kind, title, channel, on: ways.some(({ on }) => on) };
}

async function showKind(ctx: Asking, { personId, kind, channel, locale }: LinkTarget) {
  const spec = kindsOf(ctx).specs.get(kind);
  if (!spec) throw new Error(`there is no kind of notification called ${kind}`);
  const [choice] = await selectChoices(ctx, [personId], kind);
  const on = channelPreferencesOf(spec, choice).find((way) => way.channel === channel)?.on ?? false;
  return { kind, title: spec.title[askedLanguage(ctx) ?? locale], channel, on };
}

async function turn(ctx: Asking, token: string, on: boolean) {
  const target = await targetOf(ctx, token);
  const { personId, channel } = target;
  for (const kind of await kindsBehind(ctx, target))
    await storeChoice(ctx, { personId, kind, channels: { [channel]: on } });
  return show(ctx, target);
}

export const unsubscription = handle(notifications.calls.unsubscription, async ({ token }, ctx) =>
  show(ctx, await targetOf(ctx, token)),
);
export const unsubscribe = handle(notifications.calls.unsubscribe, async ({ token }, ctx) =>
  turn(ctx, token, false),
);
export const resubscribe = handle(notifications.calls.resubscribe, async ({ token }, ctx) =>
  turn(ctx, token, true),
);
