/**
 * The outbox as event log and as task queue: consumers read the table itself, each from a cursor of its own. One reader
 * of the process asks what is new, for all who have caught up (log-reader.ts).
 */
import { EventEmitter, once } from 'node:events';
import type { Logger } from 'pino';
import type { LoggedMessage } from '../messaging/consumer.ts';
import { isSame, Lanes, SHARE } from '../messaging/lanes.ts';
import { type Follower, LogReader } from '../messaging/log-reader.ts';
import {
  advance,
  type Cursor,
  PAGE,
  type Page,
  readPage,
  splitPage,
  takeUp,
} from '../messaging/outbox-pages.ts';
import type { Batch, EventLog, LogSubscription, Step, Subscriber } from '../ports/message-source.ts';
import type { Store } from '../store/store.ts';

/** A consumer that has more before it is left behind, and reads by itself. */
const QUEUE_LIMIT = 5_000;

export class OutboxLog implements EventLog {
  readonly #store: Store;
  readonly #reader: LogReader;

  constructor(options: { readonly store: Store; readonly log: Logger }) {
    this.#store = options.store;
    this.#reader = new LogReader(options);
  }

  async known(): Promise<readonly string[]> {
    const { rows } = await this.#store.query<{ name: string }>({ text: 'SELECT name FROM kernel.consumers' });
    return rows.map(({ name }) => name);
  }

