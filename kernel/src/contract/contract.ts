/**
 * What a service promises: its calls (each one HTTP route and one typed function), the events it emits
 * and the tasks it takes. A contract is data: OpenAPI, AsyncAPI, validation, access checks, the typed
 * client and the access tests are all read from it.
 */
import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox';
import type { Dialect } from './dialect.ts';
import type { InEachLanguage } from './language.ts';
import { takesFiles, wholeBody } from './media.ts';
import { openSecret } from './secrets.ts';

// --- who may make a call -------------------------------------------------------------------------

/** Who may make a call. Role names are the services' own; the kernel only compares them. */
export type Access =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] }
  | { readonly kind: 'api-key' }
  | { readonly kind: 'internal' };

/** People who hold at least one of these roles in the organization they act for. */
export const allow = (...roles: [string, ...string[]]): Extract<Access, { kind: 'roles' }> => ({
  kind: 'roles',
  roles,
});
/** Everyone, signed in or not. */
export const anyone: Access = { kind: 'anyone' };
/** Every person who is signed in, whatever their roles. */
export const signedIn: Extract<Access, { kind: 'signed-in' }> = { kind: 'signed-in' };
/**
 * Programs that hold an API key, acting for the person who made it. The key opens these calls alone, and a
 * session’s token opens none of them. One service of a system verifies keys (`authenticateKey`).
 */
export const apiKey: Access = { kind: 'api-key' };
/** Other services only; from outside the route answers 404. */
export const internal: Access = { kind: 'internal' };

// --- calls ---------------------------------------------------------------------------------------

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a contract author writes for one call. */
export interface CallSpec {
  readonly method: Method;
  /** Fastify path below `/api`, or below the prefix of its dialect, e.g. `/courses/:courseId/enroll`. Other roots start with `//`, e.g. `//.well-known/jwks.json`. */
  readonly path: string;
  /** One sentence for the API reference. */
  readonly summary: string;
  readonly access: Access;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TObject;
  /** Reply schema by status. A handler that returns a plain value answers with the lowest. */
  readonly reply: Readonly<Record<number, TSchema>>;
  /**
   * Domain error codes and their HTTP status: for what a request may be refused that keeps to the schemas. `invalid-input`
   * is one of them where a rule is beyond a schema: a password that is easily guessed, a role that there is not.
   */
  readonly errors?: Readonly<Record<string, number>>;
  /**
   * True: may be retried; a POST then honours `Idempotency-Key`. GET, PUT and DELETE are idempotent by nature.
   * 'own': the handler reads the key itself, where the reply is a stream that nobody could record.
   */
  readonly idempotent?: boolean | 'own';
  /**
   * 'platform': the transaction is not bound to one organization. Its tables need policies that
   * say so (`kernel.is_platform()`), and the handler chooses what it shows. Default: the actor's organization.
   */
  readonly scope?: 'organization' | 'platform';
  /**
   * True: the reply carries `version`, sent as ETag; a change must bring it back in `If-Match`.
   * 'optional': it may, and is refused then where somebody else was faster.
   */
  readonly versioned?: boolean | 'optional';
  /** Largest body in bytes (default 1 MiB). */
  readonly bodyLimit?: number;
  /** Another protocol's language, where it is not the one of its contract. */
  readonly dialect?: Dialect;
  /** Media types of the body. Default: all of its dialect; without one, what its schema says (JSON, a form with files). */
  readonly takes?: readonly string[];
  /** Media types of the reply, of which `Accept` chooses; the first where it leaves that open. Default: all of its dialect. */
  readonly gives?: readonly string[];
  /**
   * True: whoever makes this call, or tries to, is on record with what they sent, as for every changing call that
   * administrators alone may make (audit.ts). Of a GET too: the record is committed before the reply is sent. Fields that nobody may read there are marked `writeOnly`.
   */
  readonly audited?: true;
  /**
   * What people read of it in the audit log and the list of requests: `Invited {email}`. Braces name texts of what is sent,
   * or what its handler says of what it is about (`ctx.about`); without what is on record they are three dots.
   */
  readonly act?: InEachLanguage;
  /** What the handler adds to that (`ctx.about`), where the input has only an id. */
  readonly about?: readonly string[];
  /**
   * True: programs make this call by themselves, over and over, and nothing comes of it that anybody would follow.
   * It is not among the traces then, unless it was refused or failed.
   */
  readonly routine?: true;
  /** Requests a minute per address, for calls that cost more than others. Default: the system's limit. */
  readonly perMinute?: number;
  /**
   * Makes a GET a feed, which a browser can follow in realtime: the entries of whoever asks, oldest first, beginning
   * after a sequence number. Names the event of this contract that announces new entries; its key is the
   * person whose feed grew. The query is `FeedQuery` (without required fields), the reply `Feed(item)`.
   *
   * Sequence numbers are per person, and what nobody may miss depends on how they are given out: count up a
   * row of the person (`UPDATE … SET last = last + 1 … RETURNING last`) in the transaction that writes the
   * entry. The row's lock holds until the commit, so that number n + 1 is never seen before n, and a rollback
   * leaves no gap. A sequence of PostgreSQL does neither.
   */
  readonly feed?: string;
}

