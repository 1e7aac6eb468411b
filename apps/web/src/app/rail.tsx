/** The rail at the left: the places of this person in groups, and the person at the foot. */
import { Box, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { commandKey } from '../components/command-key.ts';
import { Mark } from '../components/mark.tsx';
import { InboxLink } from '../features/notifications/inbox-link.tsx';
import { useLanguage } from '../language/words.ts';
import { openPalette } from './palette-key.tsx';
import { PersonButton } from './person-button.tsx';
import type { Place } from './place.ts';
import { groupsOf, usePlaces } from './places.ts';
import styles from './shell.module.css';
import { useShellWords } from './shell-words.ts';

export function Rail() {
  const words = useShellWords();
  return (
    <nav className={styles.rail} aria-label={words.navigation}>
      <Link to="/" className={styles.brand}>
        <Mark />
        {words.product}
      </Link>
      <button type="button" className={styles.find} onClick={openPalette}>
        <Search size={15} />
        {words.find}
        <Text span inherit ms="auto" fz="xs">
          {commandKey('K')}
        </Text>
      </button>
      <PlaceGroups />
      <Box mt="auto" pt={12}>
        <InboxLink className={styles.place} />
        <PersonButton />
      </Box>
    </nav>
  );
}

/** The groups of places, each under its name; a group that a person has no place in is not there. */
export function PlaceGroups() {
  const language = useLanguage();
  const mine = usePlaces();
  return groupsOf(mine).map((group) => (
    <div key={group.name.en}>
      <Text c="dimmed" size="xs" fw={550} p="14px 10px 4px">
        {group.name[language]}
      </Text>
      {mine
        .filter((place) => place.group === group)
        .map((place) => (
          <PlaceLink key={place.to} place={place} />
        ))}
    </div>
  ));
}

function PlaceLink({ place: { to, name, icon: Icon } }: { place: Place }) {
  const language = useLanguage();
  return (
    <Link
      to={to}
      className={styles.place}
      activeOptions={{ exact: to === '/' }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <Icon size={17} strokeWidth={1.7} />
      {name[language]}
    </Link>
  );
}
