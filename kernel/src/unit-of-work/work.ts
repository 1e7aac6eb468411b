/**
 * One unit of work: the context a handler works in, and `work`, the one place that opens and ends its transaction.
 */
import type { Logger } from 'pino';
import { type Static, type TObject, Type } from 'typebox';
import type { SettingsGroup } from '../config/setting.ts';
import type { Call, TaskKind } from '../contract/contract.ts';
import type { Declared, Declares } from '../contract/declarations.ts';
import { commonError, commonErrors, type ErrorOptions, KernosError } from '../contract/errors.ts';
import { newId } from '../contract/ids.ts';
import {
  check,
  eventMessage,
  insertMessages,
  type Message,
  type OutgoingMessage,
  runMessage,
  taskMessage,
} from '../messaging/outbox.ts';
import type { SystemView } from '../observability/system-view.ts';
import type { Trace } from '../observability/telemetry.ts';
import type { Files } from '../ports/files.ts';
import type { Mail } from '../ports/mail.ts';
import type { Outgoing } from '../ports/outgoing.ts';
import type { Cipher } from '../store/encryption.ts';
import { mayGoAlone } from '../store/group-failed.ts';
import { type SealedSql, sealAll } from '../store/sealed-fields.ts';
import type { Sql } from '../store/sql.ts';
import { isTransient, type Tx } from '../store/store.ts';
import { ofDatabase } from '../store/store-errors.ts';
import { isUnreachable } from '../store/unreachable.ts';
import { insertRun } from '../workflows/insert-run.ts';
import type { AnyWorkflow, SignalledBy, Signals } from '../workflows/workflows.ts';
import type { Actor } from './caller.ts';
import type { Context, Job, Runtime, Settings } from './context.ts';
import { NestedKeys } from './nested-keys.ts';
import { orGivenUp } from './time-limit.ts';

const MAX_TRANSIENT_RETRIES = 3;

/**
 * Runs `run` in one transaction: commits it together with what it published, or rolls all of it back.
 * `closing` adds statements that must commit with it (an inbox row, a recorded reply). A deadlock or
 * serialization failure runs the whole again, at most three times; so does what failed only because of its group, and
 * from then on it goes alone. When `job.signal` says so it is given up, with the signal's reason: its
 * connection is destroyed, so that nothing commits that comes late.
 */
export async function work<T>(
  runtime: Runtime,
  job: Job,
  run: (ctx: UnitOfWork) => Promise<T>,
  closing: (result: T, ctx: UnitOfWork) => readonly (Sql | SealedSql)[] = () => [],
): Promise<{ result: T; ctx: UnitOfWork }> {
  for (let attempt = 0; ; attempt += 1) {
    const groupCommitKey = groupCommitKeyOf(runtime, job);
    const alone = attempt > 0;
    const ctx = new UnitOfWork(runtime, job, { groupCommitKey, alone });
    try {
      const result = await orGivenUp(job.signal, async () => {
        const value = await run(ctx);
        await ctx.commit(closing(value, ctx));
        return value;
      });
      return { result, ctx };
    } catch (thrown) {
      if (job.signal?.aborted) {
        ctx.tx.destroy();
        throw job.signal.reason;
      }
      const error = await abandon(ctx, thrown);
      // Where the database does not answer, waiting for that a second time helps nobody.
      if (groupCommitKey !== undefined && !alone && mayGoAlone(error) && !isUnreachable(error)) continue;
      if (isTransient(error) && attempt < MAX_TRANSIENT_RETRIES) continue;
      const heard = ofDatabase(error);
      if (heard?.code === 'invalid-input')
        ctx.log.warn({ err: error }, 'the database could not read a value');
      throw heard ?? error;
    }
  }
}

/** The key of what a transaction contends on, where it may share others'. What effects only read contends on nothing. */
function groupCommitKeyOf({ store }: Runtime, { groupCommitKey, readOnly }: Job): string | undefined {
  return groupCommitKey ?? (store.forEffects && readOnly ? newId() : undefined);
}

/** Keeps of a failed handler's work what is to be kept; gives the error to go on with. */
async function abandon(ctx: UnitOfWork, error: unknown): Promise<unknown> {
  let outcome = error;
  const note = (other: unknown) => {
    outcome = other;
  };
  if (error instanceof KernosError && error.keep) await ctx.commit([]).catch(note);
  // In a group it waits for those before it, whose rows it may have been refused for; where these came to nothing,
  // so did the refusal.
  await ctx.tx.rollback().catch(note);
  return outcome;
}

export class UnitOfWork implements Context<string, Record<string, unknown>> {
  readonly #runtime: Runtime;
  readonly #job: Job;
  readonly #outgoing: (Sql | SealedSql)[];
  readonly #afterCommit: (() => void)[];
  readonly #messages: OutgoingMessage[];
  readonly #repeats: NestedKeys;
  #signal: AbortSignal | undefined;
  #log: Logger | undefined;
  readonly tx: Tx;
  readonly responseHeaders: [string, string][] = [];
  readonly named: Record<string, string> = {};

