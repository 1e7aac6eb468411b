/** The words of the inbox. */
import { count } from '../../language/words.ts';

export const en = {
  inbox: 'Inbox',
  unread: (n: number) =>
    n === 0 ? 'no unread messages' : `${count(n, { one: 'unread message', other: 'unread messages' })}`,
  filters: { all: 'All', unread: 'Unread', archived: 'Archived' },
  isUnread: 'Unread',
  readAll: 'Mark all as read',
  allRead: (n: number) => `${count(n, { one: 'message', other: 'messages' })} marked as read.`,
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  archive: 'Archive',
  restore: 'Move to inbox',
  archived: 'Archived.',
  none: { all: 'No messages yet', unread: 'You’re all caught up', archived: 'No archived messages' },
  noneText: {
    all: 'Messages about your courses, new lessons and certificates appear here.',
    unread: 'New messages appear here.',
    archived: 'Messages you archive are kept here.',
  },
  unsubscribe: {
    incomplete: 'This link is incomplete. Open it again from the email.',
    title: 'Email settings',
    question: (title: string) => `Stop receiving emails about “${title}”?`,
    yes: 'Unsubscribe',
    done: (title: string) => `You’re unsubscribed from emails about “${title}”.`,
    undo: 'Resubscribe',
    on: (title: string) => `You’re subscribed to emails about “${title}” again.`,
  },
};
export type NotificationWords = typeof en;
