/** Single keys of the reader, and the page that lists them. They can be turned off (WCAG 2.1.4). */
import { Button, Kbd, Switch, Text } from '@mantine/core';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { useCourseWords } from '../course-words.ts';
import styles from './keys.module.css';

const storageKey = 'kernos-reader-keys';
const listeners = new Set<() => void>();

const on = (): boolean => {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
};

function turn(wanted: boolean): void {
  try {
    localStorage.setItem(storageKey, wanted ? 'on' : 'off');
  } catch {
    // Then they stay as they are.
  }
  for (const listener of listeners) listener();
}

const useOn = (): boolean =>
  useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, on);

// Where letters are typed, and where arrows scroll or choose, keys mean something else.
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest(
    'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"], [role="group"][tabindex]',
  ) !== null;

/** Listens to keys while the reader is open: `{ j: () => … }`, by `KeyboardEvent.key`. */
export function useReaderKeys(actions: Readonly<Record<string, (() => void) | undefined>>): void {
  const enabled = useOn();
  const current = useRef(actions);
  current.current = actions;
  useEffect(() => {
    if (!enabled) return;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target))
        return;
      const action = current.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [enabled]);
}

export function KeysDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const words = useCourseWords().reader;
  const enabled = useOn();
  const keys: readonly [readonly string[], keyof typeof words.key][] = [
    [['j', '→'], 'next'],
    [['k', '←'], 'previous'],
    [['c'], 'complete'],
    [['n'], 'notes'],
    [['a'], 'ask'],
    [['e'], 'explain'],
    [['?'], 'help'],
    [['Ctrl', 'K'], 'find'],
  ];
  return (
    <Dialog opened={opened} close={close} title={words.keysTitle}>
      <dl className={styles.keyList}>
        {keys.map(([names, meaning]) => (
          <div key={meaning} style={{ display: 'contents' }}>
            <dt>
              {names.map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dt>
            <dd>{words.key[meaning]}</dd>
          </div>
        ))}
      </dl>
      <Switch
        checked={enabled}
        onChange={(event) => turn(event.currentTarget.checked)}
        label={words.keysOn}
        description={words.keysOnText}
      />
      <Text ta="end" mt="md">
        <Button variant="default" onClick={close}>
          {words.close}
        </Button>
      </Text>
    </Dialog>
  );
}
