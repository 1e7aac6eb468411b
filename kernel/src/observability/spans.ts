/**
 * What began a trace, and the calls between services, for whoever follows a trace later. What else a trace holds
 * (events, who handled them, workflows and steps) is on record anyway, in the transactions that did it.
 *
 * A record to look at, never to rely on: it is written in batches after the fact, off the path of the request,
 * at most so many a second. What is over that, or cannot be written, is left out and counted.
 */
import type { Logger } from 'pino';
import type { AnyCall } from '../contract/contract.ts';
import type { Store } from '../store/store.ts';
import type { Actor } from '../unit-of-work/caller.ts';
import type { Trace } from './telemetry.ts';

/** What people do by hand is far below it; under load one request in many is enough to look at. */
const PER_SECOND = 50;
const WRITE_EVERY_MS = 250;

interface Span {
  readonly kind: 'request' | 'call' | 'schedule';
  readonly service: string;
  /** Call or schedule. */
  readonly name: string;
  readonly trace: Trace;
  readonly organizationId: string | null;
  readonly actor?: Actor;
  readonly durationMs: number;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  /** Error code. */
  readonly error?: string | undefined;
}

export class Spans {
  readonly #store: Store;
  readonly #log: Logger;
  #waiting: object[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #second = 0;
  #inSecond = 0;
  #leftOut = 0;

  constructor(store: Store, log: Logger) {
    this.#store = store;
    this.#log = log;
  }

  /** Spans that were not kept since the start. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** An answered request that changes something, or that went wrong on our side. */
  request(
    call: AnyCall,
    at: { trace: Trace; organizationId: string | null; actor: Actor },
    durationMs: number,
    status: number,
  ): void {
    if (call.method === 'GET' && status < 500) return;
    if (call.routine && status < 400) return;
    if (!this.#hasRoom()) return;
    const { service, id: name, method, route } = call;
    this.#add({ ...at, kind: 'request', service, name, method, route, durationMs, status });
  }

  /** A call of one service to another, or a job by the clock, that just ended. */
  ended(span: Span): void {
    if (this.#hasRoom()) this.#add(span);
  }

  /** Writes what is waiting. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    await this.#write();
  }

  #hasRoom(): boolean {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#inSecond = 0;
    }
    this.#inSecond += 1;
    if (this.#inSecond <= PER_SECOND) return true;
    this.#leftOut += 1;
    return false;
  }

  #add({ trace, actor, durationMs, organizationId, error, ...span }: Span): void {
    this.#waiting.push({
      ...span,
      started_at: new Date(Date.now() - durationMs).toISOString(),
      trace_id: trace.traceId,
      span_id: trace.spanId,
      parent_id: trace.parentId,
      organization_id: organizationId,
      actor_id: actor?.id ?? null,
      duration_ms: durationMs,
      error: error ?? null,
    });
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#writing.then(() => this.#write());
    }, WRITE_EVERY_MS).unref();
  }

  async #write(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const spans = this.#waiting;
    this.#waiting = [];
    try {
      await this.#store.query({
        name: 'kernel.spans.insert',
        text: `INSERT INTO kernel.spans (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::kernel.spans, $1::jsonb)`,
        values: [JSON.stringify(spans)],
      });
    } catch (error) {
      this.#leftOut += spans.length;
      this.#log.warn(
        { err: error, spans: spans.length },
        'spans could not be written; traces will lack them',
      );
    }
  }
}

const columns =
  'started_at, trace_id, span_id, parent_id, organization_id, kind, service, name, method, route, status, actor_id, duration_ms, error';
