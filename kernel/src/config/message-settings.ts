/** Settings of what leaves the system: mail, and requests to addresses that people typed. */
import Type from 'typebox';
import { isHost, isLoopback } from './addresses.ts';
import { setting, type ValuesOf } from './setting.ts';

const SENDER = '^([^<>@\\r\\n]+ <)?[^\\s<>@]+@[^\\s<>@]+>?$';

export const messageFields = {
  smtpHost: setting(Type.Refine(Type.String(), isHost), {
    env: 'SMTP_HOST',
    doc: 'Mail server that emails are sent through. Without it, they land in the mailbox of the administrators.',
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
    doc: 'Name to sign in to SMTP_HOST with. With it, emails leave over TLS or not at all.',
    right: 'at most 500 characters',
  }),
  smtpPassword: setting(Type.String({ maxLength: 1_000 }), {
    env: 'SMTP_PASSWORD',
    doc: 'Password of SMTP_USER.',
    right: 'at most 1000 characters',
    secret: 'whole',
  }),
  smtpTimeoutSeconds: setting(Type.Integer({ minimum: 1, maximum: 60 }), {
    env: 'SMTP_TIMEOUT_SECONDS',
    fallback: '10',
    doc: 'How long SMTP_HOST may take for each step of a conversation.',
    right: 'a whole number from 1 to 60',
  }),
  mailFrom: setting(Type.String({ pattern: SENDER, maxLength: 320 }), {
    env: 'MAIL_FROM',
    doc: 'Sender of emails. Needed with SMTP_HOST.',
    right: 'an address such as kernos@example.org, or Kernos <kernos@example.org>',
  }),
  loopbackTargets: setting(Type.Boolean(), {
    env: 'LOOPBACK_TARGETS',
    fallback: 'off',
    doc: 'Lets webhooks and push services be on this machine, for tests. May be on with a loopback HOST only.',
    right: 'on or off',
  }),
};

type Values = Partial<ValuesOf<typeof messageFields>>;

/** What is wrong with these settings together, a sentence each. */
export function messageProblems(config: Values & { host?: string }): string[] {
  const problems: string[] = [];
  const { smtpHost, smtpUser, smtpPassword, mailFrom, host = '' } = config;
  if (smtpHost !== undefined && mailFrom === undefined)
    problems.push('SMTP_HOST is given without MAIL_FROM; say who emails are from.');
  if (smtpHost === undefined && (smtpUser ?? smtpPassword) !== undefined)
    problems.push('SMTP_USER or SMTP_PASSWORD is given without SMTP_HOST; say which server they are for.');
  if ((smtpUser === undefined) !== (smtpPassword === undefined))
    problems.push('SMTP_USER and SMTP_PASSWORD go together; give both or neither.');
  if (config.loopbackTargets && !isLoopback(host))
    problems.push(
      `LOOPBACK_TARGETS is on while HOST is ${host}; give LOOPBACK_TARGETS=off, or a loopback HOST.`,
    );
  return problems;
}

/** A mail server, and who emails are from. */
export interface SmtpOptions {
  readonly host: string;
  /** 465 speaks TLS from the first byte; others by STARTTLS, which is required where there is a password. */
  readonly port: number;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** An address, or a name with one: `Kernos <kernos@example.org>`. */
  readonly from: string;
  /** For each step of the conversation, milliseconds. */
  readonly timeoutMs: number;
}

/** The settings of mail; null where emails go to the mailbox. */
export function smtpSettings(config: Values): SmtpOptions | null {
  const { smtpHost, smtpPort, smtpTimeoutSeconds, smtpUser, smtpPassword, mailFrom } = config;
  if (smtpHost === undefined || mailFrom === undefined) return null;
  if (smtpPort === undefined || smtpTimeoutSeconds === undefined) return null;
  const timeoutMs = smtpTimeoutSeconds * 1_000;
  return {
    host: smtpHost,
    port: smtpPort,
    user: smtpUser,
    password: smtpPassword,
    from: mailFrom,
    timeoutMs,
  };
}
