/**
 * What was answered once was drawn from what the asker could read then. Before it is shown again, knowledge is asked
 * what of that they may still read: a course that was taken down, or is no longer for them, is not read in old answers.
 */
import type { Context } from '@kernos/kernel/context';
import { knowledge } from '../knowledge/contract.ts';
import type { Answer, AnswerEvent, Passage } from './schemas.ts';
import type { Turn } from './understand.ts';

type Ctx = Pick<Context, 'call'>;
type Source = Pick<Passage, 'id' | 'lessonId' | 'documentId'>;

const AT_ONCE = 1_000;
const sourceOf = ({ lessonId, documentId }: Source): string | null => lessonId ?? documentId;

/** Tells of each of these passages whether its lesson or document may still be read. Not within a transaction. */
export async function readableNow(
  ctx: Ctx,
  passages: readonly Source[],
): Promise<(passage: Source) => boolean> {
  const ids = [...new Set(passages.flatMap((passage) => sourceOf(passage) ?? []))];
  const readable = new Set<string>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const reply = await ctx.call(knowledge.calls.readable, { ids: ids.slice(at, at + AT_ONCE) });
    for (const id of reply.ids) readable.add(id);
  }
  return (passage) => readable.has(sourceOf(passage) ?? '');
}

/** These answers without what the asker may no longer read. */
export async function asReadableNow(ctx: Ctx, answers: readonly Answer[]): Promise<Answer[]> {
  const mayRead = await readableNow(
    ctx,
    answers.flatMap(({ passages }) => passages),
  );
  return answers.map((answer) => withhold(answer, mayRead));
}

const CITATION = /\[(\d{1,3})\]/g;

/** An answer as a whole says what it cites, so it goes as a whole; passages that it does not cite go alone. */
function withhold(answer: Answer, mayRead: (passage: Source) => boolean): Answer {
  const gone = answer.passages.filter((passage) => !mayRead(passage));
  if (gone.length === 0) return answer;
  const passages = answer.passages.filter(mayRead);
  const cited = new Set([
    ...[...answer.text.matchAll(CITATION)].map(([, n]) => Number(n)),
    ...answer.sentences.flatMap(({ citations }) => citations.map(({ n }) => n)),
  ]);
  const tells = cited.size === 0 || gone.some(({ n }) => cited.has(n));
  return tells ? { ...answer, passages, text: '', sentences: [], withheld: true } : { ...answer, passages };
}

/** Behind every event that was sent before: nothing is left to be asked for. */
const LAST_ID = 999_999_999;

/** All that is told of an answer that may not be read again: that it ended. */
export async function* withheldEvents(
  answer: Answer,
): AsyncGenerator<{ id: string; event: string; data: AnswerEvent }> {
  yield { id: String(LAST_ID), event: 'done', data: { answer } };
}

/** Turns of a conversation as a model may be told of them: not what was drawn from what may no longer be read. */
export async function turnsAsReadableNow(
  ctx: Ctx,
  turns: readonly (Turn & { readonly passages: readonly Source[] })[],
): Promise<Turn[]> {
  const mayRead = await readableNow(
    ctx,
    turns.flatMap(({ passages }) => passages),
  );
  return turns.map(({ passages, ...turn }) => (passages.every(mayRead) ? turn : { ...turn, answer: '…' }));
}
