/** What is kept of each request: its time in the metrics, a line in the log, a span, and attempts at acts of administration. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { KernosError } from '../contract/errors.ts';
import { wholeBody } from '../contract/media.ts';
import { auditEntry, failureOf } from '../observability/audit.ts';
import type { Metrics } from '../observability/telemetry.ts';
import { sealAll } from '../store/sealed-fields.ts';
import type { Runtime } from '../unit-of-work/context.ts';

/** An act of administration that was refused or failed is on record before the answer is sent. */
export async function recordAttempt(
  call: AnyCall,
  error: unknown,
  request: FastifyRequest,
  { store, keys, log }: Runtime,
): Promise<void> {
  const { caller } = request;
  const failure = failureOf(error instanceof KernosError ? error : null);
  if (!caller || !failure) return;
  const { actor, organizationId, purpose, address = null, trace } = caller;
  const params = { ...(request.params as object), ...(request.query as object) };
  const isRead = call.body && !wholeBody(call.body);
  const body = isRead && isObject(request.body) ? request.body : {};
  const entry = auditEntry({
    ...{ call, actor, organizationId, purpose, address, traceId: trace.traceId, params, body },
    ...failure,
  });
  try {
    for (const row of await sealAll(keys, [entry])) await store.query(row);
  } catch (err) {
    log.error({ err, call: call.id }, 'an attempt could not be put on record');
  }
}

interface Observed {
  readonly route: string;
  readonly call: AnyCall | undefined;
  readonly duration: ReturnType<Metrics['requests']['labels']>;
}

/** Measures, logs and traces every request once it is answered. */
export function observe(app: FastifyInstance, metrics: Metrics, runtime: Runtime): void {
  // By call: to ask Fastify for the route of a request each time costs more than to count it.
  const byCall = new Map<unknown, Map<string, Observed>>();
  const meet = ({ method, routeOptions }: FastifyRequest, status: number): Observed => {
    const { url: route = 'unknown', config } = routeOptions;
    return {
      route,
      call: config.call,
      duration: metrics.requests.labels({ method, route, status: String(status) }),
    };
  };
  const observedOf = (request: FastifyRequest, status: number): Observed => {
    if (!request.call) return meet(request, status);
    let known = byCall.get(request.call);
    if (!known) {
      known = new Map();
      byCall.set(request.call, known);
    }
    const key = request.method + status;
    let observed = known.get(key);
    if (!observed) {
      observed = meet(request, status);
      known.set(key, observed);
    }
    return observed;
  };
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status, elapsedTime: ms } = reply;
    const { route, call, duration } = observedOf(request, status);
    duration.observe(ms / 1000);
    runtime.effects.answered(ms);
    // A flood that was turned away would push out what was let in.
    if (call && request.caller && status !== 429) runtime.spans.request(call, request.caller, ms, status);
    if (runtime.log.isLevelEnabled('info')) {
      const { traceId } = request.caller?.trace ?? {};
      const { id: requestId, method } = request;
      runtime.log.info(
        { requestId, traceId, method, route, status, ms: Math.round(ms * 10) / 10 },
        'request',
      );
    }
    done();
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
