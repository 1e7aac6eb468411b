/** On a phone the rail is a bar at the bottom, with the rest behind "More". */
import { useDisclosure } from '@mantine/hooks';
import { Link, useRouterState } from '@tanstack/react-router';
import { Menu } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { part } from '../components/part.tsx';
import { useLanguage } from '../language/words.ts';
import { usePlaces } from './places.ts';
import styles from './shell.module.css';
import { useShellWords } from './shell-words.ts';

const PhoneMenu = part(() => import('./phone-menu.tsx'), 'PhoneMenu');

export function PhoneBar() {
  const words = useShellWords();
  const language = useLanguage();
  const [opened, { open, close }] = useDisclosure(false);
  const [asked, setAsked] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere is what closes it
  useEffect(close, [path]);
  return (
    <nav className={styles.bar} aria-label={words.navigation}>
      {usePlaces()
        .filter(({ onBar }) => onBar)
        .map(({ to, name, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            className={styles.barPlace}
            activeOptions={{ exact: to === '/' }}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Icon size={20} strokeWidth={1.7} />
            {name[language]}
          </Link>
        ))}
      <button
        type="button"
        className={styles.barPlace}
        onClick={() => {
          setAsked(true);
          open();
        }}
        style={{ border: 0, background: 'none' }}
      >
        <Menu size={20} strokeWidth={1.7} />
        {words.more}
      </button>
      <Suspense>{asked && <PhoneMenu opened={opened} close={close} />}</Suspense>
    </nav>
  );
}
