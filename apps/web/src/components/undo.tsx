import { Button, Group } from '@mantine/core';
import { useCommonWords } from '../language/common-words.ts';
import { messageOf } from '../language/problems.ts';
import { toasts } from './toast-host.tsx';

/**
 * Says what was done, and offers to take it back. `undo` makes the reverse call. Of offers with the same
 * `kind` the newest alone stays: who does many things in a row is not followed by a row of offers.
 */
export function offerUndo(message: string, undo: () => unknown, kind?: string): void {
  void toasts().then((list) => {
    if (kind !== undefined) list.hide(latest.get(kind) ?? '');
    const id = list.show({
      autoClose: 6_000,
      message: (
        <Group justify="space-between" gap={4}>
          <span>{message}</span>
          <Button
            size="compact-sm"
            variant="subtle"
            flex="none"
            onClick={() => {
              list.hide(id);
              undo();
            }}
          >
            {useCommonWords.now().undo}
          </Button>
        </Group>
      ),
    });
    if (kind !== undefined) latest.set(kind, id);
  });
}

/** The offer of each kind that is shown, or was. */
const latest = new Map<string, string>();

/** Says that something went well, or did not. */
export const say = (message: string): void => void toasts().then((list) => list.show({ message }));
export const sayFailure = (error: Error): void => sayFailed(messageOf(error));
export const sayFailed = (message: string): void =>
  void toasts().then((list) => list.show({ message, color: 'red', autoClose: 10_000 }));
