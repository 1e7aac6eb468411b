/**
 * Starts chosen services on a configuration and returns a running system; stopping it drains. The order: database,
 * migrations, HTTP, preparations, ready. Beside the last two the leader begins, which no request waits for.
 */
import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import { makePrivate } from './config/data-folder.ts';
import type { Environment } from './config/read-settings.ts';
import { systemSecrets } from './config/system-secret.ts';
import { checkComplete } from './contract/completeness.ts';
import type { Call } from './contract/contract.ts';
import { type Handler, type ServiceDefinition, withDeclared } from './contract/service.ts';
import { type EmbeddedPostgres, startPostgres } from './engines/embedded-postgres.ts';
import { openHints } from './engines/open-hints.ts';
import { openMail } from './engines/open-mail.ts';
import { openRateLimits } from './engines/open-rate-limits.ts';
import { openSources } from './engines/open-sources.ts';
import { startWorkflowEngine } from './engines/open-workflow-engine.ts';
import { createHttp } from './http/http.ts';
import { openPort } from './http/open-port.ts';
import { addPages } from './http/pages.ts';
import { addPlatformRoutes } from './http/platform-routes.ts';
import { readinessOf } from './http/readiness.ts';
import { RequestLimits } from './http/request-limits.ts';
import { openInbound } from './inbound/inbound.ts';
import type { PlacedConsumer } from './messaging/consumer.ts';
import { eventConsumers, workflowConsumers } from './messaging/consumers.ts';
import { Leader } from './messaging/leader.ts';
import { registerConsumers } from './messaging/registration.ts';
import { watch } from './observability/gauges.ts';
import { Spans } from './observability/spans.ts';
import { systemViews } from './observability/system-views.ts';
import { createLogger, exportTraces, Metrics, Trace } from './observability/telemetry.ts';
import { RealtimeGateway } from './realtime/realtime.ts';
import { migrate } from './store/migrations.ts';
import { OrganizationKeys } from './store/organization-keys.ts';
import { sealPlain } from './store/seal-plain.ts';
import { Store } from './store/store.ts';
import type { Caller } from './unit-of-work/caller.ts';
import type { Runtime } from './unit-of-work/context.ts';
import { authenticationHandlers, authenticatorOf } from './unit-of-work/credentials.ts';
import { type Placement, placementOf } from './unit-of-work/placement.ts';
import { createRuntime, type OpenRuntime } from './unit-of-work/runtime.ts';
import { CallerSeal } from './unit-of-work/seal.ts';
import { WorkflowRuns } from './workflows/workflow-runs.ts';

