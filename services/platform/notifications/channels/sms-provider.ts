/** Who carries text messages: the port, and Twilio’s Messages API. */
import { shortened } from '@kernos/kernel/text';
import type { SmsSettings } from '../settings.ts';
import { type Outcome, outcomeOfReply, SEND_TIMEOUT_MS } from './channel.ts';

export interface TextMessage {
  /** The same at every try. */
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

export interface SmsProvider {
  readonly server: string;
  send(message: TextMessage): Promise<Outcome>;
}

const REPLY_LIMIT = 2_000;

/** Its address is the operator’s own setting, so it may be anywhere. */
export function twilio({ accountSid, authToken, from, baseUrl }: SmsSettings): SmsProvider {
  const url = `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return {
    server: new URL(url).host,
    send: async ({ id, to, text }) => {
      try {
        const reply = await fetch(url, {
          method: 'POST',
          redirect: 'manual',
          headers: { authorization, 'idempotency-key': id },
          body: new URLSearchParams({ To: to, From: from, Body: text }),
          signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
        });
        const body = shortened(await reply.text(), REPLY_LIMIT);
        const outcome = outcomeOfReply({
          status: reply.status,
          headers: Object.fromEntries(reply.headers),
          body,
        });
        return { ...outcome, reason: told(reply.status, body) };
      } catch (error) {
        return { kind: 'later', reason: `No answer: ${(error as Error).message}`, silent: true };
      }
    },
  };
}

/** Twilio says in `message` what was wrong, and in `sid` what it took. */
function told(status: number, body: string): string {
  try {
    const { sid, message } = JSON.parse(body) as { sid?: string; message?: string };
    return `${status}: ${message ?? sid ?? 'no more was said'}`;
  } catch {
    return String(status);
  }
}
