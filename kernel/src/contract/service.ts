/**
 * How a service is wired: which function answers which call, what it does about other services' events,
 * its tasks, workflows and schedules. One definition object a service; no side effects on import.
 */

import type { SettingsGroup } from '../config/setting.ts';
import type { ListenerDefinition } from '../inbound/listen.ts';
import type { LoggedMessage } from '../messaging/consumer.ts';
import type { Retry } from '../messaging/retry.ts';
import type { Partitioned } from '../store/partitions.ts';
import type { Actor } from '../unit-of-work/caller.ts';
import type { Context } from '../unit-of-work/context.ts';
import type { WorkflowDefinition } from '../workflows/activities.ts';
import type { AnyCall, Call, Contract, EventKind, EventsOf, TaskKind } from './contract.ts';
import { type Declaration, type DeclaredReader, declarationsOf } from './declarations.ts';
import type { InEachLanguage } from './language.ts';

type Run<Input, Reply, Errors extends string, Events> = (
  input: Input,
  ctx: Context<Errors, Events>,
) => Promise<Reply | Answer<Reply>>;

/** A call and the function that answers it. */
export interface Handler {
  readonly call: AnyCall;
  readonly run: Run<never, unknown, never, never>;
  readonly groupCommitKey?: (input: never, actor: Actor) => string;
}

/** A reply with another status than the first one that the contract declares. */
export class Answer<Reply> {
  readonly status: number;
  readonly body: Reply;
  constructor(status: number, body: Reply) {
    this.status = status;
    this.body = body;
  }
}
export const answer = <Reply>(status: number, body: Reply): Answer<Reply> => new Answer(status, body);

/**
 * Binds a call to its function; input, reply, errors and events are inferred from the contract.
 * `options.groupCommitKey` is for short changes that many people make at once: they are then made in one transaction
 * (shared-transactions.ts). It names what such a change contends on, and those with one key go one after the other.
 * Inside one transaction no lock parts those with different keys, so whatever may change the same row needs the same key. A
 * refusal before anything was written should say `keep: true`, so that it does not make the others run again.
 */
export function handle<Input, Reply, Errors extends string, Events>(
  call: Call<Input, Reply, Errors, Events>,
  run: Run<Input, Reply, Errors, Events>,
  options: { readonly groupCommitKey?: (input: Input, actor: Actor) => string } = {},
): Handler {
  if (options.groupCommitKey && call.method === 'GET')
    throw new Error(`${call.id} only reads: there is no change of it to make with others`);
  return { call, run, ...options };
}

/**
 * Where a subscription begins when it is new to a system: with what the log still holds (30 days and more), which a copy
 * of others' data needs, or with what happens from then on, which whoever writes to people wants. There is no default,
 * for either would be a bad surprise to somebody.
 */
export type From = 'beginning' | 'now';

export interface DeliveryOptions {
  /** How it is tried again where it fails (retry.ts). Default `fast`; `persistent` where it depends on another system. */
  readonly retry?: Retry;
}

/**
 * `groupCommitKey` is for what many messages bring about at once, each with few statements: up to 64 of them then work
 * in one transaction at the same time, with one COMMIT (shared-transactions.ts). It names what such an effect contends
 * on: what it reads and then changes, none with another key changes. Those with one key go one after the other. Where
 * one of them fails, each is run again alone, so a savepoint has no use here, and would take back what others did.
 */
export interface EffectOptions<Data> extends DeliveryOptions {
  /** Of the data and of the key by which the messages are in order. */
  readonly groupCommitKey?: (data: Data, key: string) => string;
}

/** What a service does about one kind of event of another service (or its own). */
export interface Subscription extends EffectOptions<never> {
  readonly event: EventKind;
  readonly from: From;
  readonly run: (data: never, ctx: EventContext<never>) => Promise<void>;
}

/** The context of a subscription: acts as the service, for the organization of the event. */
export type EventContext<Events> = Context<never, Events> & {
  readonly event: { readonly id: string; readonly type: string; readonly time: string };
};

/** Subscribes the owner of `contract` to an event. The function's effects happen once per event. */
export function on<C extends Contract, Data>(
  _contract: C,
  event: EventKind<Data>,
  from: From,
  run: (data: Data, ctx: EventContext<EventsOf<C>>) => Promise<void>,
  options: EffectOptions<Data> = {},
): Subscription {
  return { event, from, run, ...options };
}

/** An event as whoever listens to all of them gets it: of any service, any organization, any kind. */
export type AnyEvent = Pick<
  LoggedMessage,
  | 'id'
  | 'type'
  | 'source'
  | 'key'
  | 'organizationId'
  | 'actorId'
  | 'time'
  | 'loggedAt'
  | 'data'
  | 'traceparent'
>;

/** What a service does about events of every kind, many at a time. */
export interface EveryEvent {
  readonly from: From;
  readonly run: (events: readonly AnyEvent[], ctx: Context<never, never>) => Promise<void>;
}

/**
 * Subscribes the owner of `contract` to every event that the services of this system declare, in batches of at
 * most 2,000. A batch is one platform transaction, for its events are of many organizations; its effects happen
 * once. A batch that fails is tried again event by event, so `run` must not care how events are put together;
 * those of one key come in order.
 */
export function onEvery<C extends Contract>(
  _contract: C,
  from: From,
  run: (events: readonly AnyEvent[], ctx: Context<never, EventsOf<C>>) => Promise<void>,
): EveryEvent {
  return { from, run };
}

export interface TaskHandler extends EffectOptions<never> {
  readonly task: TaskKind;
  readonly run: (input: never, ctx: Context<never, never>) => Promise<void>;
}

