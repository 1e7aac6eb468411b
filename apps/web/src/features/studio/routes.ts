import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../../app/root-route.tsx';
import { rosterSearch } from './roster-search.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const search = ({ q }: { q?: unknown }): { q?: string } => {
  const words = text(q);
  return words === undefined ? {} : { q: words };
};

const courseRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/studio/$courseId',
  component: lazyRouteComponent(() => import('./course-layout.tsx'), 'CourseLayout'),
});

// Named first: routes that stand in the call itself lose their types.
const coursePages = [
  createRoute({
    getParentRoute: () => courseRoute,
    path: '/roster',
    validateSearch: rosterSearch,
    component: lazyRouteComponent(() => import('./roster-page.tsx'), 'RosterPage'),
  }),
] as const;

export const studioRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/studio',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./studio-page.tsx'), 'StudioPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/studio/import',
    component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/studio/$courseId/publish/$workflowId',
    component: lazyRouteComponent(() => import('./publish/publishing-page.tsx'), 'PublishingPage'),
  }),
  courseRoute.addChildren(coursePages),
] as const;
