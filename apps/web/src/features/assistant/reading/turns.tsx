/** The questions and answers of a chat, one below the other. */
import { useEffect, useRef, useState } from 'react';
import { Failure } from '../../../components/failure.tsx';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import type { Chat } from '../asking/use-chat.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { citedOf } from './answer-foot.tsx';
import { PastTurn, RunningTurn } from './turn.tsx';

export function Turns({ chat }: { chat: Chat }) {
  const { answers, past, run } = chat;
  const fresh = useFresh(run?.answerId);
  if (answers.error && !answers.data)
    return <Failure error={answers.error} retry={() => void answers.refetch()} />;
  if (answers.isLoading) return <RowsSkeleton rows={3} height={120} />;
  return (
    <div>
      {past.map((answer, at) => (
        <PastTurn
          key={answer.id}
          answer={answer}
          last={at === past.length - 1 && !run}
          fresh={answer.id === fresh}
          repeat={() => chat.repeat(answer)}
        />
      ))}
      {run && <RunningTurn key="running" run={run} again={chat.again} />}
    </div>
  );
}

/** The answer that was given last while one looked. */
function useFresh(running: string | undefined): string | undefined {
  const [fresh, setFresh] = useState(running);
  useEffect(() => {
    if (running) setFresh(running);
  }, [running]);
  return running ?? fresh;
}

/** Says to a reader of the screen how far the answer is: each step once, not each word. */
export function ChatStatus({ chat }: { chat: Chat }) {
  const words = useAssistantWords().status;
  const seen = useRef(false);
  if (chat.run) seen.current = true;
  const last = chat.past.at(-1);
  const done = seen.current && last ? words.done(citedOf(last).length) : '';
  return (
    <div role="status" className="sr-only">
      {chat.run ? words[chat.run.state] : done}
    </div>
  );
}
