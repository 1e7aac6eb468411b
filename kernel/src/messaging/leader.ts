/**
 * What only one process of a system may do at a time: read the outbox for the consumers, and run the workflow engine.
 *
 * States: waiting (another process leads) → leading → waiting again when the connection that holds the
 * advisory lock is lost, for then another may lead. PostgreSQL frees the lock when its holder dies.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Metrics } from '../observability/telemetry.ts';
import type { WorkflowEngine } from '../ports/workflow-engine.ts';
import { maintain } from '../store/maintenance.ts';
import type { Partitioned } from '../store/partitions.ts';
import type { Store } from '../store/store.ts';
import { type Consumer, Relay } from './relay.ts';
import { PRESENCE_MS, type Signal, Signals } from './signals.ts';

/** The advisory lock that the leading process holds. */
export const LEADER_LOCK = 7_261_002;
const RETRY_MS = 500;
const MAINTENANCE_MS = 3_600_000;
/** Who has not said for so long that it follows the log is gone. */
const ABSENT_MS = 2.5 * PRESENCE_MS;

export interface LeaderOptions {
  readonly store: Store;
  readonly signals: Signals;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Tables of services whose partitions the leader makes and drops. */
  readonly partitions?: readonly Partitioned[];
  /** Consumers and the engine, made anew each time this process comes to lead. */
  readonly startEngine: () => Promise<WorkflowEngine>;
  readonly consumers: () => readonly Consumer[];
}

export class Leader {
  readonly #options: LeaderOptions;
  #relays: Relay[] = [];
  #stopped = false;
  #end: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #leading = false;
  #followedUntil = 0;

  constructor(options: LeaderOptions) {
    this.#options = options;
  }

  get isLeading(): boolean {
    return this.#leading;
  }

  /** Begins to wait for its turn. Resolves once this process leads or knows that another does. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#running = this.#run(resolve);
    });
  }

  /** New messages were committed by this process. */
  hint(): void {
    if (this.#leading) for (const relay of this.#relays) relay.hint();
    // A system of one process, or without browsers elsewhere, tells nobody: notifying costs every writer.
    if (!this.#leading || performance.now() < this.#followedUntil) this.#options.signals.send('hint');
  }

  /** Dead messages were put back to waiting. */
  revive(): void {
    if (this.#leading) for (const relay of this.#relays) relay.revived();
    else this.#options.signals.send('revive');
  }

  /** Lets running messages and steps end, then gives the lead away. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#options.signals.stop();
    this.#end();
    await this.#running;
  }

  #heard(signal: Signal | undefined): void {
    if (signal === 'hint') for (const relay of this.#relays) relay.hint();
    if (signal === 'revive') for (const relay of this.#relays) relay.revived();
    if (signal === 'here') this.#followedUntil = performance.now() + ABSENT_MS;
  }

  async #run(settled: () => void): Promise<void> {
    while (!this.#stopped) {
      const client = new pg.Client({
        connectionString: this.#options.store.url,
        application_name: 'kernos leader',
        keepAlive: true,
      });
      const lost = new Promise<void>((resolve) => {
        this.#end = resolve;
        client.once('end', resolve);
        // Every one: a connection may say twice that it is gone, and an error nobody hears ends the process.
        client.on('error', () => resolve());
      });
      try {
        await client.connect();
        const { rows } = await client.query<{ locked: boolean }>(
          'SELECT pg_try_advisory_lock($1) AS locked',
          [LEADER_LOCK],
        );
        if (rows[0]?.locked && !this.#stopped) await this.#lead(client, lost, settled);
      } catch (error) {
        if (!this.#stopped) this.#options.log.warn({ err: error }, 'leading failed; trying again');
      } finally {
        settled();
        await client.end().catch(() => undefined);
      }
      if (!this.#stopped)
        await Promise.race([sleep(RETRY_MS, undefined, { ref: false }), lost.then(() => sleep(50))]);
    }
  }

  async #lead(client: pg.Client, lost: Promise<void>, settled: () => void): Promise<void> {
    const { store, signals, log, metrics, now } = this.#options;
    const engine = await this.#options.startEngine();
    this.#relays = this.#options.consumers().map((consumer) => new Relay(consumer, { store, log, metrics }));
    const keep = () =>
      maintain(store, now(), log, this.#options.partitions).catch((error: unknown) =>
        log.error({ err: error }, 'maintenance failed'),
      );
    const maintenance = setInterval(keep, MAINTENANCE_MS);
    try {
      await Promise.all(this.#relays.map((relay) => relay.start()));
      client.on('notification', ({ payload }) => this.#heard(signals.read(payload)));
      await client.query(`LISTEN ${Signals.channel}`);
      signals.send('who');
      this.#leading = true;
      settled();
      // Nobody waits for it: what must be there was made at the start.
      void keep();
      await lost;
    } finally {
      this.#leading = false;
      clearInterval(maintenance);
      await Promise.all(this.#relays.map((relay) => relay.stop()));
      await engine.stop();
      this.#relays = [];
    }
  }
}
