/**
 * What was answered once was drawn from what the asker could read then. Before it is shown again, knowledge is asked
 * what of that they may still read: a course that was taken down, or is no longer for them, is not read in old answers.
 */
import type { Context } from '@kernos/kernel/context';
import { knowledge } from '../knowledge/contract.ts';
import { type AnswerRow, toAnswer } from './answer-store.ts';
import { follow, type LiveRuns, lastSeq, type SentEvent } from './event-log.ts';
import type { Answer, Passage } from './schemas.ts';
import type { Turn } from './understand.ts';

type Ctx = Pick<Context, 'call' | 'shortTransaction' | 'log'>;
type Source = Pick<Passage, 'id' | 'lessonId' | 'documentId'>;

const AT_ONCE = 1_000;
const sourceOf = ({ lessonId, documentId }: Source): string | null => lessonId ?? documentId;

/** Tells of each of these passages whether its lesson or document may still be read. Not within a transaction. */
export async function readableNow(
  ctx: Pick<Context, 'call'>,
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

/** The answers of these rows, without what whoever looks at them may not read now. */
export async function shownNow(ctx: Ctx, rows: readonly AnswerRow[]): Promise<Answer[]> {
  const answers = rows.map(toAnswer);
  const mayRead = await readableNow(
    ctx,
    answers.flatMap(({ passages }) => passages),
  );
  return answers.map((answer) => withhold(answer, mayRead));
}

const CITATION = /\[(\d{1,3})\]/g;

/**
 * An answer as a whole says what it cites, so it goes as a whole; passages that it does not cite go alone. The piece of a
 * lesson that was marked goes with either, for nobody knows of which lesson it is.
 */
function withhold(answer: Answer, mayRead: (passage: Source) => boolean): Answer {
  const gone = answer.passages.filter((passage) => !mayRead(passage));
  if (gone.length === 0) return answer;
  const kept = { ...answer, selection: null, passages: answer.passages.filter(mayRead) };
  const cited = new Set([
    ...[...answer.text.matchAll(CITATION)].map(([, n]) => Number(n)),
    ...answer.sentences.flatMap(({ citations }) => citations.map(({ n }) => n)),
  ]);
  const tells = cited.size === 0 || gone.some(({ n }) => cited.has(n));
  return tells ? { ...kept, text: '', sentences: [], withheld: true } : kept;
}

/**
 * The events of an answer again, behind `after`, as far as it may still be read. Of one that is withheld all that is told
 * is its end, under the number that this always had.
 */
export async function toldAgain(
  ctx: Ctx,
  runs: LiveRuns,
  row: AnswerRow,
  after: number,
): Promise<AsyncIterable<SentEvent>> {
  const answer = (await shownNow(ctx, [row]))[0] as Answer;
  if (answer.withheld) return endOf(answer, await lastSeq(ctx, row.id), after);
  const events = follow(ctx, runs, row.id, after);
  return answer.passages.length === (row.outcome?.passages.length ?? 0) ? events : without(events, answer);
}

async function* endOf(answer: Answer, last: number, after: number): AsyncGenerator<SentEvent> {
  if (last > after) yield { id: String(last), event: 'done', data: { answer } };
}

/** Events without the passages that are not among those of the answer as it is shown now. */
async function* without(events: AsyncIterable<SentEvent>, answer: Answer): AsyncGenerator<SentEvent> {
  for await (const sent of events) {
    const { data } = sent;
    if ('answer' in data) yield { ...sent, data: { answer } };
    else yield 'passages' in data ? { ...sent, data: { ...data, passages: answer.passages } } : sent;
  }
}

/** Turns of a conversation as a model may be told of them: not what was drawn from what may no longer be read. */
export async function turnsAsReadableNow(
  ctx: Pick<Context, 'call'>,
  turns: readonly (Turn & { readonly passages: readonly Source[] })[],
): Promise<Turn[]> {
  const mayRead = await readableNow(
    ctx,
    turns.flatMap(({ passages }) => passages),
  );
  return turns.map(({ passages, ...turn }) => (passages.every(mayRead) ? turn : { ...turn, answer: '…' }));
}
