import { courses } from '@kernos/services/learning/courses/contract';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReplyTo } from '../../../app/api.ts';
import { Confirmed } from '../../../patterns/confirmed.tsx';
import { useAct } from '../../../patterns/use-act.ts';
import { useStudioWords } from '../studio-words.ts';

type Course = ReplyTo<typeof courses.calls.get>;

/** Says what publishing does, begins it, and leads to where it can be watched. */
export function PublishButton({ course: { id, title, state, publishedVersion } }: { course: Course }) {
  const all = useStudioWords();
  const words = all.publish;
  const navigate = useNavigate();
  const publish = useAct(courses.calls.publish, {
    shown: true,
    onDone: ({ workflowId }) =>
      navigate({ to: '/studio/$courseId/publish/$workflowId', params: { courseId: id, workflowId } }),
  });
  const name = publishedVersion === null ? words.button : words.again;
  return (
    <Confirmed
      act={publish}
      input={{ courseId: id }}
      title={words.question(title)}
      text={publishedVersion === null ? words.text : words.textAgain}
      no={all.cancel}
      yes={name}
      harmless
    >
      {(open) => (
        <Button onClick={open} disabled={state === 'publishing' || state === 'archived'}>
          {name}
        </Button>
      )}
    </Confirmed>
  );
}
