import { analytics } from '@kernos/services/platform/analytics/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { BarChart3 } from 'lucide-react';
import { listQuery } from '../../app/api.ts';
import { changed } from '../../app/search-params.ts';
import { holds, useMe } from '../../app/session.ts';
import { Empty } from '../../components/empty.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { together } from '../../components/loaded.tsx';
import { ReportPage } from '../../patterns/report-page.tsx';
import { useAnalyticsWords } from './analytics-words.ts';
import { CourseChoice } from './course-choice.tsx';
import { type Metric, type MetricName, metrics } from './data.ts';
import { ExportMenu, rangeQuery } from './export-menu.tsx';
import { Headline } from './headline.tsx';
import { EVERY_MS, touching } from './live-reports.ts';
import { Now } from './now.tsx';
import { OtherSeries } from './other-series.tsx';
import { type Range, rangeOf } from './range.ts';
import { RangeControls } from './range-controls.tsx';
import styles from './reports.module.css';
import { SeriesSection } from './series-section.tsx';

const route = getRouteApi('/in/reports/');

/** A report of the stretch, and only the total of the one before. */
function useMetric(metric: MetricName, range: Range, course: string | undefined) {
  const { timezone, interval, from, to, before } = range;
  const about = { timezone, ...(course && { courseId: course }) };
  const call = analytics.calls[metric];
  const series = useQuery({
    ...listQuery(call, { ...about, from, to, interval }, touching),
    refetchInterval: EVERY_MS,
  });
  const earlier = useQuery(listQuery(call, { ...about, ...before, interval: 'month' }, touching));
  return { series, before: earlier.data?.total };
}

export function OverviewPage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/reports' });
  const range = rangeOf(search);
  const all = {
    enrollments: useMetric('enrollments', range, search.course),
    activeLearners: useMetric('activeLearners', range, search.course),
    lessonCompletions: useMetric('lessonCompletions', range, search.course),
    completions: useMetric('completions', range, search.course),
  };
  const { enrollments, activeLearners, lessonCompletions, completions } = all;
  const asked = together({
    enrollments: enrollments.series,
    activeLearners: activeLearners.series,
    lessonCompletions: lessonCompletions.series,
    completions: completions.series,
  });
  const admin = holds(useMe(), 'admin');
  return (
    <ReportPage
      query={asked}
      controls={
        <RangeControls
          search={search}
          range={range}
          onChange={(next) => void navigate({ search: next, replace: true })}
        >
          <CourseChoice
            value={search.course}
            onChange={(course) => void navigate({ search: changed(search, { course }), replace: true })}
          />
        </RangeControls>
      }
      foot={
        <>
          <Now course={search.course} admin={admin} />
          <ExportMenu
            reports={[
              'enrollments',
              'active-learners',
              'lesson-completions',
              'completions',
              ...(admin ? (['facts'] as const) : []),
            ]}
            query={{ ...rangeQuery(range), courseId: search.course }}
          />
        </>
      }
    >
      {(series) => (
        <Reports
          asked={metrics.map((metric) => ({ metric, series: series[metric], before: all[metric].before }))}
          range={range}
          course={search.course}
        />
      )}
    </ReportPage>
  );
}

function Reports({
  asked,
  range,
  course,
}: {
  asked: readonly Metric[];
  range: Range;
  course: string | undefined;
}) {
  const words = useAnalyticsWords();
  const nothing = asked.every(({ series, before }) => series.total === 0 && !before);
  if (nothing)
    return (
      <OtherSeries
        range={range}
        course={course}
        none={
          <Empty
            icon={BarChart3}
            title={words.nothing.title(words.period(range))}
            action={<ButtonLink to="/studio">{words.nothing.action}</ButtonLink>}
            text={course ? words.nothing.ofCourse : words.nothing.text}
          />
        }
      />
    );
  return (
    <>
      <Headline asked={asked} />
      <div className={styles.charts}>
        {asked.map((metric) => (
          <SeriesSection key={metric.metric} asked={metric} range={range} />
        ))}
        <OtherSeries range={range} course={course} />
      </div>
    </>
  );
}
