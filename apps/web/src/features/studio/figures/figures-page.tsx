import { analytics } from '@kernos/services/platform/analytics/contract';
import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ChartColumn } from 'lucide-react';
import { listQuery, query } from '../../../app/api.ts';
import { Empty } from '../../../components/empty.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { isMissing } from '../../../components/missing.tsx';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import { Figures, FunnelSection, LessonsSection } from '../../analytics/course-report-page.tsx';
import { EVERY_MS, touching } from '../../analytics/live-reports.ts';
import { type Preset, presets, type Range, rangeOf } from '../../analytics/range.ts';
import { SeriesSection } from '../../analytics/series-section.tsx';
import { useStudioWords } from '../studio-words.ts';

const route = getRouteApi('/in/studio/$courseId/analytics');
const series = ['enrollments', 'lessonCompletions'] as const;

/** How a course goes: who comes, how far they get, where they stop. It follows what happens. */
export function FiguresPage() {
  const words = useStudioWords().figures;
  const { courseId } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/studio/$courseId/analytics' });
  const range = rangeOf(search);
  const glance = useQuery({
    ...query(analytics.calls.course, { courseId }, touching),
    refetchInterval: EVERY_MS,
  });
  return (
    <Loaded
      query={glance}
      waiting={<RowsSkeleton rows={6} />}
      failed={(error) =>
        // The course is there: nothing happened in it that could be counted.
        isMissing(error) && <Empty icon={ChartColumn} title={words.none} text={words.noneText} />
      }
    >
      {(data) => (
        <Stack gap={48}>
          <div>
            <Text c="dimmed" role="status" mb="lg">
              {words.seats(data.enrolled, data.waiting)}
            </Text>
            <Figures glance={data} />
          </div>
          <SegmentedControl
            aria-label={words.period}
            style={{ alignSelf: 'start' }}
            size="xs"
            value={String(range.last)}
            data={presets.map((days) => ({ value: String(days), label: words.days(days) }))}
            onChange={(days) => void navigate({ search: { last: Number(days) as Preset }, replace: true })}
          />
          {series.map((metric) => (
            <Over key={metric} metric={metric} courseId={courseId} range={range} />
          ))}
          <FunnelSection courseId={courseId} />
          <LessonsSection courseId={courseId} />
        </Stack>
      )}
    </Loaded>
  );
}

function Over({
  metric,
  courseId,
  range,
}: {
  metric: (typeof series)[number];
  courseId: string;
  range: Range;
}) {
  const { from, to, interval, timezone } = range;
  const asked = useQuery({
    ...listQuery(analytics.calls[metric], { courseId, from, to, interval, timezone }, touching),
    refetchInterval: EVERY_MS,
  });
  return (
    <Loaded query={asked} waiting={<RowsSkeleton rows={4} height={40} />}>
      {(data) => <SeriesSection asked={{ metric, series: data, before: undefined }} range={range} />}
    </Loaded>
  );
}
