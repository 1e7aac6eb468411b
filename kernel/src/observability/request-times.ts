/**
 * How long requests took, by method, route template and status: a histogram as Prometheus reads it. Of our own, because
 * the library's looks up its labels with each value, which costs as much as everything else that is kept of a request.
 */
import type { Metric } from 'prom-client';

const NAME = 'http_request_duration_seconds';
const HELP = 'Time to answer, by route template, method and status';
/** Upper bounds of the buckets, seconds. */
const BOUNDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** What requests are told apart by. */
interface RequestLabels {
  readonly method: string;
  readonly route: string;
  readonly status: string;
}

/** The requests of one method, route and status. */
export class Times {
  readonly #labels: RequestLabels;
  /** By the bucket that each falls into; the last is of those above every bound. */
  readonly #counts: number[] = [...BOUNDS.map(() => 0), 0];
  #sum = 0;

  constructor(labels: RequestLabels) {
    this.#labels = labels;
  }

  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] as number)) bucket += 1;
    (this.#counts[bucket] as number) += 1;
    this.#sum += seconds;
  }

  samples(): Sample[] {
    const labels = { ...this.#labels };
    let count = 0;
    const buckets = this.#counts.map((here, bucket): Sample => {
      count += here;
      const le = BOUNDS[bucket] ?? '+Inf';
      return { metricName: `${NAME}_bucket`, labels: { le, ...labels }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${NAME}_sum`, labels, value: this.#sum },
      { metricName: `${NAME}_count`, labels, value: count },
    ];
  }
}

interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

export class RequestTimes {
  readonly name = NAME;
  readonly #known = new Map<string, Times>();

  /** Those of these labels, to be asked for once and kept: to find them costs more than to count. */
  of(labels: RequestLabels): Times {
    const key = `${labels.method} ${labels.route} ${labels.status}`;
    const known = this.#known.get(key) ?? new Times(labels);
    this.#known.set(key, known);
    return known;
  }

  /** All that was counted, as the registry of metrics asks for it. */
  async get(): Promise<{ name: string; help: string; type: 'histogram'; values: readonly Sample[] }> {
    const values = [...this.#known.values()].flatMap((times) => times.samples());
    return { name: NAME, help: HELP, type: 'histogram', values };
  }

  /** As one of the registry's own: it knows those by their class, and asks them for nothing but `get`. */
  get metric(): Metric {
    return this as unknown as Metric;
  }
}
