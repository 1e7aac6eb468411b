/**
 * The browser's end of `/api/realtime`; runs in Node as well. It keeps one connection, gets a new token before the
 * old one runs out, and takes its feeds up again where they were when the connection was lost.
 */
import { io, type Socket } from 'socket.io-client';
import type { Call } from '../contract/contract.ts';
import type { Problem } from '../contract/errors.ts';
import {
  type Answer,
  type Ended,
  type Entries,
  type Entry,
  type FeedEnded,
  type Hint,
  REALTIME_PATH,
  type Ready,
} from './protocol.ts';

/**
 * - `online`: connected for the first time
 * - `reconnected`: connected again, or so much happened that no hints were sent: read everything anew. Feeds
 *   need nothing, they miss nothing.
 * - `offline`: not connected; it tries again by itself
 * - `refused`: the server does not let this person in, and the problem says why; it does not try again. So it
 *   is when a token turns out to be somebody else's, or of another organization (`conflict`): connect anew.
 */
export type ConnectionState = 'online' | 'reconnected' | 'offline' | 'refused';

export interface RealtimeOptions {
  /** e.g. `http://127.0.0.1:8000`, without a trailing slash. */
  readonly url: string;
  /** An access token; another one than `not`, where that is given: it runs out soon, or was refused. */
  readonly token: (not?: string) => Promise<string>;
  /** Something that this person may know of has changed. */
  readonly onHint?: (hint: Hint) => void;
  readonly onState?: (state: ConnectionState, problem?: Problem) => void;
}

type FeedItem<Reply> = Reply extends { items: readonly (infer Item extends Entry)[] } ? Item : never;

export interface FollowOptions<Item> {
  /** `sequence` of the last entry that is there already; 0 for none. */
  readonly after: number;
  /** Gets each entry once, in order. What it throws is reported, and the entry counts as taken. */
  readonly onItem: (item: Item) => void;
  /** The feed cannot be followed (any more). */
  readonly onEnded?: (problem: Problem) => void;
}

export interface RealtimeConnection {
  /** Follows a feed from now on, across lost connections. Returns a function that ends it. */
  follow<Input, Reply>(call: Call<Input, Reply>, options: FollowOptions<FeedItem<Reply>>): () => void;
  close(): void;
}

interface Followed {
  cursor: number;
  readonly onItem: (item: never) => void;
  readonly onEnded: ((problem: Problem) => void) | undefined;
}

/** A token is replaced when so much of its life is left, milliseconds. */
const RENEW_BEFORE_MS = 60_000;
const ANSWER_MS = 10_000;
const RETRY_MS = 1_000;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;
const REFRESH_WITHIN_MS = 2_000;

/** Connects, now and whenever the connection is lost, until `close` is called. */
export function connectRealtime(options: RealtimeOptions): RealtimeConnection {
  const connection = new Connection(options);
  return {
    follow: (call, feed) => connection.follow(call.id, feed as never),
    close: () => connection.close(),
  };
}

class Connection {
  readonly #options: RealtimeOptions;
  readonly #socket: Socket;
  readonly #feeds = new Map<string, Followed>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #person: string | undefined;
  #token: string | undefined;
  /** The server would not have this token; cleared when it has let another one in. */
  #refusedToken: string | undefined;
  #hasBeenOnline = false;
  #state: ConnectionState | undefined;
  #ended: Ended | undefined;
  #closed = false;

