import { MantineThemeProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';
import { useCommonWords } from '../language/common-words.ts';

/** The one list of messages of this page. */
export const show = notifications;

export function Toasts() {
  const words = useCommonWords();
  // The button that closes a message is a cross without a word.
  const named = { closeButtonProps: { 'aria-label': words.close } };
  return (
    <MantineThemeProvider inherit theme={{ components: { Notification: { defaultProps: named } } }}>
      <Notifications position="bottom-center" autoClose={6_000} limit={3} />
    </MantineThemeProvider>
  );
}
