/** What the addresses of these pages may say. */
export const states = ['waiting', 'queued', 'sent', 'kept', 'bundled', 'parked'] as const;
export type State = (typeof states)[number];
export const channels = ['in-app', 'email', 'push', 'sms', 'webhook', 'slack'] as const;
export type Channel = (typeof channels)[number];
export const locales = ['en', 'fr'] as const;
export type Locale = (typeof locales)[number];

type Given = Record<string, unknown>;
const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const oneOf = <T extends string>(value: unknown, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === value);

export interface DeliverySearch {
  readonly q?: string;
  readonly state?: State;
  readonly channel?: Channel;
  readonly kind?: string;
}
export function deliverySearch(given: Given): DeliverySearch {
  const [q, kind] = [text(given.q), text(given.kind)];
  const [state, channel] = [oneOf(given.state, states), oneOf(given.channel, channels)];
  return { ...(q && { q }), ...(state && { state }), ...(channel && { channel }), ...(kind && { kind }) };
}

export function languageSearch(given: Given): { language?: Locale } {
  const language = oneOf(given.language, locales);
  return language ? { language } : {};
}

export interface TemplateSearch {
  readonly language?: Locale;
  readonly channel?: Channel;
}
export function templateSearch(given: Given): TemplateSearch {
  const channel = oneOf(given.channel, channels);
  return { ...languageSearch(given), ...(channel && { channel }) };
}

export function mailboxSearch(given: Given): { to?: string } {
  const to = text(given.to);
  return to ? { to } : {};
}
