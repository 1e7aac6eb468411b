/** What the calls of notifications take and give. */
import { languages } from '@kernos/kernel/language';
import { Closed, Id, Nullable, OneLine, Sequence, Timestamp } from '@kernos/kernel/schemas';
import { type Static, Type } from 'typebox';

/** Where a person can be reached. The in-app inbox is always there. */
export const PersonalChannel = Type.Enum(['in-app', 'email', 'push', 'sms']);
export type PersonalChannel = Static<typeof PersonalChannel>;

/** Where an organization’s own tools are told. */
export const EndpointType = Type.Enum(['webhook', 'slack']);
export type EndpointType = Static<typeof EndpointType>;

export const Channel = Type.Enum(['in-app', 'email', 'push', 'sms', 'webhook', 'slack']);
export type Channel = Static<typeof Channel>;

export const Locale = Type.Enum([...languages]);
export type Locale = Static<typeof Locale>;

/** When emails of a kind come: each at once, or gathered into one. */
export const Pace = Type.Enum(['immediate', 'daily', 'weekly']);
export type Pace = Static<typeof Pace>;

export const Kind = Type.String({
  pattern: '^[a-z]+(\\.[a-z-]+)+$',
  maxLength: 60,
  description: 'What it tells of, e.g. `learning.enrolled`',
});

/** One message in a person’s inbox. */
export const Notification = Type.Object({
  id: Id,
  /** The person’s own count in this organization: 1, 2, 3 … without gaps, in the order of commits. */
  sequence: Sequence,
  kind: Kind,
  title: Type.String({ description: 'Plain text' }),
  body: Type.String({ description: 'Plain text' }),
  path: Nullable(Type.String({ description: 'Page of the app that it leads to, e.g. `/courses/…`' })),
  createdAt: Timestamp,
  readAt: Nullable(Timestamp),
  archivedAt: Nullable(Timestamp),
});
export type Notification = Static<typeof Notification>;

const LocalTime = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'Local time, 24 hours, e.g. 22:00',
});
export const QuietHours = Closed({ from: LocalTime, to: LocalTime });
export type QuietHours = Static<typeof QuietHours>;

export const Phone = Type.String({ pattern: '^\\+[1-9]\\d{6,14}$', description: 'E.164, e.g. +14155550123' });
export const TimeZone = Type.String({ maxLength: 64, description: 'IANA time zone, e.g. Europe/Paris' });
export const Hour = Type.Integer({ minimum: 0, maximum: 23, description: 'Local hour' });
export const Weekday = Type.Integer({ minimum: 1, maximum: 7, description: 'ISO 8601: 1 is Monday' });

/** A kind of notification as its person hears of it. */
export const KindPreference = Type.Object({
  kind: Kind,
  group: Type.Enum(['account', 'learning', 'teaching', 'work', 'care', 'organization']),
  title: Type.String({ description: 'In the person’s language' }),
  /** True: cannot be turned off, has no quiet hours and is never gathered. */
  required: Type.Boolean(),
  channels: Type.Array(
    Type.Object({
      channel: PersonalChannel,
      on: Type.Boolean(),
      /** True: it is on and stays on. */
      locked: Type.Boolean(),
    }),
    { description: 'Those that this kind can come through' },
  ),
  pace: Pace,
  /** False: emails of this kind always come at once. */
  canBeGathered: Type.Boolean(),
});

export const Preferences = Type.Object({
  /** Of their account: `PATCH /api/me` changes both. */
  locale: Locale,
  timeZone: TimeZone,
  phone: Nullable(Phone),
  phoneConfirmed: Type.Boolean({ description: 'False: no texts go to it until its code was sent back' }),
  quietHours: Nullable(QuietHours),
  digestHour: Hour,
  digestWeekday: Weekday,
  /** Channels that work here and now for this person; the others need a phone number, a browser or an administrator. */
  reachable: Type.Array(PersonalChannel),
  kinds: Type.Array(KindPreference),
});
export type Preferences = Static<typeof Preferences>;

export const PreferencesChange = {
  phone: Type.Optional(Nullable(Phone)),
  quietHours: Type.Optional(Nullable(QuietHours)),
  digestHour: Type.Optional(Hour),
  digestWeekday: Type.Optional(Weekday),
  kinds: Type.Optional(
    Type.Array(
      Closed({
        kind: Kind,
        channels: Type.Optional(
          Type.Array(Closed({ channel: PersonalChannel, on: Type.Boolean() }), { maxItems: 4 }),
        ),
        pace: Type.Optional(Pace),
      }),
      { maxItems: 100 },
    ),
  ),
};

