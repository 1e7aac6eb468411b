/**
 * Notifications: events become messages, in the channel that the person chose, once each. Everything that
 * is sent to somebody outside the app goes out from here.
 */
import { allow, contract, event, to } from '@kernos/kernel/contract';
import { Id, Nullable, Text, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { administrationCalls } from './contract-administration.ts';
import { inboxCalls } from './contract-inbox.ts';
import { Channel, Kind, Locale } from './schemas.ts';

const about = {
  deliveryId: Id,
  kind: Kind,
  channel: Channel,
  /** A person; for a webhook or Slack its endpoint; for an invitation the invitation. */
  recipientId: Id,
};
/** Which delivery, and its how-manieth try: a task of an older try does nothing. */
const Try = Type.Object({ deliveryId: Id, attempt: Type.Integer({ minimum: 1 }) });
const Data = Type.Record(Type.String(), Type.Unknown());

export const notifications = contract('notifications', {
  calls: { ...inboxCalls, ...administrationCalls },
  events: {
    'notification.delivered': event(
      'Somebody was told; in the app, or a provider took it.',
      'recipientId',
      {
        ...about,
        /** Of the inbox, for the channel in-app; null for the others. */
        sequence: Nullable(Type.Integer()),
      },
      { realtime: [to('recipientId')] },
    ),
    'notification.failed': event(
      'A delivery was given up; an administrator can resend it.',
      'recipientId',
      about,
      { realtime: [allow('admin')] },
    ),
  },
  tasks: {
    /**
     * Tells one person of something that no event of another service says, e.g. because it carries a link
     * that opens an account. `to` has an address where there is no account to ask, or it should be this one.
     * Honours the preferences for its kind, in the organization of whoever queues it.
     */
    notify: Type.Object({
      kind: Kind,
      to: Type.Object({
        recipientId: Id,
        name: Type.Optional(Type.String({ maxLength: 200 })),
        email: Type.Optional(Type.String({ maxLength: 254 })),
        locale: Type.Optional(Locale),
      }),
      data: Data,
      /** Where it leads: a path of the app, with a token behind `#` if need be. */
      path: Type.Optional(Text(1, 2_000)),
      /** Its email goes no sooner. */
      notBefore: Type.Optional(Timestamp),
    }),
    /** Tells all members of a subject, a hundred at a time. */
    announce: Type.Object({
      eventId: Id,
      kind: Kind,
      subjectId: Id,
      data: Data,
      path: Type.String(),
      after: Nullable(Id),
    }),
    email: Try,
    push: Try,
    sms: Try,
    webhook: Try,
    slack: Try,
  },
});
