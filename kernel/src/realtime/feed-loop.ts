/**
 * One feed that one browser follows: reads its entries as that person, page by page, and sends them in order.
 * The next page is read when the browser has acknowledged the one before, so that a slow browser slows nobody
 * else and holds one page of memory.
 *
 * States: reading → sending → reading (a full page, or woken meanwhile) → idle (until woken) → stopped.
 */
import { KernosError } from '../contract/errors.ts';
import type { Entry } from './protocol.ts';

export interface FeedOptions {
  /** The sequence number that the browser has already. */
  readonly after: number;
  /** The entries after this one, oldest first; throws as the call does. */
  readonly read: (after: number, limit: number) => Promise<readonly Entry[]>;
  /** Sends entries and says whether the browser has taken them. */
  readonly send: (after: number, items: readonly Entry[]) => Promise<boolean>;
  /** The call refuses this person, so there is nothing to follow any more. */
  readonly refused: (error: unknown) => void;
}

const PAGE = 100;
const RETRY_MS = 1_000;

export class FeedLoop {
  readonly #options: FeedOptions;
  #after: number;
  #woken = false;
  #stopped = false;
  #continue: () => void = () => undefined;
  readonly #running: Promise<void>;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#after = options.after;
    this.#running = this.#run();
  }

  /** There may be new entries. */
  wake(): void {
    this.#woken = true;
    this.#continue();
  }

  /** Ends it; resolves after the page that is being read. */
  stop(): Promise<void> {
    this.#stopped = true;
    this.#continue();
    return this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#woken = false;
      try {
        const more = await this.#page();
        if (!more && !this.#woken) await this.#idle();
      } catch (error) {
        if (this.#stopped) return;
        if (!isPassing(error)) {
          this.#options.refused(error);
          return;
        }
        await this.#rest();
      }
    }
  }

  /** Sends one page; true where more may follow at once. */
  async #page(): Promise<boolean> {
    const items = await this.#options.read(this.#after, PAGE);
    const last = items.at(-1);
    if (!last || this.#stopped) return false;
    if (!(await this.#options.send(this.#after, items))) {
      this.#stopped = true;
      return false;
    }
    this.#after = last.sequence;
    return items.length === PAGE;
  }

  async #idle(): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      this.#continue = resolve;
    });
    this.#continue = () => undefined;
  }

  // New entries do not cut it short: what just failed would fail for each of them.
  async #rest(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, RETRY_MS);
      this.#continue = () => {
        if (!this.#stopped) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.#continue = () => undefined;
  }
}

/** True for what is likely to be over soon: the database is away, a deadline has passed, a fault of ours. */
const isPassing = (error: unknown): boolean =>
  !(error instanceof KernosError) || error.status >= 500 || error.code === 'rate-limited';
