/** One's own account: its pages beside each other. */
import { useLanguage } from '../../language/words.ts';
import { TabsPage } from '../../patterns/tabs-page.tsx';
import { useIdentityWords } from './identity-words.ts';
import type { ProfileTab } from './profile-tab.ts';

const ofOthers = Object.values(
  import.meta.glob<ProfileTab>('../*/profile.ts', { eager: true, import: 'tab' }),
).sort((a, b) => a.order - b.order);

export function ProfileLayout() {
  const words = useIdentityWords().profile;
  const language = useLanguage();
  const tabs = [
    { to: '/profile', name: words.tabs.account },
    { to: '/profile/security', name: words.tabs.security },
    { to: '/profile/organizations', name: words.tabs.organizations },
    ...ofOthers.map(({ to, name }) => ({ to, name: name[language] })),
  ];
  return <TabsPage title={words.title} width="narrow" tabs={tabs} />;
}
