/** Mail over SMTP (RFC 5321) with nodemailer, which is loaded with the first email. */
import type { Transporter } from 'nodemailer';
import type { SMTPError } from 'nodemailer/lib/smtp-connection';
import type { SmtpOptions } from '../config/message-settings.ts';
import type { Mail, MailMessage, MailOutcome } from '../ports/mail.ts';

const IMPLICIT_TLS_PORT = 465;
const CONNECTIONS = 4;

/** A mail server. Nothing is connected before the first email. */
export function smtpMail(options: SmtpOptions): Mail {
  let transport: Promise<Transporter> | undefined;
  const connect = () => {
    transport ??= openTransport(options);
    return transport;
  };
  const domain = options.from.match(/@([^\s>]+)/)?.[1] ?? 'localhost';
  return {
    from: options.from,
    send: async (message) => {
      try {
        const { response } = await (await connect()).sendMail(toMessage(message, options.from, domain));
        return { kind: 'accepted', reason: String(response) };
      } catch (error) {
        return outcomeOf(error as Partial<SMTPError> & Error);
      }
    },
    close: () => {
      transport?.then(
        (open) => open.close(),
        () => undefined,
      );
    },
  };
}

async function openTransport({ host, port, user, password, timeoutMs }: SmtpOptions): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const secure = port === IMPLICIT_TLS_PORT;
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host,
    port,
    secure,
    ...(user !== undefined && { auth: { user, pass: password ?? '' }, requireTLS: !secure }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // An email is text that we made: it never names a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function toMessage({ id, to, subject, text, html, headers }: MailMessage, from: string, domain: string) {
  return {
    from,
    to,
    subject,
    text,
    html,
    messageId: `<${id}@${domain}>`,
    ...(headers && { headers: { ...headers } }),
  };
}

/** A reply to the email or its recipient tells about this email; everything else about the server. */
function outcomeOf({ responseCode, command, code, message = '' }: Partial<SMTPError> & Error): MailOutcome {
  const about =
    code === 'EENVELOPE' || code === 'EMESSAGE' || ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command ?? '');
  if (responseCode === undefined)
    return { kind: code === 'EENVELOPE' ? 'refused' : 'unreachable', reason: message };
  if (!about) return { kind: 'unreachable', reason: message };
  return { kind: responseCode >= 500 ? 'refused' : 'later', reason: message };
}
