import { signedIn } from '../../app/page-route.ts';

/** What the tabs of the profile hang in (profile-tab.ts). */
export const profileRoute = signedIn('/profile', () => import('./profile-layout.tsx'), 'ProfileLayout');
