/**
 * What a service declares so that people hear of what happens in it: the kinds of notifications with their words, and
 * which of its events make which of them, for whom. Both go into `declares` of its definition.
 */
import type { EventKind } from '@kernos/kernel/contract';
import { type DeclaredReader, declaring, twice } from '@kernos/kernel/declarations';
import type { InEachLanguage } from '@kernos/kernel/language';
import type { Pace, PersonalChannel } from './schemas.ts';

/** What people call a channel, within a sentence. */
export const channelNames: Readonly<Record<string, InEachLanguage>> = {
  'in-app': { en: 'in the app', fr: 'dans l’application' },
  email: { en: 'email', fr: 'e-mail' },
  push: { en: 'push', fr: 'push' },
  sms: { en: 'text message', fr: 'SMS' },
} satisfies Record<PersonalChannel, InEachLanguage>;

/** Text in Liquid (templates.ts): it may name `person.name`, `link` and what `sample` has. */
export interface ShortWords {
  readonly subject: string;
  readonly text: string;
}

export interface EmailWords {
  readonly subject: string;
  /** On the button that `{{ link }}` alone becomes; empty for none. */
  readonly action: string;
  /** Paragraphs. The greeting is put before them. */
  readonly text: readonly string[];
}

export interface NotificationWords {
  readonly email?: EmailWords;
  /** For everything that is not an email: inbox, push, text message. */
  readonly short?: ShortWords;
}

export interface NotificationKind {
  /** Under what the page of preferences lists it. */
  readonly group: 'account' | 'learning' | 'teaching' | 'work' | 'care' | 'organization';
  /** What the page of preferences calls it. */
  readonly title: InEachLanguage;
  /** Channels it can come through, and whether it does unless the person chose otherwise. */
  readonly channels: Readonly<Partial<Record<PersonalChannel, boolean>>>;
  /** Cannot be turned off, has no quiet hours, is never gathered: what opens or guards an account. */
  readonly required?: true;
  /** Carries a link that opens something: its data is thrown away once it was sent. */
  readonly secret?: true;
  /** Goes to somebody whose name is not known yet. */
  readonly unnamed?: true;
  /** How its emails come unless the person chose otherwise; absent where they always come at once. */
  readonly pace?: Pace;
  /** What its words may name, beside `person.name` and `link`, with made-up values for the preview. */
  readonly sample: Readonly<Record<string, unknown>>;
  readonly words: InEachLanguage<NotificationWords>;
}

/**
 * Words of a kind in one language.
 * @param short subject and text of everything that is not an email
 * @param email subject, what is on the button, and paragraphs; where none of them is `{{ link }}`, the button is the last
 */
export function said(
  short: readonly [subject: string, text: string],
  email?: readonly [subject: string, action: string, ...paragraphs: string[]],
): NotificationWords {
  const [subject, text] = short;
  if (!email) return { short: { subject, text } };
  return { ...saidByEmail(...email), short: { subject, text } };
}

/** The same of a kind that comes as an email alone. */
export const saidByEmail = (subject: string, action: string, ...text: string[]): NotificationWords => ({
  email: {
    subject,
    action,
    text: text.includes('{{ link }}') || action === '' ? text : [...text, '{{ link }}'],
  },
});

/** Declares kinds of notifications by their names, e.g. `learning.enrolled`. */
export const notificationKinds = declaring<Readonly<Record<string, NotificationKind>>>(
  'notification kinds',
  twice('notification kind'),
);

/** How somebody belongs to a subject: only who is `active` is among its members. */
export type Membership = 'waitlisted' | 'active' | 'withdrawn';

/** What a rule may look at. */
export interface Facts {
  readonly event: Readonly<Record<string, unknown>>;
  /** What the event is about, as far as it was ever told. */
  readonly subject: { readonly id: string; readonly title: string; readonly ownerId: string } | undefined;
  readonly person: { readonly id: string; readonly name: string } | undefined;
  /** How the person belonged to the subject before this event. */
  readonly before: Membership | undefined;
  /** What services declare, such as the titles of roles. */
  readonly declared: DeclaredReader;
}

/** What the words may name, and made-up names for the preview. A value in each language is said in theirs. */
export interface Named {
  readonly data: (facts: Facts) => Readonly<Record<string, unknown>>;
  readonly sample: Readonly<Record<string, unknown>>;
}

/** `{{ course.title }}` and the like: what the event is about, under a name of the service's. */
export const naming = (subject: string, example: string): Named => ({
  data: (facts) => ({ [subject]: { title: facts.subject?.title ?? '' } }),
  sample: { [subject]: { title: example } },
});

/** `{{ learner.name }}` and the like, beside that. */
export const namingPerson = (person: string, about?: Named): Named => ({
  data: (facts) => ({ ...about?.data(facts), [person]: { name: facts.person?.name ?? '' } }),
  sample: { [person]: { name: 'Ada Lovelace' }, ...about?.sample },
});

export interface NotificationRule {
  readonly kind: string;
  /** `person`: whom the event names; `owner`: of its subject; `members`: all who belong to that. */
  readonly to: 'person' | 'owner' | 'members';
  /** Absent: always. */
  readonly when?: (facts: Facts) => boolean;
  /** Page of the app that it leads to. */
  readonly path: (facts: Facts) => string;
  /** What the words may name; absent: nothing. */
  readonly data?: Named['data'];
}

/** An event that people or an organization’s own tools are told of. Strings are names of fields of its data. */
export interface FollowedEvent {
  readonly event: EventKind;
  readonly person?: string;
  /** What it is about. Where the event has its title (and owner), they are kept, for those that have not. */
  readonly subject?: { readonly id: string; readonly title?: string; readonly owner?: string };
  /** How `person` belongs to `subject` from now on. */
  readonly membership?: { readonly id: string; readonly state: Membership };
  readonly rules?: readonly NotificationRule[];
  /** Webhooks get the event itself; what Slack is told of it, and may name. */
  readonly endpoints?: {
    readonly words: InEachLanguage<ShortWords>;
    readonly sample: Readonly<Record<string, unknown>>;
    readonly path: (facts: Facts) => string | null;
    readonly data: (facts: Facts) => Readonly<Record<string, unknown>>;
  };
}

/** Declares which events make which notifications. */
export const followedEvents = declaring<readonly FollowedEvent[]>('followed events', (all) => {
  const types = all.flatMap(({ value }) => value.map(({ event }) => event.type));
  const again = types.find((type, index) => types.indexOf(type) !== index);
  return again && `two declarations follow the event ${again}`;
});
