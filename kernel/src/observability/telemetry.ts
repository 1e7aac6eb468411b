/**
 * Logs, traces and metrics. A trace context (W3C Trace Context) goes with every call, event and
 * workflow whether or not anybody collects spans, so that a log line can always be followed.
 */
import { randomFillSync } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { context, trace as otel, type Span, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import pino, { type DestinationStream, type Logger } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { RequestTimes } from './request-times.ts';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/**
 * W3C Trace Context of one unit of work: the trace it belongs to, an id of its own, and the id of what caused it.
 * Its own ids are made when somebody first looks: most requests need none.
 */
export class Trace {
  #traceId: string | undefined;
  #spanId: string | undefined;
  #parentId: string | undefined;

  /** A unit of work caused by what `traceparent` names; a new trace, where that is absent or malformed. */
  static of(traceparent?: string): Trace {
    const match = traceparent?.match(TRACEPARENT);
    return match ? Trace.#below(match[1] as string, match[2] as string) : new Trace();
  }

  static #below(traceId: string, parentId: string): Trace {
    const trace = new Trace();
    trace.#traceId = traceId;
    trace.#parentId = parentId;
    return trace;
  }

  get traceId(): string {
    this.#traceId ??= newTraceId();
    return this.#traceId;
  }
  get spanId(): string {
    this.#spanId ??= randomHex(16);
    return this.#spanId;
  }
  /** What caused this; null where nothing that is known did. */
  get parentId(): string | null {
    return this.#parentId ?? null;
  }
  /** As whoever is caused by this gets it. */
  get traceparent(): string {
    return `00-${this.traceId}-${this.spanId}-01`;
  }

  /** A unit of work that this one causes. */
  child(): Trace {
    return Trace.#below(this.traceId, this.spanId);
  }

  /** Runs `run` in a span of its own, while spans are exported, whose id this trace takes on. */
  inSpan<T>(name: string, run: (trace: Trace) => Promise<T>): Promise<T> {
    if (!collecting) return run(this);
    return otel.getTracer('kernos').startActiveSpan(name, {}, this.#parent(), async (span: Span) => {
      const { traceId, spanId } = span.spanContext();
      this.#traceId ??= traceId;
      this.#spanId ??= spanId;
      const own = new Trace();
      own.#traceId = traceId;
      own.#spanId = spanId;
      own.#parentId = this.#parentId;
      try {
        return await run(own);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        span.setStatus({ code: SpanStatusCode.ERROR, message });
        throw error;
      } finally {
        span.end();
      }
    });
  }

  #parent() {
    const active = context.active();
    if (this.#traceId === undefined) return active;
    const spanId = this.#parentId ?? this.spanId;
    const parent = { traceId: this.#traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
    return otel.setSpanContext(active, parent);
  }
}

// Begins with the time in milliseconds, as a UUID of version 7 does: an index over such ids grows at its end
// instead of everywhere. The rest is random, as W3C Trace Context, level 2, wants it.
const newTraceId = (): string => Date.now().toString(16).padStart(12, '0') + randomHex(20);

// To ask for a few random bytes costs many times what it takes to write them: they are fetched for hundreds of ids.
const randomBytes = Buffer.alloc(4_096);
let unused = randomBytes.length;

/** An even number of random hexadecimal digits, fewer than a thousand. */
export function randomHex(digits: number): string {
  const bytes = digits / 2;
  if (unused + bytes > randomBytes.length) {
    randomFillSync(randomBytes);
    unused = 0;
  }
  unused += bytes;
  return randomBytes.toString('hex', unused - bytes, unused);
}

let collecting = false;

/**
 * Exports spans to an OpenTelemetry collector (OTLP over HTTP) from now on, until the returned function
 * is called. The SDK is loaded only here: most runs need none of it.
 */
export async function exportTraces(endpoint: string): Promise<() => Promise<void>> {
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'kernos' }),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })),
    ],
  });
  provider.register();
  collecting = true;
  return async () => {
    collecting = false;
    await provider.shutdown();
    otel.disable();
    context.disable();
  };
}

/** Fields that must never reach a log, wherever they stand. */
const secretFields = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'secret',
];

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code?: string;
  readonly cause?: LoggedError;
}

// An error may carry anything, such as the connection that it happened on with its password. A log line gets
// these fields and no others.
function describeError(error: unknown): LoggedError | unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' && { code }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

/** JSON lines, to standard output if not given another place; readable text on a terminal. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const redact = {
    paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
    censor: '[secret]',
  };
  const serializers = { err: describeError };
  const options = { level, redact, serializers, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (destination) return pino(options, destination);
  if (!process.stdout.isTTY) return pino(options);
  return pino({ ...options, transport: { target: 'pino-pretty', options: { ignore: 'traceId,requestId' } } });
}

const LOOP_RESOLUTION_MS = 10;

// What the monitor measures is from one tick to the next, and they are meant to be this far apart.
const lateness = (nanoseconds: number): number =>
  Math.max(0, Math.round(nanoseconds / 1e4 - LOOP_RESOLUTION_MS * 100) / 100);

/** The metrics of one running system: RED per route template, and the state of what is asynchronous. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new RequestTimes();
  readonly consumed = new Counter({
    name: 'messages_consumed_total',
    help: 'Messages handled, by consumer and outcome (done, retried, dead)',
    labelNames: ['consumer', 'outcome'],
    registers: [this.registry],
  });
  readonly received = new Counter({
    name: 'inbound_messages_total',
    help: 'Messages that came in beside HTTP, by listener and outcome',
    labelNames: ['listener', 'outcome'],
    registers: [this.registry],
  });
  readonly #delay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  #worstDelayMs = 0;

  constructor() {
    this.registry.registerMetric(this.requests.metric);
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
    this.#delay.enable();
    this.gauge('event_loop_lag_seconds', 'Worst delay of the event loop since the last scrape', () => {
      this.rollEventLoop();
      const worst = this.#worstDelayMs;
      this.#worstDelayMs = 0;
      return worst / 1_000;
    });
  }

  /** How late the event loop came to its work since it was rolled, milliseconds. */
  eventLoop(): { p50Ms: number; p99Ms: number; maxMs: number } {
    const [p50Ms, p99Ms] = [lateness(this.#delay.percentile(50)), lateness(this.#delay.percentile(99))];
    return { p50Ms, p99Ms, maxMs: lateness(this.#delay.max) };
  }

  /** Begins to look at the event loop anew. */
  rollEventLoop(): void {
    this.#worstDelayMs = Math.max(this.#worstDelayMs, this.eventLoop().maxMs);
    this.#delay.reset();
  }

  /** A gauge whose value is read when somebody scrapes. */
  gauge(name: string, help: string, read: () => Promise<number> | number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }

  stop(): void {
    this.#delay.disable();
    this.registry.clear();
  }
}
