/** What administrators see and set of the assistant: its pages beside each other. */
import { Outlet } from '@tanstack/react-router';
import { Page } from '../../../components/page.tsx';
import { TabLinks } from '../../../components/tab-links.tsx';
import { useAdminWords } from './admin-words.ts';

export function AssistantLayout() {
  const words = useAdminWords();
  const tabs = [
    { to: '/assistant', name: words.tabs.use },
    { to: '/assistant/instructions', name: words.tabs.instructions },
    { to: '/assistant/comparisons', name: words.tabs.comparisons },
    { to: '/assistant/feedback', name: words.tabs.feedback },
  ];
  return (
    <Page title={words.title} lead={words.lead}>
      <TabLinks label={words.title} tabs={tabs} />
      <Outlet />
    </Page>
  );
}
