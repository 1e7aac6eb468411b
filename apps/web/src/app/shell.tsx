/** The frame of every page of somebody who is signed in: rail, page, palette, and what may befall the session. */
import { Box } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { part } from '../components/part.tsx';
import { PageSkeleton } from '../components/skeletons.tsx';
import { InboxFeed } from '../features/notifications/inbox-feed.ts';
import { useIsForMe, useWing } from './access.ts';
import { useLiveConnection } from './live.ts';
import { LiveContext } from './live-context.ts';
import { isPaletteOpen, PaletteKey } from './palette-key.tsx';
import { Rail } from './rail.tsx';
import { useEnded, useIsLosing, watchSession } from './session.ts';
import styles from './shell.module.css';
import { useShellWords } from './shell-words.ts';

// Beside the page on a desktop there is the rail.
const PhoneBar = part(() => import('./phone-bar.tsx'), 'PhoneBar');
const EndedDialog = part(() => import('./ended-dialog.tsx'), 'EndedDialog');
const NotForYou = part(() => import('./not-for-you.tsx'), 'NotForYou');
const SignOutDialog = part(() => import('./sign-out-dialog.tsx'), 'SignOutDialog');

export function Shell() {
  const words = useShellWords();
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const isForMe = useIsForMe();
  const wing = useWing();
  const live = useLiveConnection();
  const ended = useEnded();
  const losing = useIsLosing();
  const main = useRef<HTMLElement>(null);
  useFocusOnPageChange(main);
  useEffect(watchSession, []);
  return (
    <LiveContext value={live}>
      <Box mih="100dvh" data-wing={wing}>
        <a className="skip-link" href="#page">
          {words.skip}
        </a>
        {!phone && <Rail />}
        <main id="page" ref={main} className={styles.page} tabIndex={-1}>
          <Suspense fallback={<PageSkeleton />}>{isForMe ? <Outlet /> : <NotForYou />}</Suspense>
        </main>
        {/* It comes when a window is made small; the page stays meanwhile. */}
        <Suspense>{phone && <PhoneBar />}</Suspense>
        <PaletteKey />
        <InboxFeed />
        <Suspense>{ended && <EndedDialog ended={ended} />}</Suspense>
        <Suspense>{losing && <SignOutDialog />}</Suspense>
      </Box>
    </LiveContext>
  );
}

/**
 * A reader of a screen hears the new page from its beginning (WCAG 2.4.3); who has opened the palette since, while the
 * page was on its way, goes on typing there.
 */
function useFocusOnPageChange(main: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const stays = useRouterState({ select: (state) => state.resolvedLocation?.state.stays });
  const before = useRef(path);
  useEffect(() => {
    const isOther = before.current !== undefined && before.current !== path;
    before.current = path;
    const goesOn = stays && main.current?.contains(document.activeElement);
    if (isOther && !goesOn && !isPaletteOpen()) main.current?.focus({ preventScroll: true });
  }, [path, stays, main]);
}
