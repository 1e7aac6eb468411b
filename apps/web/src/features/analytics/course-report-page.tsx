import { analytics } from '@kernos/services/platform/analytics/contract';
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Filter } from 'lucide-react';
import { query, type ReplyTo } from '../../app/api.ts';
import { ChartFrame } from '../../components/charts/chart-frame.tsx';
import { RankBars } from '../../components/charts/rank-bars.tsx';
import { Empty } from '../../components/empty.tsx';
import { FigureList } from '../../components/figure-list.tsx';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { labelled, number, percent, spanOfDays } from '../../language/format.ts';
import { DetailPage } from '../../patterns/detail-page.tsx';
import { useAnalyticsWords } from './analytics-words.ts';
import { ExportMenu } from './export-menu.tsx';
import { EVERY_MS, touching } from './live-reports.ts';

const route = getRouteApi('/in/reports/courses/$courseId');
type Glance = ReplyTo<typeof analytics.calls.course>;

/** One course: how far its learners come, where they stop, and how long it takes them. */
export function CourseReportPage() {
  const words = useAnalyticsWords().course;
  const { courseId } = route.useParams();
  const glance = useQuery({
    ...query(analytics.calls.course, { courseId }, touching),
    refetchInterval: EVERY_MS,
  });
  return (
    <DetailPage
      query={glance}
      title={({ title }) => title}
      above={<TextLink to="/reports/courses">{words.back}</TextLink>}
      lead={({ enrolled, waiting, withdrawn }) => words.lead(enrolled, waiting, withdrawn)}
      actions={() => <ExportMenu reports={['lessons', 'funnel', 'time-to-complete']} query={{ courseId }} />}
    >
      {(data) => (
        <Stack gap={48}>
          <Figures glance={data} />
          <FunnelSection courseId={courseId} />
          <LessonsSection courseId={courseId} />
        </Stack>
      )}
    </DetailPage>
  );
}

export function Figures({ glance }: { glance: Glance }) {
  const words = useAnalyticsWords().course;
  const { courseId } = glance;
  const times = useQuery(query(analytics.calls.timeToComplete, { courseId }, touching));
  const time = times.data?.items[0];
  const span = (days: number | null | undefined) => (typeof days === 'number' ? spanOfDays(days) : '–');
  const figures = [
    { name: words.figures.active, value: number(glance.active7Days), more: '' },
    {
      name: words.figures.completed,
      value: number(glance.completed),
      more: `${labelled(words.figures.share)} ${percent(glance.completionShare)}`,
    },
    {
      name: words.figures.median,
      value: span(glance.medianDaysToComplete),
      more: glance.medianDaysToComplete === null ? words.nobodyYet : '',
    },
    { name: words.figures.p90, value: span(time?.p90Days), more: time ? '' : words.nobodyYet },
  ];
  return <FigureList few figures={figures} />;
}

export function FunnelSection({ courseId }: { courseId: string }) {
  const funnel = useQuery(query(analytics.calls.funnel, { courseId }, touching));
  return (
    <Loaded query={funnel} waiting={<RowsSkeleton rows={6} height={16} />}>
      {(data) => <FunnelChart courseId={courseId} data={data} />}
    </Loaded>
  );
}

function FunnelChart({ courseId, data }: { courseId: string; data: ReplyTo<typeof analytics.calls.funnel> }) {
  const all = useAnalyticsWords().course;
  const words = all.funnel;
  const stages = data.items[0]?.stages;
  const enrolled = stages?.[0]?.learners ?? 0;
  if (!stages || enrolled === 0) return <Empty icon={Filter} title={all.nobody} text={all.nobodyText} />;
  const steps = stages.slice(1).map((stage, n) => ({ stage, from: stages[n] ?? stage }));
  const lost = ({ stage, from }: (typeof steps)[number]) => from.learners - stage.learners;
  const steepest = steps.reduce(
    (most, step) => (lost(step) > lost(most) ? step : most),
    steps[0] as (typeof steps)[number],
  );
  return (
    <div>
      <ChartFrame
        title={words.finding(stages.at(-1)?.learners ?? 0, enrolled)}
        measure={words.measure}
        figures={{
          head: [words.stage, words.learners, words.share],
          rows: stages.map(({ stage, learners, share }) => [words.stages[stage], learners, percent(share)]),
        }}
        fileName={`funnel-${courseId}`}
      >
        <RankBars
          longest={enrolled}
          ranks={stages.map(({ stage, learners, share }) => ({
            id: stage,
            name: words.stages[stage],
            value: learners,
            label: `${number(learners)} · ${percent(share)}`,
            marked: stage === 'completed',
          }))}
        />
      </ChartFrame>
      {lost(steepest) > 0 && (
        <Text size="sm" mt="sm">
          {words.lost(words.stages[steepest.from.stage], words.stages[steepest.stage.stage], lost(steepest))}
        </Text>
      )}
    </div>
  );
}

export function LessonsSection({ courseId }: { courseId: string }) {
  const lessons = useQuery(query(analytics.calls.lessons, { courseId }, touching));
  return (
    <Loaded query={lessons} waiting={<RowsSkeleton rows={8} height={16} />}>
      {(data) => <LessonsChart courseId={courseId} data={data} />}
    </Loaded>
  );
}

function LessonsChart({
  courseId,
  data,
}: {
  courseId: string;
  data: ReplyTo<typeof analytics.calls.lessons>;
}) {
  const words = useAnalyticsWords().course.lessons;
  if (data.enrolled === 0 || data.lessons.length === 0) return null;
  const nameOf = ({ title, position }: (typeof data.lessons)[number]) => title ?? words.unnamed(position);
  const worst = data.lessons.reduce((most, lesson) => (lesson.stopped > most.stopped ? lesson : most));
  return (
    <ChartFrame
      title={worst.stopped === 0 ? words.findingNone : words.finding(nameOf(worst), worst.stopped)}
      measure={words.measure(data.inactiveDays)}
      figures={{
        head: [words.lesson, words.completed, words.underWay, words.stopped],
        rows: data.lessons.map((lesson) => [
          `${lesson.position}. ${nameOf(lesson)}`,
          lesson.completed,
          lesson.underWay,
          lesson.stopped,
        ]),
      }}
      fileName={`lessons-${courseId}`}
    >
      <RankBars
        longest={data.enrolled}
        ranks={data.lessons.map((lesson) => ({
          id: lesson.lessonId,
          name: `${lesson.position}. ${nameOf(lesson)}`,
          value: lesson.completed,
          label: words.bar(lesson.completed, lesson.share),
          marked: worst.stopped > 0 && lesson === worst,
        }))}
      />
    </ChartFrame>
  );
}
