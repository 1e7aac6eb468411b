import { notifications } from '@kernos/services/platform/notifications/contract';
import { query, type ReplyTo, refresh } from '../../app/api.ts';

export type Message = ReplyTo<typeof notifications.calls.list>['items'][number];

/** For the badge: how many are unread. */
export const unreadQuery = query(notifications.calls.unreadCount, {}, ['notification.']);

/** The list and the badge. */
export const refreshes = [notifications.calls.list, notifications.calls.unreadCount];
export const refreshInbox = () => refresh(...refreshes);
