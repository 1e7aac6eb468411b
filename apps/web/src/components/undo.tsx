import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/**
 * Says what was done, and offers to take it back. `undo` makes the reverse call. Of offers with the same
 * `kind` the newest alone stays: who does many things in a row is not followed by a row of offers.
 */
export function offerUndo(message: string, undoWord: string, undo: () => unknown, kind?: string): void {
  if (kind !== undefined) notifications.hide(latest.get(kind) ?? '');
  const id = notifications.show({
    autoClose: 8_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="subtle"
          flex="none"
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
  if (kind !== undefined) latest.set(kind, id);
}

/** The offer of each kind that is shown, or was. */
const latest = new Map<string, string>();

/** Says that something went well, or did not. */
export const say = (message: string): string => notifications.show({ message });
export const sayFailed = (message: string): string =>
  notifications.show({ message, color: 'red', autoClose: 10_000 });
