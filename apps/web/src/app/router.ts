/** All pages: each feature has its own in `features/<feature>/routes.ts` (feature-pages.ts). */
import { type AnyRoute, createRouter } from '@tanstack/react-router';
import { PageSkeleton } from '../components/skeletons.tsx';
import { FailedPage } from './failed-page.tsx';
import type { OpenPages, SignedInPages } from './feature-pages.ts';
import { missingRoute, openRoute, rootRoute, signedInRoute } from './root-route.tsx';

type PagesOf<Features extends Record<keyof Features, readonly AnyRoute[]>> =
  readonly Features[keyof Features][number][];

const features = Object.values(
  import.meta.glob<{ pages?: PagesOf<SignedInPages>; openPages?: PagesOf<OpenPages> }>(
    '../features/*/routes.ts',
    { eager: true },
  ),
);

// Named first: routes that stand in the call itself lose their types.
const signedIn = signedInRoute.addChildren([...features.flatMap(({ pages = [] }) => pages), missingRoute]);
const open = openRoute.addChildren(features.flatMap(({ openPages = [] }) => openPages));

export const router = createRouter({
  routeTree: rootRoute.addChildren([signedIn, open]),
  // Each page by itself: what throws takes neither the rail nor a dialog with it.
  defaultErrorComponent: FailedPage,
  // Of a page that does not come at once, as where a part of it is being tried again.
  defaultPendingComponent: PageSkeleton,
  defaultPendingMinMs: 0,
  defaultPreload: 'intent',
  defaultPreloadDelay: 40,
  // Answers are kept by the query client, not twice.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** The page is still the one it was, under another address: whoever writes in it goes on writing. */
    stays?: true;
  }
}
