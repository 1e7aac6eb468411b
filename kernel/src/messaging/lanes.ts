/**
 * How organizations take turns at one consumer, across whatever it reads: one that sent more than its share is read apart
 * from then on, from a cursor of its own (its lane), a share at a time and in order, until it has caught up. All others
 * go on meanwhile. So nobody waits for more than a share of each that came before.
 *
 * A lane is memory of this process. How far a consumer has read, as the database knows it, is where the last of
 * them is: after a crash all is read again from there, and what was handled ahead is known by its inbox.
 */

import type { Subscriber } from '../ports/message-source.ts';
import type { Store } from '../store/store.ts';
import { atSnapshot, type Cursor, type End, type Page, readPage, type Sender } from './outbox-pages.ts';

/** So many messages of one organization are handed out together. */
export const SHARE = 256;

interface Lane {
  /** After all of it that was handed out. */
  readonly cursor: Cursor;
  /** Some of it may have been handled before. */
  readonly mayRepeat: boolean;
}

/** A stretch of one lane. */
export interface Turn {
  readonly page: Page;
  readonly mayRepeat: boolean;
}

export class Lanes {
  readonly #store: Store;
  readonly #consumer: Pick<Subscriber, 'kind' | 'types'>;
  /** In the order of their turns. */
  readonly #lanes = new Map<Sender, Lane>();

  constructor(store: Store, consumer: Pick<Subscriber, 'kind' | 'types'>) {
    this.#store = store;
    this.#consumer = consumer;
  }

  /** Whose messages are read apart. */
  get senders(): readonly Sender[] {
    return [...this.#lanes.keys()];
  }

  /** True where all that waits is of one organization, so that nobody need be read apart. */
  isAlone(waiting: readonly Page[]): boolean {
    const sender = waiting[0]?.messages[0]?.organizationId;
    return (
      this.#lanes.size === 0 &&
      waiting.every(({ messages }) => messages.every(({ organizationId }) => organizationId === sender))
    );
  }

  /** These pages without what is read apart; whoever has more than a share in them is from here on. */
  without(pages: readonly Page[], mayRepeat: boolean): readonly Page[] {
    const [first] = pages;
    const messages = pages.flatMap((page) => page.messages);
    if (first && messages.length > SHARE) {
      for (const [sender, sent] of Map.groupBy(messages, ({ organizationId }) => organizationId))
        if (sent.length > SHARE && !this.#lanes.has(sender))
          this.#lanes.set(sender, { cursor: first.from, mayRepeat });
    }
    if (this.#lanes.size === 0) return pages;
    const isOther = ({ organizationId }: Page['messages'][number]) => !this.#lanes.has(organizationId);
    return pages.map((page) => ({ ...page, messages: page.messages.filter(isOther) }));
  }

  /** A share of the lane whose turn it is, which may be nothing; it ends where it has read as far as the others. */
  async next(others: Cursor): Promise<Turn | undefined> {
    const [turn] = this.#lanes;
    if (!turn) return undefined;
    const [sender, { cursor, mayRepeat }] = turn;
    const { kind, types } = this.#consumer;
    const wanted = { kinds: [kind], types, from: { only: sender } };
    const page = await readPage(this.#store, wanted, cursor, SHARE, endOf(cursor, others));
    this.#lanes.delete(sender);
    if (!isSame(page.next, others)) this.#lanes.set(sender, { cursor: page.next, mayRepeat });
    return { page, mayRepeat };
  }

  /** How far everything is read, if all others are read so far. */
  lowest(others: Cursor): Cursor {
    const cursors = [others, ...[...this.#lanes.values()].map(({ cursor }) => cursor)].toSorted(inTime);
    const low = cursors[0] as Cursor;
    return cursors.every((cursor) => isPast(cursor, low)) ? low : atSnapshot(low.seen);
  }
}

/** Where a lane ends that is to come as far as the others. A window that was begun is read first. */
function endOf({ seen, until }: Cursor, others: Cursor): End {
  if (seen === others.seen && others.until !== null) return { seen: others.until, position: others.position };
  return { seen: until ?? others.seen };
}

export const isSame = (a: Cursor, b: Cursor): boolean =>
  a.seen === b.seen && a.until === b.until && a.position === b.position;

/** Later snapshots of one cluster have seen the end of more transactions. */
function inTimeOfSnapshots(a: string, b: string): number {
  const [[endA, openA], [endB, openB]] = [a, b].map((text) => {
    const [, end = '', open = ''] = text.split(':');
    return [BigInt(end), open === '' ? 0 : open.split(',').length] as const;
  }) as [readonly [bigint, number], readonly [bigint, number]];
  return endA === endB ? openB - openA : Number(endA - endB);
}

const inTime = (a: Cursor, b: Cursor): number =>
  inTimeOfSnapshots(a.seen, b.seen) ||
  Number(a.until !== null) - Number(b.until !== null) ||
  a.position - b.position;

/** Whether one of two, the later one in time, has read all that the other has. */
const isPast = (cursor: Cursor, low: Cursor): boolean =>
  low.until === null ||
  (cursor.seen === low.seen
    ? cursor.until === low.until && cursor.position >= low.position
    : inTimeOfSnapshots(cursor.seen, low.until) >= 0);
