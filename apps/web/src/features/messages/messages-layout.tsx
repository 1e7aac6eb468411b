/** What leaves the house: its pages beside each other. */
import { Outlet } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { TabLinks } from '../../components/tab-links.tsx';
import { useMessageWords } from './message-words.ts';

export function MessagesLayout() {
  const words = useMessageWords();
  const tabs = [
    { to: '/messages', name: words.tabs.deliveries },
    { to: '/messages/templates', name: words.tabs.templates },
    { to: '/messages/endpoints', name: words.tabs.endpoints },
    { to: '/messages/mailbox', name: words.tabs.mailbox },
  ];
  return (
    <Page title={words.title} lead={words.lead}>
      <TabLinks label={words.title} tabs={tabs} />
      <Outlet />
    </Page>
  );
}
