/** A conversation as a file that can be read without Kernos. */
import type { ConversationRow } from './conversation-store.ts';
import { placeOf } from './extract.ts';
import type { Answer } from './schemas.ts';

const WITHHELD = '*This answer quotes what you may no longer read, so it is not shown.*';

/** Questions as headings, answers below, their passages as a list, unsupported sentences named. */
export function exportMarkdown({ title, createdAt }: ConversationRow, answers: readonly Answer[]): Buffer {
  const parts = answers.map((answer) =>
    [
      `## ${answer.question.split('\n').join('\n> ')}`,
      answer.selection && `> ${answer.selection.split('\n').join('\n> ')}`,
      answer.failure ? `*${answer.failure.detail}*` : answer.withheld ? WITHHELD : answer.text,
      unsupported(answer),
      sources(answer),
    ]
      .filter(Boolean)
      .join('\n\n'),
  );
  return Buffer.from([`# ${title}`, `*${createdAt}*`, ...parts].join('\n\n').concat('\n'));
}

function sources({ passages }: Answer): string {
  if (passages.length === 0) return '';
  return `Passages:\n\n${passages
    .map((passage) => `- [${passage.n}] ${placeOf(passage)} (bytes ${passage.start}–${passage.end})`)
    .join('\n')}`;
}

function unsupported({ sentences, text }: Answer): string {
  const lines = sentences
    .filter(({ verdict }) => verdict === 'unsupported')
    .map(({ start, end }) => `- ${text.slice(start, end).replace(/\s+/g, ' ')}`);
  return lines.length > 0 ? `No passage supports:\n\n${lines.join('\n')}` : '';
}

export const exportJson = (
  { id, title, courseId, createdAt, updatedAt }: ConversationRow,
  answers: readonly Answer[],
): Buffer =>
  Buffer.from(`${JSON.stringify({ id, title, courseId, createdAt, updatedAt, answers }, null, 2)}\n`);
