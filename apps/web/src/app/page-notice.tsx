/** Over every page: the connection is gone, or a part of the page does not come. */
import { Button } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { InEachLanguage } from '../language/words.ts';
import { useLanguage } from '../language/words.ts';
import { useParts } from './parts.ts';
import styles from './shell.module.css';

// Not in the words of the frame: those may be what does not come.
const offline: InEachLanguage = {
  en: 'You are offline. What you see is kept; changes wait until the connection is back.',
  fr: 'Vous êtes hors ligne. Ce que vous voyez reste ; les changements attendent le retour de la connexion.',
};
const late: InEachLanguage = {
  en: 'Part of this page could not be loaded. Trying again…',
  fr: 'Une partie de cette page n’a pas pu être chargée. Nouvel essai…',
};
const outdated: InEachLanguage = {
  en: 'Kernos was updated. Reload to continue.',
  fr: 'Kernos a été mis à jour. Rechargez la page pour continuer.',
};
const reload: InEachLanguage = { en: 'Reload', fr: 'Recharger' };

export function PageNotice() {
  const language = useLanguage();
  const { online } = useNetwork();
  const parts = useParts();
  // Whoever is on the way to a page that does not come any more has left the one before.
  const isLeaving = useRouterState({
    select: ({ location, resolvedLocation }) => location.pathname !== resolvedLocation?.pathname,
  });
  useEffect(() => {
    if (parts === 'outdated' && isLeaving) location.reload();
  }, [parts, isLeaving]);
  return (
    <div role="status">
      {!online && <div className={styles.notice}>{offline[language]}</div>}
      {online && parts === 'late' && <div className={styles.notice}>{late[language]}</div>}
      {online && parts === 'outdated' && (
        <div className={styles.notice}>
          {outdated[language]}{' '}
          <Button size="compact-sm" variant="white" color="dark" ms="xs" onClick={() => location.reload()}>
            {reload[language]}
          </Button>
        </div>
      )}
    </div>
  );
}
