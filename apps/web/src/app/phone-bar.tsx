/** On a phone the rail is a bar at the bottom, with the rest behind "More". */
import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useRouterState } from '@tanstack/react-router';
import { Menu, Search } from 'lucide-react';
import { useEffect } from 'react';
import { InboxLink } from '../features/notifications/inbox-link.tsx';
import { openPalette } from './palette-key.tsx';
import { PersonButton } from './person-button.tsx';
import { placesOf } from './places.ts';
import { PlaceGroups } from './rail.tsx';
import { useMe } from './session.ts';
import styles from './shell.module.css';
import { useShellWords } from './shell-words.ts';

export function PhoneBar() {
  const words = useShellWords();
  const [opened, { open, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere is what closes it
  useEffect(close, [path]);
  return (
    <nav className={styles.bar} aria-label={words.navigation}>
      {placesOf(useMe())
        .filter(({ onBar }) => onBar)
        .map(({ to, name, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            className={styles.barPlace}
            activeOptions={{ exact: to === '/' }}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Icon size={20} strokeWidth={1.7} aria-hidden="true" />
            {words.places[name]}
          </Link>
        ))}
      <button
        type="button"
        className={styles.barPlace}
        onClick={open}
        style={{ border: 0, background: 'none' }}
      >
        <Menu size={20} strokeWidth={1.7} aria-hidden="true" />
        {words.more}
      </button>
      <Drawer
        opened={opened}
        onClose={close}
        position="bottom"
        size="auto"
        radius="lg"
        title={words.product}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <button
          type="button"
          className={styles.find}
          onClick={() => {
            close();
            openPalette();
          }}
        >
          <Search size={15} aria-hidden="true" />
          {words.find}
        </button>
        <PlaceGroups />
        <div className={styles.foot}>
          <InboxLink className={styles.place} />
          <PersonButton />
        </div>
      </Drawer>
    </nav>
  );
}
