/** The inbox, as its person sees it. */
import { personOf } from '@kernos/kernel/caller';
import { list as page } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { notifications } from './contract.ts';
import {
  countUnread,
  markAllRead,
  markEntries,
  selectFeed,
  selectInbox,
  unmarkAllRead,
} from './inbox-store.ts';

export const list = handle(
  notifications.calls.list,
  async ({ unread = false, archived = false, ...asked }, ctx) =>
    page(asked, { sequence: 'integer' }, (before, limit) =>
      selectInbox(ctx, personOf(ctx).id, { before: before.sequence, unread, archived, limit }),
    ),
);

export const feed = handle(notifications.calls.feed, async ({ after = 0, limit = 100 }, ctx) => ({
  items: await selectFeed(ctx, personOf(ctx).id, after, limit),
}));

export const unreadCount = handle(notifications.calls.unreadCount, (_input, ctx) =>
  countUnread(ctx, personOf(ctx).id),
);

export const mark = handle(notifications.calls.mark, async ({ ids, read, archived }, ctx) => ({
  items: await markEntries(ctx, personOf(ctx).id, ids, { read, archived, now: ctx.now() }),
}));

export const readAll = handle(notifications.calls.readAll, async ({ upTo }, ctx) => {
  const now = ctx.now();
  return { count: await markAllRead(ctx, personOf(ctx).id, upTo, now), readAt: now.toISOString() };
});

export const undoReadAll = handle(notifications.calls.undoReadAll, async ({ readAt }, ctx) => ({
  count: await unmarkAllRead(ctx, personOf(ctx).id, readAt),
}));
