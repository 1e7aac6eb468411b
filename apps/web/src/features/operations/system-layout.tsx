/** The running system: its pages beside each other. */
import { operations } from '@kernos/services/platform/operations/contract';
import { useQuery } from '@tanstack/react-query';
import { query } from '../../app/api.ts';
import { TabsPage } from '../../patterns/tabs-page.tsx';
import { useOperationsWords } from './operations-words.ts';

/** How often the live figures are asked for. */
export const EVERY_MS = 5_000;
export const systemQuery = { ...query(operations.calls.system, {}), refetchInterval: EVERY_MS };

export function SystemLayout() {
  const words = useOperationsWords();
  const { data } = useQuery(systemQuery);
  const dead = data?.messages.consumers.reduce((sum, consumer) => sum + consumer.dead, 0) ?? 0;
  const tabs = [
    { to: '/system', name: words.tabs.now },
    { to: '/system/events', name: words.tabs.events },
    { to: '/system/traces', name: words.tabs.traces },
    { to: '/system/workflows', name: words.tabs.workflows },
    { to: '/system/schedules', name: words.tabs.schedules },
    { to: '/system/dead-letters', name: words.tabs.dead, count: dead },
  ];
  return <TabsPage title={words.title} tabs={tabs} />;
}
