/** An answer as it comes in, over a connection that may break. */
import { KernosError, TransportError } from '@kernos/kernel/errors';
import { assistant } from '@kernos/services/platform/assistant/contract';
import { ask } from '../../../app/api.ts';
import type { Answer, CheckedSentence, CitedPassage, Kind } from './answer-data.ts';

export interface Asked {
  readonly question: string;
  readonly kind?: Kind;
  readonly courseId?: string;
  readonly lessonId?: string;
  readonly conversationId?: string;
  /** A piece of the lesson that the question is about. */
  readonly selection?: string;
}

/** What is told of an answer, in order. `broken`: the connection is lost and being mended. */
export type Told =
  | { type: 'retrieved'; answerId: string; conversationId: string | null; passages: CitedPassage[] }
  | { type: 'token'; text: string }
  | { type: 'citation'; sentence: CheckedSentence }
  | { type: 'done'; answer: Answer }
  | { type: 'failed'; detail: string }
  | { type: 'broken' };

interface Sent {
  readonly id?: string;
  readonly event?: string;
  readonly data: unknown;
}

const ATTEMPTS = 6;
const LONGEST_WAIT_MS = 8_000;

/**
 * Asks, or follows an answer that is being given, to its end. Where the connection breaks, the same question
 * (by its key) or the same answer is taken up from behind the last event that arrived.
 * @throws KernosError where it was refused, TransportError where the server stayed away, AbortError
 */
export async function followAnswer(
  start: { asked: Asked } | { answerId: string },
  tell: (told: Told) => void,
  signal: AbortSignal,
): Promise<void> {
  const key = randomKey();
  let answerId = 'answerId' in start ? start.answerId : undefined;
  let last: string | undefined;
  for (let failures = 0; failures < ATTEMPTS; failures++) {
    if (failures > 0) {
      tell({ type: 'broken' });
      await wait(Math.min(LONGEST_WAIT_MS, 250 * 2 ** failures), signal);
    }
    try {
      for await (const event of await open(start, answerId, last, key, signal)) {
        failures = 0;
        last = event.id ?? last;
        const told = read(event);
        if (told?.type === 'retrieved') answerId = told.answerId;
        if (told) tell(told);
        if (told?.type === 'done' || told?.type === 'failed') return;
      }
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof KernosError && error.status < 500) throw error;
    }
  }
  throw new TransportError('the answer could not be followed');
}

async function open(
  start: { asked: Asked } | { answerId: string },
  answerId: string | undefined,
  last: string | undefined,
  key: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Sent>> {
  const since = last === undefined ? {} : { 'last-event-id': last };
  if (answerId !== undefined)
    return ask(assistant.calls.answerEvents, { answerId }, { signal, headers: since });
  if (!('asked' in start)) throw new TypeError('neither a question nor an answer');
  const headers = { accept: 'text/event-stream', 'idempotency-key': key };
  const reply = await ask(assistant.calls.ask, { ...start.asked }, { signal, headers });
  // Whoever stands between may have put the events together: then it is the answer as a whole.
  return Symbol.asyncIterator in reply ? reply : whole(reply);
}

async function* whole(answer: Answer): AsyncGenerator<Sent> {
  yield { event: 'done', data: { answer } };
}

// The contract says which data belongs to which name (`AnswerEvent`).
function read({ event, data }: Sent): Told | undefined {
  switch (event) {
    case 'retrieved':
      return { type: 'retrieved', ...(data as Omit<Extract<Told, { type: 'retrieved' }>, 'type'>) };
    case 'token':
      return { type: 'token', text: (data as { text: string }).text };
    case 'citation':
      return { type: 'citation', sentence: data as CheckedSentence };
    case 'done':
      return { type: 'done', answer: (data as { answer: Answer }).answer };
    case 'error':
      return { type: 'failed', detail: (data as { detail: string }).detail };
    default:
      return undefined;
  }
}

/** `crypto.randomUUID` is not there on a page without TLS. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('stopped', 'AbortError'));
    });
  });
