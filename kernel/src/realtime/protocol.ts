/**
 * What a browser and a server say to each other at `/api/realtime`, over Socket.IO. Types only: the browser's
 * part is `realtime-client.ts`, the server's `realtime.ts`.
 *
 * The browser connects with `auth: { token }`, an access token. What it may send, each answered by an `Answer`:
 * - `authenticate {token}`: another token of the same person, before the first runs out
 * - `follow {feed, after}`: the entries of a feed after a sequence number, now and as they come
 * - `unfollow {feed}`
 *
 * What the server sends:
 * - `ready`: hints arrive from now on
 * - `hint`: something that concerns you has changed
 * - `refresh`: so much has changed that no hints were sent for it; read everything anew
 * - `entries`: entries of a feed, in order; to be acknowledged, for the next ones wait for that
 * - `feed-ended`: a feed cannot be followed any more, and why
 * - `ended`: why the connection is about to end
 */
import type { Problem } from '../contract/errors.ts';

export const REALTIME_PATH = '/api/realtime';

/** Something happened that this person may know of. What exactly, the calls of the API say. */
export interface Hint {
  /** Id of the event. */
  readonly id: string;
  /** Type of the event, e.g. `enrollment.created`. */
  readonly type: string;
  /** The event's key: the id of what changed, as the event's declaration says. */
  readonly subject: string;
  /** When it happened, RFC 3339. */
  readonly time: string;
}

/** Instants are RFC 3339; `expiresAt` is null where the token does not say when it runs out. */
export interface Ready {
  /** Who is connected, for which organization. */
  readonly userId: string;
  readonly organizationId: string | null;
  readonly now: string;
  readonly expiresAt: string | null;
}

export interface Entry {
  readonly sequence: number;
}

export interface Entries {
  /** Id of the feed's call, e.g. `notifications.feed`. */
  readonly feed: string;
  /** The sequence number that they begin after. */
  readonly after: number;
  readonly items: readonly Entry[];
}

export interface FeedEnded {
  readonly feed: string;
  readonly problem: Problem;
}

/** A problem that came without a question; `retryAfter` in seconds. */
export interface Ended {
  readonly problem: Problem;
  readonly retryAfter?: number;
}

export type Answer = { readonly ok: true; readonly ready?: Ready } | ({ readonly ok: false } & Ended);
