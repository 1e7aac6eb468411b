/**
 * What the processes of one system tell each other through the database, over NOTIFY. Only hints: whoever
 * misses one finds out by polling. Sent after the commit, because inside it they would serialise writers.
 *
 * - `hint`: messages were committed
 * - `revive`: dead messages were put back to waiting
 * - `here`: the sender follows the log for browsers, so whoever commits should say so
 * - `who`: asks for `here`
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { randomHex } from '../observability/telemetry.ts';
import type { Store } from '../store/store.ts';

export type Signal = 'hint' | 'revive' | 'here' | 'who';

/** A notification takes a lock that every other one waits for, so a process sends one in this time at most. */
const NOTIFY_EVERY_MS = 10;

/** How often a process says `here`, as long as it follows the log. */
export const PRESENCE_MS = 10_000;

export class Signals {
  /** The channel of NOTIFY. */
  static readonly channel = 'kernos_outbox';
  readonly #store: Store;
  readonly #process = randomHex(16);
  readonly #untold = new Set<Signal>();
  #sending = false;
  #stopped = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The first signal of a burst goes out at once, the rest of it together a little later. */
  send(signal: Signal): void {
    this.#untold.add(signal);
    if (!this.#sending && !this.#stopped) void this.#sendAll();
  }

  /** What a notification says; undefined where this process sent it itself. */
  read(payload: string | undefined): Signal | undefined {
    const [signal, sender] = (payload ?? '').split(' ');
    return sender === this.#process ? undefined : (signal as Signal);
  }

  stop(): void {
    this.#stopped = true;
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    try {
      while (this.#untold.size > 0 && !this.#stopped) {
        const signals = [...this.#untold].map((signal) => `${signal} ${this.#process}`);
        this.#untold.clear();
        await this.#store.query({
          text: 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload',
          values: [Signals.channel, signals],
        });
        await sleep(NOTIFY_EVERY_MS, undefined, { ref: false });
      }
    } catch {
      // Only hints: everybody polls as well.
    } finally {
      this.#sending = false;
    }
  }
}
