import type { Tone } from '../../components/state-mark.tsx';
import type { State } from './message-search.ts';

/** The shape for how a delivery stands. */
export const tones: Record<State, Tone> = {
  waiting: 'waiting',
  queued: 'running',
  sent: 'good',
  kept: 'off',
  bundled: 'good',
  parked: 'bad',
};
