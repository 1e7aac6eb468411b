/**
 * One service calling another: the one place that chooses between in process and HTTP. Either way the
 * actor, organization, deadline and trace go with the call, its access rule is checked where it is
 * answered, and its errors are the same.
 */
import { createHash } from 'node:crypto';
import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  isBrokenCircuitError,
  retry,
} from 'cockatiel';
import { type TObject, Type } from 'typebox';
import { send } from '../contract/client.ts';
import type { Access, AnyCall } from '../contract/contract.ts';
import { commonError, isOutcomeUnknown, KernosError, TransportError } from '../contract/errors.ts';
import { newId } from '../contract/ids.ts';
import { Answer, type Handler } from '../contract/service.ts';
import { findReply, type RecordedReply, type ReplyKey, recordReply } from '../http/idempotency.ts';
import { type Validate, validator } from '../http/validation.ts';
import { auditEntry, partsOf } from '../observability/audit.ts';
import type { SealedSql } from '../store/sealed-fields.ts';
import type { Sql } from '../store/sql.ts';
import { violates } from '../store/store.ts';
import { serviceAway } from './away.ts';
import type { Actor, Caller } from './caller.ts';
import type { Job, Runtime } from './context.ts';
import { CALLER_HEADER, type CallerSeal } from './seal.ts';
import { within } from './time-limit.ts';
import { type UnitOfWork, work } from './work.ts';

/** What a handler answered, and the unit of work it did so in. */
export interface Performed {
  readonly result: unknown;
  readonly ctx: UnitOfWork;
}

/** What a handler gave, as a status and a body. */
export const answered = (
  call: AnyCall,
  result: unknown,
): { readonly status: number; readonly body: unknown } =>
  result instanceof Answer ? result : { status: call.status, body: result };

/** Runs a call's handler in its transaction. Access has been checked by whoever took the call in. */
export function perform(
  runtime: Runtime,
  handler: Handler,
  input: unknown,
  caller: Caller & Pick<Job, 'address' | 'requestHeaders'>,
  recording?: (reply: RecordedReply) => Sql | SealedSql,
): Promise<Performed> {
  const { call } = handler;
  return caller.trace.inSpan(call.id, (trace) => {
    const job: Job = {
      ...caller,
      trace,
      service: call.service,
      name: call.id,
      scope: call.scope ?? 'organization',
      readOnly: call.method === 'GET',
      groupCommitKey: handler.groupCommitKey?.(input as never, caller.actor),
    };
    const run = (ctx: UnitOfWork) => handler.run(input as never, ctx as never);
    const onRecord = runtime.isAudited(call, job.purpose);
    if (!recording && !onRecord) return work(runtime, job, run);
    const act = (result: unknown, { named }: Named) =>
      actOf(job, call, { ...partsOf(call, input), named }, answered(call, result).status);
    // The transaction of one that reads cannot write.
    if (job.readOnly)
      return work(runtime, job, run).then(async (read) => {
        if (onRecord) await runtime.auditRead(act(read.result, read.ctx));
        return read;
      });
    return work(runtime, job, run, (result, ctx) => [
      ...(recording ? [recording({ ...answered(call, result), headers: ctx.responseHeaders })] : []),
      ...(onRecord ? [act(result, ctx)] : []),
    ]);
  });
}

/** Whoever waits has waited already for what failed, and a database that has stopped answers this no sooner. */
const FOUND_WITHIN_MS = 5_000;

/** The same, once for each key: whoever asks again gets the reply that was recorded in the transaction of the change. */
export async function performOnce(
  runtime: Runtime,
  handler: Handler,
  input: unknown,
  caller: Caller & Pick<Job, 'address' | 'requestHeaders'>,
  key: ReplyKey,
): Promise<RecordedReply & { readonly replayed: boolean }> {
  const recorded = await findReply(runtime, key, handler.call);
  if (recorded) return { ...recorded, replayed: true };
  try {
    const { result, ctx } = await perform(runtime, handler, input, caller, (reply) =>
      recordReply(key, handler.call, reply),
    );
    const { status, body } = answered(handler.call, result);
    return { status, body, headers: ctx.responseHeaders, replayed: false };
  } catch (error) {
    // The same key won in another request while this one ran, or this one's COMMIT did and its answer was lost: the
    // recorded reply is the answer.
    const looking = { milliseconds: FOUND_WITHIN_MS, name: 'looking for a recorded reply' };
    const winner = await within(looking, () => findReply(runtime, key, handler.call)).catch(() => null);
    if (winner) return { ...winner, replayed: true };
    if (violates(error, 'replies_key'))
      throw commonError('conflict', 'The same request is being handled right now.', { retryAfter: 1 });
    throw error;
  }
}

