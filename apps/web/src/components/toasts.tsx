import { MantineThemeProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Notifications, notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';
import { useCommonWords } from '../language/common-words.ts';
import place from './toasts.module.css';

/** The one list of messages of this page. */
export const show = notifications;

/** Where nothing of the page is that one goes on by: over the rail, and on a phone at the top. */
export function Toasts() {
  const words = useCommonWords();
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  // The button that closes a message is a cross without a word.
  const named = { closeButtonProps: { 'aria-label': words.close } };
  return (
    <MantineThemeProvider inherit theme={{ components: { Notification: { defaultProps: named } } }}>
      <Notifications
        position={phone ? 'top-center' : 'bottom-left'}
        autoClose={4_000}
        limit={3}
        className={place.toasts}
      />
    </MantineThemeProvider>
  );
}
