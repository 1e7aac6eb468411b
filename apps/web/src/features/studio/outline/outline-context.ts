import { createContext, use } from 'react';
import type { Module } from './moves.ts';
import type { OutlineActions } from './use-outline.ts';

interface OutlineValue {
  readonly courseId: string;
  readonly modules: readonly Module[];
  readonly actions: OutlineActions;
  /** The row whose name is being changed; null: none. */
  readonly naming: string | null;
  readonly setNaming: (id: string | null) => void;
}

export const OutlineContext = createContext<OutlineValue | null>(null);

/** The outline that is being edited; only inside its page. */
export function useOutlineContext(): OutlineValue {
  const value = use(OutlineContext);
  if (!value) throw new Error('there is no outline around this');
  return value;
}
