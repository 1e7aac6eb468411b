import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { openRoute, signedInRoute } from '../../app/root-route.tsx';

/** Pages of one's own account. */
export const accountRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/profile',
    component: lazyRouteComponent(() => import('./profile-page.tsx'), 'ProfilePage'),
  }),
] as const;

/** Pages on the way in. The links that letters carry lead to these addresses. */
export const entryRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/sign-in',
    // A page of ours only: `//host` and `https:` would lead a person elsewhere after signing in.
    validateSearch: ({ next }: { next?: unknown }): { next?: string } =>
      typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {},
    component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
  }),
] as const;