/** Whose key it is: keys of two people, or of a person in two organizations, have nothing to do with each other. */
export const keyHolder = (actor: Actor): string =>
  actor.kind === 'person' ? actor.id : `service:${actor.kind === 'service' ? actor.name : ''}`;

type Named = Pick<UnitOfWork, 'named'>;

const actOf = (
  job: Job,
  call: AnyCall,
  { params, body, named }: ReturnType<typeof partsOf> & Named,
  status: number,
): Sql | SealedSql =>
  auditEntry({
    ...{ call, actor: job.actor, organizationId: job.organizationId, address: job.address ?? null },
    purpose: job.purpose,
    ...{ traceId: job.trace.traceId, params: { ...params, ...named }, body },
    ...{ outcome: 'done', status, error: null },
  });

/** Makes a call of the same service inside a transaction that is open already; see `Context.within`. */
export function withinTransaction(
  handlers: ReadonlyMap<string, Handler>,
  isAudited: Runtime['isAudited'],
): Runtime['within'] {
  const inputs = new Map<string, Validate>();
  return async (call, input, job, ctx) => {
    const handler = handlers.get(call.id);
    if (!handler) throw new Error(`no service here answers ${call.id}`);
    if (call.access.kind !== 'internal') checkAccess(call.access, job.actor);
    const validate = inputs.get(call.id) ?? validator(inputSchema(call), '');
    inputs.set(call.id, validate);
    const checked = validate(input);
    const { status, body } = answered(call, await handler.run(checked as never, ctx as never));
    if (isAudited(call, job.purpose))
      ctx.attach(actOf(job, call, { ...partsOf(call, checked), named: ctx.named }, status));
    return { status, body };
  };
}

function inputSchema(call: AnyCall): TObject {
  const { additionalProperties = false } = (call.body ?? {}) as { additionalProperties?: boolean };
  const version =
    call.versioned === true ? { ifMatch: Type.Integer() } : { ifMatch: Type.Optional(Type.Integer()) };
  return Type.Object(
    {
      ...call.params?.properties,
      ...call.query?.properties,
      ...call.body?.properties,
      ...(call.versioned && call.method !== 'GET' && version),
    },
    { additionalProperties },
  );
}

/** Throws `unauthenticated` or `forbidden` where the rule does not let this actor in. */
export function checkAccess(access: Access, actor: Actor): void {
  // A service acts for the system itself, and only code of ours can be one.
  if (actor.kind === 'service' || access.kind === 'anyone') return;
  if (access.kind === 'internal') throw commonError('not-found', 'There is nothing here.');
  if (actor.kind === 'anonymous')
    throw commonError('unauthenticated', 'Sign in first: this needs an access token.');
  if (access.kind === 'signed-in' || access.kind === 'api-key') return;
  if (!access.roles.some((role) => actor.roles.includes(role))) {
    throw commonError(
      'forbidden',
      `This needs the role ${access.roles.join(' or ')}, which you do not have here.`,
    );
  }
}

export type Dispatch = (call: AnyCall, input: unknown, caller: Caller) => Promise<unknown>;

/** Calls whose service runs in this process. */
export function inProcess(runtime: Runtime, handlers: ReadonlyMap<string, Handler>): Dispatch {
  return async (call, input, caller) => {
    const handler = handlers.get(call.id);
    if (!handler) throw new Error(`no service here answers ${call.id}`);
    checkInternalAccess(call, caller.actor);
    const known = onlyCaller(caller);
    if (!takesKey(call, caller))
      return answered(call, (await perform(runtime, handler, input, known)).result).body;
    const { actor, organizationId, repeatKey: key } = caller;
    const fingerprint = createHash('sha256')
      .update(`${call.id} ${JSON.stringify(input)}`)
      .digest();
    const replyKey = { actor: keyHolder(actor), key, call: call.id, organizationId, fingerprint };
    return (await performOnce(runtime, handler, input, known, replyKey)).body;
  };
}

// Wherever it is answered, a call that a retried handler makes again changes nothing a second time.
const takesKey = (call: AnyCall, caller: Caller): caller is Caller & { repeatKey: string } =>
  call.method === 'POST' &&
  call.idempotent === true &&
  caller.repeatKey !== undefined &&
  caller.actor.kind !== 'anonymous';

