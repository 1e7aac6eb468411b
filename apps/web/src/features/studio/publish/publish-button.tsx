import { courses } from '@kernos/services/learning/courses/contract';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ask, type ReplyTo } from '../../../app/api.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useStudioWords } from '../studio-words.ts';

type Course = ReplyTo<typeof courses.calls.get>;

/** Says what publishing does, begins it, and leads to where it can be watched. */
export function PublishButton({ course: { id, title, state, publishedVersion } }: { course: Course }) {
  const all = useStudioWords();
  const words = all.publish;
  const navigate = useNavigate();
  const [asking, { open, close }] = useDisclosure(false);
  const publish = useMutation({
    mutationFn: () => ask(courses.calls.publish, { courseId: id }),
    onSuccess: ({ workflowId }) =>
      navigate({ to: '/studio/$courseId/publish/$workflowId', params: { courseId: id, workflowId } }),
  });
  const name = publishedVersion === null ? words.button : words.again;
  return (
    <>
      <Button onClick={open} disabled={state === 'publishing' || state === 'archived'}>
        {name}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={words.question(title)}
        no={all.cancel}
        yes={name}
        harmless
        doing={publish.isPending}
        error={publish.error}
        onYes={() => publish.mutate()}
        close={close}
      >
        {publishedVersion === null ? words.text : words.textAgain}
      </ConfirmDialog>
    </>
  );
}
