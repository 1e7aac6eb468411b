import { useHotkeys } from '@mantine/hooks';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { withWords } from '../language/words.ts';

const load = withWords(() => import('./palette.tsx'));
/** After the page: what is typed at once after Ctrl-K is lost as long as its code is on its way. */
const SOON_MS = 4_000;

let opened = false;
const listeners = new Set<() => void>();

const show = (now: boolean) => () => {
  opened = now;
  for (const listener of listeners) listener();
};
export const openPalette = show(true);
const closePalette = show(false);
export const isPaletteOpen = (): boolean => opened;

/** Listens for Ctrl/Cmd-K everywhere, also while something is being typed. */
export function PaletteKey() {
  // Everywhere: in fields, and in an editor, which is editable content and no field.
  useHotkeys([['mod+K', openPalette]], [], true);
  const isOpen = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => opened,
  );
  // Not `lazy`, for which React would wait a third of a second although the code is there.
  const [code, setCode] = useState<Awaited<ReturnType<typeof load>>>();
  useEffect(() => {
    if (code) return;
    const timer = setTimeout(() => void load().then(setCode), isOpen ? 0 : SOON_MS);
    return () => clearTimeout(timer);
  }, [code, isOpen]);
  return code && <code.Palette opened={isOpen} close={closePalette} />;
}
