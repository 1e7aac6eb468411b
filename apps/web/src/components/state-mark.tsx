import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, LoaderCircle } from 'lucide-react';
import styles from './state-mark.module.css';

/** How something stands: a shape and a word, never a colour alone. */
export type Tone = 'good' | 'running' | 'waiting' | 'bad' | 'off';

const shapes = {
  good: CircleCheck,
  running: LoaderCircle,
  waiting: CircleDashed,
  bad: CircleAlert,
  off: CircleSlash,
} as const;

export function StateMark({ tone, children }: { tone: Tone; children: string }) {
  const Shape = shapes[tone];
  return (
    <span className={styles.mark} data-tone={tone}>
      <Shape size={15} />
      {children}
    </span>
  );
}
