/**
 * Who is asking, for which organization, until when, under which trace; and what a handler may do about
 * it. Every handler (of a call, an event, a task, a workflow's activity, a schedule) gets one of these,
 * and `work` is the one place that opens and ends its transaction.
 */
import type { Logger } from 'pino';
import type { Static } from 'typebox';
import type { SettingsGroup } from '../config/setting.ts';
import type { AnyCall, Call, EventKind, TaskKind } from '../contract/contract.ts';
import type { Declared, Declares } from '../contract/declarations.ts';
import type { CommonCode, ErrorOptions } from '../contract/errors.ts';
import type { AddressOf } from '../http/client-address.ts';
import type { Spans } from '../observability/spans.ts';
import type { SystemView } from '../observability/system-view.ts';
import type { Cache } from '../ports/cache.ts';
import type { Files } from '../ports/files.ts';
import type { Mail } from '../ports/mail.ts';
import type { Outgoing } from '../ports/outgoing.ts';
import type { Cipher } from '../store/encryption.ts';
import type { OrganizationKeys } from '../store/organization-keys.ts';
import type { RowFacts } from '../store/row-facts.ts';
import type { SealedSql } from '../store/sealed-fields.ts';
import type { Sql } from '../store/sql.ts';
import type { Store, Tx } from '../store/store.ts';
import type { AnyWorkflow, SignalledBy, Signals } from '../workflows/workflows.ts';
import type { Caller } from './caller.ts';
import type { EffectsBudget } from './effects-budget.ts';
import type { Outside } from './fair-queue.ts';

/** Settings of the whole system that a handler may need to know. */
export interface Settings {
  /** Where people reach this system, without a trailing slash. */
  readonly publicUrl: string;
  readonly demo: boolean;
  /** Other origins whose pages may call with a browser's cookies, beside `publicUrl`. */
  readonly allowedOrigins: readonly string[];
}

/**
 * What a handler works with.
 * @typeParam Errors the codes it may fail with, beside the common ones.
 * @typeParam Events the events it may publish: type → data.
 */
export interface Context<Errors extends string = string, Events = unknown> extends Caller {
  readonly log: Logger;
  readonly settings: Settings;
  /** Settings that a service of this system declares: its own, or those that another shares. Throws where none does. */
  settingsOf<Value>(group: SettingsGroup<Value>): Value;
  /** What the services of this system say of themselves in the declarations of one kind. */
  declared<Value>(kind: Declares<Value>): readonly Declared<Value>[];
  /** Aborted when this handler is given up: its time is over, or the process stops. Pass it to what takes long. */
  readonly signal: AbortSignal;
  /** Content-addressed and named files. */
  readonly files: Files;
  /** Sends emails; null where no mail server is set up. */
  readonly mail: Mail | null;
  /** Requests to addresses that people typed. */
  readonly outgoing: Outgoing;
  /** The running system, for a service that declares `seesSystem`; any other service's handler throws. */
  readonly system: SystemView;
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
   * Makes another call of this service inside this transaction: what both do happens together or not at all. Input
   * and access are checked as if it had come by itself. For one request that carries several, as a bundle of FHIR.
   */
  within<Input, Reply>(call: Call<Input, Reply>, input: Input): Promise<{ status: number; body: Reply }>;
  /**
   * Runs `run` in a short transaction of its own, committed when this returns: for what must be read or
   * counted before long work (hashing, rendering) that may hold no connection. Refused while this
   * handler's own transaction is open.
   */
  shortTransaction<T>(run: (ctx: Context<Errors, Events>) => Promise<T>): Promise<T>;
  /**
   * Runs `run`, which has a queue and limits of its own (a lane of readers, say), without the turn that this handler waited
   * for: others have it meanwhile, and none of it counts as this handler's time. Refused while this handler's own transaction is open.
   */
  outside<T>(run: () => Promise<T>): Promise<T>;
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
  /** Sends a signal to a run of this organization, after this transaction. It stays until the run waits for it. */
  sendSignal<Sent extends Signals, K extends keyof Sent & string>(
    workflow: SignalledBy<Sent>,
    id: string,
    name: K,
    payload: Static<Sent[K]>,
  ): void;
  /** Cancels a run after this transaction: what it did is undone. One that has ended is left alone. */
  cancel(workflow: { readonly name: string }, id: string): void;
  /**
   * Ends the handler with an error; nothing it did is kept, unless `options.keep` is true. `detail` says
   * what happened and what to do.
   */
  fail(code: Errors | CommonCode, detail: string, options?: ErrorOptions): never;
  /** A value computed once for the whole running system, e.g. keys or compiled templates. */
  shared<T>(load: (ctx: Context) => Promise<T>): Promise<T>;
  /**
   * Encrypts, decrypts and makes blind indexes for columns of the types `kernel.encrypted` and `kernel.blind_index`.
   * Ask for it before the first statement. `organizationId` only where the rows are not of the organization of this
   * transaction; null for tables whose rows belong to none.
   */
  cipher(options?: { readonly organizationId: string | null }): Promise<Cipher>;
  /** Runs once all of this is committed, and never where it fails: for hints alone, since a crash may come before it. */
  afterCommit(run: () => void): void;
  /** Sets a reply header (a cookie, say). No effect where the caller is in process. */
  header(name: string, value: string): void;
  /** Says for the record whom or what this act is about, where its input has only an id: `{ email }` for `{email}` of its `act`. */
  about(named: Readonly<Record<string, string>>): void;
  /** A header of the request as it came, lower-case name; undefined inside the system. */
  requestHeader(name: string): string | undefined;
}

