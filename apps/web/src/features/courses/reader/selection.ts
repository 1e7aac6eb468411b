/** The piece of a lesson that is selected to be asked about; it stays until it was sent, or is taken away. */
import { useSyncExternalStore } from 'react';

export interface Selected {
  readonly lessonId: string;
  readonly text: string;
  /** Whoever selected it wants it explained, without writing a question. */
  readonly explain?: true;
}

let selected: Selected | undefined;
const listeners = new Set<() => void>();

export function select(piece: Selected | undefined): void {
  if (piece?.text === selected?.text && piece?.explain === selected?.explain) return;
  selected = piece;
  for (const listener of listeners) listener();
}

export const useSelected = (): Selected | undefined =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => selected,
  );
