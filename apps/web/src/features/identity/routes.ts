import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { openRoute, signedInRoute } from '../../app/root-route.tsx';

const profileRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('./profile-layout.tsx'), 'ProfileLayout'),
});

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
  createRoute({
    getParentRoute: () => profileRoute,
    path: '/notifications',
    component: lazyRouteComponent(() => import('../notifications/preferences-page.tsx'), 'PreferencesPage'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: '/api-keys',
    component: lazyRouteComponent(() => import('../assistant/keys/keys-page.tsx'), 'KeysPage'),
  }),
] as const;

/** Pages of one's own account. */
export const accountRoutes = [profileRoute.addChildren(profilePages)] as const;

/** Pages of an administrator about people. */
export const peopleRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/people',
    validateSearch: ({ q }: { q?: unknown }): { q?: string } => (typeof q === 'string' && q ? { q } : {}),
    component: lazyRouteComponent(() => import('./people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/organization',
    component: lazyRouteComponent(() => import('./organization-page.tsx'), 'OrganizationPage'),
  }),
] as const;

// A page of ours only: `//host` and `https:` would lead a person elsewhere after signing in.
const next = ({ next }: { next?: unknown }): { next?: string } =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};

/** Pages on the way in. The links that letters carry lead to these addresses. */
export const entryRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/sign-in',
    validateSearch: next,
    component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/sign-up',
    validateSearch: next,
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
