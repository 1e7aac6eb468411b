/** Through what a person hears of a kind, and when: what they chose, or else how it comes. Pure. */
import type { NotificationKind } from './contract-declarations.ts';
import type { Choice } from './people-store.ts';
import type { Pace, PersonalChannel } from './schemas.ts';

export interface ChannelPreference {
  readonly channel: PersonalChannel;
  readonly on: boolean;
  readonly locked: boolean;
}

/** Every channel of a kind, and whether it is on. */
export function channelPreferencesOf(
  spec: NotificationKind,
  choice: Pick<Choice, 'channels'> | undefined,
): ChannelPreference[] {
  return (Object.entries(spec.channels) as [PersonalChannel, boolean][]).map(([channel, usual]) => {
    const locked = spec.required === true && usual;
    return { channel, locked, on: locked || (choice?.channels[channel] ?? usual) };
  });
}

/** How emails of a kind come. */
export const paceOf = (spec: NotificationKind, choice: Pick<Choice, 'pace'> | undefined): Pace =>
  spec.pace === undefined || spec.required ? 'immediate' : (choice?.pace ?? spec.pace);
