import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { profileRoute } from '../identity/profile-route.ts';
import type { ProfileTab } from '../identity/profile-tab.ts';

export const tab: ProfileTab = {
  to: '/profile/notifications',
  name: { en: 'Notifications', fr: 'Notifications' },
  order: 40,
};

export const page = createRoute({
  getParentRoute: () => profileRoute,
  path: '/notifications',
  component: lazyRouteComponent(() => import('./preferences-page.tsx'), 'PreferencesPage'),
});

declare module '../identity/profile-tab.ts' {
  interface ProfilePages {
    readonly notifications: typeof page;
  }
}
