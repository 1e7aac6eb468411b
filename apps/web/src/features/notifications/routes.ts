import { open, signedIn } from '../../app/page-route.ts';
import { oneOf, search } from '../../app/search-params.ts';

export const pages = [
  signedIn('/inbox', () => import('./inbox-page.tsx'), 'InboxPage', {
    validateSearch: search({ show: oneOf(['unread', 'archived']) }),
  }),
] as const;

/** Where the link in every letter leads; nobody has to sign in for it. */
export const openPages = [
  open('/unsubscribe/$token', () => import('./unsubscribe-page.tsx'), 'UnsubscribePage'),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly notifications: typeof pages;
  }
  interface OpenPages {
    readonly notifications: typeof openPages;
  }
}
