/**
 * The duties of a system (leases.ts) as this process takes them: reading the log for each consumer, running workflows,
 * keeping the tables.
 */
import type { Logger } from 'pino';
import type { Metrics } from '../observability/telemetry.ts';
import type { Hint, Hints } from '../ports/hints.ts';
import { allOf, type Sources, sourceOf } from '../ports/message-source.ts';
import type { WorkflowEngine } from '../ports/workflow-engine.ts';
import { maintain } from '../store/maintenance.ts';
import type { Partitioned } from '../store/partitions.ts';
import type { Store } from '../store/store.ts';
import type { Consumer } from './consumer.ts';
import { consumerDuty, type Duty, ENGINE, Leases } from './leases.ts';
import { Relay } from './relay.ts';

const MAINTENANCE_MS = 3_600_000;
/** How often it is looked for messages that were put back to waiting, of which nothing was heard. */
const REVIVED_MS = 60_000;

export interface LeaderOptions {
  readonly store: Store;
  readonly sources: Sources;
  readonly hints: Hints;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Tables of services whose partitions are made and dropped. */
  readonly partitions?: readonly Partitioned[];
  readonly consumers: readonly Consumer[];
  /** More that only one process may do. */
  readonly duties?: readonly Duty[];
  /** Started anew each time this process comes to run workflows. */
  readonly startEngine: () => Promise<WorkflowEngine>;
  /** Consumers that need it here. */
  readonly workflows: () => readonly Consumer[];
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
        this.#engine(),
        this.#upkeep(),
        ...(options.duties ?? []),
      ],
    });
  }

  /** True while this process runs workflows and schedules. */
  get isLeading(): boolean {
    return this.#leases.holds(ENGINE);
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

  async #read(consumer: Consumer): Promise<(withinMs?: number) => Promise<void>> {
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

  #engine(): Duty {
    const begin = async () => {
      const engine = await this.#options.startEngine();
      const ends = await Promise.all(this.#options.workflows().map((one) => this.#read(one)));
      return async (withinMs?: number) => {
        await Promise.all(ends.map((end) => end(withinMs)));
        await engine.stop();
      };
    };
    return { name: ENGINE, begin };
  }

  #upkeep(): Duty {
    const { store, log, now, partitions } = this.#options;
    const keep = () =>
      maintain(store, now(), log, partitions).catch((error: unknown) =>
        log.error({ err: error }, 'maintenance failed'),
      );
    const begin = async () => {
      const timer = setInterval(keep, MAINTENANCE_MS);
      // Nobody waits for it but who ends it: what must be there was made at the start.
      const first = keep();
      return async () => {
        clearInterval(timer);
        await first;
      };
    };
    return { name: 'upkeep', begin };
  }
}
