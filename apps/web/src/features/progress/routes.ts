import { open, signedIn } from '../../app/page-route.ts';
import { id, search, text } from '../../app/search-params.ts';

/** Pages of what one reads and has read. */
export const pages = [
  signedIn('/', () => import('./home-page.tsx'), 'HomePage'),
  signedIn('/my-courses', () => import('./my-courses-page.tsx'), 'MyCoursesPage'),
  signedIn('/certificates', () => import('./certificates-page.tsx'), 'CertificatesPage'),
  signedIn('/notes', () => import('./notes-page.tsx'), 'NotesPage', {
    validateSearch: search({ q: text(), course: id }),
  }),
] as const;

/** What a certificate's link leads to, for anyone. */
export const openPages = [
  open('/certificates/$code', () => import('./certificate-page.tsx'), 'CertificatePage'),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly progress: typeof pages;
  }
  interface OpenPages {
    readonly progress: typeof openPages;
  }
}
