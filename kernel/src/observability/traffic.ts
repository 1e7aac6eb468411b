/**
 * Requests as they come in: rates, errors and latency per route template over the last minute, and a sample every five
 * seconds for the last hour. Both are what came in between two looks at the counters that /metrics shows since the start.
 */
import type { Metrics } from './telemetry.ts';

const LOOK_EVERY_MS = 5_000;
/** Looks that are kept: a minute of them. */
const LOOKS = 13;
/** Samples that are kept: an hour of them. */
const SAMPLES = 720;
const MOST_ROUTES = 50;

/** Requests of one method, route and status since the start. */
interface Counted {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  count: number;
  /** How many took at most so many seconds, by upper bound. */
  readonly within: Map<number, number>;
}

interface Look {
  readonly at: number;
  readonly cpuMs: number;
  readonly counted: ReadonlyMap<string, Counted>;
}

export interface Rates {
  readonly perSecond: number;
  /** Share answered with 500 and above. */
  readonly errorRate: number;
  /** Share answered with 400 to 499. */
  readonly refusalRate: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface RouteRates extends Rates {
  readonly method: string;
  readonly route: string;
  readonly requests: number;
}

export interface TrafficNow extends Rates {
  readonly windowSeconds: number;
  /** Of one processor, over the last ten to fifteen seconds. */
  readonly cpuShare: number;
  /** Busiest first. */
  readonly routes: readonly RouteRates[];
}

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

/** What a sample says beside what was counted. */
export interface Surroundings {
  readonly lagSeconds: () => Promise<number>;
  readonly poolWaiting: () => number;
  readonly clock: () => Date;
}

export class Traffic {
  readonly everySeconds = LOOK_EVERY_MS / 1_000;
  readonly #metrics: Metrics;
  readonly #surroundings: Surroundings;
  readonly #timer: NodeJS.Timeout;
  /** Oldest first; never empty. */
  #looks: readonly Look[] = [{ at: performance.now(), cpuMs: cpuMs(), counted: new Map() }];
  #samples: readonly Sample[] = [];
  #sampling = false;

  constructor(metrics: Metrics, surroundings: Surroundings) {
    this.#metrics = metrics;
    this.#surroundings = surroundings;
    this.#timer = setInterval(() => void this.sample(), LOOK_EVERY_MS).unref();
  }

  /** What came in during the last minute; since the start, where that is shorter. */
  async now(): Promise<TrafficNow> {
    const look = await this.#look();
    const [oldest = look] = this.#looks;
    const seconds = Math.max(0.001, (look.at - oldest.at) / 1_000);
    const counted = between(oldest, look);
    const byRoute = Map.groupBy(
      counted.filter(({ count }) => count > 0),
      ({ method, route }) => `${method} ${route}`,
    );
    const routes = [...byRoute.values()].map((group): RouteRates => {
      const [first] = group;
      const requests = total(group);
      return { method: first?.method ?? '', route: first?.route ?? '', requests, ...rates(group, seconds) };
    });
    return {
      windowSeconds: Math.round(seconds * 10) / 10,
      cpuShare: cpuShare(this.#looks.at(-3) ?? oldest, look),
      ...rates(counted, seconds),
      routes: routes.toSorted((a, b) => b.requests - a.requests).slice(0, MOST_ROUTES),
    };
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
      const { lagSeconds, poolWaiting, clock } = this.#surroundings;
      const [look, lag] = await Promise.all([this.#look(), lagSeconds().catch(() => null)]);
      const before = this.#looks.at(-1) ?? look;
      const sample = {
        at: clock().toISOString(),
        ...rates(between(before, look), Math.max(1, look.at - before.at) / 1_000),
        cpuShare: cpuShare(before, look),
        lagSeconds: lag,
        residentBytes: process.memoryUsage.rss(),
        poolWaiting: poolWaiting(),
      };
      this.#looks = [...this.#looks.slice(1 - LOOKS), look];
      this.#samples = [...this.#samples.slice(1 - SAMPLES), sample];
      this.#metrics.rollEventLoop();
    } finally {
      this.#sampling = false;
    }
  }

  /** How late the event loop came to its work since the last sample, milliseconds. */
  eventLoop(): { p50Ms: number; p99Ms: number; maxMs: number } {
    return this.#metrics.eventLoop();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<Look> {
    const { values } = await this.#metrics.requests.get();
    const counted = new Map<string, Counted>();
    for (const { metricName = '', labels, value } of values) {
      const { method, route, status, le } = labels as Record<string, string | number>;
      const key = `${method} ${route} ${status}`;
      let one = counted.get(key);
      if (!one) {
        one = {
          method: String(method),
          route: String(route),
          status: Number(status),
          count: 0,
          within: new Map(),
        };
        counted.set(key, one);
      }
      if (metricName.endsWith('_count')) one.count = value;
      else if (le !== undefined) one.within.set(Number(le === '+Inf' ? Number.POSITIVE_INFINITY : le), value);
    }
    return { at: performance.now(), cpuMs: cpuMs(), counted };
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Of one processor. */
const cpuShare = (before: Look, look: Look): number =>
  rounded((look.cpuMs - before.cpuMs) / Math.max(1, look.at - before.at));

/** What was counted from one look to the next. */
const between = (before: Look, look: Look): readonly Counted[] =>
  [...look.counted].map(([key, one]) => difference(one, before.counted.get(key)));

function difference(one: Counted, before: Counted | undefined): Counted {
  const within = [...one.within].map(
    ([bound, count]) => [bound, count - (before?.within.get(bound) ?? 0)] as const,
  );
  return { ...one, count: one.count - (before?.count ?? 0), within: new Map(within) };
}

const total = (group: readonly Counted[]): number => group.reduce((sum, { count }) => sum + count, 0);
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

function rates(group: readonly Counted[], seconds: number): Rates {
  const count = total(group);
  const share = (of: (status: number) => boolean) =>
    count === 0 ? 0 : rounded(total(group.filter(({ status }) => of(status))) / count);
  const within = new Map<number, number>();
  for (const one of group)
    for (const [bound, number] of one.within) within.set(bound, (within.get(bound) ?? 0) + number);
  const bounds = [...within].toSorted(([a], [b]) => a - b);
  return {
    perSecond: rounded(count / seconds),
    errorRate: share((status) => status >= 500),
    refusalRate: share((status) => status >= 400 && status < 500),
    p50Ms: quantile(0.5, bounds, count),
    p95Ms: quantile(0.95, bounds, count),
    p99Ms: quantile(0.99, bounds, count),
  };
}

/**
 * The time, in milliseconds, within which the share `q` of requests was answered, as far as the bounds of the
 * histogram tell: in between, as if they were spread evenly. Above the last bound it is that bound.
 */
export function quantile(q: number, bounds: readonly (readonly [number, number])[], count: number): number {
  if (count === 0) return 0;
  const wanted = q * count;
  let [lower, below] = [0, 0];
  for (const [bound, within] of bounds) {
    if (within >= wanted && bound !== Number.POSITIVE_INFINITY) {
      const share = within === below ? 1 : (wanted - below) / (within - below);
      return rounded((lower + share * (bound - lower)) * 1_000);
    }
    if (bound !== Number.POSITIVE_INFINITY) [lower, below] = [bound, within];
  }
  return rounded(lower * 1_000);
}
