import type { Tone } from '../../components/state-mark.tsx';

const tones: Record<string, Tone> = {
  done: 'good',
  succeeded: 'good',
  running: 'running',
  waiting: 'waiting',
  pending: 'waiting',
  failed: 'bad',
  dead: 'bad',
  refused: 'off',
  discarded: 'off',
  undone: 'off',
  cancelled: 'off',
  cancelling: 'waiting',
};

/** The shape for a state of messages, workflows and acts. */
export const toneOf = (state: string): Tone => tones[state] ?? 'waiting';
