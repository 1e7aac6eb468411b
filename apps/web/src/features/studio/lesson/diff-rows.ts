/** What differs between two texts, as lines to look at; what is the same far and wide is folded. */
import { diffLines, diffWordsWithSpace } from 'diff';

export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}
export type DiffRow =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'folded'; readonly lines: number };

/** Lines that stay around a change. */
const AROUND = 3;
/** Lines up to which the changed words in them are sought: longer ones are shown whole. */
const LONGEST_LINE = 2_000;

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');
const whole = (text: string): Piece[] => [{ text, changed: false }];

export function diffRows(before: string, after: string): DiffRow[] {
  const parts = diffLines(before, after);
  return parts.flatMap((part, at): DiffRow[] => {
    if (!part.added && !part.removed) return folded(linesOf(part.value), at > 0, at < parts.length - 1);
    const next = parts[at + 1];
    const previous = parts[at - 1];
    if (part.removed && next?.added) return replaced(linesOf(part.value), linesOf(next.value));
    if (part.added && previous?.removed) return [];
    return linesOf(part.value).map((line) => ({
      kind: part.added ? 'added' : 'removed',
      pieces: whole(line),
    }));
  });
}

function folded(lines: readonly string[], isBelow: boolean, isAbove: boolean): DiffRow[] {
  const rows = lines.map((line): DiffRow => ({ kind: 'same', pieces: whole(line) }));
  const from = isBelow ? AROUND : 0;
  const to = rows.length - (isAbove ? AROUND : 0);
  // One line folded takes as much room as the line.
  if (to - from < 2) return rows;
  return [...rows.slice(0, from), { kind: 'folded', lines: to - from }, ...rows.slice(to)];
}

/** Lines instead of others: in pairs, so that the words that differ can be seen. */
function replaced(before: readonly string[], after: readonly string[]): DiffRow[] {
  const removed: DiffRow[] = [];
  const added: DiffRow[] = [];
  before.forEach((line, n) => {
    const now = after[n];
    const short = now !== undefined && line.length + now.length < LONGEST_LINE;
    const words = short ? diffWordsWithSpace(line, now) : [];
    removed.push({ kind: 'removed', pieces: short ? pieces(words, 'removed') : whole(line) });
    if (now !== undefined) added.push({ kind: 'added', pieces: short ? pieces(words, 'added') : whole(now) });
  });
  for (const line of after.slice(before.length)) added.push({ kind: 'added', pieces: whole(line) });
  return [...removed, ...added];
}

const pieces = (
  words: readonly { value: string; added: boolean; removed: boolean }[],
  side: 'added' | 'removed',
): Piece[] =>
  words
    .filter((word) => word[side] || !(word.added || word.removed))
    .map((word) => ({ text: word.value, changed: word[side] }));
