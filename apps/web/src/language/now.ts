import { useSyncExternalStore } from 'react';

/** The shortest time that is told apart is a minute. */
const EVERY_MS = 20_000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function listen(changed: () => void): () => void {
  listeners.add(changed);
  timer ??= setInterval(tick, EVERY_MS);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time of day, which goes on: whoever shows a time relative to it is drawn again. One clock for all of a page. */
export function useNow(): Date {
  useSyncExternalStore(listen, () => now);
  return new Date();
}
