import { Checkbox, Group, NativeSelect } from '@mantine/core';
import { Lock } from 'lucide-react';
import { labelled } from '../../language/format.ts';
import { usePreferenceWords } from './preference-words.ts';
import styles from './preferences.module.css';
import {
  type KindPreference,
  type Pace,
  type PersonalChannel,
  type Preferences,
  useChangePreferences,
} from './use-preferences.ts';

const channels = ['in-app', 'email', 'push', 'sms'] as const satisfies readonly PersonalChannel[];
const paces = ['immediate', 'daily', 'weekly'] as const satisfies readonly Pace[];

/** Kinds down, channels across; on a phone each kind is a block with its channels in it. */
export function PreferenceMatrix({
  preferences: { kinds, reachable, phone, phoneConfirmed },
}: {
  preferences: Preferences;
}) {
  const words = usePreferenceWords();
  const groupNames = Object.keys(words.groups) as (keyof typeof words.groups)[];
  const shown = groupNames
    .map((group) => ({ group, own: kinds.filter((kind) => kind.group === group) }))
    .filter(({ own }) => own.length > 0);
  const unreachable = channels.filter(
    (channel) =>
      !reachable.includes(channel) &&
      kinds.some((kind) => kind.channels.some((one) => one.channel === channel)),
  );
  return (
    <>
      <table className={styles.matrix}>
        <thead>
          <tr>
            <th scope="col">{words.kind}</th>
            {channels.map((channel) => (
              <th key={channel} scope="col" data-channel>
                {words.channels[channel]}
                {unreachable.includes(channel) && <sup>{unreachable.indexOf(channel) + 1}</sup>}
              </th>
            ))}
            <th scope="col">{words.pace}</th>
          </tr>
        </thead>
        {shown.map(({ group, own }) => (
          <tbody key={group}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={channels.length + 2}>
                {words.groups[group]}
              </th>
            </tr>
            {own.map((kind) => (
              <KindRow key={kind.kind} kind={kind} />
            ))}
          </tbody>
        ))}
      </table>
      {unreachable.length > 0 && (
        <ul className={styles.notes}>
          {unreachable.map((channel, n) => (
            <li key={channel}>
              <sup>{n + 1}</sup> <strong>{words.channels[channel]}.</strong>{' '}
              {channel === 'sms' && phone
                ? phoneConfirmed
                  ? words.noSms
                  : words.confirmFirst
                : words.unreachable[channel]}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function KindRow({ kind }: { kind: KindPreference }) {
  const words = usePreferenceWords();
  const change = useChangePreferences();
  const { title, pace, canBeGathered } = kind;
  return (
    <tr>
      <th scope="row">{title}</th>
      {channels.map((channel) => (
        <td
          key={channel}
          data-channel
          data-none={!kind.channels.some((one) => one.channel === channel) || undefined}
        >
          <ChannelCell kind={kind} channel={channel} />
        </td>
      ))}
      <td data-none={!canBeGathered || undefined}>
        {canBeGathered && (
          <NativeSelect
            size="xs"
            variant="unstyled"
            aria-label={`${labelled(words.pace)} ${title}`}
            data={paces.map((value) => ({ value, label: words.paces[value] }))}
            value={pace}
            onChange={({ currentTarget: { value } }) => {
              const chosen = paces.find((one) => one === value);
              if (chosen) change.mutate({ kinds: [{ kind: kind.kind, pace: chosen }] });
            }}
          />
        )}
      </td>
    </tr>
  );
}

function ChannelCell({ kind, channel }: { kind: KindPreference; channel: PersonalChannel }) {
  const words = usePreferenceWords();
  const change = useChangePreferences();
  const own = kind.channels.find((one) => one.channel === channel);
  if (!own) return null;
  const name = words.channels[channel];
  if (own.locked)
    return (
      <Group component="span" gap={6} wrap="nowrap" c="dimmed" display="inline-flex" title={words.always}>
        <Lock size={14} />
        <span className={styles.always}>
          <span className={styles.channelName}>{labelled(name)} </span>
          {words.always}
        </span>
      </Group>
    );
  return (
    <Checkbox
      aria-label={`${labelled(kind.title)} ${name}`}
      label={<span className={styles.channelName}>{name}</span>}
      checked={own.on}
      onChange={({ currentTarget: { checked } }) =>
        change.mutate({ kinds: [{ kind: kind.kind, channels: [{ channel, on: checked }] }] })
      }
    />
  );
}
