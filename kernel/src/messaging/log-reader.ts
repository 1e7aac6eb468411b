/**
 * The one reader of the log in a process: asks what is new once, for all consumers that have caught up, and hands each
 * what is for it. A consumer for which there is nothing costs nothing.
 *
 * Reading a table that many transactions append to is where pollers lose messages, or their order:
 *   - by position alone: positions are given out at INSERT and seen at COMMIT, so a slow transaction's
 *     row appears behind the reader;
 *   - by (xid, position) alone: a transaction that got its id early and committed late appears behind too;
 *   - below the snapshot's horizon (`pg_snapshot_xmin`) none appears behind, but of two that wait for the oldest
 *     transaction there is, the later one may be let by first; see docs/decisions/0004-reading-the-outbox.md.
 * So a cursor is a snapshot, and a reader takes a window: what became visible between that snapshot and a new one.
 * Each row does so once, at its commit, whatever else still runs. Within a window it goes by position. Two events
 * with one key are ordered by the lock that guards it: the later transaction publishes when the earlier one is
 * visible, so it has the higher position, and is in the same window or a later one.
 *
 * Every consumer has a cursor of its own (outbox-log.ts). One that begins, or was left behind, reads by itself up to the end
 * of a window of this reader, and gets from it what comes after.
 *
 * States: resting (nobody follows) → reading (a full page: read on) → idle (wait for a hint or a second).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Store } from '../store/store.ts';
import { isUnreachable } from '../store/unreachable.ts';
import type { Consumer } from './consumer.ts';
import { atSnapshot, type Cursor, PAGE, type Page, readPage, type Wanted } from './outbox-pages.ts';

interface Joining {
  readonly follower: Follower;
  readonly admitted: PromiseWithResolvers<string | undefined>;
}

/** A consumer that has caught up, or is about to. */
export interface Follower {
  readonly consumer: Pick<Consumer, 'name' | 'kind' | 'types'>;
  /** Takes what is for it of a page. */
  take(page: Page): void;
  /** How far the database knows that it is, while it waits for what comes next; undefined while it handles something. */
  readonly resting: Cursor | undefined;
  /** The database knows that it is there. */
  saved(cursor: Cursor): void;
}

/** Reads are at least so far apart, however much is committed. */
const PAUSE_MS = 5;
const IDLE_POLL_MS = 1_000;
/** How often it is noted how far those have read for whom nothing came. */
const SAVE_EVERY_MS = 60_000;

export class LogReader {
  readonly #store: Store;
  readonly #log: Logger;
  readonly #followers = new Set<Follower>();
  /** Those who wait for the end of a window. */
  #joining: Joining[] = [];
  #byType = new Map<string, Follower[]>();
  #wanted: Wanted = { kinds: [], types: [] };
  #cursor: Cursor | undefined;
  #savedAt = performance.now();
  #running = false;
  #hinted = false;
  #wake: () => void = () => undefined;

  constructor({ store, log }: { readonly store: Store; readonly log: Logger }) {
    this.#store = store;
    this.#log = log;
  }

  /** There may be something new. */
  hint(): void {
    this.#hinted = true;
    this.#wake();
  }

