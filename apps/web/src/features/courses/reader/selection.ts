/** A piece of a lesson that somebody selected to ask about; waits here until the panel takes it. */
import { useCallback, useSyncExternalStore } from 'react';

export interface Selected {
  readonly lessonId: string;
  readonly text: string;
}

let waiting: Selected | undefined;
const listeners = new Set<() => void>();

function put(selected: Selected | undefined): void {
  waiting = selected;
  for (const listener of listeners) listener();
}

export const handOver = (selected: Selected): void => put(selected);

/** What waits for the panel of a lesson, and what takes it away. */
export function useHandedOver(lessonId: string): [Selected | undefined, () => void] {
  const selected = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => waiting,
  );
  const take = useCallback(() => put(undefined), []);
  return [selected?.lessonId === lessonId ? selected : undefined, take];
}
