/** The words of the inbox. */
import { count } from '../../language/words.ts';

export const en = {
  inbox: 'Inbox',
  unread: (n: number) =>
    n === 0 ? 'nothing unread' : `${count(n, { one: 'unread message', other: 'unread messages' })}`,
  filters: { all: 'All', unread: 'Unread', archived: 'Archived' },
  readAll: 'Mark all as read',
  allRead: (n: number) => `${count(n, { one: 'message', other: 'messages' })} marked as read.`,
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  archive: 'Archive',
  restore: 'Put back into the inbox',
  archived: 'Archived.',
  none: { all: 'Nothing here yet', unread: 'All read', archived: 'Nothing archived' },
  noneText: {
    all: 'What concerns you shows here at once: seats, new lessons, certificates.',
    unread: 'New messages show here as they come.',
    archived: 'Archive a message to keep the inbox short; it stays here.',
  },
  unsubscribe: {
    title: 'Letters',
    question: (title: string) => `Do you want no more letters about “${title}”?`,
    yes: 'No more of these letters',
    done: (title: string) => `You get no more letters about “${title}”.`,
    undo: 'I want them after all',
    on: (title: string) => `You get letters about “${title}” again.`,
  },
};
export type NotificationWords = typeof en;
