import { analytics } from '@kernos/services/platform/analytics/contract';
import { Group, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Filter } from 'lucide-react';
import { pages, query, type ReplyTo } from '../../app/api.ts';
import { Empty } from '../../components/empty.tsx';
import { TextLink } from '../../components/link.tsx';
import { Listing } from '../../components/listing.tsx';
import { number, percent, spanOfDays } from '../../language/format.ts';
import { DataTable } from '../../patterns/data-table.tsx';
import { useAnalyticsWords } from './analytics-words.ts';
import { ExportMenu } from './export-menu.tsx';
import { touching } from './live-reports.ts';

type Funnel = ReplyTo<typeof analytics.calls.funnel>['items'][number];
export type Stage = Funnel['stages'][number]['stage'];

export const reached = ({ stages }: Funnel, stage: Stage) =>
  stages.find((one) => one.stage === stage) ?? { stage, learners: 0, share: 0 };

export function CoursesPage() {
  const words = useAnalyticsWords().courses;
  const list = useInfiniteQuery(pages(analytics.calls.funnel, { limit: 50 }, touching));
  const times = useQuery(query(analytics.calls.timeToComplete, { limit: 100 }, touching));
  const median = new Map(times.data?.items.map(({ courseId, medianDays }) => [courseId, medianDays]));
  const stage = (funnel: Funnel, name: Stage) => {
    const { learners, share } = reached(funnel, name);
    return `${number(learners)} · ${percent(share)}`;
  };
  return (
    <Stack>
      <Listing
        list={list}
        rows={6}
        empty={
          <Empty icon={Filter} title={words.none}>
            {words.noneText}
          </Empty>
        }
      >
        {(items) => (
          <>
            <Group justify="flex-end">
              <ExportMenu reports={['funnel', 'time-to-complete']} query={{}} />
            </Group>
            <DataTable
              label={words.label}
              items={items}
              idOf={({ courseId }) => courseId}
              columns={[
                {
                  name: words.course,
                  cell: ({ courseId, title }) => (
                    <TextLink to="/reports/courses/$courseId" params={{ courseId }}>
                      {title}
                    </TextLink>
                  ),
                },
                {
                  name: words.enrolled,
                  number: true,
                  cell: (row) => number(reached(row, 'enrolled').learners),
                },
                { name: words.started, number: true, cell: (row) => stage(row, 'started') },
                { name: words.half, number: true, wideOnly: true, cell: (row) => stage(row, 'half') },
                { name: words.completed, number: true, cell: (row) => stage(row, 'completed') },
                {
                  name: words.median,
                  number: true,
                  cell: ({ courseId }) => {
                    const days = median.get(courseId);
                    return typeof days === 'number' ? spanOfDays(days) : '–';
                  },
                },
              ]}
            />
          </>
        )}
      </Listing>
    </Stack>
  );
}
