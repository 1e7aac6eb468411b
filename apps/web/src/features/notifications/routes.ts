import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { openRoute, signedInRoute } from '../../app/root-route.tsx';
import { oneOf, search } from '../../app/search-params.ts';

export const pages = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/inbox',
    validateSearch: search({ show: oneOf(['unread', 'archived']) }),
    component: lazyRouteComponent(() => import('./inbox-page.tsx'), 'InboxPage'),
  }),
] as const;

/** Where the link in every letter leads; nobody has to sign in for it. */
export const openPages = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/unsubscribe/$token',
    component: lazyRouteComponent(() => import('./unsubscribe-page.tsx'), 'UnsubscribePage'),
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly notifications: typeof pages;
  }
  interface OpenPages {
    readonly notifications: typeof openPages;
  }
}
