import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Says what was done, and offers to take it back. `undo` makes the reverse call. */
export function offerUndo(message: string, undoWord: string, undo: () => unknown): void {
  const id = notifications.show({
    autoClose: 8_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {undoWord}
        </Button>
      </Group>
    ),
  });
}

/** Says that something went well, or did not. */
export const say = (message: string): string => notifications.show({ message });
export const sayFailed = (message: string): string =>
  notifications.show({ message, color: 'red', autoClose: 10_000 });
