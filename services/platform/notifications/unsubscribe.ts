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

async function show(ctx: Asking, { personId, kind, channel, locale }: LinkTarget) {
  const spec = kindsOf(ctx).specs.get(kind);
  if (!spec) throw new Error(`there is no kind of notification called ${kind}`);
  const [choice] = await selectChoices(ctx, [personId], kind);
  const on = channelPreferencesOf(spec, choice).find((way) => way.channel === channel)?.on ?? false;
  return { kind, title: spec.title[askedLanguage(ctx) ?? locale], channel, on };
}

async function turn(ctx: Asking, token: string, on: boolean) {
  const target = await targetOf(ctx, token);
  const { personId, kind, channel } = target;
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
