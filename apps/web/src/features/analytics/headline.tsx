/** The numbers that one came for, each beside what it was before. */

import { FigureList } from '../../components/figure-list.tsx';
import { number } from '../../language/format.ts';
import { useAnalyticsWords } from './analytics-words.ts';
import type { Metric } from './data.ts';

export function Headline({ asked }: { asked: readonly Metric[] }) {
  const words = useAnalyticsWords();
  return (
    <FigureList
      few
      figures={asked.map(({ metric, series, before }) => ({
        name: words.metrics[metric].name,
        value: number(series?.total ?? 0),
        more: before === undefined ? undefined : words.change(series?.total ?? 0, before),
      }))}
    />
  );
}
