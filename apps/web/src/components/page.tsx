import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import styles from './page.module.css';
import { Soft } from './soft.tsx';

/** A page: its title, which is the tab's too, what can be done, and its content. */
export function Page({
  title,
  lead,
  actions,
  above,
  width = 'normal',
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Above the title: where this page belongs, e.g. breadcrumbs. */
  above?: ReactNode;
  width?: 'narrow' | 'normal' | 'wide';
  children: ReactNode;
}) {
  useTabTitle(title);
  return (
    <div className={styles.page} data-width={width}>
      {above && (
        <Soft component="div" mb={8}>
          {above}
        </Soft>
      )}
      <header className={styles.header}>
        <div>
          <Title order={1}>{title}</Title>
          {lead && (
            <Text c="dimmed" mt={4} maw="60ch" component="div">
              {lead}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </header>
      {children}
    </div>
  );
}

export function useTabTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Kernos`;
  }, [title]);
}
