/** What all events together say: its pages beside each other. */
import { holds, useMe } from '../../app/session.ts';
import { TabsPage } from '../../patterns/tabs-page.tsx';
import { useAnalyticsWords } from './analytics-words.ts';

export function ReportsLayout() {
  const words = useAnalyticsWords();
  const admin = holds(useMe(), 'admin');
  const tabs = [
    { to: '/reports', name: words.tabs.overview },
    { to: '/reports/courses', name: words.tabs.courses },
    { to: '/reports/retention', name: words.tabs.retention },
    ...(admin ? [{ to: '/reports/delivery', name: words.tabs.delivery }] : []),
  ];
  return <TabsPage title={words.title} lead={admin ? words.leadAll : words.leadOwn} tabs={tabs} />;
}