  /** @param outer where it works inside the transaction of another call, of which it shares all that is committed */
  constructor(
    runtime: Runtime,
    job: Job,
    { groupCommitKey, alone }: { groupCommitKey?: string | undefined; alone?: boolean } = {},
    outer?: UnitOfWork,
  ) {
    this.#runtime = runtime;
    this.#job = job;
    this.#outgoing = outer ? outer.#outgoing : [];
    this.#afterCommit = outer ? outer.#afterCommit : [];
    this.#messages = outer ? outer.#messages : [];
    this.#repeats = outer ? outer.#repeats : new NestedKeys(job);
    if (outer) {
      this.tx = outer.tx;
      return;
    }
    const { service, organizationId, actor, scope = 'organization', readOnly = false } = job;
    const facts = runtime.rowFacts(service, job);
    const binding = { service, organizationId, actorId: actor.id, scope, readOnly, facts };
    this.tx = runtime.store.transaction(binding, groupCommitKey, alone);
  }

  get actor(): Actor {
    return this.#job.actor;
  }
  get organizationId(): string | null {
    return this.#job.organizationId;
  }
  get deadline(): number {
    return this.#job.deadline + (this.#job.stoodStill?.() ?? 0);
  }
  get signal(): AbortSignal {
    this.#signal ??= this.#job.signal ?? new AbortController().signal;
    return this.#signal;
  }
  get trace(): Trace {
    return this.#job.trace;
  }
  get requestId(): string {
    return this.#job.requestId;
  }
  get address(): string | null {
    return this.#job.address ?? null;
  }
  get settings(): Settings {
    return this.#runtime.settings;
  }
  settingsOf<Value>(group: SettingsGroup<Value>): Value {
    return this.#runtime.settingsOf(group);
  }
  declared<Value>(kind: Declares<Value>): readonly Declared<Value>[] {
    return this.#runtime.declared(kind);
  }
  get files(): Files {
    return this.#runtime.files;
  }
  get mail(): Mail | null {
    return this.#runtime.mail;
  }
  get outgoing(): Outgoing {
    return this.#runtime.outgoing;
  }
  get system(): SystemView {
    return this.#runtime.systemFor(this.#job.service);
  }
  get log(): Logger {
    this.#log ??= this.#runtime.log.child({
      service: this.#job.service,
      name: this.#job.name,
      traceId: this.#job.trace.traceId,
      requestId: this.#job.requestId,
    });
    return this.#log;
  }

  now(): Date {
    return this.#runtime.clock();
  }

  async call<Input, Reply>(call: Call<Input, Reply>, input: Input): Promise<Reply> {
    if (this.tx.isOpen) {
      throw new Error(
        `${this.#job.name} calls ${call.id} inside its open transaction: a call may cross the network, so make it before the first statement`,
      );
    }
    this.#job.signal?.throwIfAborted();
    if (this.#runtime.clock().getTime() >= this.deadline) {
      throw commonError('deadline-exceeded', 'The time for this request is up.');
    }
    // Reading leaves no spans, and repeats nothing, so it need not pay for their ids.
    if (this.#job.readOnly) return (await this.#runtime.dispatch(call as Call, input, this.#job)) as Reply;
    const caller = { ...this.#job, trace: this.trace.child(), repeatKey: this.#repeats.keyOf(call, input) };
    const began = performance.now();
    let error: string | undefined;
    try {
      return (await this.#runtime.dispatch(call as Call, input, caller)) as Reply;
    } catch (thrown) {
      error = thrown instanceof KernosError ? thrown.code : 'internal';
      throw thrown;
    } finally {
      const { trace, organizationId, actor } = caller;
      const { service, id: name } = call;
      const durationMs = performance.now() - began;
      this.#runtime.spans.ended({
        kind: 'call',
        ...{ service, name, trace, organizationId, actor, durationMs, error },
      });
    }
  }

  async within<Input, Reply>(
    call: Call<Input, Reply>,
    input: Input,
  ): Promise<{ status: number; body: Reply }> {
    const { service, scope, readOnly, name } = this.#job;
    if (call.service !== service || (call.scope ?? 'organization') !== (scope ?? 'organization'))
      throw new Error(`${name} and ${call.id} cannot share a transaction: their service or scope differs`);
    if (readOnly && call.method !== 'GET')
      throw new Error(`${name} only reads, and ${call.id} would change something`);
    const job = { ...this.#job, name: call.id };
    const ctx = new UnitOfWork(this.#runtime, job, undefined, this);
    const answered = await this.#runtime.within(call as Call, input, job, ctx);
    return answered as { status: number; body: Reply };
  }

  /** Adds a statement to what is committed. */
  attach(sql: Sql | SealedSql): void {
    this.#outgoing.push(sql);
  }

  async shortTransaction<T>(run: (ctx: UnitOfWork) => Promise<T>): Promise<T> {
    if (this.tx.isOpen) {
      throw new Error(
        `${this.#job.name} asks for a short transaction while its own is open: that would take two connections at once`,
      );
    }
    const { result } = await work(this.#runtime, this.#job, run);
    return result;
  }

  async outside<T>(run: () => Promise<T>): Promise<T> {
    if (this.tx.isOpen)
      throw new Error(`${this.#job.name} waits outside of its turn while its transaction is open`);
    const { outside } = this.#job;
    return outside ? outside(run) : run();
  }

  publish(type: string, data: unknown, options?: { organizationId: string | null }): void {
    const kind = this.#runtime.eventKind(type);
    if (kind?.service !== this.#job.service) {
      throw new Error(
        `${this.#job.name} publishes ${type}, which the contract of ${this.#job.service} does not declare`,
      );
    }
    this.#send(eventMessage(kind, data, this.#sender(options)), kind.schema);
  }

  queue<Input>(task: TaskKind<Input>, input: Input, options?: { organizationId: string | null }): void {
    this.#send(taskMessage(task, input, this.#sender(options)), task.schema);
  }

  start<Input>(workflow: AnyWorkflow<Input>, id: string, input: Input): string {
    return this.startChild(workflow, id, input, null);
  }

  /** Starts a run that another one, if `parentId` is not null, waits for. */
  startChild<Input>(workflow: AnyWorkflow<Input>, id: string, input: Input, parentId: string | null): string {
    check(workflow.input, workflow.name, input);
    const message = runMessage(workflow.name, { id }, this.#sender());
    this.#outgoing.push(
      insertRun(message, workflow.input, { id, parentId, input, startedBy: this.actor.id }),
    );
    this.#send(message, Type.Object({}));
    return id;
  }

  sendSignal<Sent extends Signals, K extends keyof Sent & string>(
    workflow: SignalledBy<Sent>,
    id: string,
    name: K,
    payload: Static<Sent[K]>,
  ): void {
    const schema = workflow.signals?.[name];
    if (!schema) throw new Error(`the workflow ${workflow.name} declares no signal "${name}"`);
    check(schema, `${workflow.name}.${name}`, payload);
    const message = runMessage(workflow.name, { id, signal: name, payload }, this.#sender());
    this.#send(message, Type.Object({ payload: schema }));
  }

  cancel(workflow: { readonly name: string }, id: string): void {
    const { kind, id: actorId, roles } = this.actor;
    const message = runMessage(
      workflow.name,
      { id, cancelledBy: { kind, id: actorId, roles } },
      this.#sender(),
    );
    this.#send(message, Type.Object({}));
  }

  fail(code: string, detail: string, options?: ErrorOptions): never {
    const status =
      this.#runtime.errorStatus(this.#job.name, code) ??
      (commonErrors as Record<string, number | undefined>)[code];
    if (status === undefined)
      throw new Error(`${this.#job.name} fails with "${code}", which its contract does not declare`);
    throw new KernosError(code, status, detail, options);
  }

  shared<T>(load: (ctx: Context) => Promise<T>): Promise<T> {
    const known = this.#runtime.shared.get(load);
    if (known !== undefined) return known as Promise<T>;
    const { service, trace, requestId } = this.#job;
    const { deadline } = this;
    // In a platform transaction of its own: the value outlives this request and its organization.
    const job: Job = {
      service,
      name: `${service}.shared`,
      actor: { kind: 'service', id: null, roles: [], name: service },
      organizationId: null,
      scope: 'platform',
      trace,
      requestId,
      deadline,
    };
    const loading = work(this.#runtime, job, (ctx) => load(ctx)).then(({ result }) => result);
    this.#runtime.shared.set(load, loading);
    loading.catch(() => this.#runtime.shared.delete(load));
    return loading;
  }

  cipher({ organizationId } = { organizationId: this.organizationId }): Promise<Cipher> {
    return this.#runtime.keys.cipherOf(organizationId);
  }

  afterCommit(run: () => void): void {
    this.#afterCommit.push(run);
  }

  header(name: string, value: string): void {
    this.responseHeaders.push([name, value]);
  }

  about(named: Readonly<Record<string, string>>): void {
    Object.assign(this.named, named);
  }

  requestHeader(name: string): string | undefined {
    const value = this.#job.requestHeaders?.[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  /** Commits the handler's work, what it published and `closing` in one go. */
  async commit(closing: readonly (Sql | SealedSql)[]): Promise<void> {
    const last = [...this.#outgoing, ...insertMessages(this.#messages), ...closing];
    const isSealing = last.some((statement) => 'seal' in statement);
    const statements = isSealing ? await sealAll(this.#runtime.keys, last) : (last as Sql[]);
    this.#runtime.crashPoint('before-commit');
    await this.tx.commit(statements);
    this.#runtime.crashPoint('after-commit');
    if (this.#messages.length > 0) this.#runtime.hint();
    for (const run of this.#afterCommit) run();
  }

  #send(message: Message, schema: TObject): void {
    this.#messages.push({ message, schema });
  }

  #sender(options?: { organizationId: string | null }) {
    return {
      service: this.#job.service,
      organizationId: options ? options.organizationId : this.organizationId,
      traceparent: this.trace.traceparent,
      now: this.now(),
    };
  }
}
