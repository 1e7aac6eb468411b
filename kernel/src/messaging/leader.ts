/**
 * The duties of a system (leases.ts) as this process takes them: reading for each consumer, carrying on workflows and
 * jobs by the clock, keeping the tables. Of services, those of the ones that run here.
 */
import type { Logger } from 'pino';
import type { Metrics } from '../observability/telemetry.ts';
import type { Hint, Hints } from '../ports/hints.ts';
import { allOf, type Sources, sourceOf } from '../ports/message-source.ts';
import { keepPartitions, maintain } from '../store/maintenance.ts';
import { monthly, type Partitioned } from '../store/partitions.ts';
import type { Store } from '../store/store.ts';
import type { Consumer } from './consumer.ts';
import { workflowsOf } from './consumers.ts';
import { consumerDuty, type Duty, Leases } from './leases.ts';
import { Relay } from './relay.ts';

const MAINTENANCE_MS = 3_600_000;
/** How often it is looked for messages that were put back to waiting, of which nothing was heard. */
const REVIVED_MS = 60_000;

type End = (withinMs?: number) => Promise<void>;

/** The workflows and jobs by the clock of a service. */
export interface DurableWork {
  readonly service: string;
  /** Takes in what is sent to its runs. */
  readonly consumers: readonly Consumer[];
  /** Carries them on until the function that it gives is called. */
  carryOn(): Promise<() => Promise<void>>;
}

export interface LeaderOptions {
  readonly store: Store;
  readonly sources: Sources;
  readonly hints: Hints;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Tables whose partitions are made and dropped, by the service that they are of. */
  readonly partitions?: ReadonlyMap<string, readonly Partitioned[]>;
  readonly consumers: readonly Consumer[];
  /** More that only one process may do. */
  readonly duties?: readonly Duty[];
  readonly durable?: readonly DurableWork[];
}

export class Leader {
  readonly #options: LeaderOptions;
  readonly #relays = new Set<Relay>();
  readonly #leases: Leases;
  #looking: NodeJS.Timeout | undefined;
  #unlisten: () => void = () => undefined;

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#leases = new Leases({
      url: options.store.url,
      log: options.log,
      duties: [
        ...options.consumers.map((consumer) => this.#reading(consumer)),
        ...(options.durable ?? []).map((work) => this.#carrying(work)),
        ...this.#upkeep(),
        ...(options.duties ?? []),
      ],
    });
  }

  /** True while this process has some of the duties. */
  get isLeading(): boolean {
    return this.#leases.holds();
  }

  /** Takes what nobody does. Resolves once it is begun. */
  start(): Promise<void> {
    this.#looking = setInterval(() => void this.#findRevived(), REVIVED_MS);
    this.#unlisten = this.#options.hints.listen((hint) => this.#heard(hint));
    return this.#leases.start();
  }

  /** New messages were committed by this process. */
  hint(): void {
    this.#heard('committed');
    this.#options.hints.send('committed');
  }

  /** Dead messages were put back to waiting. */
  revive(): void {
    this.#heard('revived');
    this.#options.hints.send('revived');
  }

  /** Lets running messages and steps end, then gives everything away. */
  stop(): Promise<void> {
    clearInterval(this.#looking);
    this.#unlisten();
    return this.#leases.stop();
  }

  #heard(hint: Hint): void {
    if (hint === 'committed') for (const source of allOf(this.#options.sources)) source.hint();
    if (hint === 'revived') for (const relay of this.#relays) relay.revived();
  }

  async #findRevived(): Promise<void> {
    const relays = new Map([...this.#relays].map((relay) => [relay.consumer.name, relay]));
    if (relays.size === 0) return;
    const waiting = this.#options.store.query<{ consumer: string }>({
      text: `SELECT DISTINCT consumer FROM kernel.deliveries WHERE consumer = ANY ($1) AND state = 'waiting'`,
      values: [[...relays.keys()]],
    });
    // A database that is away is found out by whoever reads.
    const { rows } = await waiting.catch(() => ({ rows: [] }));
    for (const { consumer } of rows) relays.get(consumer)?.revived();
  }

  #reading(consumer: Consumer): Duty {
    return { name: consumerDuty(consumer.name), begin: () => this.#read(consumer) };
  }

  async #read(consumer: Consumer): Promise<End> {
    const relay = new Relay(consumer, {
      ...this.#options,
      source: sourceOf(this.#options.sources, consumer),
    });
    await relay.start();
    this.#relays.add(relay);
    return async (withinMs) => {
      this.#relays.delete(relay);
      await relay.stop(withinMs);
    };
  }

  #carrying({ service, consumers, carryOn }: DurableWork): Duty {
    const begin = async () => {
      const ends: End[] = [];
      // What was begun last ends first: nothing is taken in for runs that nobody carries on.
      const end = async (withinMs?: number) => {
        for (const one of ends.toReversed()) await one(withinMs);
      };
      try {
        ends.push(await carryOn());
        for (const consumer of consumers) ends.push(await this.#read(consumer));
      } catch (error) {
        await end();
        throw error;
      }
      return end;
    };
    return { name: consumerDuty(workflowsOf(service)), begin };
  }

  #upkeep(): readonly Duty[] {
    const { store, log, now, partitions = new Map<string, readonly Partitioned[]>() } = this.#options;
    const ofServices = [...partitions].map(([service, tables]) =>
      this.#hourly(`upkeep of ${service}`, () => keepPartitions(store, now(), tables.map(monthly), log)),
    );
    return [this.#hourly('upkeep', () => maintain(store, now(), log)), ...ofServices];
  }

  #hourly(name: string, run: () => Promise<void>): Duty {
    const keep = () =>
      run().catch((error: unknown) =>
        this.#options.log.error({ err: error, duty: name }, 'maintenance failed'),
      );
    const begin = async () => {
      // Nobody waits for it but who ends it: what must be there was made at the start.
      let running = keep();
      const timer = setInterval(() => {
        running = keep();
      }, MAINTENANCE_MS);
      return async () => {
        clearInterval(timer);
        await running;
      };
    };
    return { name, begin };
  }
}
