/** What a change did to the lines of a text: a megabyte of them at most, so others get their turn in between. */
import { setImmediate as othersFirst } from 'node:timers/promises';

const LINES_AT_ONCE = 10_000;

/**
 * How many lines `after` has that `before` has not, and the other way round, each as often as it stands there.
 * So a line that only moved is neither. A text without a character has no lines.
 */
export async function lineChanges(
  before: string,
  after: string,
): Promise<{ added: number; removed: number }> {
  const left = new Map<string, number>();
  await eachLine(before, (line) => left.set(line, (left.get(line) ?? 0) + 1));
  let [added, removed] = [0, 0];
  await eachLine(after, (line) => {
    const there = left.get(line) ?? 0;
    if (there === 0) added += 1;
    else left.set(line, there - 1);
  });
  for (const count of left.values()) removed += count;
  return { added, removed };
}

async function eachLine(text: string, take: (line: string) => void): Promise<void> {
  if (text === '') return;
  for (let [start, lines] = [0, 1]; ; lines += 1) {
    const end = text.indexOf('\n', start);
    take(text.slice(start, end < 0 ? undefined : end));
    if (end < 0) return;
    start = end + 1;
    if (lines % LINES_AT_ONCE === 0) await othersFirst();
  }
}
