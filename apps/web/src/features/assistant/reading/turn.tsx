/** A question and what was answered. */
import { Button, Text } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { Failure } from '../../../components/failure.tsx';
import { Soft } from '../../../components/soft.tsx';
import { labelled } from '../../../language/format.ts';
import type { Answer } from '../asking/answer-data.ts';
import type { Run } from '../asking/runs.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { AnswerFoot } from './answer-foot.tsx';
import { AnswerText } from './answer-text.tsx';
import styles from './turn.module.css';

function Question({ text, selection }: { text: string; selection?: string | undefined }) {
  const words = useAssistantWords();
  return (
    <div className={styles.question}>
      <h2>
        <span className="sr-only">{labelled(words.you)} </span>
        {text}
      </h2>
      {selection && (
        <blockquote aria-label={words.about} className={styles.selection}>
          {selection}
        </blockquote>
      )}
    </div>
  );
}

/** An answer that came to an end. */
export function PastTurn({
  answer,
  last,
  fresh,
  repeat,
}: {
  answer: Answer;
  /** The one to be asked again, if any. */
  last: boolean;
  /** It was given while one looked: it keeps the room that it grew in, so that nothing moves. */
  fresh: boolean;
  repeat: () => void;
}) {
  const words = useAssistantWords();
  const { finish } = answer;
  return (
    <article className={styles.turn} data-fresh={fresh || undefined} aria-label={answer.question}>
      <Question text={answer.question} selection={answer.selection ?? undefined} />
      {answer.text && (
        <AnswerText
          text={answer.text}
          passages={answer.passages}
          sentences={answer.sentences}
          isQuiz={answer.kind === 'quiz_me'}
          complete
        />
      )}
      {answer.withheld && <Soft mt={12}>{words.withheld}</Soft>}
      {finish && finish !== 'complete' && <Soft mt={12}>{words.finish[finish]}</Soft>}
      {answer.failure && <Failure error={new Error(answer.failure.detail)} retry={repeat} />}
      {!answer.failure && <AnswerFoot answer={answer} last={last} repeat={repeat} />}
    </article>
  );
}

// `scrollIntoView` would move the lesson too that the panel stands beside.
function showAtTop(element: HTMLElement): void {
  const box = element.closest('[data-turns]');
  const top = element.getBoundingClientRect().top;
  if (box) box.scrollTop += top - box.getBoundingClientRect().top - 8;
  else scrollTo({ top: scrollY + top - 16, behavior: 'instant' });
}

/** The answer that is being given. It grows below its question, which stays where it is. */
export function RunningTurn({ run, again }: { run: Run; again: () => void }) {
  const words = useAssistantWords();
  const article = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (article.current) showAtTop(article.current);
  }, []);
  const { failure } = run;
  return (
    <article ref={article} className={styles.turn} data-fresh aria-label={run.asked.question}>
      <Question text={run.asked.question} selection={run.asked.selection} />
      {run.text ? (
        <AnswerText
          text={run.text}
          passages={run.passages}
          sentences={run.sentences}
          isQuiz={run.asked.kind === 'quiz_me'}
          complete={false}
        />
      ) : (
        run.state !== 'failed' && (
          <Text inherit c="dimmed">
            {run.state === 'searching' ? words.status.searching : words.status.writing}
          </Text>
        )
      )}
      {run.state === 'broken' && <Soft mt={12}>{words.status.broken}</Soft>}
      {failure && (
        <Failure error={typeof failure === 'string' ? new Error(failure) : failure} retry={again} />
      )}
      {run.state === 'failed' && !failure && (
        <Button variant="default" onClick={again}>
          {words.retry}
        </Button>
      )}
    </article>
  );
}
