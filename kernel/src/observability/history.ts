/** How this process did in the last hour: a sample every five seconds, in memory, for charts. */
import { outboxLagSeconds } from '../messaging/lag.ts';
import type { Store } from '../store/store.ts';
import type { Rates, Traffic } from './traffic.ts';

const SAMPLE_EVERY_MS = 5_000;
const KEPT = 720;

/** What happened between the sample before and `at`. */
export interface Sample extends Rates {
  /** RFC 3339, by the system's clock. */
  readonly at: string;
  /** Age of the oldest message that a consumer has not reached; null where the database did not say. */
  readonly lagSeconds: number | null;
  /** Of one processor; 1 is all of it. */
  readonly cpuShare: number;
  readonly residentBytes: number;
  /** Transactions that wait for a connection. */
  readonly poolWaiting: number;
}

export interface Sources {
  /** Rates since this was asked the last time. */
  readonly interval: () => Promise<Rates & { readonly cpuShare: number }>;
  readonly lagSeconds: () => Promise<number>;
  readonly poolWaiting: () => number;
  readonly clock: () => Date;
}

/** Begins to take samples of a running system. */
export const historyOf = (traffic: Traffic, store: Store, clock: () => Date): History =>
  new History({
    interval: () => traffic.interval(),
    lagSeconds: () => outboxLagSeconds(store),
    poolWaiting: () => store.connections.waiting,
    clock,
  });

export class History {
  readonly everySeconds = SAMPLE_EVERY_MS / 1_000;
  readonly #sources: Sources;
  readonly #timer: NodeJS.Timeout;
  #samples: readonly Sample[] = [];
  #sampling = false;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#timer = setInterval(() => void this.sample(), SAMPLE_EVERY_MS).unref();
  }

  /** The last `count` samples, oldest first. */
  last(count: number): readonly Sample[] {
    return this.#samples.slice(-count);
  }

  /** Takes a sample now. One that would begin while another is being taken is left out. */
  async sample(): Promise<void> {
    if (this.#sampling) return;
    this.#sampling = true;
    try {
      const { interval, lagSeconds, poolWaiting, clock } = this.#sources;
      const [rates, lag] = await Promise.all([interval(), lagSeconds().catch(() => null)]);
      const sample = {
        at: clock().toISOString(),
        ...rates,
        lagSeconds: lag,
        residentBytes: process.memoryUsage.rss(),
        poolWaiting: poolWaiting(),
      };
      this.#samples = [...this.#samples.slice(1 - KEPT), sample];
    } finally {
      this.#sampling = false;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
