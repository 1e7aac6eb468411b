/**
 * Starts chosen services on a configuration and returns a running system; stopping it drains. The order: database,
 * migrations, HTTP, preparations, ready. Beside the last two the leader begins, which no request waits for.
 */
import { mkdir } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { type Config, modelSettings } from './config/config.ts';
import { pushContact, smsSettings, smtpSettings } from './config/message-settings.ts';
import type { AnyCall, Call, EventKind } from './contract/contract.ts';
import type { Handler, ServiceDefinition } from './contract/service.ts';
import { nextDue } from './engines/dbos-cron.ts';
import { type EmbeddedPostgres, startPostgres } from './engines/embedded-postgres.ts';
import { openFiles } from './engines/open-files.ts';
import { smtpMail } from './engines/smtp.ts';
import { clientAddress } from './http/client-address.ts';
import { createHttp } from './http/http.ts';
import { addPages } from './http/pages.ts';
import { addPlatformRoutes } from './http/platform-routes.ts';
import { RateLimits } from './http/rate-limits.ts';
import { eventConsumers } from './messaging/consumers.ts';
import { Leader } from './messaging/leader.ts';
import { Signals } from './messaging/signals.ts';
import { historyOf } from './observability/history.ts';
import { Spans } from './observability/spans.ts';
import { createLogger, exportTraces, Metrics, Trace } from './observability/telemetry.ts';
import { Traffic } from './observability/traffic.ts';
import { watch } from './operations/gauges.ts';
import type { Inside } from './operations/inside.ts';
import { operationsService } from './operations/service.ts';
import type { Mail } from './ports/mail.ts';
import { createOutgoing } from './ports/outgoing.ts';
import { RealtimeGateway } from './realtime/realtime.ts';
import { migrate } from './store/migrations.ts';
import { Store } from './store/store.ts';
import { CallerSeal, type Dispatch, inProcess, overHttp } from './unit-of-work/calls.ts';
import type { Caller, Runtime } from './unit-of-work/context.ts';
import { crashPoints } from './unit-of-work/crash-points.ts';
import { WorkflowRuns } from './workflows/workflow-runs.ts';

export interface BootOptions {
  readonly config: Config;
  readonly services: readonly ServiceDefinition[];
  readonly version: string;
  readonly log?: Logger;
  /** The system's clock; a test passes its own. */
  readonly clock?: () => Date;
  /** What must be there before the system says that it is ready, e.g. a first administrator. */
  readonly prepare?: (system: System) => Promise<void>;
  /** Absolute folder of pages for browsers, served at `/`; see pages.ts. */
  readonly pages?: string;
  /** Says what takes time at the first start, in sentences for a person. */
  readonly progress?: (line: string) => void;
  /** Forces every call between services over HTTP; for tests it may lose replies on purpose. */
  readonly remoteCalls?: { readonly loseFirstReply: boolean };
  /** The embedded database, where its start was begun before; otherwise it is started here. */
  readonly postgres?: Promise<EmbeddedPostgres> | undefined;
  /** Arms a crash point; see crash-points.ts. */
  readonly crashAt?: string | undefined;
  /** The embedded database is gone for good: nothing can be served any more. */
  readonly onLost?: (error: Error) => void;
}

export interface System {
  /** Where it listens, e.g. `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly config: Config;
  readonly services: readonly ServiceDefinition[];
  readonly databaseUrl: string;
  /** Resolves once this process leads or knows that another does. No request waits for that. */
  readonly leading: Promise<void>;
  /** Makes a call as `caller`, inside the system: no HTTP, access still checked. */
  call<Input, Reply>(
    call: Call<Input, Reply>,
    input: Input,
    caller: Pick<Caller, 'actor' | 'organizationId'>,
  ): Promise<Reply>;
  /** Fails readiness, lets requests, messages and steps end, closes everything. */
  stop(): Promise<void>;
}

const REQUEST_DEADLINE_MS = 30_000;
const BACKGROUND_CONNECTIONS = 6;

/** Starts the system. Throws with a sentence about what stands in the way; nothing is left running then. */
export async function boot(options: BootOptions): Promise<System> {
  const closers: Closers = [];
  try {
    return await start(options, closers);
  } catch (error) {
    await closeAll(closers).catch(() => undefined);
    throw error;
  }
}

// Last opened, first closed: the leader before HTTP, for a message being handled may still call; the database last.
async function closeAll(closers: Closers): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers.splice(0).reverse())
    await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
}

