import { inside } from '../../app/page-route.ts';
import { profileRoute } from '../identity/profile-route.ts';
import type { ProfileTab } from '../identity/profile-tab.ts';

const profilePage = inside(profileRoute);

export const tab: ProfileTab = {
  to: '/profile/api-keys',
  name: { en: 'API keys', fr: 'Clés d’API' },
  order: 50,
};

export const page = profilePage('/api-keys', () => import('./keys/keys-page.tsx'), 'KeysPage');

declare module '../identity/profile-tab.ts' {
  interface ProfilePages {
    readonly assistant: typeof page;
  }
}
