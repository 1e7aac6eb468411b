/**
 * Who is asking, for which organization, until when, under which trace; and what a handler may do about
 * it. Every handler (of a call, an event, a task, a workflow's activity, a schedule) gets one of these,
 * and `work` is the one place that opens and ends its transaction.
 */
import type { Logger } from 'pino';
import type { AddressOf } from './client-address.ts';
import type { Call, EventKind, TaskKind } from './contract.ts';
import { type CommonCode, commonError, commonErrors, type ErrorOptions, KernosError } from './errors.ts';
import type { Files } from './files.ts';
import { mayGoAlone } from './group-commit.ts';
import type { Mail } from './mail.ts';
import type { SmsSettings } from './message-settings.ts';
import { eventMessage, insertMessage, type Message, taskMessage, workflowMessage } from './outbox.ts';
import type { Outgoing } from './outgoing.ts';
import type { Spans } from './spans.ts';
import { isTransient, type Sql, type Store, type Tx } from './store.ts';
import { ofDatabase } from './store-errors.ts';
import type { Trace } from './telemetry.ts';
import type { AnyWorkflow } from './workflows.ts';

/** Who acts. A service acts on its own behalf when it handles an event, a task, a step or a schedule. */
export type Actor =
  | { readonly kind: 'anonymous'; readonly id: null; readonly roles: readonly [] }
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly roles: readonly string[];
      readonly sessionId: string;
    }
  | { readonly kind: 'service'; readonly id: null; readonly roles: readonly []; readonly name: string };

export const anonymous: Actor = { kind: 'anonymous', id: null, roles: [] };
export const serviceActor = (name: string): Actor => ({ kind: 'service', id: null, roles: [], name });

/** What travels with every call, in process and over HTTP alike. */
export interface Caller {
  readonly actor: Actor;
  readonly organizationId: string | null;
  /** Milliseconds since the epoch after which nobody waits for the answer. */
  readonly deadline: number;
  readonly trace: Trace;
  readonly requestId: string;
}

/** Settings a handler may need to know. */
export interface Settings {
  /** Where people reach this system, without a trailing slash. */
  readonly publicUrl: string;
  readonly demo: boolean;
  /** Other origins whose pages may call with a browser's cookies, beside `publicUrl`. */
  readonly allowedOrigins: readonly string[];
  /** Language models behind an OpenAI-compatible API, as the OPENAI_… settings say; without `baseUrl` there are none. */
  readonly models: ModelSettings;
  /** Twilio, as the TWILIO_… settings say; null where no text messages are sent. */
  readonly sms: SmsSettings | null;
  /** Whom push services may write to. */
  readonly pushContact: string;
}

export interface ModelSettings {
  readonly baseUrl?: string;
  readonly apiKey?: string;
  readonly model?: string;
  readonly fallbackModel?: string;
  readonly embeddingModel?: string;
  readonly rerankModel?: string;
  readonly transcriptionModel?: string;
  /** To the first token, and between two of them. */
  readonly timeoutMs: number;
  readonly maxTokens: number;
  /** For the passages in a prompt. */
  readonly contextTokens: number;
  /** By model, for a million tokens each. */
  readonly prices: Readonly<Record<string, { readonly input: number; readonly output: number }>>;
}

/**
 * What a handler works with.
 * @typeParam Errors the codes it may fail with, beside the common ones.
 * @typeParam Events the events it may publish: type → data.
 */
