import { Box, Stack, Title } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTabTitle } from './page.tsx';
import { Soft } from './soft.tsx';

export interface Nothing {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
}

/** What a page shows where there is nothing yet: what will be here, and the first step. */
export function Empty(nothing: Nothing) {
  return <Notice {...nothing} level={2} />;
}

/** A page that has nothing else to say: that what its address names is not there, or not for this person. */
export function EmptyPage(nothing: Nothing) {
  useTabTitle(nothing.title);
  return <Notice {...nothing} level={1} />;
}

function Notice({ icon: Icon, title, text, action, level }: Nothing & { level: 1 | 2 }) {
  return (
    <Stack align="center" gap="xs" py={56} px="md" maw={460} mx="auto" ta="center">
      <Icon size={30} strokeWidth={1.4} color="var(--ink-soft)" />
      <Title order={level} size="h3">
        {title}
      </Title>
      {text && <Soft>{text}</Soft>}
      {action && <Box mt="sm">{action}</Box>}
    </Stack>
  );
}
