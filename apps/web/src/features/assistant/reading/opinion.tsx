/** Whether an answer helped, and why not. */
import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, Checkbox, Group, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useState } from 'react';
import { ask } from '../../../app/api.ts';
import { Failure } from '../../../components/failure.tsx';
import { say, sayFailure } from '../../../components/undo.tsx';
import { type Answer, keepAnswer } from '../asking/answer-data.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { Quiet } from './quiet.tsx';
import styles from './turn.module.css';

interface Opinion {
  readonly helpful: boolean;
  readonly why?: string;
  readonly shared?: boolean;
}

function useOpinion(answer: Answer) {
  const words = useAssistantWords();
  const give = useMutation({
    mutationFn: (opinion: Opinion) => ask(assistant.calls.giveFeedback, { answerId: answer.id, ...opinion }),
    onSuccess: (feedback) => {
      keepAnswer({ ...answer, feedback });
      say(words.feedback.thanks);
    },
  });
  const withdraw = useMutation({
    mutationFn: () => ask(assistant.calls.withdrawFeedback, { answerId: answer.id }),
    onSuccess: () => {
      keepAnswer({ ...answer, feedback: null });
      say(words.feedback.undone);
    },
    onError: sayFailure,
  });
  return { give, withdraw };
}

export function OpinionButtons({ answer }: { answer: Answer }) {
  const words = useAssistantWords();
  const [explaining, setExplaining] = useState(false);
  const { give, withdraw } = useOpinion(answer);
  const said = answer.feedback?.helpful;
  return (
    <>
      <Quiet
        icon={ThumbsUp}
        pressed={said === true}
        onClick={() => (said === true ? withdraw.mutate() : give.mutate({ helpful: true }))}
      >
        {words.helpful}
      </Quiet>
      <Quiet
        icon={ThumbsDown}
        pressed={said === false}
        onClick={() => (said === false ? withdraw.mutate() : setExplaining(true))}
      >
        {words.unhelpful}
      </Quiet>
      {explaining && (
        <Explanation
          error={give.error}
          sending={give.isPending}
          send={(opinion) => give.mutate(opinion, { onSuccess: () => setExplaining(false) })}
          cancel={() => setExplaining(false)}
        />
      )}
    </>
  );
}

function Explanation({
  error,
  sending,
  send,
  cancel,
}: {
  error: Error | null;
  sending: boolean;
  send: (opinion: Opinion) => void;
  cancel: () => void;
}) {
  const words = useAssistantWords().feedback;
  const [why, setWhy] = useState('');
  const [shared, setShared] = useState(false);
  return (
    <form
      className={styles.opinion}
      style={{ flexBasis: '100%' }}
      onSubmit={(event) => {
        event.preventDefault();
        send({ helpful: false, shared, ...(why.trim() && { why: why.trim() }) });
      }}
    >
      <Stack gap="sm">
        <Textarea
          label={words.why}
          autosize
          minRows={2}
          maxLength={2_000}
          value={why}
          autoFocus
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Checkbox
          label={words.share}
          description={words.shareText}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        {error && <Failure error={error} />}
        <Group gap="xs">
          <Button type="submit" loading={sending}>
            {words.send}
          </Button>
          <Button variant="default" onClick={cancel}>
            {words.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
