import { Notifications, notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';

/** The one list of messages of this page. */
export const show = notifications;

export function Toasts() {
  return <Notifications position="bottom-center" autoClose={6_000} limit={3} />;
}
