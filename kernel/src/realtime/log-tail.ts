/**
 * Follows the log of events for the browsers that are connected to this process. Every process that has some
 * does so for itself: nothing is consumed, nothing written, no matter which process leads.
 *
 * It reads as the relay does (see relay.ts): what became visible since the snapshot of the read before, by position.
 * So each event is seen once, as soon as it is committed, and those of one key in order.
 *
 * States: resting (nobody is connected: no connection, no query) → following → resting.
 */
import type { Logger } from 'pino';
import { commonError } from '../contract/errors.ts';
import { newSince } from '../messaging/outbox-pages.ts';
import type { Hints } from '../ports/hints.ts';
import type { Store } from '../store/store.ts';
import { isUnreachable } from '../store/unreachable.ts';

/** An event as the tail sees it: without its data, but for the people whom it names. */
export interface Sighting {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly organizationId: string | null;
  readonly time: string;
  readonly loggedAt: string;
  /** The values of `TailOptions.fields`, null where the event has no such field. */
  readonly people: readonly (string | null)[];
}

export interface TailOptions {
  readonly store: Store;
  readonly log: Logger;
  readonly hints: Hints;
  /** The kinds of event that somebody may hear of. */
  readonly types: readonly string[];
  /** Fields of their data that name people. */
  readonly fields: readonly string[];
  /** In the order of commits per key. Must not throw. */
  readonly seen: (events: readonly Sighting[]) => void;
  /** More was committed at once, in these organizations, than is worth telling one by one. */
  readonly flooded: (organizationIds: readonly (string | null)[]) => void;
}

/** More events than this in one read are a flood. */
const FLOOD = 1_000;
/** Reads are at least so far apart, however much is committed. */
const PAUSE_MS = 20;
const IDLE_POLL_MS = 1_000;

/** What a transaction wrote that $1 did not see. The bound on `logged_at` leaves other days' partitions alone. */
const NEW_EVENTS = `${newSince('$1::pg_snapshot')}
                    AND logged_at > now() - interval '1 day' AND kind = 'event' AND type = ANY ($2)`;

export class Tail {
  readonly #options: TailOptions;
  #following: Promise<void> | undefined;
  #snapshot = '';
  #end = new AbortController();
  #wake: () => void = () => undefined;
  #hinted = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: TailOptions) {
    this.#options = options;
  }

  /** Resolves once everything that is committed from now on will be seen. Throws `unavailable` where the database is away. */
  follow(): Promise<void> {
    this.#following ??= this.#begin().catch((error: unknown) => {
      this.#following = undefined;
      if (!isUnreachable(error)) throw error;
      throw commonError('unavailable', 'The database is not reachable right now; please try again.', {
        retryAfter: 1,
        cause: error,
      });
    });
    return this.#following;
  }

  /** Something may have been committed. */
  hint(): void {
    this.#hinted = true;
    this.#wake();
  }

  /** Nobody is connected any more. Resolves when no query runs. */
  async rest(): Promise<void> {
    this.#following = undefined;
    this.#end.abort();
    this.#end = new AbortController();
    this.#wake();
    await this.#running;
  }

  async #begin(): Promise<void> {
    const { store } = this.#options;
    const { signal } = this.#end;
    const { rows } = await store.query<{ snapshot: string }>({
      text: 'SELECT pg_current_snapshot()::text AS snapshot',
    });
    if (signal.aborted) return;
    this.#snapshot = rows[0]?.snapshot as string;
    this.#running = this.#run(signal);
  }

  async #run(end: AbortSignal): Promise<void> {
    const unlisten = this.#options.hints.listen(() => this.hint());
    while (!end.aborted) {
      this.#hinted = false;
      await this.#read(end).catch((error: unknown) => {
        if (!isUnreachable(error) && !end.aborted)
          this.#options.log.error({ err: error }, 'following the log failed');
      });
      await pause(PAUSE_MS);
      if (!this.#hinted && !end.aborted) await this.#idle();
    }
    unlisten();
  }

  async #idle(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, IDLE_POLL_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }

  async #read(end: AbortSignal): Promise<void> {
    const { store, types, fields, seen, flooded } = this.#options;
    const values = [this.#snapshot, types];
    const { rows } = await store.query<Sighting & { snapshot: string }>({
      name: 'kernel.realtime.tail',
      text: `SELECT pg_current_snapshot()::text AS snapshot, m.*
               FROM (VALUES (1)) one LEFT JOIN LATERAL (
                 SELECT id, type, key, organization_id, time, logged_at,
                        ARRAY(SELECT data ->> field FROM unnest($3::text[]) AS field) AS people
                   FROM (SELECT * FROM kernel.outbox WHERE ${NEW_EVENTS} OFFSET 0) new
                  ORDER BY position LIMIT ${FLOOD + 1}
               ) m ON true`,
      values: [...values, fields],
    });
    const { snapshot, id } = rows[0] as Sighting & { snapshot: string };
    // What is committed between the two questions counts to the flood, and is seen once more after it.
    const where =
      rows.length > FLOOD
        ? await store.query<{ organizationId: string | null }>({
            text: `SELECT DISTINCT organization_id FROM kernel.outbox WHERE ${NEW_EVENTS}`,
            values,
          })
        : undefined;
    if (end.aborted) return;
    this.#snapshot = snapshot;
    if (where) flooded(where.rows.map(({ organizationId }) => organizationId));
    else if (id) seen(rows);
  }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