type Flat<T> = { [K in keyof T]: T[K] };
type StaticOf<S> = S extends TSchema ? Static<S> : unknown;
type PartOf<S, K extends 'params' | 'query' | 'body'> = S extends { readonly [P in K]: infer T }
  ? StaticOf<T>
  : unknown;
type VersionOf<S> = S extends { readonly method: 'GET' }
  ? unknown
  : S extends { readonly versioned: true }
    ? { ifMatch: number }
    : S extends { readonly versioned: 'optional' }
      ? { ifMatch?: number }
      : unknown;

/** Params, query and body of a call as one flat object: names must differ, which `contract` checks. */
export type InputOf<S> = Flat<PartOf<S, 'params'> & PartOf<S, 'query'> & PartOf<S, 'body'> & VersionOf<S>>;
type RepliesOf<S> = S extends { readonly reply: infer R } ? R : never;
export type ReplyOf<S> = { [K in keyof RepliesOf<S>]: StaticOf<RepliesOf<S>[K]> }[keyof RepliesOf<S>];
export type ErrorsOf<S> = S extends { readonly errors: infer E } ? Extract<keyof E, string> : never;

/**
 * One call of a contract. The four type parameters are phantom: computed once by `contract`, so that
 * `handle` can infer them without conditional types (which would lose literal types).
 */
export interface Call<Input = unknown, Reply = unknown, Errors extends string = string, Events = unknown>
  extends CallSpec {
  readonly service: string;
  readonly name: string;
  /** `service.name`, as logs, metrics and the OpenAPI operationId show it. */
  readonly id: string;
  /** Status of a reply that a handler gives as a plain value: the lowest that is declared. */
  readonly status: number;
  /** Full path, e.g. `/api/courses/:courseId/enroll`. */
  readonly route: string;
  /** Media types of the body; empty where there is none. */
  readonly takes: readonly string[];
  /** A body must come: what is changed stands in it. A POST whose body needs nothing may come without one. */
  readonly needsBody: boolean;
  /** Media types of the reply that `Accept` chooses of; empty where its schema says it all. */
  readonly gives: readonly string[];
  readonly '~types'?: { input: Input; reply: Reply; errors: Errors; events: Events };
}

/** A call of any type, for code that treats all calls alike. */
// biome-ignore lint/suspicious/noExplicitAny: variance: every Call must be assignable here
export type AnyCall = Call<any, any, any, any>;

// --- events and tasks ----------------------------------------------------------------------------

/**
 * Who hears of an event in the moment it is committed, in a browser that is connected to `/api/realtime`: holders
 * of a role, everyone who is signed in, or the person whom a field of the data names (see `to`). Always within
 * the organization of the event. They get a hint without the data: type, key, time and id.
 */
export type Hearer<Field extends string = string> =
  | Extract<Access, { kind: 'roles' | 'signed-in' }>
  | { readonly kind: 'person'; readonly field: Field };

/** The person named by this field of the event's data; nobody where the field is null. */
export const to = <const Field extends string>(field: Field): Hearer<Field> => ({ kind: 'person', field });

/** One kind of event: CloudEvents 1.0 `type`, the schema of its data, and the field that orders it. */
export interface EventKind<Data = unknown> {
  readonly service: string;
  readonly type: string;
  readonly schema: TObject;
  readonly key: string;
  readonly summary: string;
  /** Who hears of it in realtime; nobody where absent. */
  readonly realtime?: readonly Hearer[];
  readonly '~data'?: Data;
}

export interface EventSpec<P extends TProperties = TProperties> {
  readonly schema: TObject<P>;
  readonly key: string;
  readonly summary: string;
  readonly realtime?: readonly Hearer[];
}

/**
 * Declares an event.
 * @param key the field of the data by which events are ordered: two events with the same key reach a
 *   consumer in the order in which their transactions committed.
 * @param options.realtime who hears of it at once, e.g. `[allow('gardener'), to('ownerId')]`
 */
