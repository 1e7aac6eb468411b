/** What is kept of each request: its time in the metrics, a line in the log, a span, and attempts at acts of administration. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { KernosError } from '../contract/errors.ts';
import { wholeBody } from '../contract/media.ts';
import { auditEntry, failureOf } from '../observability/audit.ts';
import type { Times } from '../observability/request-times.ts';
import type { Metrics } from '../observability/telemetry.ts';
import { sealAll } from '../store/sealed-fields.ts';
import type { Runtime } from '../unit-of-work/context.ts';
import { within } from '../unit-of-work/time-limit.ts';

/** An answer waits no longer for the record: what kept the act from being done may keep it from being recorded. */
const RECORDED_WITHIN_MS = 5_000;

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
    await within({ milliseconds: RECORDED_WITHIN_MS, name: 'putting it on record' }, async () => {
      for (const row of await sealAll(keys, [entry])) await store.query(row);
    });
  } catch (err) {
    log.error({ err, call: call.id }, 'an attempt could not be put on record');
  }
}

interface Observed {
  readonly route: string;
  readonly call: AnyCall | undefined;
  readonly times: Times;
}

/**
 * Gives what measures, logs and traces a request once it is answered: to be called when one comes. Listens to the
 * response itself: a hook of Fastify's for that adds two listeners to each, and takes them away again.
 */
export function observer(
  metrics: Metrics,
  runtime: Runtime,
): (request: FastifyRequest, reply: FastifyReply) => void {
  // By call: to ask Fastify for the route of a request each time costs more than to count it.
  const byCall = new Map<unknown, Map<number, Observed>>();
  const meet = ({ method, routeOptions }: FastifyRequest, status: number): Observed => {
    const { url: route = 'unknown', config } = routeOptions;
    return {
      route,
      call: config.call,
      times: metrics.requests.of({ method, route, status: String(status) }),
    };
  };
  const observedOf = (request: FastifyRequest, status: number): Observed => {
    if (!request.call) return meet(request, status);
    let known = byCall.get(request.call);
    if (!known) {
      known = new Map();
      byCall.set(request.call, known);
    }
    const key = request.method === 'HEAD' ? -status : status;
    let observed = known.get(key);
    if (!observed) {
      observed = meet(request, status);
      known.set(key, observed);
    }
    return observed;
  };
  const answered = (request: FastifyRequest, status: number, ms: number): void => {
    const { route, call, times } = observedOf(request, status);
    times.observe(ms / 1000);
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
  };
  return (request, { raw }) => {
    const began = performance.now();
    raw.on('finish', () => answered(request, raw.statusCode, performance.now() - began));
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