export interface Context<Errors extends string = string, Events = unknown> extends Caller {
  readonly log: Logger;
  readonly settings: Settings;
  /** Content-addressed and named files. */
  readonly files: Files;
  /** Sends letters; null where no mail server is set up. */
  readonly mail: Mail | null;
  /** Requests to addresses that people typed. */
  readonly outgoing: Outgoing;
  /** The transaction; it begins with the first statement. */
  readonly tx: Tx;
  /** Address the request came from, for rate limits and security records; null inside the system. */
  readonly address: string | null;
  /** The current instant, from the system's clock. */
  now(): Date;
  /**
   * Calls another service. Refused while this handler's transaction is open: a call may cross the
   * network, and a transaction must not wait for one. Ask first, then write.
   */
  call<Input, Reply>(call: Call<Input, Reply>, input: Input): Promise<Reply>;
  /**
   * Runs `run` in a short transaction of its own, committed when this returns: for what must be read or
   * counted before long work (hashing, rendering) that may hold no connection. Refused while this
   * handler's own transaction is open.
   */
  beforehand<T>(run: (ctx: Context<Errors, Events>) => Promise<T>): Promise<T>;
  /** Announces a change, with this transaction. `organizationId` only where it is not the actor's own; null for none. */
  publish<Type extends keyof Events & string>(
    type: Type,
    data: Events[Type],
    options?: { organizationId: string | null },
  ): void;
  /** Asks for a task to be done after this transaction, by the service that offers it. */
  queue<Input>(task: TaskKind<Input>, input: Input, options?: { organizationId: string | null }): void;
  /**
   * Starts a workflow after this transaction. `id` names the run for ever: asking twice starts it once.
   * Returns the id, which `GET /api/workflows/:id/status` takes.
   */
  start<Input>(workflow: AnyWorkflow<Input>, id: string, input: Input): string;
  /**
   * Ends the handler with an error; nothing it did is kept, unless `options.keep` is true. `detail` says
   * what happened and what to do.
   */
  fail(code: Errors | CommonCode, detail: string, options?: ErrorOptions): never;
  /** A value computed once for the whole running system, e.g. keys or compiled templates. */
  shared<T>(load: (ctx: Context) => Promise<T>): Promise<T>;
  /** Runs once all of this is committed, and never where it fails: for hints alone, since a crash may come before it. */
  afterCommit(run: () => void): void;
  /** Sets a reply header (a cookie, say). No effect where the caller is in process. */
  header(name: string, value: string): void;
  /** A header of the request as it came, lower-case name; undefined inside the system. */
  requestHeader(name: string): string | undefined;
}

/** What a running system lends to every unit of work. */
export interface Runtime {
  readonly store: Store;
  readonly log: Logger;
  readonly settings: Settings;
  readonly files: Files;
  readonly mail: Mail | null;
  readonly outgoing: Outgoing;
  readonly clock: () => Date;
  readonly addressOf: AddressOf;
  readonly spans: Spans;
  readonly shared: Map<unknown, Promise<unknown>>;
  eventKind(type: string): EventKind | undefined;
  errorStatus(callId: string, code: string): number | undefined;
  /** Carries a call to the service that offers it. */
  dispatch(call: Call, input: unknown, caller: Caller): Promise<unknown>;
  /** Messages were committed: the relay should look. */
  hint(): void;
  /** Test crash points: ends the process when the named one is armed. */
  crashPoint(name: string): void;
}

/** One unit of work: everything `work` needs to build its context. */
export interface Job extends Caller {
  readonly service: string;
  /** Call, event, task or step id: for logs. */
  readonly name: string;
  readonly scope?: 'organization' | 'platform';
  readonly readOnly?: boolean;
  readonly address?: string | null;
  readonly requestHeaders?: Readonly<Record<string, string | string[] | undefined>>;
  /** Where its transaction may share the COMMIT of others: the key of what it contends on. */
  readonly together?: string | undefined;
}

const MAX_TRANSIENT_RETRIES = 3;

/**
 * Runs `run` in one transaction: commits it together with what it published, or rolls all of it back.
 * `closing` adds statements that must commit with it (an inbox row, a recorded reply). A deadlock or
 * serialization failure runs the whole again, at most three times; so does what befell it only in company, and
 * from then on it goes alone.
 */
export async function work<T>(
  runtime: Runtime,
  job: Job,
  run: (ctx: UnitOfWork) => Promise<T>,
  closing: (result: T, ctx: UnitOfWork) => readonly Sql[] = () => [],
): Promise<{ result: T; ctx: UnitOfWork }> {
  for (let attempt = 0; ; attempt += 1) {
    const together = attempt === 0 ? job.together : undefined;
    const ctx = new UnitOfWork(runtime, job, together);
    try {
      const result = await run(ctx);
      await ctx.commit(closing(result, ctx));
      return { result, ctx };
    } catch (thrown) {
      const error = await abandon(ctx, thrown);
      if (together !== undefined && mayGoAlone(error)) continue;
      if (isTransient(error) && attempt < MAX_TRANSIENT_RETRIES) continue;
      const heard = ofDatabase(error);
      if (heard?.code === 'invalid-input')
        ctx.log.warn({ err: error }, 'the database could not read a value');
      throw heard ?? error;
    }
  }
}

