import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useSyncExternalStore } from 'react';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

/** Undefined until it is wanted for the first time: its code comes then. */
let opened: boolean | undefined;
const listeners = new Set<() => void>();

const show = (now: boolean) => () => {
  opened = now;
  for (const listener of listeners) listener();
};
export const openPalette = show(true);
const closePalette = show(false);

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
  return <Suspense>{isOpen !== undefined && <Palette opened={isOpen} close={closePalette} />}</Suspense>;
}
