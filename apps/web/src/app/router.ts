/** All pages. A feature lists its own in `features/<service>/routes.ts`; adding a feature is two lines here. */
import { createRouter } from '@tanstack/react-router';
import { analyticsRoutes } from '../features/analytics/routes.ts';
import { assistantRoutes } from '../features/assistant/routes.ts';
import { courseRoutes } from '../features/courses/routes.ts';
import { accountRoutes, entryRoutes, peopleRoutes } from '../features/identity/routes.ts';
import { knowledgeRoutes } from '../features/knowledge/routes.ts';
import { messageRoutes } from '../features/messages/routes.ts';
import { inboxRoutes, unsubscribeRoutes } from '../features/notifications/routes.ts';
import { operationsRoutes } from '../features/operations/routes.ts';
import { certificateRoutes, homeRoutes } from '../features/progress/routes.ts';
import { studioRoutes } from '../features/studio/routes.ts';
import { FailedPage, MissingPage } from './failed-page.tsx';
import { openRoute, rootRoute, signedInRoute } from './root-route.tsx';

const pages = rootRoute.addChildren([
  signedInRoute.addChildren([
    ...homeRoutes,
    ...courseRoutes,
    ...accountRoutes,
    ...peopleRoutes,
    ...studioRoutes,
    ...operationsRoutes,
    ...inboxRoutes,
    ...analyticsRoutes,
    ...messageRoutes,
    ...assistantRoutes,
    ...knowledgeRoutes,
  ]),
  openRoute.addChildren([...entryRoutes, ...unsubscribeRoutes, ...certificateRoutes]),
]);

export const router = createRouter({
  routeTree: pages,
  // Each page by itself: what throws takes neither the rail nor a dialog with it.
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: MissingPage,
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
