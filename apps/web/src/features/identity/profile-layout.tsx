/** One's own account: its pages beside each other. */
import { Outlet } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { TabLinks } from '../../components/tab-links.tsx';
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
  return (
    <Page title={words.title} width="narrow">
      <TabLinks label={words.title} tabs={tabs} />
      <Outlet />
    </Page>
  );
}
