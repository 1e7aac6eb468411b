/** A mailbox on an IMAP server of this process (hoodiecrow): emails are put into it, and looked at from its side. */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo, Server, Socket } from 'node:net';

interface Hoodiecrow {
  readonly server: Server;
  appendMessage(mailbox: 'INBOX', flags: readonly string[], date: null, raw: string): void;
  getMailbox(path: 'INBOX'): {
    readonly messages: readonly { readonly flags: readonly string[] }[];
  };
}

const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow;

export class MailboxServer {
  readonly #imap: Hoodiecrow;
  readonly #sockets = new Set<Socket>();
  #port = 0;
  /** Of all time. */
  connections = 0;

  /** With TLS it shows a certificate that nobody trusts. */
  constructor({ tls = false } = {}) {
    const users = { monitor: { password: 'pass@word' } };
    this.#imap = hoodiecrow({ plugins: ['IDLE', 'UIDPLUS'], users, secureConnection: tls });
    this.#imap.server.on('connection', (socket: Socket) => {
      this.connections += 1;
      socket.setNoDelay();
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  async listen(): Promise<void> {
    this.#imap.server.listen(this.#port, '127.0.0.1');
    await once(this.#imap.server, 'listening');
    this.#port = (this.#imap.server.address() as AddressInfo).port;
  }

  url(protocol = 'imap', password = 'pass@word'): string {
    return `${protocol}://monitor:${encodeURIComponent(password)}@127.0.0.1:${this.#port}/INBOX`;
  }

  put(...emails: readonly (Buffer | string)[]): void {
    for (const email of emails)
      this.#imap.appendMessage('INBOX', [], null, Buffer.from(email).toString('latin1'));
  }

  /** How many are marked as seen. */
  seen(): number {
    return this.#imap.getMailbox('INBOX').messages.filter(({ flags }) => flags.includes('\\Seen')).length;
  }

  /** From now on nothing can be marked. */
  forbidMarks(): void {
    Object.assign(this.#imap.getMailbox('INBOX'), { permanentFlags: [], allowPermanentFlags: false });
  }

  /** Ends its connections and takes no more. */
  async close(): Promise<void> {
    const closed = once(this.#imap.server, 'close');
    this.#imap.server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