/** A browser that gets Web Push. */
export const Device = Type.Object({
  id: Id,
  name: Type.String({ description: 'As the browser called itself' }),
  createdAt: Timestamp,
});

/** What a browser’s `PushSubscription.toJSON()` gives (W3C Push API). */
export const PushSubscription = {
  endpoint: Type.String({ format: 'uri', maxLength: 2_000 }),
  keys: Closed({
    p256dh: Type.String({ pattern: '^[A-Za-z0-9_-]{87}=?$' }),
    auth: Type.String({ pattern: '^[A-Za-z0-9_-]{22}={0,2}$' }),
  }),
};

/** What an unsubscribe link stands for, to whoever holds it. */
export const Unsubscription = Type.Object({
  kind: Kind,
  title: Type.String(),
  channel: PersonalChannel,
  on: Type.Boolean(),
});

/**
 * `waiting`: due later (quiet hours, a digest, another try). `queued`: about to be sent. `sent`: the
 * provider took it. `kept`: no mail server is set up, so the email is in the mailbox of the administrators.
 * `bundled`: went out in a digest. `parked`: given up, with its reason; it can be resent.
 */
export const DeliveryState = Type.Enum(['waiting', 'queued', 'sent', 'kept', 'bundled', 'parked']);
export type DeliveryState = Static<typeof DeliveryState>;

export const Delivery = Type.Object({
  id: Id,
  eventId: Id,
  kind: Kind,
  channel: Channel,
  /** A person, an endpoint, or an invitation. */
  recipientId: Id,
  recipientName: Type.String({ description: 'Name, or address where there is no name' }),
  state: DeliveryState,
  attempts: Type.Integer(),
  /** Why it waits or was parked, or what the provider answered; null where there is nothing to say. */
  reason: Nullable(Type.String()),
  createdAt: Timestamp,
  /** When it is tried next; null once it is over. */
  dueAt: Nullable(Timestamp),
  sentAt: Nullable(Timestamp),
});

export const DeliveryWithAttempts = Type.Object({
  ...Delivery.properties,
  history: Type.Array(
    Type.Object({
      attempt: Type.Integer(),
      at: Timestamp,
      milliseconds: Type.Integer(),
      outcome: Type.Enum(['sent', 'kept', 'later', 'parked']),
      reason: Nullable(Type.String()),
    }),
  ),
});

/** One text: of an email, or of a short message. Liquid, with the variables that its kind has. */
export const TemplateText = {
  subject: Type.String({ minLength: 1, maxLength: 200, description: 'Subject, or title of a short message' }),
  text: Type.String({
    minLength: 1,
    maxLength: 10_000,
    description: 'Plain text; an empty line ends a paragraph, {{ link }} alone becomes a button in HTML',
  }),
  action: Type.String({ maxLength: 60, description: 'Words on the button; empty for the link itself' }),
};

export const Template = Type.Object({
  kind: Kind,
  channel: Channel,
  locale: Locale,
  ...TemplateText,
  /** True: your organization’s own; false: the one that Kernos ships. */
  edited: Type.Boolean(),
  variables: Type.Array(Type.String(), { description: 'What {{ … }} may name' }),
});

export const Rendered = Type.Object({
  subject: Type.String(),
  text: Type.String(),
  html: Nullable(Type.String({ description: 'The email as HTML; null for short messages' })),
});

export const EndpointName = OneLine(100, 'What you call it');
export const EventTypes = Type.Array(Type.String({ maxLength: 80 }), {
  minItems: 1,
  maxItems: 50,
  uniqueItems: true,
  description: 'Events that it is told of, e.g. `enrollment.created`; `*` for all of them',
});

/** Where an organization’s own tools are told. For Slack the address itself is the secret, so its end is hidden. */
export const Endpoint = Type.Object({
  id: Id,
  type: EndpointType,
  name: Type.String(),
  url: Type.String(),
  events: Type.Array(Type.String()),
  paused: Type.Boolean(),
  /** Since when it has taken nothing; after three days it is paused, and what it misses is kept for it. */
  failingSince: Nullable(Timestamp),
  createdAt: Timestamp,
  /** Of its last delivery; null before the first. */
  lastState: Nullable(DeliveryState),
  lastAt: Nullable(Timestamp),
});
