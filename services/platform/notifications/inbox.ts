/** The inbox, as its person sees it. */
import { decodeCursor, toPage } from '@kernos/kernel/cursors';
import { handle } from '@kernos/kernel/service';
import { personOf } from './actor.ts';
import { notifications } from './contract.ts';
import {
  countUnread,
  markAllRead,
  markEntries,
  selectFeed,
  selectInbox,
  unmarkAllRead,
} from './inbox-store.ts';

const isSequence = ([sequence]: readonly [number]) =>
  Number.isInteger(sequence) && Math.abs(sequence) < 2 ** 31;

export const list = handle(
  notifications.calls.list,
  async ({ limit = 20, cursor, unread = false, archived = false }, ctx) => {
    const [before = null] = decodeCursor<readonly [number]>(cursor, 1, isSequence) ?? [];
    const rows = await selectInbox(ctx, personOf(ctx), { before, unread, archived, limit: limit + 1 });
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ sequence }) => [sequence],
    );
  },
);

export const feed = handle(notifications.calls.feed, async ({ after = 0, limit = 100 }, ctx) => ({
  items: await selectFeed(ctx, personOf(ctx), after, limit),
}));

export const unreadCount = handle(notifications.calls.unreadCount, async (_input, ctx) => ({
  count: await countUnread(ctx, personOf(ctx)),
}));

export const mark = handle(notifications.calls.mark, async ({ ids, read, archived }, ctx) => ({
  items: await markEntries(ctx, personOf(ctx), ids, { read, archived, now: ctx.now() }),
}));

export const readAll = handle(notifications.calls.readAll, async ({ upTo }, ctx) => {
  const now = ctx.now();
  return { count: await markAllRead(ctx, personOf(ctx), upTo, now), readAt: now.toISOString() };
});

export const undoReadAll = handle(notifications.calls.undoReadAll, async ({ readAt }, ctx) => ({
  count: await unmarkAllRead(ctx, personOf(ctx), readAt),
}));
