/** What a channel does with one delivery. */
import type { Context } from '@kernos/kernel/context';
import type { OutgoingReply } from '@kernos/kernel/outgoing';
import { AddressRefused } from '@kernos/kernel/outgoing';
import { shortened } from '@kernos/kernel/text';
import type { DeliveryRow } from '../delivery-store.ts';
import type { Events } from '../tell.ts';

export type Sending = Context<never, Events>;

/**
 * `sent`: the provider answers for it. `kept`: it lies where an administrator finds it. `refused`: trying
 * again would change nothing. `later`: it may work another time. `resting`: not tried, the server is dead. `held`: not
 * tried, for others to this endpoint are under way.
 */
export interface Outcome {
  readonly kind: 'sent' | 'kept' | 'refused' | 'later' | 'resting' | 'held';
  readonly reason: string | null;
  /** True: the server did not answer, or only to say that it cannot. */
  readonly silent?: boolean;
  /** As long as the provider asks for, milliseconds. */
  readonly retryAfterMs?: number;
  /** What else changes, in the transaction that writes the outcome down. */
  readonly also?: (ctx: Sending) => Promise<void>;
}

export interface Prepared {
  /** Whom it goes to: those who are silent are left in peace together. */
  readonly server: string;
  send(): Promise<Outcome>;
}

export interface Sender {
  /** Gets ready what is to be sent, before anything is; or says why there is nothing to send. */
  prepare(ctx: Sending, delivery: DeliveryRow): Promise<Prepared | Outcome>;
}

export const SEND_TIMEOUT_MS = 10_000;

export const refused = (reason: string): Outcome => ({ kind: 'refused', reason });

/** What an HTTP reply of a provider means for a delivery. */
export function outcomeOfReply({
  status,
  headers,
  body,
}: Pick<OutgoingReply, 'status' | 'headers' | 'body'>): Outcome {
  const said = `${status}${body.trim() ? `: ${shortened(body.trim(), 200)}` : ''}`;
  if (status >= 200 && status < 300) return { kind: 'sent', reason: said };
  if (status >= 300 && status < 400) {
    const to = String(headers.location ?? 'nowhere');
    return refused(
      `It answered ${status} and led on to ${to}. Redirects are not followed; give the final address.`,
    );
  }
  const mayPass = status === 408 || status === 425 || status === 429 || status >= 500;
  if (!mayPass) return refused(`It answered ${said}`);
  const seconds = Number(headers['retry-after']);
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
  return {
    kind: 'later',
    reason: `It answered ${said}`,
    silent: status >= 500,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** Runs a request; where no reply came, says why. */
export async function outcomeOf(asking: Promise<OutgoingReply>): Promise<Outcome> {
  try {
    return outcomeOfReply(await asking);
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof AddressRefused) return refused(message);
    return { kind: 'later', reason: `No answer: ${message}`, silent: true };
  }
}
