import { analytics } from '@kernos/services/platform/analytics/contract';
import { useQuery } from '@tanstack/react-query';
import { Filter } from 'lucide-react';
import { pages, query, type ReplyTo } from '../../app/api.ts';
import { TextLink } from '../../components/link.tsx';
import { number, percent, spanOfDays } from '../../language/format.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { useAnalyticsWords } from './analytics-words.ts';
import { ExportMenu } from './export-menu.tsx';
import { touching } from './live-reports.ts';

type Funnel = ReplyTo<typeof analytics.calls.funnel>['items'][number];
export type Stage = Funnel['stages'][number]['stage'];

export const reached = ({ stages }: Funnel, stage: Stage) =>
  stages.find((one) => one.stage === stage) ?? { stage, learners: 0, share: 0 };

export function CoursesPage() {
  const words = useAnalyticsWords().courses;
  const times = useQuery(query(analytics.calls.timeToComplete, { limit: 100 }, touching));
  const median = new Map(times.data?.items.map(({ courseId, medianDays }) => [courseId, medianDays]));
  const stage = (funnel: Funnel, name: Stage) => {
    const { learners, share } = reached(funnel, name);
    return `${number(learners)} · ${percent(share)}`;
  };
  return (
    <ListPage
      actions={<ExportMenu reports={['funnel', 'time-to-complete']} query={{}} />}
      label={words.label}
      pages={pages(analytics.calls.funnel, { limit: 50 }, touching)}
      idOf={({ courseId }) => courseId}
      empty={{ icon: Filter, title: words.none, text: words.noneText }}
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
  );
}
