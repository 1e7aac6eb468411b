import { Button, Group, Text } from '@mantine/core';
import { useCommonWords } from '../language/common-words.ts';
import { messageOf } from '../language/problems.ts';
import { commandKey } from './command-key.ts';
import { toasts } from './toast-host.tsx';
import { isTypedInto } from './typed-into.ts';

/**
 * Says what was done, and offers to take it back: by its button, or by Ctrl/Cmd-Z as long as it is shown, for whoever
 * cannot reach the button in time by the keyboard. `undo` makes the reverse call. Of offers with the same `kind` the
 * newest alone stays: who does many things in a row is not followed by a row of offers.
 */
export function offerUndo(message: string, undo: () => unknown, kind?: string): void {
  void toasts().then((list) => {
    if (kind !== undefined) list.hide(latest.get(kind) ?? '');
    const take = () => {
      list.hide(id);
      undo();
    };
    const id = list.show({
      autoClose: 6_000,
      onClose: () => offers.delete(id),
      message: (
        <Group justify="space-between" gap={4}>
          <span>{message}</span>
          <Button
            size="compact-sm"
            variant="subtle"
            flex="none"
            aria-keyshortcuts="Control+Z Meta+Z"
            rightSection={
              <Text span inherit fz="xs" fw={400} visibleFrom="sm" aria-hidden="true">
                {commandKey('Z')}
              </Text>
            }
            onClick={take}
          >
            {useCommonWords.now().undo}
          </Button>
        </Group>
      ),
    });
    offers.set(id, take);
    addEventListener('keydown', takeBackNewest);
    if (kind !== undefined) latest.set(kind, id);
  });
}

/** What takes back each offer that is shown, the newest last. */
const offers = new Map<string, () => void>();
/** The offer of each kind that is shown, or was. */
const latest = new Map<string, string>();

function takeBackNewest(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented, target } = event;
  if (key.toLowerCase() !== 'z' || !(ctrlKey || metaKey) || shiftKey || altKey || defaultPrevented) return;
  // Where something was typed, it takes back that.
  if (target instanceof Element && isTypedInto(target) && !('value' in target && target.value === '')) return;
  const newest = [...offers.values()].at(-1);
  if (!newest) return;
  event.preventDefault();
  newest();
}

/** Says that something went well, or did not. Of messages of the same kind the newest alone stays. */
export const say = (message: string, kind?: string): void =>
  void toasts().then((list) => {
    if (kind !== undefined) list.hide(latest.get(kind) ?? '');
    const id = list.show({ message });
    if (kind !== undefined) latest.set(kind, id);
  });
export const sayFailure = (error: Error): void => sayFailed(messageOf(error));
export const sayFailed = (message: string): void =>
  void toasts().then((list) => list.show({ message, color: 'red', autoClose: 10_000 }));
