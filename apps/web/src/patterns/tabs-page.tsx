import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../components/page.tsx';
import { TabLinks } from '../components/tab-links.tsx';

/** Pages that belong together, beside each other. */
export function TabsPage({
  tabs,
  ...page
}: {
  title: string;
  lead?: ReactNode;
  above?: ReactNode;
  actions?: ReactNode;
  width?: 'narrow' | 'normal' | 'wide';
  tabs: Parameters<typeof TabLinks>[0]['tabs'];
}) {
  return (
    <Page {...page}>
      <TabLinks label={page.title} tabs={tabs} />
      <Outlet />
    </Page>
  );
}
