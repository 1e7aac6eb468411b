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

/** Measures, logs and traces every request once it is answered. */
export function observe(app: FastifyInstance, metrics: Metrics, runtime: Runtime): void {
  const byRoute = new Map<
    string,
    { duration: ReturnType<Metrics['requests']['labels']>; call: AnyCall | undefined }
  >();
  app.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'unknown' } = request.routeOptions;
    const { method } = request;
    const status = String(reply.statusCode);
    const labels = `${method} ${route} ${status}`;
    let known = byRoute.get(labels);
    if (!known) {
      known = {
        duration: metrics.requests.labels({ method, route, status }),
        call: request.routeOptions.config.call,
      };
      byRoute.set(labels, known);
    }
    known.duration.observe(reply.elapsedTime / 1000);
    // A flood that was turned away would push out what was let in.
    if (known.call && request.caller && reply.statusCode !== 429)
      runtime.spans.request(known.call, request.caller, reply.elapsedTime, reply.statusCode);
    if (runtime.log.isLevelEnabled('info')) {
      const { traceId } = request.caller?.trace ?? {};
      const ms = Math.round(reply.elapsedTime * 10) / 10;
      runtime.log.info(
        { requestId: request.id, traceId, method, route, status: reply.statusCode, ms },
        'request',
      );
    }
    done();
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