/** What a running system lends to every unit of work. */
export interface Runtime {
  readonly store: Store;
  readonly log: Logger;
  readonly settings: Settings;
  readonly settingsOf: <Value>(group: SettingsGroup<Value>) => Value;
  readonly declared: <Value>(kind: Declares<Value>) => readonly Declared<Value>[];
  readonly files: Files;
  readonly mail: Mail | null;
  readonly outgoing: Outgoing;
  readonly clock: () => Date;
  readonly addressOf: AddressOf;
  readonly spans: Spans;
  /** Says when an effect may begin. */
  readonly effects: EffectsBudget;
  readonly shared: Map<unknown, Promise<unknown>>;
  readonly cache: Cache;
  /** The running system; throws where the service does not declare `seesSystem`. */
  systemFor(service: string): SystemView;
  readonly keys: OrganizationKeys;
  eventKind(type: string): EventKind | undefined;
  errorStatus(callId: string, code: string): number | undefined;
  /** Carries a call to the service that offers it. */
  dispatch(call: Call, input: unknown, caller: Caller): Promise<unknown>;
  /** Runs the handler of a call in `ctx`, whose transaction is another call's. */
  within(
    call: Call,
    input: unknown,
    job: Job,
    ctx: Context & { readonly named: Readonly<Record<string, string>>; attach(sql: Sql | SealedSql): void },
  ): Promise<{ status: number; body: unknown }>;
  /** Whether a call goes on record, made under this elevated purpose where there is one. */
  isAudited(call: AnyCall, purpose?: string | null): boolean;
  /** Puts a read on record; resolves once that is committed. */
  auditRead(entry: Sql | SealedSql): Promise<void>;
  /** What policies of a service compare beside the organization; undefined where that is nothing. */
  rowFacts(service: string, caller: Caller): (() => Promise<RowFacts>) | undefined;
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
  /** Where it may share a transaction with others: the key of what it contends on. */
  readonly groupCommitKey?: string | undefined;
  /** Gives up its turn for as long as something takes; absent where it has none. */
  readonly outside?: Outside;
  /** For how many milliseconds its time stood still meanwhile: its deadline moves on by them. */
  readonly stoodStill?: () => number;
  /** Ends it when its time is over (time-limit.ts). */
  readonly signal?: AbortSignal;
}
