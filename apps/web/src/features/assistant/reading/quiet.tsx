import { Button } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';

/** How what can be done with an answer looks: there when it is looked for, and silent otherwise. */
export const quiet = {
  variant: 'subtle',
  color: 'gray',
  c: 'var(--ink-soft)',
  size: 'compact-sm',
  fw: 500,
} as const;

export function Quiet({
  icon: Icon,
  children,
  pressed,
  onClick,
}: {
  icon: LucideIcon;
  children: string;
  pressed?: boolean;
  onClick: () => void;
}) {
  return (
    <Button
      {...quiet}
      leftSection={<Icon size={14} fill={pressed ? 'currentColor' : 'none'} />}
      onClick={onClick}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
    >
      {children}
    </Button>
  );
}
