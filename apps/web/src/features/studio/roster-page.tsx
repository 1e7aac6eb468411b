import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { ActionIcon, Group, Progress, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { UserRoundMinus, Users } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { When } from '../../components/when.tsx';
import { labelled } from '../../language/format.ts';
import { Confirmed } from '../../patterns/confirmed.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { InviteLearner } from './invite-learner.tsx';
import { useStudioWords } from './studio-words.ts';

const route = getRouteApi('/in/studio/$courseId/roster');
const live = ['enrollment.', 'progress.', 'course.completed'];

export function RosterPage() {
  const words = useStudioWords().roster;
  const { courseId } = route.useParams();
  const search = route.useSearch();
  return (
    <ListPage
      actions={<InviteLearner courseId={courseId} />}
      label={words.name}
      pages={pages(enrollments.calls.learners, { courseId, limit: 50, ...search }, live)}
      idOf={({ enrollmentId }) => enrollmentId}
      search={search}
      filters={[
        { kind: 'search', name: 'q', label: words.search },
        {
          kind: 'switch',
          name: 'status',
          label: words.status.active,
          usual: 'active',
          choices: words.status,
        },
        {
          kind: 'order',
          name: 'sort',
          label: words.sortLabel,
          usual: 'name',
          choices: words.sort,
        },
      ]}
      summary={({ counts }) => (
        <Text c="dimmed" role="status">
          {words.counts(counts.active, counts.waitlisted)}
        </Text>
      )}
      empty={{ icon: Users, title: words.none, text: words.noneText }}
      noMatch={{ icon: Users, title: search.q ? words.noMatch : words.none }}
      csv="learners"
      columns={[
        { name: words.name, csv: ({ name }) => name, cell: ({ name }) => name },
        {
          name: words.progress,
          csv: ({ percent }) => percent,
          cell: ({ percent, completed, total, name }) => (
            <Group gap="sm" wrap="nowrap">
              <Progress value={percent} w={110} aria-label={`${labelled(name)} ${percent} %`} />
              <span className="numbers">{words.of(completed, total)}</span>
            </Group>
          ),
        },
        {
          name: words.activity,
          csv: ({ activeAt }) => activeAt,
          cell: ({ activeAt }) => <When at={activeAt} />,
        },
        {
          name: words.enrolled,
          wideOnly: true,
          csv: ({ enrolledAt }) => enrolledAt,
          cell: ({ enrolledAt }) => <When at={enrolledAt} />,
        },
        {
          name: words.completed,
          csv: ({ completedAt }) => completedAt,
          cell: ({ completedAt }) => (completedAt ? <When at={completedAt} /> : words.never),
        },
        {
          name: words.end,
          number: true,
          nameless: true,
          cell: (learner) => <EndEnrollment courseId={courseId} learner={learner} />,
        },
      ]}
    />
  );
}

type Learner = ReplyTo<typeof enrollments.calls.learners>['items'][number];

function EndEnrollment({ courseId, learner }: { courseId: string; learner: Learner }) {
  const words = useStudioWords().roster;
  const { learnerId, name, status } = learner;
  const end = useAct(enrollments.calls.endEnrollment, {
    shown: true,
    said: words.ended(name),
    refreshes: [enrollments.calls.learners],
  });
  if (status === 'withdrawn') return null;
  return (
    <Confirmed
      act={end}
      input={{ courseId, learnerId }}
      title={words.endTitle(name)}
      text={words.endText}
      no={words.keep}
      yes={words.end}
    >
      {(open) => (
        <ActionIcon aria-label={words.endOf(name)} onClick={open}>
          <UserRoundMinus size={17} />
        </ActionIcon>
      )}
    </Confirmed>
  );
}
