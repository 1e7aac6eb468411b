/** The known name that a misspelled one was meant to be; undefined where none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const bare = (text: string) => text.replace(/^KERNOS_/, '');
  const ranked = known
    .map((candidate) => ({
      candidate,
      away: Math.min(distance(name, candidate), distance(bare(name), bare(candidate))),
    }))
    .sort((a, b) => a.away - b.away);
  const best = ranked[0];
  return best && best.away <= Math.max(2, bare(name).length / 2) ? best.candidate : undefined;
}

/** Levenshtein distance: the fewest single-character edits from one text to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (character === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
