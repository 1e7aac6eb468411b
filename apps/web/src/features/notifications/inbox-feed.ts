import { notifications } from '@kernos/services/platform/notifications/contract';
import { useEffect } from 'react';
import { ask, queryClient } from '../../app/api.ts';
import { useLive } from '../../app/live-context.ts';
import { useShellWords } from '../../app/shell-words.ts';
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
          if (readAt === null && archivedAt === null) tellOf(sequence);
          void refreshInbox();
        },
      });
    });
    return () => {
      gone = true;
      untold = [];
      stop?.();
    };
  }, [live]);
  return null;
}

/** What comes within that time is said together: a class that enrolls at once would cover the page for minutes. */
const TOGETHER_MS = 4_000;
/** Came since somebody was told last. */
let untold: number[] = [];
let waits = false;

function tellOf(sequence: number): void {
  untold.push(sequence);
  if (!waits) tellUntold();
}

function tellUntold(): void {
  const [first, ...others] = untold;
  untold = [];
  waits = first !== undefined;
  if (first === undefined) return;
  setTimeout(tellUntold, TOGETHER_MS);
  if (others.length > 0) say(useShellWords.now().newMessages(others.length + 1), 'inbox');
  else void tellTitle(first);
}

/** Asked for by itself: what comes over the live connection is in the language of the profile, not of this page. */
async function tellTitle(sequence: number): Promise<void> {
  const { items } = await ask(notifications.calls.feed, { after: sequence - 1, limit: 1 });
  for (const { title } of items) say(title, 'inbox');
}