export function event<P extends TProperties>(
  summary: string,
  key: Extract<keyof P, string>,
  data: P,
  options: { readonly realtime?: readonly Hearer<Extract<keyof P, string>>[] } = {},
): EventSpec<P> {
  return { summary, key, schema: Type.Object(data, { additionalProperties: false }), ...options };
}

/** A piece of work that this service does later, at least once, with one effect. */
export interface TaskKind<Input = unknown> {
  readonly service: string;
  readonly name: string;
  readonly type: string;
  readonly schema: TObject;
  readonly '~data'?: Input;
}

// --- the contract --------------------------------------------------------------------------------

export interface ContractSpec {
  /** The language of all its calls, where it is not plain JSON. */
  readonly dialect?: Dialect;
  readonly calls?: Readonly<Record<string, CallSpec>>;
  readonly events?: Readonly<Record<string, EventSpec>>;
  readonly tasks?: Readonly<Record<string, TObject>>;
}

type EventData<S extends ContractSpec> = {
  [K in keyof NonNullable<S['events']>]: NonNullable<S['events']>[K] extends { readonly schema: infer T }
    ? StaticOf<T>
    : never;
};

export interface Contract<Name extends string = string, S extends ContractSpec = ContractSpec> {
  readonly name: Name;
  readonly calls: {
    readonly [K in keyof NonNullable<S['calls']>]: Call<
      InputOf<NonNullable<S['calls']>[K]>,
      ReplyOf<NonNullable<S['calls']>[K]>,
      ErrorsOf<NonNullable<S['calls']>[K]>,
      EventData<S>
    >;
  };
  readonly events: { readonly [K in keyof EventData<S>]: EventKind<EventData<S>[K]> };
  readonly tasks: {
    readonly [K in keyof NonNullable<S['tasks']>]: TaskKind<StaticOf<NonNullable<S['tasks']>[K]>>;
  };
}

/** What a handler of this contract may publish: event type → data. */
export type EventsOf<C> = C extends Contract<string, infer S> ? EventData<S> : never;

/** With what the database puts before it, a name has at most 63 characters. */
const SERVICE_NAME = /^(?!(kernel|public|information_schema)$|pg_)[a-z][a-z0-9_]{0,49}$/;

/**
 * Declares what a service promises. Throws at once, naming the call, when a declaration cannot work
 * (a path parameter without a schema, one name in two places, an event key that its data lacks).
 */
export function contract<const Name extends string, const S extends ContractSpec>(
  name: Name,
  spec: S,
): Contract<Name, S> {
  if (!SERVICE_NAME.test(name)) {
    throw new Error(
      `contract "${name}": a service name is at most 50 lower-case letters, digits and _, for it also names its schema; and that is neither PostgreSQL's nor the kernel's own`,
    );
  }
  const calls = Object.entries(spec.calls ?? {}).map(([key, call]) => [
    key,
    toCall(name, key, { ...(spec.dialect && { dialect: spec.dialect }), ...call }),
  ]);
  const events = Object.entries(spec.events ?? {}).map(([type, kind]) => [type, toEvent(name, type, kind)]);
  for (const [key, call] of Object.entries(spec.calls ?? {})) checkFeed(`${name}.${key}`, call, spec);
  const tasks = Object.entries(spec.tasks ?? {}).map(([key, schema]) => [
    key,
    { service: name, name: key, type: `${name}.${key}`, schema },
  ]);
  return {
    name,
    calls: Object.fromEntries(calls),
    events: Object.fromEntries(events),
    tasks: Object.fromEntries(tasks),
  } as Contract<Name, S>;
}

