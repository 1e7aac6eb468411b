/** Behind "More" on a phone: every place, the inbox and the person; fetched when it is wanted. */
import { Box, Drawer } from '@mantine/core';
import { Search } from 'lucide-react';
import { InboxLink } from '../features/notifications/inbox-link.tsx';
import { useCommonWords } from '../language/common-words.ts';
import { openPalette } from './palette-key.tsx';
import { PersonButton } from './person-button.tsx';
import { PlaceGroups } from './rail.tsx';
import styles from './shell.module.css';
import { useShellWords } from './shell-words.ts';

export function PhoneMenu({ opened, close }: { opened: boolean; close: () => void }) {
  const words = useShellWords();
  const common = useCommonWords();
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="bottom"
      size="auto"
      radius="lg"
      title={words.product}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <button
        type="button"
        className={styles.find}
        onClick={() => {
          close();
          openPalette();
        }}
      >
        <Search size={15} />
        {words.find}
      </button>
      <PlaceGroups />
      <Box mt="auto" pt={12}>
        <InboxLink className={styles.place} />
        <PersonButton />
      </Box>
    </Drawer>
  );
}
