/** What administrators see and set of the assistant: its pages beside each other. */
import { TabsPage } from '../../../patterns/tabs-page.tsx';
import { useAdminWords } from './admin-words.ts';

export function AssistantLayout() {
  const words = useAdminWords();
  const tabs = [
    { to: '/assistant', name: words.tabs.use },
    { to: '/assistant/instructions', name: words.tabs.instructions },
    { to: '/assistant/comparisons', name: words.tabs.comparisons },
    { to: '/assistant/feedback', name: words.tabs.feedback },
  ];
  return <TabsPage title={words.title} lead={words.lead} tabs={tabs} />;
}
