/** What leaves the house: its pages beside each other. */
import { TabsPage } from '../../patterns/tabs-page.tsx';
import { useMessageWords } from './message-words.ts';

export function MessagesLayout() {
  const words = useMessageWords();
  const tabs = [
    { to: '/messages', name: words.tabs.deliveries },
    { to: '/messages/templates', name: words.tabs.templates },
    { to: '/messages/endpoints', name: words.tabs.endpoints },
    { to: '/messages/mailbox', name: words.tabs.mailbox },
  ];
  return <TabsPage title={words.title} lead={words.lead} tabs={tabs} />;
}