/** Does a task of the owner's contract. */
export function task<C extends Contract, Input>(
  _contract: C,
  kind: TaskKind<Input>,
  run: (input: Input, ctx: Context<never, EventsOf<C>>) => Promise<void>,
  options: EffectOptions<Input> = {},
): TaskHandler {
  return { task: kind, run, ...options };
}

export interface ScheduledJob {
  /** Five-field cron text, UTC. */
  readonly cron: string;
  /** Runs in a platform transaction: a schedule belongs to no one organization. */
  readonly run: (dueAt: Date, ctx: Context<never, never>) => Promise<void>;
}

/** A job by the clock. */
export function schedule<C extends Contract>(
  _contract: C,
  cron: string,
  run: (dueAt: Date, ctx: Context<never, EventsOf<C>>) => Promise<void>,
): ScheduledJob {
  return { cron, run };
}

/** What a request's credentials stand for. */
export interface Principal {
  readonly userId: string;
  readonly sessionId: string;
  readonly organizationId: string | null;
  readonly roles: readonly string[];
  /**
   * The elevated purpose that this request was let act under, such as `break-glass`: whoever authenticates checked
   * that it was asked for and has not run out. Every call under one is on record, reads too.
   */
  readonly purpose?: string;
  /** When the credentials run out, where they say so: a realtime connection ends then. */
  readonly expiresAt?: Date;
}

/**
 * Turns a request's headers into a principal; null where there are no credentials. Throws
 * `unauthenticated` where they are there and wrong. One service of a system offers it.
 */
export type Authenticate = (
  request: {
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly method: string;
  },
  ctx: Context,
) => Promise<Principal | null>;

/** An internal call that tells the values an attribute has for a person, in the organization of the call. */
export type AttributeCall = Call<{ userId: string }, { values: string[] }>;

export interface ServiceOptions {
  /** The contracts this service calls or listens to: starting fails when one has no service. */
  readonly needs?: readonly Contract[];
  readonly calls?: readonly Handler[];
  readonly on?: readonly Subscription[];
  /** More of `on`, that follow from what the services of a system declare. */
  readonly onDeclared?: (declared: DeclaredReader) => readonly Subscription[];
  /** Made by `onEvery`. */
  readonly onEvery?: EveryEvent;
  readonly tasks?: readonly TaskHandler[];
  /** Where messages come in beside HTTP, made by `listen`. */
  readonly listeners?: Readonly<Record<string, ListenerDefinition>>;
  readonly workflows?: readonly WorkflowDefinition[];
  readonly schedules?: Readonly<Record<string, ScheduledJob>>;
  /**
   * Names under which something of this service read the log in earlier releases, and does no more: a service's events
   * are read under its own name (`<service>.every` where it listens to everything), a task under the task's. Until a
   * name is given here, the log is kept for it.
   */
  readonly retired?: readonly string[];
  readonly authenticate?: Authenticate;
  /** How somebody who reads the API reference gets a token for it, beside `authenticate`. */
  readonly howToSignIn?: InEachLanguage;
  /** Verifies API keys: who a program acts for at calls whose access is `apiKey`. One service of a system offers it. */
  readonly authenticateKey?: Authenticate;
  /** What it tells other services about itself, e.g. `notificationKinds({…})`. */
  readonly declares?: readonly Declaration[];
  /** Settings that it alone understands, made by `settings`. */
  readonly settings?: SettingsGroup;
  /** Lets it look at the running system (`ctx.system`) and move dead messages of the organization it acts for. */
  readonly seesSystem?: boolean;
  /** What it knows of people that row-level policies may compare, by name: the internal call that tells the values. */
  readonly attributes?: Readonly<Record<string, AttributeCall>>;
  /**
   * Row-level policies here compare more than the organization: `kernel.has_role`, `kernel.purpose`,
   * `kernel.is_service`, and these attributes of whoever acts by `kernel.attribute(name)`.
   */
  readonly rowRules?: readonly string[];
  /** Folder of `NNNN-name.sql` files; each runs once, as the owner of the service's schema. */
  readonly migrations?: URL;
  /** Tables of this service that the kernel keeps in monthly partitions. */
  readonly partitions?: readonly Partitioned[];
}

export interface ServiceDefinition extends ServiceOptions {
  readonly contract: Contract;
  readonly name: string;
}

/**
 * Defines a service. Throws, naming the call, where a declared call or task has no function or a
 * function belongs to another contract.
 */
export function service(contract: Contract, options: ServiceOptions): ServiceDefinition {
  const given = new Map((options.calls ?? []).map(({ call }) => [call.id, call]));
  for (const call of Object.values(contract.calls)) {
    if (!given.delete(call.id))
      throw new Error(`service ${contract.name}: the call ${call.id} has no handler`);
  }
  for (const id of given.keys())
    throw new Error(`service ${contract.name}: it handles ${id}, which its contract does not declare`);
  const tasks = new Set((options.tasks ?? []).map(({ task: kind }) => kind.type));
  for (const kind of Object.values(contract.tasks)) {
    if (!tasks.delete(kind.type))
      throw new Error(`service ${contract.name}: the task ${kind.type} has no handler`);
  }
  return { contract, name: contract.name, ...options };
}

/** These services with the subscriptions that follow from what they declare; given its own result, it changes nothing. */
export function withDeclared(services: readonly ServiceDefinition[]): readonly ServiceDefinition[] {
  const declared = declarationsOf(services);
  return services.map(({ onDeclared, ...s }) =>
    onDeclared ? { ...s, on: [...(s.on ?? []), ...onDeclared(declared)] } : s,
  );
}
