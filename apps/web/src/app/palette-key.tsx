import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useSyncExternalStore } from 'react';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

let wanted = false;
const listeners = new Set<() => void>();

/** Opens the palette; its code comes when it is wanted for the first time. */
export function openPalette(): void {
  if (wanted) void import('@mantine/spotlight').then(({ spotlight }) => spotlight.open());
  wanted = true;
  for (const listener of listeners) listener();
}

/** Listens for Ctrl/Cmd-K everywhere, also while something is being typed. */
export function PaletteKey() {
  // Everywhere: in fields, and in an editor, which is editable content and no field.
  useHotkeys([['mod+K', openPalette]], [], true);
  const open = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => wanted,
  );
  return <Suspense>{open && <Palette />}</Suspense>;
}
