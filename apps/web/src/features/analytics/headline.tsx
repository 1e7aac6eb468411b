/** The numbers that one came for, each beside what it was before. */
import { useAnalyticsWords } from './analytics-words.ts';
import { number } from './dates.ts';
import type { Metric } from './overview-page.tsx';
import styles from './reports.module.css';

export function Headline({ asked }: { asked: readonly Metric[] }) {
  const words = useAnalyticsWords();
  return (
    <dl className={styles.figures}>
      {asked.map(({ metric, series, before }) => (
        <div key={metric}>
          <dt>{words.metrics[metric].name}</dt>
          <dd className="numbers">{number(series?.total ?? 0)}</dd>
          {before !== undefined && (
            <dd className={styles.more}>{words.change(series?.total ?? 0, before)}</dd>
          )}
        </div>
      ))}
    </dl>
  );
}
