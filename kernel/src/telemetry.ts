/**
 * Logs, traces and metrics. A trace context (W3C Trace Context) travels with every call, event and
 * workflow whether or not anybody collects spans, so that a log line can always be followed.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { context, trace as otel, type Span, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import pino, { type Logger } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** W3C Trace Context of one unit of work. */
export interface Trace {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceparent: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** A child of `parent` (a traceparent header); of nothing, where it is absent or malformed. */
export function newTrace(parent?: string): Trace {
  return toTrace(parent?.match(TRACEPARENT)?.[1] ?? randomHex(32), randomHex(16));
}

/** An id that must only be unlikely to occur twice, not hard to guess: a tenth of the cost of a secure one. */
export function randomHex(digits: number): string {
  let text = '';
  while (text.length < digits)
    text += Math.floor(Math.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, digits);
}

function toTrace(traceId: string, spanId: string): Trace {
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

/**
 * Runs `run` in a span below `parent`, when spans are collected; else only hands on a new trace context.
 */
export async function inSpan<T>(
  name: string,
  parent: string | undefined,
  run: (trace: Trace) => Promise<T>,
): Promise<T> {
  if (!tracing) return run(newTrace(parent));
  const match = parent?.match(TRACEPARENT);
  const remote = match
    ? otel.setSpanContext(context.active(), {
        traceId: match[1] as string,
        spanId: match[2] as string,
        traceFlags: TraceFlags.SAMPLED,
        isRemote: true,
      })
    : context.active();
  return otel.getTracer('kernos').startActiveSpan(name, {}, remote, async (span: Span) => {
    try {
      const { traceId, spanId } = span.spanContext();
      return await run(toTrace(traceId, spanId));
    } catch (error) {
      span.setStatus({
        code: SpanStatusCode.ERROR,
        message: error instanceof Error ? error.message : String(error),
      });
      throw error;
    } finally {
      span.end();
    }
  });
}

let tracing = false;

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
  tracing = true;
  return async () => {
    tracing = false;
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
  'code',
];

/** JSON lines; readable text on a terminal. */
export function createLogger(level: string): Logger {
  const redact = {
    paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
    censor: '[secret]',
  };
  const options = { level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (!process.stdout.isTTY) return pino(options);
  return pino({ ...options, transport: { target: 'pino-pretty', options: { ignore: 'traceId,requestId' } } });
}

/** The metrics of one running system: RED per route template, and the state of what is asynchronous. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route template, method and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  readonly consumed = new Counter({
    name: 'messages_consumed_total',
    help: 'Messages handled, by consumer and outcome (done, retried, dead)',
    labelNames: ['consumer', 'outcome'],
    registers: [this.registry],
  });
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });

  constructor() {
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
    this.#delay.enable();
    const delay = this.#delay;
    new Gauge({
      name: 'event_loop_lag_seconds',
      help: 'Worst delay of the event loop since the last scrape',
      registers: [this.registry],
      collect() {
        this.set(delay.max / 1e9);
        delay.reset();
      },
    });
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
