import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../../app/root-route.tsx';

const getParentRoute = () => signedInRoute;

export const courseRoutes = [
  createRoute({
    getParentRoute,
    path: '/catalog',
    validateSearch: ({ q }: { q?: unknown }): { q?: string } => (typeof q === 'string' && q ? { q } : {}),
    component: lazyRouteComponent(() => import('./catalog-page.tsx'), 'CatalogPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/courses/$courseId',
    component: lazyRouteComponent(() => import('./course-page.tsx'), 'CoursePage'),
  }),
] as const;
