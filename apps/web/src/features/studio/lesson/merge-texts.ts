/** Brings two texts together that began as the same one, line by line. */
import { diffArrays } from 'diff';

interface Merged {
  readonly text: string;
  /** Places that both changed, differently: there both versions stand, mine first. */
  readonly clashes: number;
}

interface Change {
  /** Lines of the common text that it replaces: from the first to behind the last. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Every change of either is kept; what both changed in the same place stands there twice. */
export function mergeTexts(base: string, mine: string, theirs: string): Merged {
  const baseLines = base.split('\n');
  const left = changesOf(baseLines, mine.split('\n'));
  const right = changesOf(baseLines, theirs.split('\n'));
  const result: string[] = [];
  let clashes = 0;
  let at = 0;
  while (left.length > 0 || right.length > 0) {
    const from = Math.min(left[0]?.from ?? Infinity, right[0]?.from ?? Infinity);
    const { mine: ours, theirs: others, to } = takeOverlapping(left, right, from);
    result.push(...baseLines.slice(at, from));
    const a = applied(baseLines, ours, from, to);
    const b = applied(baseLines, others, from, to);
    if (others.length === 0 || same(a, b)) result.push(...a);
    else if (ours.length === 0) result.push(...b);
    else {
      clashes += 1;
      result.push(...a, ...b);
    }
    at = to;
  }
  result.push(...baseLines.slice(at));
  return { text: result.join('\n'), clashes };
}

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((line, n) => line === b[n]);

/** How one list of lines became another, in order. */
function changesOf(before: readonly string[], after: readonly string[]): Change[] {
  const changes: Change[] = [];
  let at = 0;
  for (const { added, removed, value } of diffArrays([...before], [...after])) {
    const last = changes.at(-1);
    if (!added && !removed) at += value.length;
    else if (last && last.to === at) {
      changes[changes.length - 1] = {
        from: last.from,
        to: at + (removed ? value.length : 0),
        lines: added ? [...last.lines, ...value] : last.lines,
      };
      if (removed) at += value.length;
    } else {
      changes.push({ from: at, to: at + (removed ? value.length : 0), lines: added ? value : [] });
      if (removed) at += value.length;
    }
  }
  return changes;
}

/** Takes the changes of both from `from` on that reach into each other, and says where they end. */
function takeOverlapping(left: Change[], right: Change[], from: number) {
  const [mine, theirs]: [Change[], Change[]] = [[], []];
  let to = from;
  const touches = (change: Change | undefined) => change !== undefined && change.from <= to;
  for (;;) {
    const [list, taken] = touches(left[0]) ? [left, mine] : [right, theirs];
    const next = list[0];
    if (!next || next.from > to) return { mine, theirs, to };
    list.shift();
    taken.push(next);
    to = Math.max(to, next.to);
  }
}

/** The lines of a stretch after some changes of it. */
function applied(base: readonly string[], changes: readonly Change[], from: number, to: number): string[] {
  const lines: string[] = [];
  let at = from;
  for (const change of changes) {
    lines.push(...base.slice(at, change.from), ...change.lines);
    at = change.to;
  }
  return [...lines, ...base.slice(at, to)];
}
