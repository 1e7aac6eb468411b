import { notifications } from '@kernos/services/platform/notifications/contract';
import { type ReplyTo, refresh } from '../../app/api.ts';

export type Message = ReplyTo<typeof notifications.calls.list>['items'][number];

/** Asks for list and badge again. */
export const refreshInbox = () => refresh(notifications.calls.list, notifications.calls.unreadCount);
