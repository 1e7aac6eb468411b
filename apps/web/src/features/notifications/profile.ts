import { inside } from '../../app/page-route.ts';
import { profileRoute } from '../identity/profile-route.ts';
import type { ProfileTab } from '../identity/profile-tab.ts';

const profilePage = inside(profileRoute);

export const tab: ProfileTab = {
  to: '/profile/notifications',
  name: { en: 'Notifications', fr: 'Notifications' },
  order: 40,
};

export const page = profilePage('/notifications', () => import('./preferences-page.tsx'), 'PreferencesPage');

declare module '../identity/profile-tab.ts' {
  interface ProfilePages {
    readonly notifications: typeof page;
  }
}
