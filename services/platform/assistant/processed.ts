import type { EventsOf } from '@kernos/kernel/contract';
import type { Answered } from './answering.ts';
import type { Asking } from './asking.ts';
import type { assistant } from './contract.ts';

type Processed = EventsOf<typeof assistant>['rag.query_processed'];

/** What is told of a question that was answered: sizes and times, never what was said. */
export function processed(
  source: Processed['source'],
  learnerId: string | null,
  { id, question, courseId, kind }: Pick<Asking, 'id' | 'question' | 'courseId' | 'kind'>,
  { outcome, inside }: Answered,
): Processed {
  const { mode, modeReason, model, cached, text, passages, sentences } = outcome;
  const supported = sentences.filter(({ verdict }) => verdict === 'supported').length;
  return {
    queryId: id,
    ...{ learnerId, courseId, kind, source, mode, modeReason, model, cached },
    questionLength: question.length,
    answerLength: text.length,
    passages: passages.length,
    supportedSentences: supported,
    unsupportedSentences: sentences.length - supported,
    promptTokens: inside.usage.promptTokens,
    completionTokens: inside.usage.completionTokens,
    retrieveMs: inside.timings.retrieveMs,
    firstTokenMs: inside.timings.firstTokenMs,
    totalMs: inside.timings.totalMs ?? 0,
  };
}
