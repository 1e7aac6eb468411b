import { analytics } from '@kernos/services/platform/analytics/contract';
import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { listQuery, query } from '../../../app/api.ts';
import { Failure } from '../../../components/failure.tsx';
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
  if (glance.isPending) return <RowsSkeleton rows={6} />;
  if (glance.error) return <Failure error={glance.error} retry={() => void glance.refetch()} />;
  const { enrolled, waiting } = glance.data;
  return (
    <Stack gap={48}>
      <div>
        <Text c="dimmed" role="status" mb="lg">
          {words.seats(enrolled, waiting)}
        </Text>
        <Figures glance={glance.data} />
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
  const { data, error } = useQuery({
    ...listQuery(analytics.calls[metric], { courseId, from, to, interval, timezone }, touching),
    refetchInterval: EVERY_MS,
  });
  if (error) return <Failure error={error} />;
  if (!data) return <RowsSkeleton rows={4} height={40} />;
  return <SeriesSection asked={{ metric, series: data, before: undefined, error: null }} range={range} />;
}