async function start(options: BootOptions, closers: Closers): Promise<System> {
  const { config, version } = options;
  const log = options.log ?? createLogger(config.logLevel);
  if (config.otlpEndpoint) closers.push(await exportTraces(config.otlpEndpoint));
  const databaseUrl = config.databaseUrl ?? (await embedded(options, log, closers)).url;
  let inside: Inside | undefined;
  const services = [operationsService(() => present(inside)), ...options.services];
  checkComplete(services);
  const store = await openStore(databaseUrl, services, options, log);
  closers.push(() => store.close());
  const metrics = new Metrics();
  closers.push(async () => metrics.stop());
  watch(metrics, store);

  const handlers = new Map(
    services.flatMap((s) => s.calls ?? []).map((handler) => [handler.call.id, handler]),
  );
  const seal = new CallerSeal();
  const address = { url: '' };
  // A share of its own: a backlog of messages must not keep the connections that requests wait for.
  const background = new Store(databaseUrl, { connections: BACKGROUND_CONNECTIONS });
  closers.push(() => background.close());
  const spans = new Spans(background, log);
  closers.push(() => spans.stop());
  const smtp = smtpSettings(config);
  const mail = smtp && smtpMail(smtp);
  closers.push(async () => mail?.close());
  const runtime = createRuntime(options, { store, log, handlers, services, seal, address, spans, mail });
  const limits = config.rateLimit ? new RateLimits() : null;
  const { runs, leader, realtime } = durableWork(runtime, background, services, metrics, limits);
  const traffic = new Traffic(metrics);
  closers.push(async () => traffic.stop());
  const history = historyOf(traffic, store, runtime.clock);
  closers.push(async () => history.stop());
  inside = insideOf({ store, runs, services, traffic, history, clock: runtime.clock, version }, leader);

  const stopping = new AbortController();
  let ready = false;
  const app = await createHttp({
    runtime,
    handlers,
    authenticate: authenticator(services, 'authenticate'),
    authenticateKey: authenticator(services, 'authenticateKey'),
    seal,
    limits,
    metrics,
    allowedOrigins: config.allowedOrigins,
    admission: realtime.admission,
    stopping: stopping.signal,
  });
  const { publicUrl } = config;
  const { addressOf } = runtime;
  addPlatformRoutes(app, { services, version, publicUrl, store, metrics, addressOf, isReady: () => ready });
  if (options.pages) await addPages(app, options.pages);
  closers.push(() => app.close());
  address.url = await openPort(app, config);
  closers.push(() => leader.stop());
  closers.push(() => realtime.close());
  const system: System = {
    url: address.url,
    config,
    services,
    databaseUrl,
    leading: leader.start(),
    call: (call, input, caller) => callInside(runtime, call as Call, input, caller) as Promise<never>,
    stop: once(async () => {
      ready = false;
      stopping.abort();
      await closeAll(closers);
    }),
  };
  await options.prepare?.(system);
  ready = true;
  return system;
}

type Closers = (() => Promise<void>)[];

const insideOf = (parts: Omit<Inside, 'leads' | 'revive' | 'nextDue'>, leader: Leader): Inside => ({
  ...parts,
  nextDue,
  leads: () => leader.isLeading,
  revive: () => leader.revive(),
});

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the system is still starting');
  return value;
}

async function openStore(
  url: string,
  services: readonly ServiceDefinition[],
  { config, progress }: BootOptions,
  log: Logger,
): Promise<Store> {
  const migrated = await migrate(url, services);
  if (migrated.length > 0) progress?.(`Prepared the database (${migrated.length} migrations).`);
  await mkdir(config.dataDir, { recursive: true });
  return new Store(url, { onError: (error) => log.warn({ err: error }, 'a database connection was lost') });
}

/** What happens after the commit: workflows, schedules, the relay that feeds consumers, hints to browsers. */
function durableWork(
  runtime: Runtime & { hint: () => void },
  store: Store,
  services: readonly ServiceDefinition[],
  metrics: Metrics,
  limits: RateLimits | null,
) {
  const { log, clock } = runtime;
  const behind: Runtime = Object.create(runtime, { store: { value: store } }) as Runtime;
  const schedules = services.flatMap((s) =>
    Object.entries(s.schedules ?? {}).map(([name, job]) => ({
      name: `${s.name}.${name}`,
      cron: job.cron,
      service: s.name,
      job,
    })),
  );
  const runs = new WorkflowRuns(
    behind,
    services.flatMap((s) => s.workflows ?? []),
    schedules,
  );
  const signals = new Signals(store);
  const leader = new Leader({
    store,
    signals,
    log,
    metrics,
    now: clock,
    partitions: services.flatMap((s) => s.partitions ?? []),
    startEngine: async () => {
      const { startDbos } = await import('./engines/dbos.ts');
      return startDbos({ databaseUrl: store.url, host: runs, log });
    },
    consumers: (engine) => eventConsumers(behind, services, engine),
  });
  const authenticate = authenticator(services, 'authenticate');
  const realtime = new RealtimeGateway({ runtime, services, authenticate, limits, metrics, store, signals });
  runtime.hint = () => {
    leader.hint();
    realtime.hint();
  };
  return { runs, leader, realtime };
}

function authenticator(services: readonly ServiceDefinition[], by: 'authenticate' | 'authenticateKey') {
  const found = services.find((s) => s[by]);
  return found?.[by] && { service: found.name, check: found[by] };
}

