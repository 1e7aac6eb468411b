/** The frame of pages for people who are not signed in: the mark, one column, the language. */
import { Select } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { Mark } from '../components/mark.tsx';
import { type Language, languages, useLanguage } from '../language/words.ts';
import styles from './open-layout.module.css';
import { speak } from './session.ts';
import { useShellWords } from './shell-words.ts';

/** @param children the page, where no route has it */
export function OpenLayout({ children = <Outlet /> }: { children?: ReactNode }) {
  const words = useShellWords();
  return (
    <div className={styles.layout}>
      <div className={styles.ring}>
        <Mark size="100%" />
      </div>
      <header className={styles.head}>
        <Link to="/" className={styles.brand}>
          <Mark size={34} />
          {words.product}
        </Link>
        <Select
          aria-label={words.person.language}
          size="xs"
          w={110}
          value={useLanguage()}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          onChange={(chosen) => chosen && void speak(chosen as Language)}
          allowDeselect={false}
        />
      </header>
      <main id="page" className={styles.main}>
        <Suspense>{children}</Suspense>
      </main>
    </div>
  );
}
