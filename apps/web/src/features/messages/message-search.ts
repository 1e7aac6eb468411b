/** What the addresses of these pages may say. */
import { oneOf, search, text } from '../../app/search-params.ts';

export const states = ['waiting', 'queued', 'sent', 'kept', 'bundled', 'parked'] as const;
export type State = (typeof states)[number];
export const channels = ['in-app', 'email', 'push', 'sms', 'webhook', 'slack'] as const;
export type Channel = (typeof channels)[number];
export const locales = ['en', 'fr'] as const;
export type Locale = (typeof locales)[number];

export const deliverySearch = search({
  q: text(),
  state: oneOf(states),
  channel: oneOf(channels),
  kind: text(),
});
export const languageSearch = search({ language: oneOf(locales) });
export const templateSearch = search({ language: oneOf(locales), channel: oneOf(channels) });
export const mailboxSearch = search({ to: text() });