export interface BootOptions {
  readonly config: Config;
  /** What the settings of services are read from. Default: nothing, so each is as it is without. */
  readonly env?: Environment;
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
  /** Where this process listens beside HTTP, by `<service>.<listener>`, once it is ready. */
  readonly listeners: ReadonlyMap<string, string>;
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
/** Of workflows: most of their steps are short, and share transactions. */
const RUNS_AT_ONCE = 32;

/** Starts the system. Throws with a sentence about what stands in the way; nothing is left running then. */
export async function boot(options: BootOptions): Promise<System> {
  const closers: Closers = [];
  try {
    return await start({ ...options, services: withDeclared(options.services) }, closers);
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
  const { config, version, services } = options;
  const log = options.log ?? createLogger(config.logLevel);
  if (config.otlpEndpoint) closers.push(await exportTraces(config.otlpEndpoint));
  const databaseUrl = config.databaseUrl ?? (await embedded(options, log, closers)).url;
  checkComplete(services);
  const store = await openStore(databaseUrl, services, options, log);
  closers.push(() => store.close());
  const metrics = new Metrics();
  closers.push(async () => metrics.stop());
  watch(metrics, store);

  const handlers = byId(services.flatMap((s) => s.calls ?? []));
  const placement = placementOf(services, config);
  const secrets = await systemSecrets(config);
  const seal = new CallerSeal(secrets);
  const address = { url: '' };
  // A share of its own: a backlog of messages must not keep the connections that requests wait for.
  const background = new Store(databaseUrl, { connections: BACKGROUND_CONNECTIONS, forEffects: true });
  closers.push(() => background.close());
  const spans = new Spans(background, log);
  closers.push(() => spans.stop());
  const mail = openMail(config);
  closers.push(async () => mail?.close());
  const keys = await openKeys(background, secrets);
  const parts = { store, log, handlers, services, seal, address, spans, mail, placement, keys };
  const { runtime, forEffects } = createRuntime(options, parts);
  const limits = limitsOf(config, store, log);
  const durable = { store: background, behind: forEffects(background), services, placement, metrics, limits };
  const { runs, leader, realtime, inbound } = await durableWork(runtime, durable, closers);
  const views = systemViews({
    ...{ version, services, store, metrics, runs, clock: runtime.clock },
    leads: () => leader.isLeading,
    revive: () => leader.revive(),
  });
  runtime.systemFor = views.of;
  closers.push(async () => views.stop());

  const stopping = new AbortController();
  let ready = false;
  const app = await createHttp({
    runtime,
    handlers: routesOf(runtime, handlers, placement),
    authenticate: authenticatorOf(runtime, services, placement, 'authenticate'),
    authenticateKey: authenticatorOf(runtime, services, placement, 'authenticateKey'),
    seal,
    limits,
    metrics,
    allowedOrigins: config.allowedOrigins,
    admission: realtime.admission,
    stopping: stopping.signal,
  });
  const [{ publicUrl, dataDir }, { addressOf }] = [config, runtime];
  const readiness = readinessOf({ databaseUrl, stores: [store, background], dataDir }, () => ready);
  addPlatformRoutes(app, { services, version, publicUrl, metrics, addressOf, readiness });
  if (options.pages) await addPages(app, options.pages, publicUrl);
  closers.push(readiness.close, () => app.close());
  address.url = await openPort(app, config);
  closers.push(leader.stop.bind(leader), realtime.close.bind(realtime));
  const system: System = {
    url: address.url,
    config,
    services,
    databaseUrl,
    listeners: inbound.addresses,
    leading: leader.start(),
    call: (call, input, caller) => callInside(runtime, call as Call, input, caller) as Promise<never>,
    stop: once(async () => {
      ready = false;
      stopping.abort();
      await closeAll(closers);
    }),
  };
  await options.prepare?.(system);
  closers.push(() => inbound.stop());
  await inbound.start();
  ready = true;
  return system;
}

type Closers = (() => Promise<void>)[];

function limitsOf(config: Config, store: Store, log: Logger): RequestLimits | null {
  const { rateLimit, ratePerPerson: perPerson, ratePerAddress: perAddress } = config;
  return rateLimit ? new RequestLimits(openRateLimits(config, store), { perPerson, perAddress }, log) : null;
}

async function openStore(
  url: string,
  services: readonly ServiceDefinition[],
  { config, progress }: BootOptions,
  log: Logger,
): Promise<Store> {
  const migrated = await migrate(url, services, config.migrationDatabaseUrl);
  if (migrated.length > 0) progress?.(`Prepared the database (${migrated.length} migrations).`);
  makePrivate(config.dataDir);
  return new Store(url, { onError: (error) => log.warn({ err: error }, 'a database connection was lost') });
}

async function openKeys(store: Store, secrets: readonly [Buffer, ...Buffer[]]): Promise<OrganizationKeys> {
  const keys = await OrganizationKeys.open(store, secrets);
  await sealPlain(store, keys);
  return keys;
}

interface DurableParts {
  /** With connections of its own. */
  readonly store: Store;
  readonly behind: Runtime;
  readonly services: readonly ServiceDefinition[];
  readonly placement: Placement;
  readonly metrics: Metrics;
  readonly limits: RequestLimits | null;
}

/** What happens after the commit: workflows, schedules, the relay that feeds consumers, hints to browsers. */
async function durableWork(
  runtime: OpenRuntime,
  { store, behind, services, placement, metrics, limits }: DurableParts,
  closers: Closers,
) {
  const { log, clock } = runtime;
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
  const hints = openHints(store);
  closers.push(() => hints.close());
  const sources = openSources({ store, log });
  const kept = () => leader.revive();
  const inbound = openInbound({ runtime: behind, services, isHere: placement.isHere, metrics, log, kept });
  // A consumer has its place from the first start of any process on; it reads where its service runs.
  const consumers = [...eventConsumers(behind, services), ...inbound.consumers];
  const ofRuns = workflowConsumers(services, runs);
  const engine = { databaseUrl: store.url, log, concurrency: RUNS_AT_ONCE };
  const isHere = ({ service }: PlacedConsumer) => placement.isHere(service);
  const retired = services.flatMap((s) => s.retired ?? []);
  const declared = { consumers: [...consumers, ...ofRuns], retired };
  await registerConsumers(store, sources, declared, log);
  const leader: Leader = new Leader({
    store,
    sources,
    hints,
    log,
    metrics,
    now: clock,
    partitions: new Map(
      placement.here.flatMap(({ name, partitions = [] }) =>
        partitions.length > 0 ? [[name, partitions]] : [],
      ),
    ),
    consumers: consumers.filter(isHere),
    durable: durableServices(placement.here).map((service) => ({
      service,
      consumers: ofRuns.filter((consumer) => consumer.service === service),
      carryOn: () => runs.carryOn(service, startWorkflowEngine, engine),
    })),
    duties: inbound.duties,
  });
  const authenticate = authenticatorOf(runtime, services, placement, 'authenticate');
  const realtime = new RealtimeGateway({ runtime, services, authenticate, limits, metrics, store, hints });
  runtime.hint = () => {
    leader.hint();
    realtime.hint();
  };
  return { runs, leader, realtime, inbound };
}

/** Those that have something to be carried on. */
const durableServices = (here: readonly ServiceDefinition[]): readonly string[] =>
  here
    .filter(({ workflows = [], schedules = {} }) => workflows.length + Object.keys(schedules).length > 0)
    .map(({ name }) => name);

/** What this process answers: the calls of its services, and who asks for a person of whom one of them knows. */
function routesOf(runtime: Runtime, handlers: ReadonlyMap<string, Handler>, placement: Placement) {
  const own = [...handlers.values()].filter(({ call }) => placement.isHere(call.service));
  return byId([...own, ...authenticationHandlers(runtime, placement.here)]);
}

const byId = (handlers: readonly Handler[]) => new Map(handlers.map((handler) => [handler.call.id, handler]));

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

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}
