/** A device that sends messages over TCP and reads what is answered. */
import { connect, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { Frames, framed } from '../../src/engines/tcp-framing.ts';
import type { Framing } from '../../src/inbound/listen.ts';

export class Device {
  readonly socket: Socket;
  readonly #framing: Framing;
  readonly answers: string[] = [];
  readonly closed: Promise<void>;
  readonly #waiters = new Set<() => void>();
  #isClosed = false;

  /** @param address as a system says it: `tcp://127.0.0.1:1234`, or `tls://…` */
  constructor(address: string, framing: Framing, tls: ConnectionOptions = {}) {
    const { protocol, hostname, port } = new URL(address);
    this.#framing = framing;
    const place = { host: hostname, port: Number(port), noDelay: true };
    this.socket = protocol === 'tls:' ? connectTls({ ...place, ...tls }) : connect(place);
    this.socket.on('error', () => undefined);
    const frames = new Frames(framing, 1_000_000);
    this.socket.on('data', (chunk) => {
      for (const frame of frames.read(chunk)) this.answers.push(frame.toString());
      this.#heard();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', () => {
        this.#isClosed = true;
        this.#heard();
        resolve();
      });
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  send(...messages: readonly string[]): void {
    this.socket.write(Buffer.concat(messages.map((text) => framed(this.#framing, Buffer.from(text)))));
  }

  #heard(): void {
    for (const wake of this.#waiters) wake();
    this.#waiters.clear();
  }

  /** Sends one and gives what is answered to it, where nothing else is under way; null where the connection ends. */
  async ask(message: string): Promise<string | null> {
    const count = this.answers.length;
    this.send(message);
    await this.answered(count + 1);
    return this.answers[count] ?? null;
  }

  /** Resolves with so many answers in all, or when the connection ends. */
  async answered(count: number): Promise<void> {
    while (this.answers.length < count && !this.#isClosed)
      await new Promise<void>((resolve) => {
        this.#waiters.add(resolve);
      });
  }
}
