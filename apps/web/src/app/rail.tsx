/** The rail at the left: the places of this person in groups, and the person at the foot. */
import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { Mark } from '../components/mark.tsx';
import { InboxLink } from '../features/notifications/inbox-link.tsx';
import { openPalette } from './palette-key.tsx';
import { PersonButton } from './person-button.tsx';
import { type Place, usePlaces } from './places.ts';
import styles from './shell.module.css';
import { useShellWords } from './shell-words.ts';

const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function Rail() {
  const words = useShellWords();
  return (
    <nav className={styles.rail} aria-label={words.navigation}>
      <Link to="/" className={styles.brand}>
        <Mark />
        {words.product}
      </Link>
      <button type="button" className={styles.find} onClick={openPalette}>
        <Search size={15} aria-hidden="true" />
        {words.find}
        <span className={styles.keys}>{onMac ? '⌘K' : 'Ctrl K'}</span>
      </button>
      <PlaceGroups />
      <div className={styles.foot}>
        <InboxLink className={styles.place} />
        <PersonButton />
      </div>
    </nav>
  );
}

/** The groups of places, each under its name; a group that a person has no place in is not there. */
export function PlaceGroups() {
  const words = useShellWords();
  const mine = usePlaces();
  return (Object.keys(words.groups) as (keyof typeof words.groups)[]).map((group) => {
    const here = mine.filter((place) => place.group === group);
    if (here.length === 0) return null;
    return (
      <div key={group}>
        <div className={styles.groupName}>{words.groups[group]}</div>
        {here.map((place) => (
          <PlaceLink key={place.to} place={place} />
        ))}
      </div>
    );
  });
}

function PlaceLink({ place: { to, name, icon: Icon } }: { place: Place }) {
  const words = useShellWords();
  return (
    <Link
      to={to}
      className={styles.place}
      activeOptions={{ exact: to === '/' }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <Icon size={17} strokeWidth={1.7} aria-hidden="true" />
      {words.places[name]}
    </Link>
  );
}