  /**
   * Hands a follower everything that is for it from some snapshot on, and gives that snapshot. It is taken after this
   * is called, so a follower that has read less of the log reads up to it by itself. Undefined where it left meanwhile.
   */
  follow(follower: Follower): Promise<string | undefined> {
    const admitted = Promise.withResolvers<string | undefined>();
    this.#joining.push({ follower, admitted });
    this.hint();
    if (!this.#running) void this.#run();
    return admitted.promise;
  }

  /** Hands it nothing more. */
  leave(follower: Follower): void {
    for (const joining of this.#joining)
      if (joining.follower === follower) joining.admitted.resolve(undefined);
    this.#joining = this.#joining.filter((joining) => joining.follower !== follower);
    if (this.#followers.delete(follower)) this.#sort();
    this.#wake();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#followers.size > 0 || this.#joining.length > 0) {
      this.#hinted = false;
      try {
        const more = await this.#read();
        if (performance.now() - this.#savedAt > SAVE_EVERY_MS) await this.#saveResting();
        if (more) continue;
        await sleep(PAUSE_MS);
      } catch (error) {
        if (!isUnreachable(error)) this.#log.error({ err: error }, 'reading the log failed');
        this.#hinted = false;
      }
      await this.#idle();
    }
    this.#cursor = undefined;
    this.#running = false;
  }

  async #idle(): Promise<void> {
    if (this.#hinted || (this.#followers.size === 0 && this.#joining.length === 0)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, IDLE_POLL_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }

  /** Reads a page; true where more may follow at once. */
  async #read(): Promise<boolean> {
    const joining = [...this.#joining];
    if (this.#cursor === undefined || this.#followers.size === 0) {
      const text = 'SELECT pg_current_snapshot()::text AS seen';
      const { rows } = await this.#store.query<{ seen: string }>({ text });
      this.#cursor = atSnapshot(rows[0]?.seen as string);
      this.#admit(joining);
      return false;
    }
    const page = await readPage(this.#store, this.#wanted, this.#cursor, PAGE);
    this.#cursor = page.next;
    this.#dispatch(page);
    if (!page.isFull) this.#admit(joining);
    return page.isFull;
  }

  #dispatch(page: Page): void {
    const byFollower = new Map<Follower, Page['messages'][number][]>();
    for (const message of page.messages) {
      for (const follower of this.#byType.get(`${message.kind} ${message.type}`) ?? []) {
        const messages = byFollower.get(follower);
        if (messages) messages.push(message);
        else byFollower.set(follower, [message]);
      }
    }
    for (const [follower, messages] of byFollower) follower.take({ ...page, messages });
  }

  #admit(joining: readonly Joining[]): void {
    for (const one of joining) {
      // It may have left meanwhile.
      if (!this.#joining.includes(one)) continue;
      this.#followers.add(one.follower);
      one.admitted.resolve(this.#cursor?.seen as string);
    }
    this.#joining = this.#joining.filter((one) => !joining.includes(one));
    if (joining.length > 0) this.#sort();
  }

  #sort(): void {
    const consumers = [...this.#followers].map(({ consumer }) => consumer);
    this.#byType = new Map();
    for (const follower of this.#followers) {
      const { kind, types } = follower.consumer;
      for (const type of types) {
        const key = `${kind} ${type}`;
        this.#byType.set(key, [...(this.#byType.get(key) ?? []), follower]);
      }
    }
    this.#wanted = {
      kinds: [...new Set(consumers.map(({ kind }) => kind))],
      types: [...new Set(consumers.flatMap(({ types }) => types))],
    };
  }

  // A cursor left behind where nothing was for it would keep old partitions, and make its lag hard to tell.
  async #saveResting(): Promise<void> {
    this.#savedAt = performance.now();
    const cursor = this.#cursor;
    const resting = [...this.#followers].filter((follower) => follower.resting !== undefined);
    if (!cursor || resting.length === 0) return;
    const at = resting.map((follower) => follower.resting as Cursor);
    const { rows } = await this.#store.query<{ name: string }>({
      text: `UPDATE kernel.consumers c
                SET seen = $5::pg_snapshot, until = $6::pg_snapshot, position = $7, updated_at = now()
               FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS was (name, seen, until, position)
              WHERE c.name = was.name AND c.seen::text = was.seen AND c.until::text IS NOT DISTINCT FROM was.until
                AND c.position = was.position
             RETURNING c.name`,
      values: [
        resting.map(({ consumer }) => consumer.name),
        at.map(({ seen }) => seen),
        at.map(({ until }) => until),
        at.map(({ position }) => position),
        cursor.seen,
        cursor.until,
        cursor.position,
      ],
    });
    const moved = new Set(rows.map(({ name }) => name));
    for (const follower of resting) if (moved.has(follower.consumer.name)) follower.saved(cursor);
  }
}
