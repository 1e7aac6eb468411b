/** What a running system lends to every unit of work, put together from its configuration. */
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type Environment, loadSettings } from '../config/read-settings.ts';
import type { SettingsGroup } from '../config/setting.ts';
import type { EventKind } from '../contract/contract.ts';
import { declarationsOf } from '../contract/declarations.ts';
import type { Handler, ServiceDefinition } from '../contract/service.ts';
import { openCache } from '../engines/open-cache.ts';
import { openFiles } from '../engines/open-files.ts';
import { clientAddress } from '../http/client-address.ts';
import { auditing } from '../observability/audit.ts';
import { AuditedReads } from '../observability/audited-reads.ts';
import type { Spans } from '../observability/spans.ts';
import type { Mail } from '../ports/mail.ts';
import { createOutgoing } from '../ports/outgoing.ts';
import type { OrganizationKeys } from '../store/organization-keys.ts';
import { sealAll } from '../store/sealed-fields.ts';
import type { Store } from '../store/store.ts';
import { Attributes } from './attributes.ts';
import { type Dispatch, inProcess, overHttp, withinTransaction } from './calls.ts';
import type { Runtime } from './context.ts';
import { crashPoints } from './crash-points.ts';
import { EffectsBudget } from './effects-budget.ts';
import type { Placement } from './placement.ts';
import type { CallerSeal } from './seal.ts';

/** How a system was asked to run, as far as its units of work are concerned. */
export interface RuntimeOptions {
  readonly config: Config;
  /** What the settings of services are read from. Default: nothing, so each is as it is without. */
  readonly env?: Environment;
  readonly clock?: () => Date;
  readonly remoteCalls?: { readonly loseFirstReply: boolean };
  readonly crashAt?: string | undefined;
}

export interface RuntimeParts {
  readonly store: Store;
  readonly log: Logger;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly services: readonly ServiceDefinition[];
  readonly seal: CallerSeal;
  readonly address: { url: string };
  readonly placement: Placement;
  readonly spans: Spans;
  readonly mail: Mail | null;
  readonly keys: OrganizationKeys;
}

/** What it lends is filled in as the system comes up. */
export type OpenRuntime = Runtime & { -readonly [K in 'hint' | 'systemFor']: Runtime[K] };

/**
 * The runtime of requests, and how that of effects is made: the same on a store of its own, on which the calls that
 * effects make stay too, so that what many of them ask is asked together.
 */
export function createRuntime(
  { config, env = {}, clock, remoteCalls, crashAt }: RuntimeOptions,
  parts: RuntimeParts,
): { runtime: OpenRuntime; forEffects: (background: Store) => Runtime } {
  const { store, log, handlers, services, seal, address, spans, mail, placement, keys } = parts;
  const events = new Map<string, EventKind>(
    services.flatMap((s) => Object.values(s.contract.events).map((kind) => [kind.type, kind] as const)),
  );
  const declared = declarationsOf(services);
  const isAudited = auditing(declared);
  const reads = new AuditedReads(store);
  const cache = openCache();
  let dispatch: Dispatch;
  const attributes = new Attributes(services, (call, input, caller) => dispatch(call, input, caller), cache);
  const runtime: OpenRuntime = {
    store,
    log,
    settings: {
      publicUrl: config.publicUrl,
      demo: config.demo,
      allowedOrigins: config.allowedOrigins,
    },
    settingsOf: settingsReader(services, env),
    declared,
    isAudited,
    files: openFiles(config, store),
    mail,
    outgoing: createOutgoing({ allowLoopback: config.loopbackTargets }),
    clock: clock ?? (() => new Date()),
    addressOf: clientAddress(config.trustedProxies),
    shared: new Map(),
    cache,
    keys,
    spans,
    effects: new EffectsBudget(),
    systemFor: () => {
      throw new Error('the system is still starting');
    },
    eventKind: (type) => events.get(type),
    errorStatus: (callId, code) => handlers.get(callId)?.call.errors?.[code],
    dispatch: (call, input, caller) => dispatch(call, input, caller),
    within: withinTransaction(handlers, isAudited),
    auditRead: async (entry) => {
      for (const row of await sealAll(runtime.keys, [entry])) await reads.record(row);
    },
    rowFacts: (service, caller) => attributes.factsFor(service, caller),
    hint: () => undefined,
    crashPoint: crashPoints(crashAt),
  };
  const remote = overHttp({
    addressOf: (service) => (placement.isHere(service) ? address.url : placement.addressOf(service)),
    ...{ seal, clock: runtime.clock },
    ...remoteCalls,
  });
  const isLocal = (service: string) => !remoteCalls && placement.isHere(service);
  const dispatchOf =
    (local: Dispatch): Dispatch =>
    (call, input, caller) =>
      (isLocal(call.service) ? local : remote)(call, input, caller);
  dispatch = dispatchOf(inProcess(runtime, handlers));
  const forEffects = (background: Store): Runtime => {
    const behind: Runtime = Object.create(runtime, { store: { value: background } });
    const own = dispatchOf(inProcess(behind, handlers));
    return Object.defineProperty(behind, 'dispatch', { value: own });
  };
  return { runtime, forEffects };
}

function settingsReader(services: readonly ServiceDefinition[], env: Environment) {
  const values = loadSettings(
    services.flatMap((s) => s.settings ?? []),
    env,
  );
  return <Value>(group: SettingsGroup<Value>): Value => {
    if (values.has(group)) return values.get(group) as Value;
    const names = Object.values(group.fields).map(({ about }) => about.env);
    throw new Error(`no service of this system declares the settings ${names.join(', ')}`);
  };
}