  constructor(options: RealtimeOptions) {
    this.#options = options;
    this.#socket = io(options.url, {
      path: REALTIME_PATH,
      forceNew: true,
      autoConnect: false,
      // WebSocket, and polling where a proxy lets none through.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: FIRST_RETRY_MS,
      reconnectionDelayMax: LONGEST_RETRY_MS,
      auth: (send) => void this.#authenticate(send),
    });
    this.#socket.on('ready', (ready: Ready) => this.#ready(ready));
    this.#socket.on('hint', (hint: Hint) => options.onHint?.(hint));
    // Everyone of the organization is told at once, and should not ask at once.
    this.#socket.on('refresh', () => this.#later(Math.random() * REFRESH_WITHIN_MS, () => this.#refresh()));
    this.#socket.on('entries', (entries: Entries, acknowledge: () => void) =>
      this.#take(entries, acknowledge),
    );
    this.#socket.on('feed-ended', ({ feed, problem }: FeedEnded) => this.#feedEnded(feed, problem));
    this.#socket.on('ended', (ended: Ended) => {
      this.#ended = ended;
    });
    this.#socket.on('disconnect', (reason) => this.#lost(reason));
    this.#socket.on('connect_error', (error: Error & { data?: Ended }) => this.#failed(error.data));
    this.#socket.connect();
  }

  follow(feed: string, { after, onItem, onEnded }: FollowOptions<never>): () => void {
    const followed: Followed = { cursor: after, onItem, onEnded };
    this.#feeds.set(feed, followed);
    if (this.#socket.connected) this.#ask(feed);
    return () => {
      if (this.#feeds.get(feed) !== followed) return;
      this.#feeds.delete(feed);
      if (this.#socket.connected) this.#socket.emit('unfollow', { feed });
    };
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#feeds.clear();
    this.#socket.disconnect();
  }

  // --- the connection ---------------------------------------------------------------------------------

  async #authenticate(send: (auth: { token: string }) => void): Promise<void> {
    try {
      this.#token = await this.#options.token(this.#refusedToken);
      send({ token: this.#token });
    } catch (error) {
      // No token: signed out or for another organization, which is final, or the way to get one is interrupted.
      const { code } = error as { code?: string };
      this.#socket.disconnect();
      if (code === 'unauthenticated' || code === 'organization-mismatch')
        this.#refuse(error as Problem & Error);
      else this.#again(RETRY_MS);
    }
  }

  #ready({ userId, organizationId, now, expiresAt }: Ready): void {
    const person = `${userId} ${organizationId}`;
    this.#person ??= person;
    if (this.#person !== person) {
      // The places in the feeds are another person's, or of another organization.
      this.#refuse(somebodyElse);
      return;
    }
    this.#refusedToken = undefined;
    this.#ended = undefined;
    for (const feed of this.#feeds.keys()) this.#ask(feed);
    this.#tell(this.#hasBeenOnline ? 'reconnected' : 'online');
    this.#hasBeenOnline = true;
    this.#renewLater(now, expiresAt);
  }

  #refresh(): void {
    if (this.#socket.connected) this.#tell('reconnected');
  }

  #lost(reason: string): void {
    if (this.#closed) return;
    const ended = this.#ended;
    this.#ended = undefined;
    // Socket.IO connects again by itself, unless it was the server that ended the connection.
    if (reason === 'io server disconnect') this.#failed(ended ?? { problem: unknownProblem });
    else this.#tell('offline');
  }

  /** Not let in, or sent away: with another token, later, or never again. */
  #failed(ended: Ended | undefined): void {
    if (this.#closed) return;
    const { problem, retryAfter = 1 } = ended ?? {};
    const needsToken = problem?.code === 'unauthenticated' && this.#refusedToken === undefined;
    const isPassing = !problem || problem.status >= 500 || problem.code === 'rate-limited';
    if (needsToken) this.#refusedToken = this.#token;
    if (!needsToken && !isPassing) {
      this.#refuse(problem);
      return;
    }
    this.#tell('offline');
    // Without a problem it did not reach the server, and Socket.IO tries again by itself.
    if (problem) this.#again(needsToken ? 0 : retryAfter * 1000);
  }

  #refuse(problem: Problem): void {
    this.close();
    this.#tell('refused', problem);
  }

  /** After this time, and a little that differs from browser to browser: they must not all come at once. */
  #again(milliseconds: number): void {
    this.#later(milliseconds * (1 + Math.random()), () => this.#socket.connect());
  }

  #later(milliseconds: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#closed) run();
    }, milliseconds);
    this.#timers.add(timer);
  }

  #tell(state: ConnectionState, problem?: Problem): void {
    if (state === 'offline' && this.#state === 'offline') return;
    this.#state = state;
    this.#options.onState?.(state, problem);
  }

  // --- the token --------------------------------------------------------------------------------------

  // By the server's clock alone: this machine's may be wrong.
  #renewLater(now: string, expiresAt: string | null): void {
    if (expiresAt === null) return;
    const life = Date.parse(expiresAt) - Date.parse(now);
    const token = this.#token;
    this.#later(Math.max(life - RENEW_BEFORE_MS, life / 2), () => {
      if (this.#socket.connected && this.#token === token) void this.#renew(token);
    });
  }

  async #renew(old: string | undefined): Promise<void> {
    try {
      const token = await this.#options.token(old);
      const answer = (await this.#socket.timeout(ANSWER_MS).emitWithAck('authenticate', { token })) as Answer;
      // Otherwise the server ends the connection when the old token runs out, and says why.
      if (!answer.ok) return;
      this.#token = token;
      if (answer.ready) this.#renewLater(answer.ready.now, answer.ready.expiresAt);
    } catch {
      this.#later(RETRY_MS, () => {
        if (this.#socket.connected && this.#token === old) void this.#renew(old);
      });
    }
  }

  // --- feeds ------------------------------------------------------------------------------------------

  #ask(feed: string): void {
    const followed = this.#feeds.get(feed);
    if (!followed) return;
    const asked: Promise<Answer> = this.#socket
      .timeout(ANSWER_MS)
      .emitWithAck('follow', { feed, after: followed.cursor });
    asked.then(
      (answer) => {
        if (answer.ok || this.#feeds.get(feed) !== followed) return;
        if (answer.problem.code === 'rate-limited') this.#later(RETRY_MS, () => this.#ask(feed));
        else this.#feedEnded(feed, answer.problem);
      },
      () => {
        // No answer: the connection is gone, and asked for again with the next one; or the server is slow.
        if (this.#socket.connected) this.#later(RETRY_MS, () => this.#ask(feed));
      },
    );
  }

  #take({ feed, after, items }: Entries, acknowledge: () => void): void {
    acknowledge();
    const followed = this.#feeds.get(feed);
    if (!followed) return;
    if (after > followed.cursor) {
      // The server begins where it is asked to; but should it ever not, a gap must not pass unnoticed.
      this.#ask(feed);
      return;
    }
    for (const item of items) {
      if (item.sequence <= followed.cursor) continue;
      followed.cursor = item.sequence;
      try {
        followed.onItem(item as never);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  #feedEnded(feed: string, problem: Problem): void {
    const followed = this.#feeds.get(feed);
    this.#feeds.delete(feed);
    followed?.onEnded?.(problem);
  }
}

const somebodyElse: Problem = {
  type: 'urn:kernos:error:conflict',
  title: 'Conflict',
  status: 409,
  code: 'conflict',
  detail: 'You are signed in as somebody else, or for another organization, by now.',
};

const unknownProblem: Problem = {
  type: 'urn:kernos:error:unavailable',
  title: 'Unavailable',
  status: 503,
  code: 'unavailable',
  detail: 'The server ended the connection.',
};