  async register(consumer: Subscriber): Promise<void> {
    await takeUp(this.#store, consumer);
  }

  async forget(names: readonly string[]): Promise<void> {
    await this.#store.query({ text: 'DELETE FROM kernel.consumers WHERE name = ANY ($1)', values: [names] });
  }

  async subscribe(consumer: Subscriber): Promise<LogSubscription> {
    const cursor = await takeUp(this.#store, consumer);
    return new OutboxSubscription(consumer, cursor, this.#store, this.#reader);
  }

  hint(): void {
    this.#reader.hint();
  }
}

/**
 * Phases: alone (reads the log by itself) → joining (the reader hands it what comes after a snapshot; it still reads by
 * itself up to that) → following → alone again, where it is too slow to follow.
 */
type Phase =
  | { readonly name: 'alone' | 'caught up' | 'following' }
  | { readonly name: 'joining'; readonly to: string };

class OutboxSubscription implements LogSubscription, Follower {
  readonly consumer: Subscriber;
  readonly #store: Store;
  readonly #reader: LogReader;
  readonly #changes = new EventEmitter();
  #phase: Phase = { name: 'alone' };
  /** What the reader handed it and it has not handed out. */
  #queue: Page[] = [];
  #queued = 0;
  #leftBehind = false;
  /** Who sent more than others: read apart, and nothing of it is handed out with the rest. */
  readonly #lanes: Lanes;
  #isTurnOfLanes = false;
  /** After all that it handed out, but what is read apart. */
  #cursor: Cursor;
  /** As the database has it. */
  #saved: Cursor;
  /** What is handed out and not done. */
  #open: { readonly batch: Batch; readonly pages: readonly Page[] } | undefined;
  /** What comes next may have been handled before. */
  #unsure = true;
  #closed = false;

  constructor(consumer: Subscriber, cursor: Cursor, store: Store, reader: LogReader) {
    this.consumer = consumer;
    this.#cursor = cursor;
    this.#saved = cursor;
    this.#store = store;
    this.#reader = reader;
    this.#lanes = new Lanes(store, consumer);
  }

  async next(signal: AbortSignal): Promise<Batch | undefined> {
    for (;;) {
      if (this.#closed) return undefined;
      // Turn about: neither holds up the other.
      this.#isTurnOfLanes = !this.#isTurnOfLanes && this.#lanes.senders.length > 0;
      const batch = this.#isTurnOfLanes ? await this.#ofLane() : await this.#ofOthers();
      if (batch) return batch;
      if (this.#leftBehind) this.#goAlone();
      // What the reader handed it while it was joining waits already, and nobody tells of it again.
      else if (this.#phase.name !== 'following' || this.#queue.length > 0) continue;
      else if (this.#lanes.senders.length > 0) continue;
      else if (signal.aborted) return undefined;
      else await once(this.#changes, 'change', { signal }).catch(() => undefined);
    }
  }

  async done(batch: Batch): Promise<void> {
    if (this.#open?.batch !== batch) throw new Error('this batch is done, or of another subscription');
    await this.#save();
    this.#open = undefined;
  }

  step(batch: Batch, upTo?: LoggedMessage): Step {
    if (this.#open?.batch !== batch) throw new Error('this batch is done, or of another subscription');
    const page = upTo && this.#open.pages.find(({ messages }) => messages.includes(upTo));
    const to =
      page && upTo ? { seen: page.from.seen, until: page.window, position: upTo.position } : this.#cursor;
    return {
      statement: advance(this.consumer.name, this.#saved, to),
      committed: () => {
        this.#saved = to;
      },
    };
  }

  close(): void {
    this.#closed = true;
    this.#reader.leave(this);
    this.#dropQueue();
    this.#changes.emit('change');
  }

  // --- as the reader sees it ------------------------------------------------------------------------

  take(page: Page): void {
    if (this.#leftBehind) return;
    this.#queue.push(page);
    this.#queued += page.messages.length;
    if (this.#queued > QUEUE_LIMIT) {
      // The reader goes on without it, so that a slow consumer holds up no other and fills no memory.
      this.#leftBehind = true;
      this.#dropQueue();
      this.#reader.leave(this);
    }
    this.#changes.emit('change');
  }

  get resting(): Cursor | undefined {
    const rests =
      this.#phase.name === 'following' &&
      !this.#open &&
      this.#queue.length === 0 &&
      this.#lanes.senders.length === 0;
    return rests && !this.#leftBehind ? this.#saved : undefined;
  }

  saved(cursor: Cursor): void {
    this.#saved = cursor;
    this.#cursor = cursor;
  }

  // --- inside ---------------------------------------------------------------------------------------

  async #ofLane(): Promise<Batch | undefined> {
    const turn = await this.#lanes.next(this.#cursor);
    const batch = turn && this.#handOut([turn.page], turn.mayRepeat);
    // Nobody will say that nothing is done.
    if (!batch) await this.#save();
    return batch;
  }

  /** Notes how far everything is done, where nothing is handed out. */
  async #save(): Promise<void> {
    const [before, reached] = [this.#saved, this.#lanes.lowest(this.#cursor)];
    if (isSame(before, reached)) return;
    // At once, for it may rest meanwhile. Where this fails it is of no more use.
    this.#saved = reached;
    await this.#store.query(advance(this.consumer.name, before, reached));
  }

  async #ofOthers(): Promise<Batch | undefined> {
    const mayRepeat = this.#unsure;
    const pages = this.#phase.name === 'following' ? this.#takeQueued() : await this.#readAlone();
    return this.#handOut(
      this.consumer.deliverMany ? pages : this.#lanes.without(pages, mayRepeat),
      mayRepeat,
    );
  }

  async #readAlone(): Promise<readonly Page[]> {
    if (this.#phase.name === 'caught up') {
      const to = await this.#reader.follow(this);
      if (to === undefined) return [];
      this.#phase = { name: 'joining', to };
    }
    const { kind, types } = this.consumer;
    const to = this.#phase.name === 'joining' ? { seen: this.#phase.to } : undefined;
    const wanted = { kinds: [kind], types, from: { allBut: this.#lanes.senders } };
    const page = await readPage(this.#store, wanted, this.#cursor, PAGE, to);
    this.#cursor = page.next;
    if (!page.isFull) this.#phase = { name: to ? 'following' : 'caught up' };
    // What the reader hands over was committed after this subscription began.
    if (this.#phase.name === 'following') this.#unsure = false;
    return [page];
  }

  /** As many as are handed out at once: of one organization alone a share, for another may come meanwhile. */
  #takeQueued(): readonly Page[] {
    const takesTurns = !this.consumer.deliverMany;
    const limit = takesTurns && this.#lanes.isAlone(this.#queue) ? SHARE : PAGE;
    const [first] = this.#queue;
    if (first && first.messages.length > limit) this.#queue.splice(0, 1, ...splitPage(first, limit));
    const pages: Page[] = [];
    let count = 0;
    for (const page of this.#queue) {
      if (count + page.messages.length > limit) break;
      count += page.messages.length;
      pages.push(page);
    }
    this.#queue = this.#queue.slice(pages.length);
    this.#queued -= count;
    this.#cursor = pages.at(-1)?.next ?? this.#cursor;
    return pages;
  }

  #handOut(pages: readonly Page[], mayRepeat: boolean): Batch | undefined {
    const messages = pages.flatMap((page) => page.messages);
    if (messages.length === 0) return undefined;
    const batch = { messages, mayRepeat, more: pages.at(-1)?.isFull ?? false };
    this.#open = { batch, pages };
    return batch;
  }

  #goAlone(): void {
    this.#phase = { name: 'alone' };
    this.#leftBehind = false;
  }

  #dropQueue(): void {
    this.#queue = [];
    this.#queued = 0;
  }
}
