import { notifications } from '@kernos/services/platform/notifications/contract';
import { useEffect } from 'react';
import { ask, queryClient } from '../../app/api.ts';
import { useLive } from '../../app/live-context.ts';
import { say } from '../../components/undo.tsx';
import { refreshInbox, unreadQuery } from './messages.ts';

/** Follows the inbox while the page is open, on any device: says what comes, and brings badge and list up to date. */
export function InboxFeed(): null {
  const live = useLive();
  useEffect(() => {
    if (!live) return;
    let stop: (() => void) | undefined;
    let gone = false;
    void queryClient.fetchQuery({ ...unreadQuery, staleTime: 0 }).then(({ newest }) => {
      if (gone) return;
      stop = live.follow(notifications.calls.feed, {
        // What lay there before the page was opened, be it archived, is nothing to be told again.
        after: newest,
        onItem: ({ sequence, readAt, archivedAt }) => {
          if (readAt === null && archivedAt === null) void tellOf(sequence);
          void refreshInbox();
        },
      });
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [live]);
  return null;
}

/** Asked for by itself: what comes over the live connection is in the language of the profile, not of this page. */
async function tellOf(sequence: number): Promise<void> {
  const { items } = await ask(notifications.calls.feed, { after: sequence - 1, limit: 1 });
  for (const { title } of items) say(title);
}
