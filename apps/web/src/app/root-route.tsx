/**
 * The two layouts that every page hangs in: `signedInRoute` with the rail, for people who are signed in, and
 * `openRoute` without it, for signing in and for what anyone may see.
 */
import { KernosError } from '@kernos/kernel/errors';
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { FailedPage, MissingPage } from './failed-page.tsx';
import { loadSession } from './session.ts';

export const rootRoute = createRootRoute({
  notFoundComponent: MissingPage,
  errorComponent: FailedPage,
});

/** Who is signed in; sends to the sign-in page, and back afterwards, where nobody is. */
async function requireSession({ location }: { location: { href: string } }): Promise<void> {
  try {
    await loadSession();
  } catch (error) {
    if (!(error instanceof KernosError) || error.status !== 401) throw error;
    const next = location.href === '/' ? undefined : location.href;
    throw redirect({ to: '/sign-in', search: next === undefined ? {} : { next } });
  }
}

export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'in',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
  notFoundComponent: MissingPage,
  errorComponent: FailedPage,
});

export const openRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'open',
  component: lazyRouteComponent(() => import('./open-layout.tsx'), 'OpenLayout'),
});
