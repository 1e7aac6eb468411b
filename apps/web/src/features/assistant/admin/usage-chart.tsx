import { Box, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { ChartFrame } from '../../../components/charts/chart-frame.tsx';
import { whole } from '../../../language/format.ts';
import { useAdminWords } from './admin-words.ts';
import type { Usage } from './data.ts';
import { dayName, daysOf, monthName } from './months.ts';

// Recharts comes with it: only where there is something to draw.
const SeriesChart = lazy(() =>
  import('../../../components/charts/series-chart.tsx').then((file) => ({ default: file.SeriesChart })),
);
const HEIGHT = 200;

/** The tokens of a month, day by day. */
export function UsageChart({ usage: { month, days, tokens } }: { usage: Usage }) {
  const words = useAdminWords().use;
  if (days.length === 0) return <Text c="dimmed">{words.nothing(monthName(month))}</Text>;
  const byDay = new Map(days.map((day) => [day.day, day]));
  const all = daysOf(month).map((day) => ({ day, tokens: byDay.get(day)?.tokens ?? 0 }));
  return (
    <Box maw={860}>
      <ChartFrame
        title={words.finding(words.tokens(whole(tokens)), monthName(month))}
        measure={words.measure}
        figures={{
          head: [words.day, words.tokensName, words.cost],
          rows: days.map(({ day, tokens, cost }) => [day, tokens, cost]),
        }}
        fileName={`tokens-${month}`}
      >
        <Suspense fallback={<Skeleton height={HEIGHT} />}>
          <SeriesChart
            points={all.map(({ day, tokens }) => ({ name: dayName(day), value: tokens }))}
            kind="bars"
            unit={words.tokenUnit}
            height={HEIGHT}
          />
        </Suspense>
      </ChartFrame>
    </Box>
  );
}