/** Keeps of a failed handler's work what is to be kept; gives the error to go on with. */
async function abandon(ctx: UnitOfWork, error: unknown): Promise<unknown> {
  try {
    if (error instanceof KernosError && error.keep) await ctx.commit([]);
    return error;
  } catch (notKept) {
    return notKept;
  } finally {
    await ctx.tx.rollback();
  }
}

export class UnitOfWork implements Context<string, Record<string, unknown>> {
  readonly #runtime: Runtime;
  readonly #job: Job;
  readonly #outgoing: Sql[] = [];
  readonly #afterCommit: (() => void)[] = [];
  #messages = 0;
  #log: Logger | undefined;
  readonly tx: Tx;
  readonly responseHeaders: [string, string][] = [];

  constructor(runtime: Runtime, job: Job, together?: string) {
    this.#runtime = runtime;
    this.#job = job;
    const { service, organizationId, actor, scope = 'organization', readOnly = false } = job;
    const binding = { service, organizationId, actorId: actor.id, scope, readOnly };
    this.tx = runtime.store.transaction(binding, together);
  }

  get actor(): Actor {
    return this.#job.actor;
  }
  get organizationId(): string | null {
    return this.#job.organizationId;
  }
  get deadline(): number {
    return this.#job.deadline;
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
  get files(): Files {
    return this.#runtime.files;
  }
  get mail(): Mail | null {
    return this.#runtime.mail;
  }
  get outgoing(): Outgoing {
    return this.#runtime.outgoing;
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
    if (this.#runtime.clock().getTime() >= this.deadline) {
      throw commonError('deadline-exceeded', 'The time for this request is up.');
    }
    // Reading leaves no spans, so it need not pay for their ids.
    if (this.#job.readOnly) return (await this.#runtime.dispatch(call as Call, input, this.#job)) as Reply;
    const caller = { ...this.#job, trace: this.trace.child() };
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

  async beforehand<T>(run: (ctx: UnitOfWork) => Promise<T>): Promise<T> {
    if (this.tx.isOpen) {
      throw new Error(
        `${this.#job.name} asks for a transaction beforehand while its own is open: that would take two connections at once`,
      );
    }
    const { result } = await work(this.#runtime, { ...this.#job, together: undefined }, run);
    return result;
  }

  publish(type: string, data: unknown, options?: { organizationId: string | null }): void {
    const kind = this.#runtime.eventKind(type);
    if (kind?.service !== this.#job.service) {
      throw new Error(
        `${this.#job.name} publishes ${type}, which the contract of ${this.#job.service} does not declare`,
      );
    }
    this.#send(eventMessage(kind, data, this.#sender(options)));
  }

  queue<Input>(task: TaskKind<Input>, input: Input, options?: { organizationId: string | null }): void {
    this.#send(taskMessage(task, input, this.#sender(options)));
  }

  start<Input>(workflow: AnyWorkflow<Input>, id: string, input: Input): string {
    const message = workflowMessage(workflow.name, workflow.input, id, input, this.#sender());
    this.#outgoing.push({
      name: 'kernel.workflows.insert',
      text: `INSERT INTO kernel.workflows (id, name, organization_id, started_by, input, started_at, traceparent)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
      values: [
        id,
        workflow.name,
        message.organizationId,
        this.actor.id,
        JSON.stringify(input),
        message.time,
        message.traceparent,
      ],
    });
    this.#send(message);
    return id;
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
    const { service, trace, requestId, deadline } = this.#job;
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

  afterCommit(run: () => void): void {
    this.#afterCommit.push(run);
  }

  header(name: string, value: string): void {
    this.responseHeaders.push([name, value]);
  }

  requestHeader(name: string): string | undefined {
    const value = this.#job.requestHeaders?.[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  /** Commits the handler's work, what it published and `closing` in one go. */
  async commit(closing: readonly Sql[]): Promise<void> {
    this.#runtime.crashPoint('before-commit');
    await this.tx.commit([...this.#outgoing, ...closing]);
    this.#runtime.crashPoint('after-commit');
    if (this.#messages > 0) this.#runtime.hint();
    for (const run of this.#afterCommit) run();
  }

  #send(message: Message): void {
    this.#outgoing.push(insertMessage(message));
    this.#messages += 1;
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
