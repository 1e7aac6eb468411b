/** Settings of what leaves the system: mail, SMS, Web Push, webhooks. */
import Type, { type Static } from 'typebox';
import type { SmtpOptions } from '../engines/smtp.ts';
import { isBaseUrl, isHost, isLoopback } from './addresses.ts';
import { setting } from './setting.ts';

const SENDER = '^([^<>@\\r\\n]+ <)?[^\\s<>@]+@[^\\s<>@]+>?$';

export const messageFields = {
  smtpHost: setting(Type.Refine(Type.String(), isHost), {
    env: 'SMTP_HOST',
    doc: 'Mail server that letters are sent through. Without it, they land in the mailbox of the administrators.',
    right: 'an IP address or a host name, such as smtp.example.org',
  }),
  smtpPort: setting(Type.Integer({ minimum: 1, maximum: 65_535 }), {
    env: 'SMTP_PORT',
    fallback: '587',
    doc: 'Port of SMTP_HOST: 465 for TLS from the start; others change to TLS where the server can.',
    right: 'a whole number from 1 to 65535',
  }),
  smtpUser: setting(Type.String({ maxLength: 500 }), {
    env: 'SMTP_USER',
    doc: 'Name to sign in to SMTP_HOST with. With it, letters leave over TLS or not at all.',
    right: 'at most 500 characters',
  }),
  smtpPassword: setting(Type.String({ maxLength: 1_000 }), {
    env: 'SMTP_PASSWORD',
    doc: 'Password of SMTP_USER.',
    right: 'at most 1000 characters',
    secret: 'whole',
  }),
  mailFrom: setting(Type.String({ pattern: SENDER, maxLength: 320 }), {
    env: 'MAIL_FROM',
    doc: 'Sender of letters. Needed with SMTP_HOST.',
    right: 'an address such as kernos@example.org, or Kernos <kernos@example.org>',
  }),
  twilioAccountSid: setting(Type.String({ pattern: '^AC[0-9a-f]{32}$' }), {
    env: 'TWILIO_ACCOUNT_SID',
    doc: 'Twilio account that text messages are sent by. Without it, none are.',
    right: 'AC and 32 hexadecimal digits, as Twilio’s console shows it',
  }),
  twilioAuthToken: setting(Type.String({ minLength: 1, maxLength: 200 }), {
    env: 'TWILIO_AUTH_TOKEN',
    doc: 'Token of TWILIO_ACCOUNT_SID.',
    right: 'at most 200 characters',
    secret: 'whole',
  }),
  twilioFrom: setting(Type.String({ pattern: '^(\\+[1-9]\\d{6,14}|[A-Za-z0-9 ]{1,11})$' }), {
    env: 'TWILIO_FROM',
    doc: 'Sender of text messages.',
    right: 'a number of yours such as +14155550123, or a sender name of up to 11 letters and digits',
  }),
  twilioUrl: setting(Type.Refine(Type.String(), isBaseUrl), {
    env: 'TWILIO_URL',
    fallback: 'https://api.twilio.com',
    doc: 'Where Twilio’s API, or one like it, is.',
    right: 'an http or https URL without query or fragment, such as https://api.twilio.com',
  }),
  vapidSubject: setting(
    Type.String({ pattern: '^(mailto:[^\\s@]+@[^\\s@]+|https://\\S+)$', maxLength: 300 }),
    {
      env: 'VAPID_SUBJECT',
      doc: 'How push services reach whoever runs this system (RFC 8292). Follows MAIL_FROM or PUBLIC_URL if not given.',
      right: 'a mailto: or https: address such as mailto:admin@example.org',
    },
  ),
  loopbackTargets: setting(Type.Boolean(), {
    env: 'LOOPBACK_TARGETS',
    fallback: 'off',
    doc: 'Lets webhooks and push services be on this machine, for tests. May be on with a loopback HOST only.',
    right: 'on or off',
  }),
};

type Fields = { [F in keyof typeof messageFields]?: Static<(typeof messageFields)[F]> };

/** What is wrong with these settings together, a sentence each. */
export function messageProblems(config: Fields & { host?: string }): string[] {
  const problems: string[] = [];
  const { smtpHost, smtpUser, smtpPassword, mailFrom, host = '' } = config;
  if (smtpHost !== undefined && mailFrom === undefined)
    problems.push('SMTP_HOST is given without MAIL_FROM; say who letters are from.');
  if (smtpHost === undefined && (smtpUser ?? smtpPassword) !== undefined)
    problems.push('SMTP_USER or SMTP_PASSWORD is given without SMTP_HOST; say which server they are for.');
  if ((smtpUser === undefined) !== (smtpPassword === undefined))
    problems.push('SMTP_USER and SMTP_PASSWORD go together; give both or neither.');
  const twilio = [config.twilioAccountSid, config.twilioAuthToken, config.twilioFrom];
  if (twilio.some((part) => part !== undefined) && twilio.some((part) => part === undefined))
    problems.push('TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM go together; give all or none.');
  if (config.loopbackTargets && !isLoopback(host))
    problems.push(
      `LOOPBACK_TARGETS is on while HOST is ${host}; give LOOPBACK_TARGETS=off, or a loopback HOST.`,
    );
  return problems;
}

/** Twilio as the channel for text messages takes it. */
export interface SmsSettings {
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  readonly baseUrl: string;
}

/** The settings of text messages; null where there are none. */
export function smsSettings(config: Fields): SmsSettings | null {
  const { twilioAccountSid, twilioAuthToken, twilioFrom, twilioUrl } = config;
  if (!twilioAccountSid || !twilioAuthToken || !twilioFrom || !twilioUrl) return null;
  const baseUrl = twilioUrl.replace(/\/+$/, '');
  return { accountSid: twilioAccountSid, authToken: twilioAuthToken, from: twilioFrom, baseUrl };
}

/** The settings of mail; null where letters go to the mailbox. */
export function smtpSettings(config: Fields): SmtpOptions | null {
  const { smtpHost, smtpPort, smtpUser, smtpPassword, mailFrom } = config;
  if (smtpHost === undefined || smtpPort === undefined || mailFrom === undefined) return null;
  return { host: smtpHost, port: smtpPort, user: smtpUser, password: smtpPassword, from: mailFrom };
}

/** Whom push services may write to (RFC 8292, section 2.1). */
export function pushContact({ vapidSubject, mailFrom, publicUrl }: Fields & { publicUrl: string }): string {
  if (vapidSubject) return vapidSubject;
  const address = mailFrom?.match(/[^\s<]+@[^\s>]+/)?.[0];
  if (address) return `mailto:${address}`;
  return publicUrl.startsWith('https:') ? publicUrl : 'mailto:admin@localhost';
}
