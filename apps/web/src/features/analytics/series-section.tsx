import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { ChartFrame } from '../../components/charts/chart-frame.tsx';
import { useAnalyticsWords } from './analytics-words.ts';
import type { Metric } from './data.ts';
import { bucketName } from './dates.ts';
import type { Range } from './range.ts';

// Recharts comes with it: only where there is something to draw.
export const SeriesChart = lazy(() =>
  import('../../components/charts/series-chart.tsx').then((file) => ({ default: file.SeriesChart })),
);
const HEIGHT = 220;

/** One measure over time; what it comes to, and whether that is more than before, is its title. */
export function SeriesSection({ asked: { metric, series, before }, range }: { asked: Metric; range: Range }) {
  const words = useAnalyticsWords();
  const { name, unit, finding } = words.metrics[metric];
  if (!series) return null;
  const { interval } = series;
  return (
    <ChartFrame
      title={finding(
        series.total,
        words.period(range),
        before === undefined ? '' : words.change(series.total, before),
      )}
      measure={words.measure(name, words.each[interval], series.courseTitle)}
      figures={{
        head: [words.controls.intervals[interval], name],
        rows: series.series.map(({ date, count }) => [date, count]),
      }}
      fileName={`${metric}-${range.from}-${range.to}`}
    >
      <Suspense fallback={<Skeleton height={HEIGHT} />}>
        <SeriesChart
          points={series.series.map(({ date, count }) => ({
            name: bucketName(date, interval),
            value: count,
          }))}
          kind={metric === 'activeLearners' ? 'line' : 'bars'}
          unit={unit}
          height={HEIGHT}
        />
      </Suspense>
    </ChartFrame>
  );
}
