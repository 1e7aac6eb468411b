import { useEffect, useSyncExternalStore } from 'react';
import { useEnded } from '../app/session.ts';
import type { DraftKeeper, DraftState, Fields, Saved } from './draft-keeper.ts';
import { saveWaiting } from './kept-drafts.ts';

/**
 * What is being written, for a page: undefined until it is there. Takes over what the server has, saves when the
 * page is left, and when somebody who had to sign in again has done so.
 * @param saved what the server has; undefined while that is being asked
 */
export function useDraft<Draft extends Fields>(
  keeper: DraftKeeper<Draft>,
  saved: Saved<Draft> | undefined,
): DraftState<Draft> | undefined {
  const ended = useEnded();
  useEffect(() => {
    if (saved) keeper.load(saved);
  }, [keeper, saved]);
  useEffect(() => {
    if (ended === undefined) saveWaiting();
  }, [ended]);
  useEffect(() => () => void keeper.save(), [keeper]);
  return useSyncExternalStore(keeper.subscribe, keeper.read);
}
