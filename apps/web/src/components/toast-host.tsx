import { Suspense, useEffect, useSyncExternalStore } from 'react';
import { part } from './part.tsx';

const load = () => import('./toasts.tsx');
const Toasts = part(load, 'Toasts');
/** Nothing is said so early; and whoever goes offline later must still be told. */
const SOON_MS = 4_000;

let wanted = false;
const listeners = new Set<() => void>();

/** What shows messages; its code comes with the first one, or a little after the page. */
export async function toasts(): Promise<typeof import('./toasts.tsx')['show']> {
  wanted = true;
  for (const listener of listeners) listener();
  return (await load()).show;
}

/** Where messages appear. */
export function ToastHost() {
  const here = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => wanted,
  );
  useEffect(() => {
    const timer = setTimeout(() => void toasts(), SOON_MS);
    return () => clearTimeout(timer);
  }, []);
  return <Suspense>{here && <Toasts />}</Suspense>;
}
