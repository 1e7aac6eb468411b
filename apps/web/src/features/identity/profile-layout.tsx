/** One's own account: its pages beside each other. */
import { TabsPage } from '../../patterns/tabs-page.tsx';
import { useIdentityWords } from './identity-words.ts';

export function ProfileLayout() {
  const words = useIdentityWords().profile;
  const tabs = [
    { to: '/profile', name: words.tabs.account },
    { to: '/profile/security', name: words.tabs.security },
    { to: '/profile/organizations', name: words.tabs.organizations },
    { to: '/profile/notifications', name: words.tabs.notifications },
    { to: '/profile/api-keys', name: words.tabs.keys },
  ] as const;
  return <TabsPage title={words.title} width="narrow" tabs={tabs} />;
}
