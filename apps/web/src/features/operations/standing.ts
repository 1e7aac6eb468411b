import type { Standing } from '../../components/state-mark.tsx';

const standings: Record<string, Standing> = {
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
export const standingOf = (state: string): Standing => standings[state] ?? 'waiting';
