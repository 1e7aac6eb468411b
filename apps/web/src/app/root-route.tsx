/**
 * The two layouts that every page hangs in: `signedInRoute` with the rail, for people who are signed in, and
 * `openRoute` without it, for signing in and for what anyone may see.
 */
import { KernosError } from '@kernos/kernel/errors';
import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
  rootRouteId,
} from '@tanstack/react-router';
import { saveDrafts } from '../drafts/kept-drafts.ts';
import { withWords } from '../language/words.ts';
import { FailedPage } from './failed-page.tsx';
import { PageNotice } from './page-notice.tsx';
import { isOutdated } from './parts.ts';
import { loadSession } from './session.ts';

const missingPage = withWords(() => import('./missing-page.tsx'));

function Root() {
  return (
    <>
      <PageNotice />
      <Outlet />
    </>
  );
}

/** The path of the page that is shown, or on its way. */
let path: string | undefined;

/** Going to another page is the moment to take the pages that the server has by now: nothing is lost by it. */
async function renew(to: string): Promise<void> {
  const isElsewhere = path !== undefined && path !== to;
  path = to;
  if (!isElsewhere || !isOutdated() || !(await saveDrafts())) return;
  location.reload();
  await new Promise(() => undefined);
}

export const rootRoute = createRootRoute({
  component: Root,
  beforeLoad: async ({ location: { pathname }, preload }) => {
    if (!preload) await renew(pathname);
  },
  notFoundComponent: lazyRouteComponent(missingPage, 'OpenMissingPage'),
  errorComponent: FailedPage,
});

/** Who is signed in; where nobody is, sends to the sign-in page, and back afterwards, or says that there is no page. */
async function requireSession(location: { href: string }, isElsewhere: boolean): Promise<void> {
  try {
    await loadSession();
  } catch (error) {
    if (!(error instanceof KernosError) || error.status !== 401) throw error;
    if (isElsewhere) throw notFound({ routeId: rootRouteId });
    const next = location.href === '/' ? undefined : location.href;
    throw redirect({ to: '/sign-in', search: next === undefined ? {} : { next } });
  }
}

export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'in',
  beforeLoad: ({ location, params }) => requireSession(location, '_splat' in params),
  component: lazyRouteComponent(
    withWords(() => import('./shell.tsx')),
    'Shell',
  ),
  errorComponent: FailedPage,
});

export const missingRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '$',
  component: lazyRouteComponent(missingPage, 'MissingPage'),
});

export const openRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'open',
  component: lazyRouteComponent(
    withWords(() => import('./open-layout.tsx')),
    'OpenLayout',
  ),
});
