/** One browser that is connected: who it is, what it may hear, which feeds it follows, what it asks for. */
import { Type } from 'typebox';
import { commonError, KernosError, toProblem } from '../contract/errors.ts';
import type { Principal } from '../contract/service.ts';
import type { Peer } from '../engines/socket-io.ts';
import { type Validate, validator } from '../http/validation.ts';
import { FeedLoop } from './feed-loop.ts';
import type { Answer, Ended, Entries, Entry, FeedEnded, Ready } from './protocol.ts';

/** For whom a connection speaks, by the token that it last showed. */
export interface TokenHolder extends Principal {
  readonly token: string;
}

/** What a session needs of the gateway. */
export interface SessionHost {
  /** Throws `unauthenticated` where the token is no good. */
  authenticate(token: string, address: string): Promise<TokenHolder>;
  /** Reads a feed as this person. Throws what the call throws. */
  read(feed: string, after: number, limit: number, holder: TokenHolder): Promise<readonly Entry[]>;
  /** Throws `not-found` or `forbidden` where this person cannot follow the feed. */
  checkFeed(feed: string, holder: TokenHolder): void;
  sent(entries: number): void;
  now(): Date;
}

/** Messages that a browser may send at once, and a second in the long run. */
const BURST = 30;
const PER_SECOND = 5;
/** Who goes on after so many refused messages is cut off. */
const PATIENCE = 100;
/** How long a browser may take to acknowledge a page, milliseconds. */
const ACKNOWLEDGE_MS = 30_000;

const Token = Type.String({ minLength: 1, maxLength: 8_192 });
const FeedName = Type.String({ minLength: 1, maxLength: 100 });
const messages: Readonly<Record<string, Validate>> = {
  authenticate: validator(Type.Object({ token: Token }, { additionalProperties: false }), ''),
  follow: validator(
    Type.Object(
      { feed: FeedName, after: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) },
      { additionalProperties: false },
    ),
    '',
  ),
  unfollow: validator(Type.Object({ feed: FeedName }, { additionalProperties: false }), ''),
};

export class BrowserSession {
  readonly peer: Peer;
  readonly #host: SessionHost;
  readonly #feeds = new Map<string, FeedLoop>();
  #holder: TokenHolder;
  #allowance = BURST;
  #allowedAt: number;
  #refused = 0;
  #ended = false;

  constructor(peer: Peer, holder: TokenHolder, host: SessionHost) {
    this.peer = peer;
    this.#host = host;
    this.#holder = holder;
    this.#allowedAt = performance.now();
  }

  get holder(): TokenHolder {
    return this.#holder;
  }

  /** Hints arrive from here on. */
  open(): void {
    this.peer.hearIn(roomsOf(this.#holder));
    this.peer.send('ready', this.#ready());
  }

  /** Ends the connection and tells the browser why. */
  end(error: unknown): void {
    if (this.#ended) return;
    this.peer.send('ended', toEnded(error));
    void this.close();
    this.peer.close();
  }

  /** Stops its feeds; resolves when none is being read any more. */
  async close(): Promise<void> {
    this.#ended = true;
    await Promise.all([...this.#feeds.values()].map((loop) => loop.stop()));
    this.#feeds.clear();
  }

  wake(feed: string): void {
    this.#feeds.get(feed)?.wake();
  }

  wakeAll(): void {
    for (const loop of this.#feeds.values()) loop.wake();
  }

  /** Answers a message of the browser; never throws. */
  async message(name: string, body: unknown): Promise<Answer> {
    try {
      this.#count();
      const validate = Object.hasOwn(messages, name) ? messages[name] : undefined;
      if (!validate) {
        const known = Object.keys(messages).join(', ');
        throw commonError(
          'invalid-input',
          `This is no message that is understood here; there are: ${known}.`,
        );
      }
      if (typeof body !== 'object' || body === null || Array.isArray(body))
        throw commonError('invalid-input', `The message ${name} takes a JSON object.`);
      return await this.#handle(name, validate(body));
    } catch (error) {
      return { ok: false, ...toEnded(error) };
    }
  }

  async #handle(name: string, body: unknown): Promise<Answer> {
    if (name === 'authenticate') return this.#authenticate((body as { token: string }).token);
    const { feed, after } = body as { feed: string; after: number };
    if (name === 'follow') this.#follow(feed, after);
    else {
      void this.#feeds.get(feed)?.stop();
      this.#feeds.delete(feed);
    }
    return { ok: true };
  }

  async #authenticate(token: string): Promise<Answer> {
    const { userId, organizationId } = this.#holder;
    const next = await this.#host.authenticate(token, this.peer.address);
    if (next.userId !== userId || next.organizationId !== organizationId)
      throw commonError('forbidden', 'This token speaks for somebody else: connect anew with it.');
    this.#holder = next;
    this.peer.hearIn(roomsOf(next));
    return { ok: true, ready: this.#ready() };
  }

  #follow(feed: string, after: number): void {
    if (this.#ended) return;
    this.#host.checkFeed(feed, this.#holder);
    void this.#feeds.get(feed)?.stop();
    const loop = new FeedLoop({
      after,
      read: (from, limit) => this.#host.read(feed, from, limit, this.#holder),
      send: async (from, items) => {
        const entries: Entries = { feed, after: from, items };
        const taken = await this.peer.deliver('entries', entries, ACKNOWLEDGE_MS);
        if (taken) this.#host.sent(items.length);
        else if (this.#feeds.get(feed) === loop)
          this.end(commonError('deadline-exceeded', 'Entries were not acknowledged in time.'));
        return taken;
      },
      refused: (error) => {
        this.#feeds.delete(feed);
        const ended: FeedEnded = { feed, problem: toProblem(error) };
        this.peer.send('feed-ended', ended);
      },
    });
    this.#feeds.set(feed, loop);
  }

  #ready(): Ready {
    const { userId, organizationId, expiresAt } = this.#holder;
    return {
      userId,
      organizationId,
      now: this.#host.now().toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
    };
  }

  #count(): void {
    const now = performance.now();
    this.#allowance = Math.min(BURST, this.#allowance + ((now - this.#allowedAt) / 1000) * PER_SECOND);
    this.#allowedAt = now;
    if (this.#allowance >= 1) {
      this.#allowance -= 1;
      return;
    }
    this.#refused += 1;
    const error = commonError('rate-limited', 'Too many messages; send fewer.', { retryAfter: 1 });
    if (this.#refused >= PATIENCE) this.end(error);
    throw error;
  }
}

// --- rooms: who hears what --------------------------------------------------------------------------

const within = (organizationId: string | null): string => organizationId ?? 'no organization';
export const roomOfAll = (organizationId: string | null): string => within(organizationId);
export const roomOfRole = (organizationId: string | null, role: string): string =>
  `${within(organizationId)} role ${role}`;
export const roomOfPerson = (organizationId: string | null, userId: string): string =>
  `${within(organizationId)} person ${userId}`;

const roomsOf = ({ organizationId, userId, roles }: TokenHolder): string[] => [
  roomOfAll(organizationId),
  roomOfPerson(organizationId, userId),
  ...roles.map((role) => roomOfRole(organizationId, role)),
];

export function toEnded(error: unknown): Ended {
  const { retryAfter } = error instanceof KernosError ? error : {};
  return { problem: toProblem(error), ...(retryAfter !== undefined && { retryAfter }) };
}
