/**
 * Single keys that do something, such as `n` for notes: the one mechanism of the app for them. They are off as soon as
 * a letter could be meant as one, and can be turned off for good (WCAG 2.1.4).
 */
import { type MouseEvent, useEffect, useRef, useSyncExternalStore } from 'react';
import { FIELDS } from './typed-into.ts';

const storageKey = 'kernos-reader-keys';
const listeners = new Set<() => void>();

const on = (): boolean => {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
};

/** Turns them on or off, for this browser. */
export function turnSingleKeys(wanted: boolean): void {
  try {
    localStorage.setItem(storageKey, wanted ? 'on' : 'off');
  } catch {
    // Then they stay as they are.
  }
  for (const listener of listeners) listener();
}

export const useSingleKeysOn = (): boolean =>
  useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, on);

/** What is open over the page or beside it, for as long as it is: letters belong there. */
const OPENED =
  '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], [data-takes-keys], [aria-modal="true"]';
/** Where arrows scroll or choose. */
const OWN_ARROWS = '[role="group"][tabindex], [role="tablist"], [role="radiogroup"], pre[tabindex], summary';

/** Whether a key that is pressed means something else than a command of the page. */
export function isKeyTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.isComposing || event.repeat) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  if (target instanceof Element && target.closest(`${FIELDS}, ${OWN_ARROWS}`)) return true;
  return (
    typingAhead !== undefined || [...document.querySelectorAll(OPENED)].some((one) => one.checkVisibility())
  );
}

/** Listens to single keys as long as it is shown: `{ j: () => … }`, by `KeyboardEvent.key`. */
export function useSingleKeys(actions: Readonly<Record<string, (() => void) | undefined>>): void {
  const enabled = useSingleKeysOn();
  const current = useRef(actions);
  current.current = actions;
  useEffect(() => {
    if (!enabled) return;
    const press = (event: KeyboardEvent) => {
      const action = current.current[event.key];
      if (!action || isKeyTaken(event)) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [enabled]);
}

interface Typed {
  readonly text: string;
  readonly byFinger: boolean;
}

let typingAhead: (Typed & { readonly end: () => void }) | undefined;

/** Whether a finger pressed it, not a key: the keys of the screen would come up for a field and cover half the page. */
export const isByFinger = ({ detail }: MouseEvent): boolean =>
  detail > 0 && matchMedia('(pointer: coarse)').matches;

/**
 * Keeps what is typed from now on for a field that is on its way: it was opened by this person, who need not wait for
 * it. Ends when the field takes it, or when one presses or goes elsewhere.
 */
export function typeAhead(byFinger: boolean): void {
  typingAhead?.end();
  const typed = (text: string) => {
    typingAhead = { text, byFinger, end };
  };
  const press = (event: KeyboardEvent) => {
    if (!typingAhead || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' || event.key === 'Tab') return end();
    const { text } = typingAhead;
    if (event.key === 'Backspace') typed(text.slice(0, -1));
    else if (event.key === 'Enter') typed(`${text}\n`);
    else if ([...event.key].length === 1) typed(text + event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const end = () => {
    typingAhead = undefined;
    removeEventListener('keydown', press, true);
    removeEventListener('pointerdown', end, true);
  };
  typed('');
  addEventListener('keydown', press, true);
  addEventListener('pointerdown', end, true);
}

/** What was typed since the field was opened, which is its to show; undefined where nobody opened it just now. */
export function typedAhead(): Typed | undefined {
  const typed = typingAhead;
  typed?.end();
  return typed;
}
