/** Lengths compared side by side, each with its name and figure: a funnel, a ranking, a drop-off. */
import { Text } from '@mantine/core';
import styles from './charts.module.css';

interface Rank {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  /** What stands at the end of the bar, e.g. `42 · 61 %`. */
  readonly label: string;
  /** Draws the eye to it: the one that the title speaks of. */
  readonly marked?: boolean;
}

export function RankBars({ ranks, longest }: { ranks: readonly Rank[]; longest?: number }) {
  const most = longest ?? Math.max(1, ...ranks.map(({ value }) => value));
  return (
    <ol className={styles.ranks}>
      {ranks.map(({ id, name, value, label, marked }) => (
        <li key={id}>
          <Text span inherit truncate>
            {name}
          </Text>
          <span className={styles.track}>
            <span
              className={styles.length}
              data-marked={marked || undefined}
              style={{ inlineSize: `${(100 * value) / most}%` }}
            />
          </span>
          <Text span inherit miw="5ch" c="dimmed" ta="end" className="numbers">
            {label}
          </Text>
        </li>
      ))}
    </ol>
  );
}
