/** The kinds of notifications and the followed events of this system, as its services declare them. */
import type { Context } from '@kernos/kernel/context';
import {
  type EmailWords,
  type FollowedEvent,
  followedEvents,
  type NotificationKind,
  type NotificationWords,
  notificationKinds,
  type ShortWords,
} from './contract-declarations.ts';
import type { Channel, Locale, PersonalChannel } from './schemas.ts';

/** Beside the kinds that people choose about: emails gathered into one, and what endpoints are told. */
export const DIGEST = 'digest.gathered';
export const TRIAL = 'endpoint.trial';

/** Words with variables in them (Liquid). */
export interface Text {
  readonly subject: string;
  readonly text: string;
  /** Words on the button of an email; empty for none. */
  readonly action: string;
}

type Sample = Readonly<Record<string, unknown>>;

const own: Readonly<Record<string, Readonly<Record<Locale, NotificationWords>>>> = {
  [DIGEST]: {
    en: {
      email: {
        subject: '{{ count }} {% if count == 1 %}thing{% else %}things{% endif %} that happened',
        action: 'Open your inbox',
        text: [
          'here is what happened since the last email:',
          '{% for item in items %}• {{ item.title }}\n{% endfor %}',
          '{{ link }}',
        ],
      },
    },
    fr: {
      email: {
        subject: '{{ count }} {% if count == 1 %}nouvelle{% else %}nouvelles{% endif %}',
        action: 'Ouvrir la boîte de réception',
        text: [
          'voici ce qui s’est passé depuis le dernier e-mail :',
          '{% for item in items %}• {{ item.title }}\n{% endfor %}',
          '{{ link }}',
        ],
      },
    },
  },
  [TRIAL]: {
    en: { short: { subject: 'Trial', text: 'This is a trial: Kernos reaches {{ endpoint.name }}.' } },
    fr: { short: { subject: 'Essai', text: 'Ceci est un essai : Kernos atteint {{ endpoint.name }}.' } },
  },
};

const greetings: Readonly<Record<Locale, { named: string; unnamed: string }>> = {
  en: { named: 'Hello {{ person.name }},', unnamed: 'Hello,' },
  fr: { named: 'Bonjour {{ person.name }},', unnamed: 'Bonjour,' },
};

/** The kind under which an endpoint is told of an event, e.g. `event.enrollment.created`. */
export const kindOfEvent = (type: string): string => `event.${type.replaceAll('_', '-')}`;

type Told = NonNullable<FollowedEvent['endpoints']>;

export class Kinds {
  /** By name. */
  readonly specs: ReadonlyMap<string, NotificationKind>;
  /** By type of event. */
  readonly followed: ReadonlyMap<string, FollowedEvent>;
  /** Events that endpoints can be told of, by the kind under which they are. */
  readonly #told: ReadonlyMap<string, Told>;
  /** Types of those events. */
  readonly endpointEvents: readonly string[];

  constructor(specs: readonly (readonly [string, NotificationKind])[], followed: readonly FollowedEvent[]) {
    this.specs = new Map(specs);
    this.followed = new Map(followed.map((one) => [one.event.type, one]));
    const told = followed.flatMap(({ event, endpoints }) =>
      endpoints ? [{ type: event.type, endpoints }] : [],
    );
    this.endpointEvents = told.map(({ type }) => type);
    this.#told = new Map(told.map(({ type, endpoints }) => [kindOfEvent(type), endpoints]));
  }

  /** Every kind that has words. */
  get worded(): string[] {
    return [...this.specs.keys(), DIGEST, TRIAL, ...this.#told.keys()];
  }

  /** Which channels have words of their own for a kind. */
  wordedChannels(kind: string): readonly Channel[] {
    const spec = this.specs.get(kind);
    if (spec) return Object.keys(spec.channels) as PersonalChannel[];
    return kind === DIGEST ? ['email'] : ['slack'];
  }

  /** What the words of a kind may name, with made-up values: for the preview, and to check against. */
  sampleOf(kind: string): Sample | undefined {
    const common = { link: 'https://kernos.example/' };
    const person = { name: 'Ada Lovelace' };
    const spec = this.specs.get(kind);
    if (spec) return { person, ...common, ...spec.sample };
    if (kind === DIGEST) return { person, ...common, count: 2, items: [{ title: 'Enrolled', path: '/' }] };
    if (kind === TRIAL) return { ...common, endpoint: { name: 'Team channel' } };
    const told = this.#told.get(kind);
    return told && { ...common, ...told.sample };
  }

  /** The words that were declared; undefined where the kind has none for this channel. */
  words(kind: string, channel: Channel, locale: Locale): Text | undefined {
    const spec = this.specs.get(kind);
    const words: NotificationWords | undefined =
      spec?.words[locale] ?? own[kind]?.[locale] ?? shortWords(this.#told.get(kind)?.words[locale]);
    if (channel === 'email') return words?.email && emailText(words.email, locale, spec?.unnamed === true);
    return words?.short && { ...words.short, action: '' };
  }
}

const shortWords = (short: ShortWords | undefined): NotificationWords | undefined => short && { short };

function emailText({ subject, action, text }: EmailWords, locale: Locale, unnamed: boolean): Text {
  const greeting = greetings[locale][unnamed ? 'unnamed' : 'named'];
  return { subject, action, text: [greeting, ...text].join('\n\n') };
}

const known = new WeakMap<object, Kinds>();

/** What this system declares; the same for as long as it runs. */
export function kindsOf(ctx: Pick<Context, 'declared'>): Kinds {
  const declared = ctx.declared(notificationKinds);
  let kinds = known.get(declared);
  if (!kinds) {
    kinds = new Kinds(
      declared.flatMap(({ value }) => Object.entries(value)),
      ctx.declared(followedEvents).flatMap(({ value }) => value),
    );
    known.set(declared, kinds);
  }
  return kinds;
}
