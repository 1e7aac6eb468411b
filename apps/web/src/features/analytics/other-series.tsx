import { analytics } from '@kernos/services/platform/analytics/contract';
import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { listQuery, query } from '../../app/api.ts';
import { useLanguage } from '../../language/words.ts';
import { useAnalyticsWords } from './analytics-words.ts';
import { EVERY_MS, touching } from './live-reports.ts';
import type { Range } from './range.ts';
import { SeriesFrame } from './series-section.tsx';

/** Those that have a section of their own. */
const shown = ['enrollments', 'lesson-completions', 'completions'];

/** What services count over time by themselves, each under the name that they give it, where there is anything of it. */
export function OtherSeries({
  range,
  course,
  none = null,
}: {
  range: Range;
  course: string | undefined;
  /** Shown where there is nothing of any. */
  none?: ReactNode;
}) {
  const words = useAnalyticsWords();
  const language = useLanguage();
  const { data } = useQuery(query(analytics.calls.seriesNames, {}));
  const others = (data?.items ?? []).filter(({ name }) => !shown.includes(name));
  const { timezone, interval, from, to } = range;
  const about = { timezone, interval, from, to, ...(course && { courseId: course }) };
  const answers = useQueries({
    queries: others.map(({ name }) => ({
      ...listQuery(analytics.calls.series, { name, ...about }, touching),
      refetchInterval: EVERY_MS,
    })),
  });
  const counted = others.flatMap(({ name, title }, at) => {
    const series = answers[at]?.data;
    return series && series.total > 0 ? [{ name, title: title[language] ?? name, series }] : [];
  });
  if (counted.length === 0) return none;
  return counted.map(({ name, title, series }) => (
    <SeriesFrame
      key={name}
      {...{ series, range, name: title, unit: title }}
      title={words.counted(title, series.total, words.period(range))}
      kind="bars"
      fileName={name}
    />
  ));
}
