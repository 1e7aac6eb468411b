import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { profileRoute } from '../identity/profile-route.ts';
import type { ProfileTab } from '../identity/profile-tab.ts';

export const tab: ProfileTab = {
  to: '/profile/api-keys',
  name: { en: 'API keys', fr: 'Clés d’API' },
  order: 50,
};

export const page = createRoute({
  getParentRoute: () => profileRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./keys/keys-page.tsx'), 'KeysPage'),
});

declare module '../identity/profile-tab.ts' {
  interface ProfilePages {
    readonly assistant: typeof page;
  }
}
