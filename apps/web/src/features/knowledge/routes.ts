import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { forTeachers } from '../../app/access.ts';
import { signedInRoute } from '../../app/root-route.tsx';
import { search } from '../../app/search-params.ts';
import { meantPassage } from '../courses/lesson-search.ts';
import { documentsSearch } from './documents-search.ts';

const getParentRoute = () => signedInRoute;

export const pages = [
  // What citations of documents lead to, for everybody who may read them.
  createRoute({
    getParentRoute,
    path: '/sources/$documentId',
    validateSearch: search(meantPassage),
    component: lazyRouteComponent(() => import('./source-page.tsx'), 'SourcePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/documents',
    staticData: forTeachers,
    validateSearch: documentsSearch,
    component: lazyRouteComponent(() => import('./documents-page.tsx'), 'DocumentsPage'),
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly knowledge: typeof pages;
  }
}
