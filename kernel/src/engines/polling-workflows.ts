/** The plain workflow engine: asks the host what is due, when it is woken and every second, and carries that on. */
import { setTimeout as pause } from 'node:timers/promises';
import type { EngineHost, EngineLog, EngineOptions, WorkflowEngine } from '../ports/workflow-engine.ts';

const POLL_MS = 1_000;
const AGAIN_AFTER_FAILURE_MS = 1_000;

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
  /** At work, each with whether it was woken meanwhile. */
  readonly #active = new Map<string, { again: boolean }>();
  /** Known to be due, in the order in which they begin. */
  #ready: string[] = [];
  #looking = false;
  /** More may be due than is known. */
  #more = true;
  #timer: NodeJS.Timeout | undefined;
  /** The next instant that the host named, epoch milliseconds. */
  #nextAt = Number.POSITIVE_INFINITY;
  #idle: () => void = () => undefined;

  constructor({ host, log, concurrency = 8, stopWithin = 5_000 }: EngineOptions) {
    this.#host = host;
    this.#log = log;
    this.#concurrency = concurrency;
    this.#stopWithin = stopWithin;
  }

  async wake(id: string): Promise<void> {
    const active = this.#active.get(id);
    if (active) active.again = true;
    // Where there is room it begins at once; else the database knows that it is due, and in which order.
    else if (this.#free > this.#ready.length && !this.#ready.includes(id)) {
      this.#ready.push(id);
      this.#begin();
    } else {
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

  /** Asks the host what is due, unless enough is known to be. */
  look(): void {
    if (!this.#looking && this.#ready.length < this.#concurrency && !this.#stopping.signal.aborted)
      void this.#look();
  }

  async #look(): Promise<void> {
    this.#looking = true;
    this.#more = false;
    this.#nextAt = Number.POSITIVE_INFINITY;
    try {
      const wanted = 2 * this.#concurrency;
      const due = await this.#host.due(wanted, [...this.#active.keys(), ...this.#ready]);
      this.#more ||= due.length === wanted;
      this.#ready.push(...due.filter((id) => !this.#active.has(id) && !this.#ready.includes(id)));
    } catch (error) {
      this.#log.warn({ err: error }, 'The workflow engine could not ask what is due');
    }
    this.#looking = false;
    this.#goOn();
  }

  get #free(): number {
    return this.#concurrency - this.#active.size;
  }

  #begin(): void {
    while (this.#free > 0 && this.#ready.length > 0 && !this.#stopping.signal.aborted)
      void this.#advance(this.#ready.shift() as string);
  }

  async #advance(id: string): Promise<void> {
    const state = { again: false };
    this.#active.set(id, state);
    try {
      do {
        state.again = false;
        const next = await this.#host.advance(id, this.#stopping.signal);
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
    this.#goOn();
  }

  #goOn(): void {
    this.#begin();
    if (this.#more) this.look();
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