function callInside(
  runtime: Runtime,
  call: Call,
  input: unknown,
  { actor, organizationId }: Pick<Caller, 'actor' | 'organizationId'>,
) {
  const trace = new Trace();
  const deadline = runtime.clock().getTime() + REQUEST_DEADLINE_MS;
  return runtime.dispatch(call, input, { actor, organizationId, trace, requestId: trace.spanId, deadline });
}

async function embedded(
  { config, progress, onLost, postgres: begun }: BootOptions,
  log: Logger,
  closers: Closers,
): Promise<EmbeddedPostgres> {
  const starting = begun ?? startPostgres({ dataDir: config.dataDir, ...(progress && { log: progress }) });
  const postgres = await starting;
  closers.push(() => postgres.stop());
  postgres.listen((event) => {
    if (event.kind === 'crashed')
      log.warn({ reason: event.reason }, 'the embedded database ended unexpectedly; starting it again');
    else if (event.kind === 'mended')
      log.info({ ms: Math.round(event.milliseconds) }, 'the embedded database is back');
    else onLost?.(event.error);
  });
  return postgres;
}

interface Parts {
  readonly store: Store;
  readonly log: Logger;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly services: readonly ServiceDefinition[];
  readonly seal: CallerSeal;
  readonly address: { url: string };
  readonly spans: Spans;
  readonly mail: Mail | null;
}

function createRuntime(
  { config, clock, remoteCalls, crashAt }: BootOptions,
  parts: Parts,
): Runtime & { hint: () => void } {
  const { store, log, handlers, services, seal, address, spans, mail } = parts;
  const events = new Map<string, EventKind>(
    services.flatMap((s) => Object.values(s.contract.events).map((kind) => [kind.type, kind] as const)),
  );
  let dispatch: Dispatch;
  const runtime: Runtime & { hint: () => void } = {
    store,
    log,
    settings: {
      publicUrl: config.publicUrl,
      demo: config.demo,
      allowedOrigins: config.allowedOrigins,
      models: modelSettings(config),
      sms: smsSettings(config),
      pushContact: pushContact(config),
    },
    files: openFiles(config, store),
    mail,
    outgoing: createOutgoing({ allowLoopback: config.loopbackTargets }),
    clock: clock ?? (() => new Date()),
    addressOf: clientAddress(config.trustedProxies),
    shared: new Map(),
    spans,
    eventKind: (type) => events.get(type),
    errorStatus: (callId, code) => handlers.get(callId)?.call.errors?.[code],
    dispatch: (call, input, caller) => dispatch(call, input, caller),
    hint: () => undefined,
    crashPoint: crashPoints(crashAt),
  };
  dispatch = remoteCalls
    ? overHttp({ addressOf: () => address.url, seal, clock: runtime.clock, ...remoteCalls })
    : inProcess(runtime, handlers);
  return runtime;
}

/**
 * Every contract that a service needs has a service, every call says who may make it and what it answers, no
 * two routes are the same, one service at most authenticates.
 */
function checkComplete(services: readonly ServiceDefinition[]): void {
  const names = new Set(services.map((s) => s.name));
  const routes = new Map<string, string>();
  for (const s of services) {
    for (const need of s.needs ?? []) {
      if (!names.has(need.name))
        throw new Error(`the service ${s.name} needs ${need.name}, which does not run here`);
    }
    for (const { call } of s.calls ?? []) checkDeclared(call);
    for (const call of Object.values(s.contract.calls)) {
      const route = `${call.method} ${call.route.replace(/:[A-Za-z]+/g, ':')}`;
      const other = routes.get(route);
      if (other) throw new Error(`${call.id} and ${other} both have the route ${call.method} ${call.route}`);
      routes.set(route, call.id);
    }
  }
  for (const by of ['authenticate', 'authenticateKey'] as const) {
    const authenticators = services.filter((s) => s[by]).map((s) => s.name);
    if (authenticators.length > 1)
      throw new Error(`only one service may ${wayOf[by]}, not ${authenticators.join(' and ')}`);
  }
  const takesKeys = services
    .flatMap((s) => s.calls ?? [])
    .find(({ call }) => call.access?.kind === 'api-key');
  if (takesKeys && !services.some((s) => s.authenticateKey))
    throw new Error(`${takesKeys.call.id} takes API keys, which no service here verifies`);
}

const wayOf = { authenticate: 'authenticate', authenticateKey: 'verify API keys' } as const;

// `contract()` refuses such a call as well; here it could have been put together in another way.
function checkDeclared({ id, method, route, access, reply }: Partial<AnyCall>): void {
  const missing = !access?.kind
    ? 'access rule'
    : Object.keys(reply ?? {}).length === 0
      ? 'reply schema'
      : null;
  if (missing) throw new Error(`${id} (${method} ${route}) has no ${missing}, so it cannot be served`);
}

async function openPort(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    // biome-ignore lint/nursery/useAwaitThenable: it looks at the overload with a callback
    return await app.listen({ host, port });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${port} on ${host} is taken by another program. Set PORT to another one, e.g. PORT=${port + 1} npm start`,
      { cause: error },
    );
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}
