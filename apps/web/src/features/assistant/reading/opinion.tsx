/** Whether an answer helped, and why not. */
import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, Checkbox, Textarea } from '@mantine/core';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useState } from 'react';
import { FormBody } from '../../../patterns/form-body.tsx';
import { useAct } from '../../../patterns/use-act.ts';
import { useCallForm } from '../../../patterns/use-call-form.ts';
import { type Answer, keepAnswer } from '../asking/answer-data.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { Quiet } from './quiet.tsx';
import styles from './turn.module.css';

export function OpinionButtons({ answer }: { answer: Answer }) {
  const words = useAssistantWords();
  const [explaining, setExplaining] = useState(false);
  const { helpful: said } = answer.feedback ?? {};
  const { id: answerId } = answer;
  const give = useAct(assistant.calls.giveFeedback, {
    said: words.feedback.thanks,
    onDone: (feedback) => keepAnswer({ ...answer, feedback }),
  });
  const withdraw = useAct(assistant.calls.withdrawFeedback, {
    said: words.feedback.undone,
    onDone: () => keepAnswer({ ...answer, feedback: null }),
  });
  return (
    <>
      <Quiet
        icon={ThumbsUp}
        pressed={said === true}
        onClick={() =>
          said === true ? withdraw.mutate({ answerId }) : give.mutate({ answerId, helpful: true })
        }
      >
        {words.helpful}
      </Quiet>
      <Quiet
        icon={ThumbsDown}
        pressed={said === false}
        onClick={() => (said === false ? withdraw.mutate({ answerId }) : setExplaining(true))}
      >
        {words.unhelpful}
      </Quiet>
      {explaining && <Explanation answer={answer} close={() => setExplaining(false)} />}
    </>
  );
}

/** All of it, above the field for the next question. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

function Explanation({ answer, close }: { answer: Answer; close: () => void }) {
  const words = useAssistantWords().feedback;
  const form = useCallForm(assistant.calls.giveFeedback, {
    values: { why: '', shared: false },
    input: ({ why, shared }) => ({
      answerId: answer.id,
      helpful: false,
      shared,
      ...(why.trim() && { why: why.trim() }),
    }),
    empties: true,
    said: words.thanks,
    onDone: (feedback) => {
      keepAnswer({ ...answer, feedback });
      close();
    },
  });
  return (
    <div ref={intoView} className={styles.opinion} style={{ flexBasis: '100%' }}>
      <FormBody
        form={form}
        submit={words.send}
        beside={
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
        }
      >
        <Textarea label={words.why} autosize minRows={2} autoFocus {...form.field('why')} />
        <Checkbox label={words.share} description={words.shareText} {...form.box('shared')} />
      </FormBody>
    </div>
  );
}
