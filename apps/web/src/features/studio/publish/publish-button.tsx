import { courses } from '@kernos/services/learning/courses/contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Eye } from 'lucide-react';
import { ButtonLink } from '../../../components/link.tsx';
import { Confirmed } from '../../../patterns/confirmed.tsx';
import { useAct } from '../../../patterns/use-act.ts';
import { changesQuery } from '../draft.ts';
import type { Draft } from '../outline/moves.ts';
import { useStudioWords } from '../studio-words.ts';
import { BeforePublishing } from './before-publishing.tsx';

/** Says what publishing changes, begins it, and leads to where it can be watched; beside it, the draft as learners see it. */
export function PublishButton({ course }: { course: Draft }) {
  const all = useStudioWords();
  const words = all.publish;
  const { id, title, state, publishedVersion } = course;
  const navigate = useNavigate();
  const { data: compared } = useQuery(changesQuery(id));
  const publish = useAct(courses.calls.publish, {
    shown: true,
    onDone: ({ workflowId }) =>
      navigate({ to: '/studio/$courseId/publish/$workflowId', params: { courseId: id, workflowId } }),
  });
  const isFirst = publishedVersion === null;
  const isUnchanged = !isFirst && compared?.changes.length === 0;
  const name = isFirst ? words.button : words.again(compared?.changes.length);
  return (
    <>
      <Preview course={course} />
      <Confirmed
        act={publish}
        input={{ courseId: id }}
        title={words.question(title)}
        text={<BeforePublishing course={course} compared={compared} />}
        no={all.cancel}
        yes={name}
        harmless
      >
        {(open) => (
          <Button onClick={open} disabled={state === 'publishing' || state === 'archived' || isUnchanged}>
            {isUnchanged ? words.unchanged : name}
          </Button>
        )}
      </Confirmed>
    </>
  );
}

function Preview({ course: { id: courseId, modules } }: { course: Draft }) {
  const words = useStudioWords().preview;
  const first = modules.flatMap(({ lessons }) => lessons)[0];
  if (!first) return null;
  return (
    <ButtonLink
      to="/studio/$courseId/preview/$lessonId"
      params={{ courseId, lessonId: first.id }}
      variant="default"
      leftSection={<Eye size={16} />}
    >
      {words.open}
    </ButtonLink>
  );
}
