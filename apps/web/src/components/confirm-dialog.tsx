import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';

/** Asks before something that cannot be taken back; what it was refused for stands in it. */
export function ConfirmDialog({
  opened = true,
  title,
  children,
  no,
  yes,
  harmless = false,
  doing = false,
  error = null,
  onYes,
  close,
}: {
  opened?: boolean;
  title: string;
  /** What will come of it. */
  children: ReactNode;
  no: string;
  yes: string;
  /** True: nothing is lost by it, so that it need not warn. */
  harmless?: boolean;
  doing?: boolean;
  error?: Error | null;
  onYes: () => void;
  close: () => void;
}) {
  return (
    <Dialog opened={opened} close={close} title={title}>
      <Text size="sm" component="div">
        {children}
      </Text>
      {error && <Failure error={error} />}
      <Group justify="end" gap="xs" mt="lg">
        <Button variant="default" onClick={close} data-autofocus>
          {no}
        </Button>
        <Button {...(!harmless && { color: 'red' })} loading={doing} onClick={onYes}>
          {yes}
        </Button>
      </Group>
    </Dialog>
  );
}
