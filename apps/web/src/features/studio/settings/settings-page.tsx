import { courses } from '@kernos/services/learning/courses/contract';
import { Button, Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Archive, ArchiveRestore, Download, EyeOff } from 'lucide-react';
import { ask } from '../../../app/api.ts';
import { Soft } from '../../../components/soft.tsx';
import { ActButton } from '../../../patterns/act-button.tsx';
import { Confirmed } from '../../../patterns/confirmed.tsx';
import { useAct } from '../../../patterns/use-act.ts';
import { draftQuery } from '../draft.ts';
import { useStudioWords } from '../studio-words.ts';
import { AboutForm } from './about-form.tsx';
import { Versions } from './versions.tsx';

const route = getRouteApi('/in/studio/$courseId');

/** What a course says of itself, who gets in, its published versions, and the ways out. */
export function SettingsPage() {
  const words = useStudioWords().settings;
  const { courseId } = route.useParams();
  const { data: course } = useQuery(draftQuery(courseId));
  if (!course) return null;
  return (
    <Stack maw={720} gap={48}>
      <AboutForm key={courseId} course={course} />
      <Versions courseId={courseId} current={course.publishedVersion} />
      <section>
        <Title order={2} size="h3">
          {words.takeOut}
        </Title>
        <Soft mb="sm">{words.exportText}</Soft>
        <Button
          component="a"
          href={`/api/courses/${courseId}/export`}
          download
          variant="default"
          leftSection={<Download size={16} />}
        >
          {words.export}
        </Button>
      </section>
      {course.publishedVersion !== null && <TakingDown courseId={courseId} title={course.title} />}
      <Archiving courseId={courseId} title={course.title} state={course.state} />
    </Stack>
  );
}

function TakingDown({ courseId, title }: { courseId: string; title: string }) {
  const words = useStudioWords().settings;
  const takeDown = useAct(courses.calls.unpublish, {
    shown: true,
    said: words.takenDown(title),
    refreshes: [courses.calls.get, courses.calls.list],
  });
  return (
    <section>
      <Title order={2} size="h3">
        {words.takeDownTitle}
      </Title>
      <Soft mb="sm">{words.takeDownText}</Soft>
      <Confirmed
        act={takeDown}
        input={{ courseId }}
        title={words.takeDownQuestion(title)}
        text={words.takeDownText}
        no={words.takeDownNo}
        yes={words.takeDown}
      >
        {(open) => (
          <Button variant="default" leftSection={<EyeOff size={16} />} onClick={open}>
            {words.takeDown}
          </Button>
        )}
      </Confirmed>
    </section>
  );
}

function Archiving({ courseId, title, state }: { courseId: string; title: string; state: string }) {
  const words = useStudioWords().settings;
  const change = useAct(
    (away: boolean) => ask(away ? courses.calls.archive : courses.calls.restore, { courseId }),
    {
      said: (_, away) => (away ? words.archived(title) : undefined),
      undo: (_, __, act) => act(false),
      refreshes: [courses.calls.get, courses.calls.list],
    },
  );
  const isAway = state === 'archived';
  return (
    <section>
      <Title order={2} size="h3">
        {isAway ? words.restoreTitle : words.archiveTitle}
      </Title>
      <Soft mb="sm">{isAway ? words.restoreText : words.archiveText}</Soft>
      <Group>
        <ActButton
          act={change}
          input={!isAway}
          variant="default"
          leftSection={isAway ? <ArchiveRestore size={16} /> : <Archive size={16} />}
          disabled={state === 'publishing'}
        >
          {isAway ? words.restore : words.archive}
        </ActButton>
      </Group>
    </section>
  );
}
