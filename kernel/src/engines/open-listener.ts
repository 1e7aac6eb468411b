/** The engine behind each kind of transport. */
import type { Logger } from 'pino';
import type { Transport } from '../inbound/listen.ts';
import type { Listener } from '../ports/listener.ts';
import { tcpListener } from './tcp-listener.ts';

/** A client that is not needed is not loaded. */
export async function openListener(transport: Transport, log: Logger): Promise<Listener> {
  if (transport.kind === 'tcp') return tcpListener(transport);
  if (transport.kind === 'mailbox') {
    const { MailboxListener } = await import('./mailbox-listener.ts');
    return new MailboxListener(transport, log);
  }
  const { mqttListener } = await import('./mqtt-listener.ts');
  return mqttListener(transport, log);
}
