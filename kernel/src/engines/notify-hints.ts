/**
 * Hints over NOTIFY of PostgreSQL, on a connection of its own that is made again when it is lost. Sent after the commit,
 * because inside it they would serialise writers. Each notification takes a lock that every other one waits for, so a
 * process sends one in a while, and none as long as it is alone: those that listen say so (`here`), now and then and when
 * one that begins asks (`who`).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { randomHex } from '../observability/telemetry.ts';
import { allHints, type Hint, type Hints } from '../ports/hints.ts';
import type { Store } from '../store/store.ts';

const CHANNEL = 'kernos_hints';
/** A process sends at most one notification in this time. */
const NOTIFY_EVERY_MS = 10;
const PRESENCE_MS = 10_000;
/** Who has not said for so long that it listens is gone. */
const ABSENT_MS = 2.5 * PRESENCE_MS;
const RETRY_MS = 500;
const CONNECT_WITHIN_MS = 5_000;
const END_WITHIN_MS = 500;
const CLOSE_WITHIN_MS = 5_000;

type Word = Hint | 'here' | 'who';

export class NotifyHints implements Hints {
  readonly #store: Store;
  readonly #process = randomHex(16);
  readonly #listeners = new Set<(hint: Hint) => void>();
  readonly #closing = new AbortController();
  #untold = new Set<Word>();
  #sending: Promise<void> | undefined;
  #listening: Promise<void> | undefined;
  /** Until when another process is taken to be there. */
  #accompaniedUntil = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  send(hint: Hint): void {
    // Who does not listen cannot know whether anybody is there.
    if (!this.#listening || performance.now() < this.#accompaniedUntil) this.#tell(hint);
  }

  listen(heard: (hint: Hint) => void): () => void {
    this.#listeners.add(heard);
    if (!this.#closing.signal.aborted) this.#listening ??= this.#listen();
    return () => this.#listeners.delete(heard);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const ended = Promise.all([this.#sending, this.#listening]);
    // A database that does not answer holds up no stop.
    await Promise.race([ended, sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
  }

  // The first word of a burst goes out at once, the rest of it together a little later.
  #tell(word: Word): void {
    this.#untold.add(word);
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
  }

  async #sendAll(): Promise<void> {
    while (this.#untold.size > 0) {
      const words = [...this.#untold].map((word) => `${word} ${this.#process}`);
      this.#untold = new Set();
      const text = 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload';
      // Only hints: where the database is away, nothing was committed either.
      await this.#store.query({ text, values: [CHANNEL, words] }).catch(() => undefined);
      await this.#pause(NOTIFY_EVERY_MS);
    }
  }

  async #listen(): Promise<void> {
    const presence = setInterval(() => this.#tell('here'), PRESENCE_MS);
    for (let again = false, { signal } = this.#closing; !signal.aborted; again = true) {
      const client = new pg.Client({
        connectionString: this.#store.url,
        application_name: 'kernos hints',
        keepAlive: true,
        connectionTimeoutMillis: CONNECT_WITHIN_MS,
      });
      const lost = new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
        client.once('end', resolve);
        // Every one: a connection may say twice that it is gone, and an error nobody hears ends the process.
        client.on('error', () => resolve());
      });
      client.on('notification', ({ payload }) => this.#hear(payload));
      try {
        await client.connect();
        await client.query(`LISTEN ${CHANNEL}`);
        this.#tell('here');
        this.#tell('who');
        if (again) for (const hint of allHints) this.#pass(hint);
        if (!signal.aborted) await lost;
      } catch {
        // The database is away, and whoever listens finds out by itself meanwhile.
      } finally {
        const ended = client.end().catch(() => undefined);
        await Promise.race([ended, sleep(END_WITHIN_MS, undefined, { ref: false })]);
      }
      await this.#pause(RETRY_MS);
    }
    clearInterval(presence);
  }

  #hear(payload: string | undefined): void {
    const [word, sender] = (payload ?? '').split(' ') as [Word, string | undefined];
    if (sender === this.#process) return;
    if (word === 'here' || word === 'who') this.#accompaniedUntil = performance.now() + ABSENT_MS;
    if (word === 'who') this.#tell('here');
    const hint = allHints.find((one) => one === word);
    if (hint) this.#pass(hint);
  }

  #pass(hint: Hint): void {
    for (const heard of this.#listeners) heard(hint);
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#closing;
    await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
