import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { forAdmins } from '../../app/access.ts';
import { openRoute, signedInRoute } from '../../app/root-route.tsx';
import { search, text } from '../../app/search-params.ts';
import { profileRoute } from './profile-route.ts';
import type { ProfilePages } from './profile-tab.ts';

// Named first: routes that stand in the call itself lose their types.
const profilePages = [
  createRoute({
    getParentRoute: () => profileRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: '/security',
    component: lazyRouteComponent(() => import('./security-page.tsx'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: '/organizations',
    component: lazyRouteComponent(() => import('./organizations-page.tsx'), 'OrganizationsPage'),
  }),
] as const;

const ofOthers = Object.values(
  import.meta.glob<ProfilePages[keyof ProfilePages]>('../*/profile.ts', { eager: true, import: 'page' }),
);
const allOfProfile = [...profilePages, ...ofOthers] as const;

/** Pages of one's own account, and of an administrator about people. */
export const pages = [
  profileRoute.addChildren(allOfProfile),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/people',
    staticData: forAdmins,
    validateSearch: search({ q: text() }),
    component: lazyRouteComponent(() => import('./people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/organization',
    staticData: forAdmins,
    component: lazyRouteComponent(() => import('./organization-page.tsx'), 'OrganizationPage'),
  }),
] as const;

// A page of ours only: `//host` and `https:` would lead a person elsewhere after signing in.
const wayOn = search({
  next: (given) => (typeof given === 'string' && /^\/(?![/\\])/.test(given) ? given : undefined),
});

/** Pages on the way in. The links that letters carry lead to these addresses. */
export const openPages = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/sign-in',
    validateSearch: wayOn,
    component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/sign-up',
    validateSearch: wayOn,
    component: lazyRouteComponent(() => import('./sign-up-page.tsx'), 'SignUpPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/reset-password',
    component: lazyRouteComponent(() => import('./reset-password-page.tsx'), 'ResetPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/verify-email',
    component: lazyRouteComponent(() => import('./verify-email-page.tsx'), 'VerifyEmailPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/invitation',
    component: lazyRouteComponent(() => import('./invitation-page.tsx'), 'InvitationPage'),
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly identity: typeof pages;
  }
  interface OpenPages {
    readonly identity: typeof openPages;
  }
}