function toCall(service: string, name: string, spec: CallSpec): AnyCall {
  const id = `${service}.${name}`;
  const fail = (why: string) => {
    throw new Error(`call ${id} (${spec.method} ${spec.path}): ${why}`);
  };
  if (!spec.access)
    fail('it has no access rule; say who may make it: allow(role), signedIn, anyone or internal');
  if (!spec.reply || Object.keys(spec.reply).length === 0) fail('it has no reply schema');
  for (const [status, schema] of Object.entries(spec.reply)) {
    if (!schema) fail(`its reply ${status} has no schema`);
  }
  const secret = spec.idempotent === true ? Object.values(spec.reply).map(openSecret).find(Boolean) : null;
  if (secret)
    fail(`its reply has the secret "${secret}" and is recorded for an Idempotency-Key: say sensitive: true`);
  const named = pathParams(spec.path);
  const declared = Object.keys(spec.params?.properties ?? {});
  for (const param of named)
    if (!declared.includes(param)) fail(`the path parameter :${param} has no schema in params`);
  for (const param of declared)
    if (!named.includes(param)) fail(`params declares "${param}", which the path does not name`);
  const seen = new Set<string>();
  for (const part of ['params', 'query', 'body'] as const) {
    for (const field of Object.keys(spec[part]?.properties ?? {})) {
      const agreed = spec.dialect?.mustAgree?.includes(field) && part === 'body' && named.includes(field);
      if (seen.has(field) && !agreed)
        fail(`"${field}" stands in two of params, query and body; a handler gets them as one object`);
      seen.add(field);
    }
  }
  if (spec.body && spec.method === 'GET') fail('a GET has no body');
  const whole = spec.body && wholeBody(spec.body);
  if (whole && Object.keys(spec.body?.properties ?? {}).length > 1)
    fail(`"${whole.field}" is the whole body, so nothing can stand beside it`);
  const isStreamed = whole !== undefined && whole.as !== 'text';
  if (isStreamed && spec.idempotent === true)
    fail('nobody can tell whether a streamed body is the same one: it cannot honour Idempotency-Key');
  const codecs = Object.keys(spec.dialect?.codecs ?? {});
  for (const type of [...(whole ? [] : (spec.takes ?? [])), ...(spec.gives ?? [])])
    if (!codecs.includes(type)) fail(`its dialect has no codec for ${type}`);
  const prefix = spec.dialect?.prefix ?? (spec.access?.kind === 'internal' ? '/internal' : '/api');
  return {
    ...spec,
    ...(spec.params && { params: closed(spec.params) }),
    ...(spec.query && { query: closed(spec.query) }),
    ...(spec.body && { body: closed(spec.body) }),
    status: Number(Object.keys(spec.reply)[0]),
    // A stream that was sent is gone: nobody can send it again.
    idempotent: spec.idempotent ?? (spec.method !== 'POST' && !isStreamed),
    takes: spec.body ? (spec.takes ?? usualTypes(spec.body, codecs)) : [],
    needsBody: spec.body !== undefined && (spec.method !== 'POST' || (spec.body.required ?? []).length > 0),
    gives: spec.gives ?? codecs,
    service,
    name,
    id,
    route: spec.path.startsWith('//') ? spec.path.slice(1) : prefix + spec.path,
  };
}

function usualTypes(body: TObject, codecs: readonly string[]): readonly string[] {
  const whole = wholeBody(body);
  if (whole) return [wholeTypes[whole.as]];
  if (takesFiles(body)) return ['multipart/form-data'];
  return codecs.length > 0 ? codecs : ['application/json'];
}

const wholeTypes = {
  text: 'text/plain',
  stream: 'application/octet-stream',
  lines: 'application/x-ndjson',
} as const;

function toEvent(service: string, type: string, spec: EventSpec): EventKind {
  if (!(spec.key in spec.schema.properties)) {
    throw new Error(`event ${type} of ${service}: its key "${spec.key}" is not a field of its data`);
  }
  for (const hearer of spec.realtime ?? []) {
    if (hearer.kind === 'person' && !(hearer.field in spec.schema.properties))
      throw new Error(
        `event ${type} of ${service}: it is announced in realtime to "${hearer.field}", which its data has not`,
      );
  }
  return { ...spec, service, type };
}

/** Refuses what cannot be followed. */
function checkFeed(
  id: string,
  { feed, method, path, query, reply }: CallSpec,
  { events }: ContractSpec,
): void {
  if (feed === undefined) return;
  const fail = (why: string) => {
    throw new Error(`call ${id} is a feed: ${why}`);
  };
  if (method !== 'GET') fail('it must be a GET');
  if (pathParams(path).length > 0) fail('its path has a parameter, but a feed belongs to whoever asks');
  if (!events?.[feed]) fail(`it is announced by ${feed}, which is no event of its contract`);
  if (!query || !('after' in query.properties) || (query.required ?? []).length > 0)
    fail('its query must be FeedQuery, and nothing more in it may be required');
  const item = (reply[200] as TObject | undefined)?.properties?.items as { items?: TObject } | undefined;
  if (!item?.items?.properties?.sequence)
    fail('its reply 200 must be Feed(item), with a sequence in each item');
}

/**
 * Unknown fields are refused, not dropped: somebody who misspells a field must hear of it. Where another
 * standard owns the schema, and adds to it, it says `additionalProperties: true` itself.
 */
function closed(schema: TObject): TObject {
  const { additionalProperties = false } = schema as { additionalProperties?: boolean };
  return Type.Object(schema.properties, { ...schema, additionalProperties });
}

function pathParams(path: string): string[] {
  return [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] as string);
}
