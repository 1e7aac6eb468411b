import { forAdmins } from '../../app/access.ts';
import { inside, open, signedIn } from '../../app/page-route.ts';
import { flag, search, text } from '../../app/search-params.ts';
import { profileRoute } from './profile-route.ts';
import type { ProfilePages } from './profile-tab.ts';

const profilePage = inside(profileRoute);

// Named first: routes that stand in the call itself lose their types.
const profilePages = [
  profilePage('/', () => import('./account-page.tsx'), 'AccountPage'),
  profilePage('/security', () => import('./security-page.tsx'), 'SecurityPage'),
  profilePage('/organizations', () => import('./organizations-page.tsx'), 'OrganizationsPage'),
] as const;

const ofOthers = Object.values(
  import.meta.glob<ProfilePages[keyof ProfilePages]>('../*/profile.ts', { eager: true, import: 'page' }),
);
const allOfProfile = [...profilePages, ...ofOthers] as const;

/** Pages of one's own account, and of an administrator about people. */
export const pages = [
  profileRoute.addChildren(allOfProfile),
  signedIn('/people', () => import('./people-page.tsx'), 'PeoplePage', {
    staticData: forAdmins,
    validateSearch: search({ q: text(), invite: flag }),
  }),
  signedIn('/organization', () => import('./organization-page.tsx'), 'OrganizationPage', {
    staticData: forAdmins,
  }),
] as const;

// A page of ours only: `//host` and `https:` would lead a person elsewhere after signing in.
const wayOn = search({
  next: (given) => (typeof given === 'string' && /^\/(?![/\\])/.test(given) ? given : undefined),
});

/** Pages on the way in. The links that letters carry lead to these addresses. */
export const openPages = [
  open('/sign-in', () => import('./sign-in-page.tsx'), 'SignInPage', { validateSearch: wayOn }),
  open('/sign-up', () => import('./sign-up-page.tsx'), 'SignUpPage', { validateSearch: wayOn }),
  open('/reset-password', () => import('./reset-password-page.tsx'), 'ResetPasswordPage'),
  open('/verify-email', () => import('./verify-email-page.tsx'), 'VerifyEmailPage'),
  open('/invitation', () => import('./invitation-page.tsx'), 'InvitationPage'),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly identity: typeof pages;
  }
  interface OpenPages {
    readonly identity: typeof openPages;
  }
}
