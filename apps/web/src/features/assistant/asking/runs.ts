/**
 * Answers that are being given on this page, by the chat that asked. They live outside of the components: an
 * answer goes on while one looks at another conversation, and is there on the way back.
 */
import { assistant } from '@kernos/services/platform/assistant/contract';
import { useCallback, useSyncExternalStore } from 'react';
import { ask, queryClient, refresh } from '../../../app/api.ts';
import {
  type Answer,
  answersQuery,
  type CheckedSentence,
  type CitedPassage,
  keepAnswer,
} from './answer-data.ts';
import { type Asked, followAnswer, type Told } from './follow-answer.ts';

export interface Run {
  readonly asked: Asked;
  readonly answerId: string | undefined;
  readonly passages: readonly CitedPassage[];
  readonly text: string;
  readonly sentences: readonly CheckedSentence[];
  readonly state: 'searching' | 'writing' | 'broken' | 'failed';
  /** Why it failed: an error, or the sentence of the server. */
  readonly failure: Error | string | undefined;
}

const runs = new Map<string, Run>();
const aborts = new Map<string, AbortController>();
const listeners = new Set<() => void>();

function put(chat: string, run: Run | undefined): void {
  if (run) runs.set(chat, run);
  else runs.delete(chat);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The run of a chat: of a conversation by its id, or of a place where one is about to begin. */
export const useRun = (chat: string): Run | undefined =>
  useSyncExternalStore(
    subscribe,
    useCallback(() => runs.get(chat), [chat]),
  );

export const isRunning = (run: Run | undefined): boolean => run !== undefined && run.state !== 'failed';

const begin = (asked: Asked): Run => ({
  asked,
  answerId: undefined,
  passages: [],
  text: '',
  sentences: [],
  state: 'searching',
  failure: undefined,
});

function advance(run: Run, told: Told): Run {
  switch (told.type) {
    case 'retrieved':
      return { ...run, answerId: told.answerId, passages: told.passages, state: 'writing' };
    case 'token':
      return { ...run, text: run.text + told.text, state: 'writing' };
    case 'citation':
      return { ...run, sentences: [...run.sentences, told.sentence] };
    case 'failed':
      return { ...run, state: 'failed', failure: told.detail };
    case 'broken':
      return { ...run, state: 'broken' };
    case 'done':
      return run;
  }
}

/**
 * Asks a question in a chat; its run is known by the conversation as soon as that has an id.
 * @param onConversation told the id of a conversation that this question began
 */
export function startRun(chat: string, asked: Asked, onConversation: (id: string) => void): Promise<void> {
  return follow(chat, { asked }, begin(asked), onConversation);
}

/** Takes up an answer that was still being given when the page was opened. */
export function takeUp(chat: string, { id, question, kind, selection }: Answer): void {
  if (runs.has(chat)) return;
  const known = { ...begin({ question, kind, ...(selection && { selection }) }), answerId: id };
  // What went wrong is shown with the run.
  follow(chat, { answerId: id }, known, () => undefined).catch(() => undefined);
}

async function follow(
  began: string,
  start: { asked: Asked } | { answerId: string },
  first: Run,
  onConversation: (id: string) => void,
): Promise<void> {
  let chat = began;
  const abort = new AbortController();
  aborts.set(chat, abort);
  put(chat, first);
  const tell = (told: Told) => {
    const run = advance(runs.get(chat) ?? first, told);
    if (told.type === 'retrieved' && told.conversationId && told.conversationId !== chat) {
      put(chat, undefined);
      aborts.delete(chat);
      chat = told.conversationId;
      aborts.set(chat, abort);
      put(chat, run);
      // What is being given is all there is: nothing to ask for.
      queryClient.setQueryData(answersQuery(chat).queryKey, (known) => known ?? []);
      onConversation(chat);
      void refresh(assistant.calls.conversations);
    } else if (told.type === 'done') {
      keepAnswer(told.answer);
      put(chat, undefined);
      void refresh(assistant.calls.conversations);
    } else put(chat, run);
  };
  try {
    await followAnswer(start, tell, abort.signal);
  } catch (error) {
    const run = runs.get(chat);
    if (abort.signal.aborted) put(chat, undefined);
    else if (run)
      put(chat, { ...run, state: 'failed', failure: error instanceof Error ? error : String(error) });
    // Refused for want of a session: the frame asks to sign in again.
    if (!abort.signal.aborted) throw error;
  } finally {
    aborts.delete(chat);
  }
}

/** Stops what is being given; what there is of it stays. */
export async function stopRun(chat: string): Promise<void> {
  const answerId = runs.get(chat)?.answerId;
  if (answerId === undefined) aborts.get(chat)?.abort();
  else await ask(assistant.calls.stop, { answerId });
}

/** Forgets a run that failed. */
export const dropRun = (chat: string): void => put(chat, undefined);
