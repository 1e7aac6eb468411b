/** Notifications' calls for the person who is told: inbox and preferences. */
import { anyone, type CallSpec, signedIn } from '@kernos/kernel/contract';
import { Feed, FeedQuery, Id, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import {
  Device,
  Notification,
  Preferences,
  PreferencesChange,
  PushSubscription,
  Unsubscription,
} from './schemas.ts';

const Ids = Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true });
const unsubscribeParams = Type.Object({ token: Type.String({ minLength: 20, maxLength: 250 }) });

export const inboxCalls = {
  list: {
    method: 'GET',
    path: '/notifications',
    summary: 'Your inbox, newest first; archived ones by `archived`',
    access: signedIn,
    query: Type.Object({
      ...PageQuery,
      unread: Type.Optional(Type.Boolean({ description: 'Only what you have not read' })),
      archived: Type.Optional(Type.Boolean({ description: 'Only what you archived' })),
    }),
    reply: { 200: Page(Notification) },
  },
  /** Announced by `notification.delivered`: whoever remembers the last sequence gets all that they missed. */
  feed: {
    method: 'GET',
    path: '/notifications/feed',
    summary: 'Your notifications after a sequence, in order, without gaps or repeats',
    access: signedIn,
    query: Type.Object(FeedQuery),
    reply: { 200: Feed(Notification) },
    feed: 'notification.delivered',
  },
  unreadCount: {
    method: 'GET',
    path: '/notifications/unread-count',
    summary: 'How many in your inbox you have not read',
    access: signedIn,
    reply: {
      200: Type.Object({
        count: Type.Integer(),
        newest: Type.Integer({
          description:
            'Sequence of the newest, archived or not; 0 where there is none: `feed` goes on from it',
        }),
      }),
    },
  },
  mark: {
    method: 'PATCH',
    path: '/notifications',
    summary: 'Marks some as read or unread, archives them or puts them back; the opposite undoes it',
    act: { en: 'Updated inbox messages', fr: 'Mise à jour de la boîte de réception' },
    access: signedIn,
    body: Type.Object({
      ids: Ids,
      read: Type.Optional(Type.Boolean()),
      archived: Type.Optional(Type.Boolean()),
    }),
    reply: { 200: Type.Object({ items: Type.Array(Notification) }) },
  },
  readAll: {
    method: 'POST',
    path: '/notifications/read-all',
    summary: 'Marks everything up to a sequence as read; `readAt` undoes it',
    act: { en: 'Marked all messages as read', fr: 'Tous les messages marqués comme lus' },
    access: signedIn,
    body: Type.Object({
      upTo: Type.Integer({ minimum: 0, description: 'Newest sequence that you have seen' }),
    }),
    reply: { 200: Type.Object({ count: Type.Integer(), readAt: Timestamp }) },
    idempotent: true,
  },
  undoReadAll: {
    method: 'POST',
    path: '/notifications/read-all/undo',
    summary: 'Marks as unread what `readAll` marked at that instant',
    act: { en: 'Marked messages as unread again', fr: 'Messages de nouveau marqués comme non lus' },
    access: signedIn,
    body: Type.Object({ readAt: Timestamp }),
    reply: { 200: Type.Object({ count: Type.Integer() }) },
    idempotent: true,
  },
  preferences: {
    method: 'GET',
    path: '/notification-preferences',
    summary: 'What you hear of, through what, and when',
    access: signedIn,
    reply: { 200: Preferences },
  },
  updatePreferences: {
    method: 'PATCH',
    path: '/notification-preferences',
    summary: 'Changes what you hear of; what is left out stays as it is',
    act: { en: 'Changed notification settings', fr: 'Modification des réglages de notification' },
    access: signedIn,
    body: Type.Object(PreferencesChange),
    reply: { 200: Preferences },
    errors: { 'kind-unknown': 400, 'kind-required': 409 },
  },
  confirmPhone: {
    method: 'POST',
    path: '/notification-preferences/phone',
    summary: 'Confirms your phone number with the code that was sent to it; set it again for another code',
    act: { en: 'Confirmed a phone number', fr: 'Confirmation d’un numéro de téléphone' },
    access: signedIn,
    body: Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }),
    reply: { 200: Preferences },
    errors: { 'phone-code-wrong': 403 },
    perMinute: 20,
  },
  pushKey: {
    method: 'GET',
    path: '/push-devices/key',
    summary: 'The public VAPID key (RFC 8292) that a browser subscribes with',
    access: signedIn,
    reply: { 200: Type.Object({ publicKey: Type.String() }) },
  },
  devices: {
    method: 'GET',
    path: '/push-devices',
    summary: 'Browsers of yours that get push messages',
    access: signedIn,
    reply: { 200: Type.Object({ items: Type.Array(Device) }) },
  },
  addDevice: {
    method: 'POST',
    path: '/push-devices',
    summary: 'Sends push messages to this browser from now on; subscribing again changes nothing',
    act: { en: 'Turned on push in a browser', fr: 'Activation du push dans un navigateur' },
    access: signedIn,
    // A browser that somebody else used before becomes this person’s.
    scope: 'platform',
    body: Type.Object(PushSubscription),
    reply: { 201: Device },
    errors: { 'address-not-allowed': 400, 'too-many-devices': 409 },
    idempotent: true,
    perMinute: 60,
  },
  removeDevice: {
    method: 'DELETE',
    path: '/push-devices/:deviceId',
    summary: 'Sends no more push messages to a browser',
    act: { en: 'Turned off push in a browser', fr: 'Désactivation du push dans un navigateur' },
    access: signedIn,
    params: Type.Object({ deviceId: Id }),
    reply: { 204: Type.Null() },
  },
  /** The page `/unsubscribe/…` asks with it what it is about, before the person decides. */
  unsubscription: {
    method: 'GET',
    path: '/unsubscribe/:token',
    summary: 'What an unsubscribe link is for',
    access: anyone,
    scope: 'platform',
    params: unsubscribeParams,
    reply: { 200: Unsubscription },
    errors: { 'link-invalid': 400 },
    perMinute: 120,
  },
  /** The same address as the page in the email, so that `List-Unsubscribe` serves people and mail programs. */
  unsubscribe: {
    method: 'POST',
    path: '//unsubscribe/:token',
    summary: 'Turns emails of one kind off in one click, without signing in (RFC 8058)',
    act: { en: 'Unsubscribed from emails', fr: 'Désabonnement d’e-mails' },
    access: anyone,
    scope: 'platform',
    params: unsubscribeParams,
    reply: { 200: Unsubscription },
    errors: { 'link-invalid': 400 },
    perMinute: 120,
  },
  resubscribe: {
    method: 'POST',
    path: '/unsubscribe/:token/undo',
    summary: 'Turns them on again',
    act: { en: 'Resubscribed to emails', fr: 'Réabonnement à des e-mails' },
    access: anyone,
    scope: 'platform',
    params: unsubscribeParams,
    reply: { 200: Unsubscription },
    errors: { 'link-invalid': 400 },
    perMinute: 120,
  },
} as const satisfies Record<string, CallSpec>;
