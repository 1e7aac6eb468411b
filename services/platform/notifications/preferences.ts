/** What a person hears of, through what, and when. */

import { personOf } from '@kernos/kernel/caller';
import type { Context } from '@kernos/kernel/context';
import { askedLanguage } from '@kernos/kernel/language';
import { handle } from '@kernos/kernel/service';
import { channelPreferencesOf, paceOf } from './channel-preferences.ts';
import { notifications } from './contract.ts';
import { kindsOf } from './kinds.ts';
import { findPerson, type Person } from './people.ts';
import {
  type Choice,
  profileOf,
  selectChoices,
  selectDevices,
  storeChoice,
  storeProfile,
} from './people-store.ts';
import { confirmCode, sendCode } from './phone.ts';
import type { PersonalChannel, Preferences } from './schemas.ts';
import { channelSettings } from './settings.ts';

export const preferences = handle(notifications.calls.preferences, async (_input, ctx) => {
  const account = await findPerson(ctx, personOf(ctx).id);
  return show(ctx, personOf(ctx).id, account);
});

async function show(
  ctx: Pick<Context, 'tx' | 'settingsOf' | 'declared' | 'requestHeader'>,
  personId: string,
  account: Person | undefined,
): Promise<Preferences> {
  const [{ personId: _, phoneConfirmedAt, ...profile }, choices, devices] = await Promise.all([
    profileOf(ctx, personId),
    selectChoices(ctx, [personId]),
    selectDevices(ctx, [personId]),
  ]);
  const reachable: PersonalChannel[] = ['in-app', 'email'];
  if (devices.length > 0) reachable.push('push');
  if (ctx.settingsOf(channelSettings).sms && phoneConfirmedAt !== null) reachable.push('sms');
  const chosen = new Map(choices.map((choice) => [choice.kind, choice]));
  const locale = account?.locale ?? 'en';
  return {
    ...profile,
    phoneConfirmed: phoneConfirmedAt !== null,
    locale,
    timeZone: account?.timeZone ?? 'UTC',
    reachable,
    kinds: [...kindsOf(ctx).specs].map(([kind, spec]) => {
      const choice = chosen.get(kind);
      return {
        kind,
        group: spec.group,
        title: spec.title[askedLanguage(ctx) ?? locale],
        required: spec.required === true,
        channels: channelPreferencesOf(spec, choice),
        pace: paceOf(spec, choice),
        canBeGathered: spec.pace !== undefined,
      };
    }),
  };
}

type Change = Pick<Choice, 'kind'> & {
  channels?: { channel: PersonalChannel; on: boolean }[];
  pace?: Choice['pace'];
};

export const updatePreferences = handle(
  notifications.calls.updatePreferences,
  async ({ kinds: changes = [], ...profile }, ctx) => {
    const personId = personOf(ctx).id;
    const account = await findPerson(ctx, personId);
    for (const change of changes) requirePossible(ctx, change);
    if (Object.keys(profile).length > 0) {
      const before = await profileOf(ctx, personId);
      const { phone } = profile;
      const isSame = phone === undefined || phone === before.phone;
      const phoneConfirmedAt = isSame ? before.phoneConfirmedAt : null;
      await storeProfile(ctx, { ...before, ...profile, phoneConfirmedAt });
      // The same number again asks for another code.
      if (phone && phoneConfirmedAt === null)
        await sendCode(ctx, account ?? { id: personId, name: '', locale: 'en' }, phone);
    }
    for (const { kind, channels = [], pace } of changes) {
      const on = Object.fromEntries(channels.map(({ channel, on: isOn }) => [channel, isOn]));
      await storeChoice(ctx, { personId, kind, channels: on, ...(pace && { pace }) });
    }
    return show(ctx, personId, account);
  },
);

function requirePossible(
  ctx: Pick<Context<'kind-unknown' | 'kind-required'>, 'fail' | 'declared'>,
  { kind, channels = [], pace }: Change,
): void {
  const spec = kindsOf(ctx).specs.get(kind);
  if (!spec) {
    ctx.fail('kind-unknown', `There is no kind of notification called ${kind}.`);
    return;
  }
  for (const { channel, on } of channels) {
    if (spec.channels[channel] === undefined)
      ctx.fail('kind-unknown', `“${spec.title.en}” does not come through ${channel}.`);
    if (!on && spec.required && spec.channels[channel])
      ctx.fail('kind-required', `“${spec.title.en}” keeps your account safe, so it cannot be turned off.`);
  }
  if (pace !== undefined && pace !== 'immediate' && spec.pace === undefined)
    ctx.fail('kind-required', `“${spec.title.en}” always comes at once.`);
}

export const confirmPhone = handle(notifications.calls.confirmPhone, async ({ code }, ctx) => {
  const { id: personId } = personOf(ctx);
  const account = await findPerson(ctx, personId);
  await confirmCode(ctx, personId, code);
  return show(ctx, personId, account);
});
