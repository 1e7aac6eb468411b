/** The plain workflow engine: asks the host what is due, when it is woken and every second, and carries that on. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Due, EngineHost, EngineLog, EngineOptions, WorkflowEngine } from '../ports/workflow-engine.ts';
import { FairQueue, type Outside } from '../unit-of-work/fair-queue.ts';

const POLL_MS = 1_000;
const AGAIN_AFTER_FAILURE_MS = 1_000;
/** What of all that may be at work one organization may have. */
const SHARE = 0.75;

export async function startPollingWorkflows(options: EngineOptions): Promise<WorkflowEngine> {
  const engine = new PollingWorkflows(options);
  engine.look();
  return engine;
}

class PollingWorkflows implements WorkflowEngine {
  readonly #host: EngineHost;
  readonly #log: EngineLog;
  readonly #concurrency: number;
  readonly #stopWithin: number;
  readonly #stopping = new AbortController();
  /** What is at work or about to be, in turns of its organizations: slow work of one leaves room for others. */
  readonly #queue: FairQueue;
  /** At work, each with whether it was woken meanwhile. */
  readonly #active = new Map<string, { again: boolean }>();
  /** Known to be due, and not at work yet. */
  readonly #ready = new Set<string>();
  #looking = false;
  /** More may be due than is known, of organizations that have little here. */
  #more = true;
  /** Of these, more may be due than is known. */
  #enough: readonly (string | null)[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** The next instant that the host named, epoch milliseconds. */
  #nextAt = Number.POSITIVE_INFINITY;
  #idle: () => void = () => undefined;

  constructor({ host, log, concurrency = 8, stopWithin = 5_000 }: EngineOptions) {
    this.#host = host;
    this.#log = log;
    this.#concurrency = concurrency;
    this.#queue = new FairQueue({ atOnce: concurrency, eachAtOnce: Math.ceil(concurrency * SHARE) });
    this.#stopWithin = stopWithin;
  }

  async wake({ id, organizationId }: Due): Promise<void> {
    const active = this.#active.get(id);
    if (active) active.again = true;
    else if (this.#ready.has(id)) return;
    // Where little of its organization waits it has a turn; else the database knows that it is due, and in which order.
    else if (this.#queue.countOf(organizationId) < this.#concurrency) this.#take({ id, organizationId });
    else {
      this.#more = true;
      this.look();
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    if (this.#active.size === 0) return;
    const idle = new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
    await Promise.race([idle, pause(this.#stopWithin, undefined, { ref: false })]);
    if (this.#active.size === 0) return;
    const text = 'Stopped in the midst of work; the next start carries it on';
    this.#log.warn({ ids: [...this.#active.keys()] }, text);
    this.#host.giveUp();
    await Promise.race([idle, pause(this.#stopWithin, undefined, { ref: false })]);
  }

  /** Asks the host what is due. */
  look(): void {
    if (!this.#looking && !this.#stopping.signal.aborted) void this.#look();
  }

  async #look(): Promise<void> {
    this.#looking = true;
    this.#more = false;
    this.#enough = [];
    this.#nextAt = Number.POSITIVE_INFINITY;
    try {
      const wanted = 2 * this.#concurrency;
      const enough = this.#queue.withAtLeast(wanted);
      const due = await this.#host.due(wanted, [...this.#active.keys(), ...this.#ready], enough);
      this.#enough = enough;
      this.#more ||= due.length >= wanted;
      for (const one of due) if (!this.#active.has(one.id) && !this.#ready.has(one.id)) this.#take(one);
    } catch (error) {
      this.#log.warn({ err: error }, 'The workflow engine could not ask what is due');
    }
    this.#looking = false;
    this.#goOn();
  }

  #take({ id, organizationId }: Due): void {
    this.#ready.add(id);
    const begin = async (outside: Outside) => {
      this.#ready.delete(id);
      if (!this.#stopping.signal.aborted) await this.#advance(id, outside);
    };
    void this.#queue.run(organizationId, begin).then(() => this.#goOn());
  }

  async #advance(id: string, outside: Outside): Promise<void> {
    const state = { again: false };
    this.#active.set(id, state);
    try {
      do {
        state.again = false;
        const next = await this.#host.advance(id, this.#stopping.signal, outside);
        if (next) this.#nextAt = Math.min(this.#nextAt, next.getTime());
      } while (state.again && !this.#stopping.signal.aborted);
    } catch (error) {
      this.#log.warn({ err: error, id }, 'The workflow engine could not carry on; it will try again');
      await pause(AGAIN_AFTER_FAILURE_MS, undefined, { ref: false, signal: this.#stopping.signal }).catch(
        () => undefined,
      );
    } finally {
      this.#active.delete(id);
      if (this.#active.size === 0) this.#idle();
    }
  }

  #goOn(): void {
    const little = (organizationId: string | null) => this.#queue.countOf(organizationId) < this.#concurrency;
    if (this.#more || this.#enough.some(little)) this.look();
    else this.#rest();
  }

  /** Looks again when something is due, and every second: the clock may be set, and others write too. */
  #rest(): void {
    if (this.#stopping.signal.aborted) return;
    clearTimeout(this.#timer);
    const wait = Math.min(POLL_MS, Math.max(1, this.#nextAt - this.#host.now().getTime()));
    this.#timer = setTimeout(() => this.look(), wait);
    this.#timer.unref();
  }
}
