import { forTeachers } from '../../app/access.ts';
import { signedIn } from '../../app/page-route.ts';
import { search } from '../../app/search-params.ts';
import { meantPassage } from '../courses/lesson-search.ts';
import { documentsSearch } from './documents-search.ts';

export const pages = [
  // What citations of documents lead to, for everybody who may read them.
  signedIn('/sources/$documentId', () => import('./source-page.tsx'), 'SourcePage', {
    validateSearch: search(meantPassage),
  }),
  signedIn('/documents', () => import('./documents-page.tsx'), 'DocumentsPage', {
    staticData: forTeachers,
    validateSearch: documentsSearch,
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly knowledge: typeof pages;
  }
}
