import { analytics } from '@kernos/services/platform/analytics/contract';
import { Group, SegmentedControl, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { CalendarSync } from 'lucide-react';
import type { CSSProperties } from 'react';
import { listQuery, type ReplyTo } from '../../app/api.ts';
import { type Changes, changed } from '../../app/search-params.ts';
import { Empty } from '../../components/empty.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { Soft } from '../../components/soft.tsx';
import { number, percent } from '../../language/format.ts';
import { currentZone } from '../../language/time-zone.ts';
import { ReportPage } from '../../patterns/report-page.tsx';
import { useAnalyticsWords } from './analytics-words.ts';
import { cohortWeeks, DEFAULT_WEEKS } from './cohort-search.ts';
import { CourseChoice } from './course-choice.tsx';
import { dayName } from './dates.ts';
import { ExportMenu } from './export-menu.tsx';
import { touching } from './live-reports.ts';
import { ZoneChoice } from './range-controls.tsx';
import styles from './reports.module.css';

const route = getRouteApi('/in/reports/retention');
type Cohort = ReplyTo<typeof analytics.calls.retention>['cohorts'][number];

export function RetentionPage() {
  const words = useAnalyticsWords();
  const search = route.useSearch();
  const { course, zone, weeks = DEFAULT_WEEKS } = search;
  const navigate = useNavigate({ from: '/reports/retention' });
  const timezone = zone ?? currentZone();
  const about = { timezone, weeks, ...(course && { courseId: course }) };
  const retention = useQuery(listQuery(analytics.calls.retention, about, touching));
  const change = (changes: Changes<typeof search>) =>
    void navigate({ search: changed(search, changes), replace: true });
  return (
    <ReportPage
      query={retention}
      rows={8}
      rowHeight={34}
      controls={
        <Group component="search" gap={12} aria-label={words.controls.label}>
          <CourseChoice value={course} onChange={(chosen) => change({ course: chosen })} />
          <SegmentedControl
            aria-label={words.controls.cohorts}
            value={String(weeks)}
            data={cohortWeeks.map((n) => ({ value: String(n), label: words.controls.weeks(n) }))}
            onChange={(chosen) => change({ weeks: cohortWeeks.find((n) => String(n) === chosen) })}
          />
          <ZoneChoice zone={timezone} onChange={(chosen) => change({ zone: chosen })} />
        </Group>
      }
      foot={
        <ExportMenu reports={['retention']} query={{ timezone, weeks: String(weeks), courseId: course }} />
      }
    >
      {({ cohorts }) => <Heat cohorts={cohorts} weeks={weeks} />}
    </ReportPage>
  );
}

/** What share of those whose next week is over or under way came back in it. */
function findingOf(
  cohorts: readonly Cohort[],
  words: ReturnType<typeof useAnalyticsWords>['retention'],
): string {
  const after = cohorts.flatMap(({ size, weeks }) =>
    weeks.filter(({ week }) => week === 1).map((one) => ({ ...one, size })),
  );
  const of = after.reduce((sum, { size }) => sum + size, 0);
  const back = after.reduce((sum, { learners }) => sum + learners, 0);
  return of > 0
    ? words.finding(back, of)
    : words.findingOpen(cohorts.reduce((sum, { size }) => sum + size, 0));
}

function Heat({ cohorts, weeks }: { cohorts: readonly Cohort[]; weeks: number }) {
  const words = useAnalyticsWords().retention;
  const shown = cohorts.filter(({ size }) => size > 0);
  if (shown.length === 0)
    return <Empty icon={CalendarSync} title={words.none(weeks)} text={words.noneText} />;
  const most = Math.max(...shown.map((cohort) => cohort.weeks.length));
  const columns = Array.from({ length: most }, (_, week) => week);
  return (
    <section>
      <Title order={2} size="h3">
        {findingOf(shown, words)}
      </Title>
      <Soft mb="md">{words.measure}</Soft>
      <ScrollRegion label={words.measure}>
        <table className={styles.heat}>
          <thead>
            <tr>
              <th scope="col">{words.cohort}</th>
              <th scope="col">{words.size}</th>
              {columns.map((week) => (
                <th key={week} scope="col">
                  {words.week(week)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ date, size, weeks: after }) => (
              <tr key={date}>
                <th scope="row">{dayName(date)}</th>
                <td className={styles.size}>{number(size)}</td>
                {after.map(({ week, learners, share }) => (
                  <td
                    key={week}
                    className={styles.share}
                    style={{ '--share': share } as CSSProperties}
                    title={words.cell(learners, size)}
                  >
                    {percent(share)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
