import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { openRoute, signedInRoute } from '../../app/root-route.tsx';
import { id, search, text } from '../../app/search-params.ts';

const getParentRoute = () => signedInRoute;

/** Pages of what one reads and has read. */
export const pages = [
  createRoute({
    getParentRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/my-courses',
    component: lazyRouteComponent(() => import('./my-courses-page.tsx'), 'MyCoursesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/certificates',
    component: lazyRouteComponent(() => import('./certificates-page.tsx'), 'CertificatesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/notes',
    validateSearch: search({ q: text(), course: id }),
    component: lazyRouteComponent(() => import('./notes-page.tsx'), 'NotesPage'),
  }),
] as const;

/** What a certificate's link leads to, for anyone. */
export const openPages = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/certificates/$code',
    component: lazyRouteComponent(() => import('./certificate-page.tsx'), 'CertificatePage'),
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly progress: typeof pages;
  }
  interface OpenPages {
    readonly progress: typeof openPages;
  }
}
