/**
 * The gateway to browsers, at `/api/realtime`: hints of what was committed, and feeds; see protocol.ts and
 * docs/decisions. Nothing is stored for it. What a browser may hear or follow is declared in the contracts,
 * `realtime` at events and `feed` at calls; a feed is read by making its call as the person who is connected.
 */
import { Counter, Histogram } from 'prom-client';
import { commonError, KernosError } from '../contract/errors.ts';
import type { ServiceDefinition } from '../contract/service.ts';
import type { ConnectionHandler, Peer, SocketIo } from '../engines/socket-io.ts';
import type { RequestLimits } from '../http/request-limits.ts';
import { type Validate, validator } from '../http/validation.ts';
import { type Metrics, Trace } from '../observability/telemetry.ts';
import type { Hints } from '../ports/hints.ts';
import type { Store } from '../store/store.ts';
import { anonymous, type Caller } from '../unit-of-work/caller.ts';
import { checkAccess } from '../unit-of-work/calls.ts';
import type { Runtime } from '../unit-of-work/context.ts';
import { type Authenticator, actorOf } from '../unit-of-work/credentials.ts';
import { Admission } from './admission.ts';
import { HintRules } from './hints.ts';
import { type Sighting, Tail } from './log-tail.ts';
import type { Entry, Hint } from './protocol.ts';
import { BrowserSession, roomOfAll, type SessionHost, type TokenHolder } from './session.ts';

export interface GatewayOptions {
  readonly runtime: Runtime;
  readonly services: readonly ServiceDefinition[];
  readonly authenticate: Authenticator | undefined;
  readonly limits: RequestLimits | null;
  readonly metrics: Metrics;
  /** Where the log is read: not where requests wait for connections. */
  readonly store: Store;
  readonly hints: Hints;
}

/** Largest message that a browser may send, bytes. */
const MESSAGE_LIMIT = 16_384;
/** How long reading a page of a feed may take, milliseconds. */
const DEADLINE_MS = 30_000;
/** Connections of one person at one time. */
const PER_PERSON = 20;
const SWEEP_MS = 1_000;
/** Every connection's token is verified again once in so many sweeps, for sessions end and roles change. */
const RECHECK_SWEEPS = 3;
/** A browser that leaves so many messages waiting is cut off; when it is back it reads everything anew. */
const BACKLOG = 1_000;
/** After so many sweeps with nobody connected the log is left alone. */
const REST_SWEEPS = 30;
const DRAIN_MS = 2_000;

export class RealtimeGateway {
  readonly admission: Admission;
  readonly #options: GatewayOptions;
  readonly #rules: HintRules;
  readonly #inputs: ReadonlyMap<string, Validate>;
  readonly #tail: Tail;
  readonly #sessions = new Set<BrowserSession>();
  /** Sessions by person, within their organization: whom a feed's event concerns. */
  readonly #people = new Map<string, Set<BrowserSession>>();
  readonly #host: SessionHost;
  readonly #counters: ReturnType<typeof counters>;
  #socketIo: Promise<SocketIo> | undefined;
  #started: SocketIo | undefined;
  #sweeping: NodeJS.Timeout | undefined;
  #sweeps = 0;
  #idleSweeps = 0;
  #rechecking = false;

