import type { Standing } from '../../components/state-mark.tsx';
import type { State } from './message-search.ts';

/** The shape for how a delivery stands. */
export const standings: Record<State, Standing> = {
  waiting: 'waiting',
  queued: 'running',
  sent: 'good',
  kept: 'off',
  bundled: 'good',
  parked: 'bad',
};
