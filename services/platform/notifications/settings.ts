/** Settings of text messages and of Web Push. */
import type { Context } from '@kernos/kernel/context';
import { BaseUrl, setting, settings } from '@kernos/kernel/settings';
import { Type } from 'typebox';

const fields = {
  accountSid: setting(Type.String({ pattern: '^AC[0-9a-f]{32}$' }), {
    env: 'TWILIO_ACCOUNT_SID',
    doc: 'Twilio account that text messages are sent by. Without it, none are.',
    right: 'AC and 32 hexadecimal digits, as Twilio’s console shows it',
  }),
  authToken: setting(Type.String({ minLength: 1, maxLength: 200 }), {
    env: 'TWILIO_AUTH_TOKEN',
    doc: 'Token of TWILIO_ACCOUNT_SID.',
    right: 'at most 200 characters',
    secret: 'whole',
  }),
  from: setting(Type.String({ pattern: '^(\\+[1-9]\\d{6,14}|[A-Za-z0-9 ]{1,11})$' }), {
    env: 'TWILIO_FROM',
    doc: 'Sender of text messages.',
    right: 'a number of yours such as +14155550123, or a sender name of up to 11 letters and digits',
  }),
  url: setting(BaseUrl, {
    env: 'TWILIO_URL',
    fallback: 'https://api.twilio.com',
    doc: 'Where Twilio’s API, or one like it, is.',
    right: 'an http or https URL without query or fragment, such as https://api.twilio.com',
  }),
  textsPerMonth: setting(Type.Integer({ minimum: 0, maximum: 10_000_000 }), {
    env: 'TEXTS_PER_MONTH',
    fallback: '500',
    doc: 'Text messages that each organization may send in a month.',
    right: 'a whole number from 0 to 10000000',
  }),
  vapidSubject: setting(
    Type.String({ pattern: '^(mailto:[^\\s@]+@[^\\s@]+|https://\\S+)$', maxLength: 300 }),
    {
      env: 'VAPID_SUBJECT',
      doc: 'How push services reach whoever runs this system (RFC 8292). Follows MAIL_FROM or PUBLIC_URL if not given.',
      right: 'a mailto: or https: address such as mailto:admin@example.org',
    },
  ),
};

export const channelSettings = settings(fields, {
  problems: ({ accountSid, authToken, from }) => {
    const parts = [accountSid, authToken, from];
    return parts.some((part) => part !== undefined) && parts.some((part) => part === undefined)
      ? ['TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM go together; give all or none.']
      : [];
  },
  read: ({ accountSid, authToken, from, url, textsPerMonth, vapidSubject }) => ({
    /** Null where no text messages are sent. */
    sms:
      accountSid && authToken && from
        ? { accountSid, authToken, from, baseUrl: url.replace(/(?<!\/)\/+$/, '') }
        : null,
    textsPerMonth,
    vapidSubject,
  }),
});
export type SmsSettings = NonNullable<ReturnType<typeof channelSettings.read>['sms']>;

/** Whom push services may write to (RFC 8292, section 2.1). */
export function pushContact(ctx: Pick<Context, 'settings' | 'settingsOf' | 'mail'>): string {
  const { vapidSubject } = ctx.settingsOf(channelSettings);
  if (vapidSubject) return vapidSubject;
  const address = ctx.mail?.from.match(/(?<![^\s<])[^\s<]+@[^\s>]+/)?.[0];
  if (address) return `mailto:${address}`;
  const { publicUrl } = ctx.settings;
  return publicUrl.startsWith('https:') ? publicUrl : 'mailto:admin@localhost';
}