  constructor(options: GatewayOptions) {
    const { runtime, services, store, hints, limits, metrics } = options;
    this.#options = options;
    this.#rules = new HintRules(services.map((service) => service.contract));
    this.#inputs = new Map(
      [...this.#rules.feeds].map(([id, { query }]) => [id, validator(query as never, '/query')]),
    );
    this.#counters = counters(metrics, () => this.#sessions.size);
    this.#tail = new Tail({
      store,
      log: runtime.log,
      hints,
      types: this.#rules.types,
      fields: this.#rules.fields,
      seen: (events) => this.#tell(events),
      flooded: (organizationIds) => this.#refresh(organizationIds),
    });
    const { publicUrl, allowedOrigins } = runtime.settings;
    this.admission = new Admission({
      socketIo: () => this.#start(),
      addressOf: runtime.addressOf,
      ...{ limits, publicUrl, allowedOrigins },
    });
    this.#host = {
      authenticate: (token, address) => this.#authenticate(token, address),
      read: (feed, after, limit, holder) => this.#read(feed, after, limit, holder),
      checkFeed: (feed, holder) => this.#checkFeed(feed, holder),
      sent: (entries) => this.#counters.entries.inc(entries),
      now: runtime.clock,
    };
  }

  /** This process has committed messages. */
  hint(): void {
    if (this.#sessions.size > 0) this.#tail.hint();
  }

  /** Lets nobody in any more, ends the feeds and asks everyone to connect elsewhere. */
  async close(): Promise<void> {
    this.admission.close();
    clearInterval(this.#sweeping);
    const sessions = [...this.#sessions];
    const stopping = commonError('unavailable', 'This server is being stopped; connect again.', {
      retryAfter: 1,
    });
    for (const session of sessions) session.end(stopping);
    await Promise.all(sessions.map((session) => session.close()));
    const deadline = Date.now() + DRAIN_MS;
    while (this.#sessions.size > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
    this.#started?.close();
    await this.#tail.rest();
  }

  #start(): Promise<SocketIo> {
    this.#socketIo ??= import('../engines/socket-io.ts').then(({ startSocketIo }) => {
      this.#sweeping = setInterval(() => this.#sweep(), SWEEP_MS);
      this.#sweeping.unref();
      this.#started = startSocketIo({
        admit: (peer, { token }) => this.#admit(peer, token),
        allowedOrigins: this.#options.runtime.settings.allowedOrigins,
        messageLimit: MESSAGE_LIMIT,
        addressOf: this.#options.runtime.addressOf,
      });
      return this.#started;
    });
    return this.#socketIo;
  }

  // --- who comes in, and who must leave ---------------------------------------------------------------

  async #admit(peer: Peer, token: unknown): Promise<ConnectionHandler> {
    this.#idleSweeps = 0;
    try {
      if (typeof token !== 'string' || token === '')
        throw commonError('unauthenticated', 'Connect with an access token: auth: { token }.');
      const holder = await this.#authenticate(token, peer.address);
      const session = new BrowserSession(peer, holder, this.#host);
      this.#count(session);
      await this.#tail.follow().catch((error: unknown) => {
        this.#forget(session);
        throw error;
      });
      return this.#handlerOf(session);
    } catch (error) {
      const { code } = error instanceof KernosError ? error : { code: 'internal' };
      this.#counters.refused.inc({ code });
      if (code === 'internal')
        this.#options.runtime.log.error({ err: error }, 'a realtime connection failed');
      throw error;
    }
  }

  #handlerOf(session: BrowserSession): ConnectionHandler {
    return {
      opened: () => {
        this.#sessions.add(session);
        session.open();
      },
      message: (name, body) => session.message(name, body),
      closed: () => {
        this.#sessions.delete(session);
        this.#forget(session);
        void session.close();
      },
    };
  }

  /** Counted in the moment it is let in: of a hundred that ask at once, each sees those before it. */
  #count(session: BrowserSession): void {
    const key = personKey(session.holder);
    const others = this.#people.get(key) ?? new Set();
    if (this.#options.limits && others.size >= PER_PERSON) {
      const text = `You are connected ${PER_PERSON} times already; close some pages.`;
      throw commonError('rate-limited', text, { retryAfter: 60 });
    }
    this.#people.set(key, others.add(session));
  }

  #forget(session: BrowserSession): void {
    const key = personKey(session.holder);
    const others = this.#people.get(key);
    others?.delete(session);
    if (others?.size === 0) this.#people.delete(key);
  }

  async #authenticate(token: string, address: string): Promise<TokenHolder> {
    const { runtime, authenticate } = this.#options;
    const request = { headers: { authorization: `Bearer ${token}` }, method: 'GET' };
    const unknown = { ...newCaller(runtime), actor: anonymous, organizationId: null, address };
    const principal = await Promise.resolve(authenticate?.(unknown, request));
    if (!principal) throw commonError('unauthenticated', 'Sign in first: this needs an access token.');
    return { ...principal, token };
  }

  #sweep(): void {
    this.#sweeps += 1;
    this.#idleSweeps = this.#sessions.size === 0 ? this.#idleSweeps + 1 : 0;
    if (this.#idleSweeps === REST_SWEEPS) void this.#tail.rest();
    const now = this.#options.runtime.clock();
    for (const session of this.#sessions) {
      const { expiresAt } = session.holder;
      if (expiresAt && expiresAt <= now)
        session.end(commonError('unauthenticated', 'This access token has expired. Connect with a new one.'));
      else if (session.peer.backlog() > BACKLOG)
        session.end(
          commonError('unavailable', 'Too much was waiting to be read; connect again.', { retryAfter: 1 }),
        );
    }
    if (this.#sweeps % RECHECK_SWEEPS === 0 && !this.#rechecking) void this.#recheck();
  }

  // The authenticator remembers tokens that it has verified, so this costs microseconds a connection.
  async #recheck(): Promise<void> {
    this.#rechecking = true;
    for (const session of this.#sessions) {
      const { token } = session.holder;
      await this.#authenticate(token, session.peer.address).catch((error: unknown) => {
        // Not because the database is away for a moment; and not for a token that was replaced meanwhile.
        if (error instanceof KernosError && error.status < 500 && session.holder.token === token)
          session.end(error);
      });
    }
    this.#rechecking = false;
  }

  // --- what they hear ---------------------------------------------------------------------------------

  #tell(events: readonly Sighting[]): void {
    if (!this.#started) return;
    // One hint for what happened to one thing within a read; the last tells the latest time.
    const hints = new Map<string, { rooms: readonly string[]; hint: Hint }>();
    for (const event of events) {
      for (const { feed, organizationId, userId } of this.#rules.grownBy(event))
        for (const session of this.#people.get(personKey({ organizationId, userId })) ?? [])
          session.wake(feed);
      const rooms = this.#rules.roomsOf(event);
      if (rooms.length === 0) continue;
      const { id, type, key, time, loggedAt } = event;
      hints.set(`${type} ${key} ${rooms.join()}`, { rooms, hint: { id, type, subject: key, time } });
      this.#counters.lag.observe(Math.max(0, Date.now() - Date.parse(loggedAt)) / 1000);
    }
    for (const { rooms, hint } of hints.values()) this.#started.broadcast(rooms, 'hint', hint);
    this.#counters.hints.inc(hints.size);
  }

  #refresh(organizationIds: readonly (string | null)[]): void {
    this.#started?.broadcast(organizationIds.map(roomOfAll), 'refresh', {});
    for (const session of this.#sessions)
      if (organizationIds.includes(session.holder.organizationId)) session.wakeAll();
  }

  // --- feeds ------------------------------------------------------------------------------------------

  #checkFeed(feed: string, holder: TokenHolder): void {
    const call = this.#rules.feeds.get(feed);
    if (!call) {
      const known = [...this.#rules.feeds.keys()].join(', ') || 'none';
      throw commonError('not-found', `There is no feed of this name; the feeds are: ${known}.`);
    }
    checkAccess(call.access, actorOf(holder));
  }

  async #read(feed: string, after: number, limit: number, holder: TokenHolder): Promise<readonly Entry[]> {
    this.#checkFeed(feed, holder);
    const { runtime } = this.#options;
    const call = this.#rules.feeds.get(feed) as never;
    const input = this.#inputs.get(feed)?.({ after, limit });
    const caller: Caller = {
      ...newCaller(runtime),
      actor: actorOf(holder),
      organizationId: holder.organizationId,
    };
    const { items } = (await runtime.dispatch(call, input, caller)) as { items: readonly Entry[] };
    return items;
  }
}

function newCaller({ clock }: Runtime): Pick<Caller, 'trace' | 'requestId' | 'deadline'> {
  const trace = new Trace();
  return { trace, requestId: trace.spanId, deadline: clock().getTime() + DEADLINE_MS };
}

const personKey = ({ organizationId, userId }: Pick<TokenHolder, 'organizationId' | 'userId'>): string =>
  `${organizationId} ${userId}`;

function counters(metrics: Metrics, connections: () => number) {
  const registers = [metrics.registry];
  metrics.gauge('realtime_connections', 'Browsers that are connected to this process', connections);
  return {
    hints: new Counter({
      name: 'realtime_hints_total',
      help: 'Hints sent, each to all who may hear it',
      registers,
    }),
    entries: new Counter({
      name: 'realtime_feed_entries_total',
      help: 'Entries of feeds that browsers have acknowledged',
      registers,
    }),
    refused: new Counter({
      name: 'realtime_refusals_total',
      help: 'Connections that were not let in, by code',
      labelNames: ['code'],
      registers,
    }),
    lag: new Histogram({
      name: 'realtime_lag_seconds',
      help: 'From the writing of an event to the sending of its hint',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
  };
}