// Another service may make an internal call on a person's behalf, which that person could not make.
function checkInternalAccess(call: AnyCall, actor: Actor): void {
  if (call.access.kind !== 'internal') checkAccess(call.access, actor);
}

const onlyCaller = ({
  actor,
  organizationId,
  deadline,
  trace,
  requestId,
  purpose,
  repeatKey,
}: Caller): Caller => ({
  actor,
  organizationId,
  deadline,
  trace,
  requestId,
  ...(purpose && { purpose }),
  ...(repeatKey !== undefined && { repeatKey }),
});

// --- over HTTP -------------------------------------------------------------------------------------

export interface RemoteOptions {
  /** Base address of the process that runs a service. */
  readonly addressOf: (service: string) => string;
  readonly seal: CallerSeal;
  /** The system's clock, which deadlines are of. */
  readonly clock: () => Date;
  /** For tests: loses the first reply of every idempotent call, after it was carried out. */
  readonly loseFirstReply?: boolean;
}

/**
 * Calls whose service runs elsewhere. Only an idempotent call is tried again, only when its outcome is
 * unknown, and a POST then carries one Idempotency-Key through all its tries.
 */
export function overHttp({ addressOf, seal, clock, loseFirstReply }: RemoteOptions): Dispatch {
  const breakers = new Map<string, IPolicy>();
  return async (call, input, caller) => {
    const headers = {
      [CALLER_HEADER]: await seal.seal(caller, call.service),
      traceparent: caller.trace.traceparent,
      ...(call.method === 'POST' && call.idempotent && { 'idempotency-key': caller.repeatKey ?? newId() }),
    };
    // Of all tries: one that is refused tells nothing of one before, whose connection broke.
    let mayBeDone = false;
    const once = async () => {
      const signal = AbortSignal.timeout(Math.max(1, caller.deadline - clock().getTime()));
      try {
        return await send({ baseUrl: addressOf(call.service) }, call, input as Record<string, unknown>, {
          headers,
          signal,
        });
      } catch (error) {
        mayBeDone ||= call.method !== 'GET' && isOutcomeUnknown(error) && !neverArrived(error);
        throw error;
      }
    };
    let lost = !loseFirstReply;
    try {
      if (!call.idempotent) return await once();
      const breaker = breakers.get(call.service) ?? newBreaker();
      breakers.set(call.service, breaker);
      return await again.execute(async () => {
        const reply = await breaker.execute(once);
        if (lost) return reply;
        // The service was there, so this is nothing for the breaker.
        lost = true;
        mayBeDone = call.method !== 'GET';
        throw new TransportError(`the reply of ${call.id} was lost on purpose`);
      });
    } catch (error) {
      throw notAnswered(error, call, mayBeDone);
    }
  };
}

/** When a service that was away may be asked again, seconds. */
const AWAY_SECONDS = 5;
/** Causes for which nothing of the call can have arrived. */
const notConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What it means for whoever made a call that it got no answer: the service is away, or nobody knows what it did. */
function notAnswered(error: unknown, { service, idempotent }: AnyCall, mayBeDone: boolean): unknown {
  const saysSo = error instanceof KernosError && error.code === 'unavailable';
  if (!saysSo && !isBrokenCircuitError(error) && !(error instanceof TransportError)) return error;
  if (saysSo && !mayBeDone) return serviceAway(error);
  const options = { retryAfter: AWAY_SECONDS, cause: error };
  if (!mayBeDone)
    return serviceAway(
      commonError(
        'unavailable',
        `The service ${service} cannot be reached right now; please try again.`,
        options,
      ),
    );
  const detail = `The service ${service} gave no answer, so it may or may not have done what was asked of it. The same Idempotency-Key finds out.`;
  const unknown = commonError('outcome-unknown', detail, options);
  return idempotent ? serviceAway(unknown) : unknown;
}

function neverArrived(error: unknown): boolean {
  for (let at = error as { code?: string; cause?: unknown } | undefined; at; at = at.cause as typeof at)
    if (at.code !== undefined && notConnected.has(at.code)) return true;
  return false;
}

const unknownOutcome = handleWhen(isOutcomeUnknown);

const again = retry(unknownOutcome, {
  maxAttempts: 2,
  backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 500 }),
});

const newBreaker = (): IPolicy =>
  circuitBreaker(unknownOutcome, { halfOpenAfter: 5_000, breaker: new ConsecutiveBreaker(20) });
