import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { ChartFrame } from '../../components/charts/chart-frame.tsx';
import { part } from '../../components/part.tsx';
import { useAnalyticsWords } from './analytics-words.ts';
import type { Metric } from './data.ts';
import { bucketName } from './dates.ts';
import type { Range } from './range.ts';

// Recharts comes with it: only where there is something to draw.
export const SeriesChart = part(() => import('../../components/charts/series-chart.tsx'), 'SeriesChart');
const HEIGHT = 220;

/** One measure over time; what it comes to, and whether that is more than before, is its title. */
export function SeriesSection({ asked: { metric, series, before }, range }: { asked: Metric; range: Range }) {
  const words = useAnalyticsWords();
  const { name, unit, finding } = words.metrics[metric];
  if (!series) return null;
  const change = before === undefined ? '' : words.change(series.total, before);
  return (
    <SeriesFrame
      {...{ series, range, name, unit }}
      title={finding(series.total, words.period(range), change)}
      kind={metric === 'activeLearners' ? 'line' : 'bars'}
      fileName={metric}
    />
  );
}

/** A series as a chart, or as a table. */
export function SeriesFrame({
  series,
  range,
  title,
  name,
  unit,
  kind,
  fileName,
}: {
  series: NonNullable<Metric['series']>;
  range: Range;
  /** The finding, in words. */
  title: string;
  name: string;
  unit: string;
  kind: 'line' | 'bars';
  /** Without the stretch, and without an ending. */
  fileName: string;
}) {
  const words = useAnalyticsWords();
  const { interval } = series;
  return (
    <ChartFrame
      title={title}
      measure={words.measure(name, words.each[interval], series.courseTitle)}
      figures={{
        head: [words.controls.intervals[interval], name],
        rows: series.series.map(({ date, count }) => [date, count]),
      }}
      fileName={`${fileName}-${range.from}-${range.to}`}
    >
      <Suspense fallback={<Skeleton height={HEIGHT} />}>
        <SeriesChart
          points={series.series.map(({ date, count }) => ({
            name: bucketName(date, interval),
            value: count,
          }))}
          kind={kind}
          unit={unit}
          height={HEIGHT}
        />
      </Suspense>
    </ChartFrame>
  );
}
