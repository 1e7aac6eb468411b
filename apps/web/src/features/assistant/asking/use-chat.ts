import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sayFailure } from '../../../components/undo.tsx';
import { type Answer, answersQuery, type Kind } from './answer-data.ts';
import type { Asked } from './follow-answer.ts';
import { dropRun, isRunning, startRun, stopRun, takeUp, useRun } from './runs.ts';

export type Chat = ReturnType<typeof useChat>;

/** Where one asks: what each question from here is about, unless it says otherwise. */
export interface Place {
  /** Names the place while no conversation is there, e.g. `page` or `lesson 4711`. */
  readonly name: string;
  readonly courseId?: string | undefined;
  readonly lessonId?: string | undefined;
}

/** A conversation, or one that is about to begin, with what is being answered in it. */
export function useChat(
  place: Place,
  conversationId: string | undefined,
  onConversation: (conversationId: string) => void,
) {
  const chat = conversationId ?? place.name;
  const run = useRun(chat);
  const answers = useQuery({ ...answersQuery(conversationId ?? ''), enabled: conversationId !== undefined });
  const asking = useMutation({
    mutationFn: (asked: Asked) => startRun(chat, asked, onConversation),
    // What went wrong stands where the answer would.
    onError: () => undefined,
  });
  const unfinished = answers.data?.at(-1);
  useEffect(() => {
    if (unfinished?.state === 'running') takeUp(chat, unfinished);
  }, [chat, unfinished]);
  const send = (question: string, options: { kind?: Kind; selection?: string } = {}) =>
    asking.mutate({
      question,
      ...options,
      ...(place.courseId && { courseId: place.courseId }),
      ...(place.lessonId && { lessonId: place.lessonId }),
      ...(conversationId && { conversationId }),
    });
  return {
    answers,
    /** Those that came to an end; what is being given is the run. */
    past: (answers.data ?? []).filter(({ id, state }) => id !== run?.answerId && state !== 'running'),
    run,
    running: isRunning(run),
    send,
    stop: () => void stopRun(chat).catch(sayFailure),
    again: () => {
      if (!run) return;
      dropRun(chat);
      asking.mutate(run.asked);
    },
    repeat: ({ question, kind, selection }: Answer) =>
      send(question, { kind, ...(selection && { selection }) }),
  };
}
