/**
 * Which of the items that two orders share stand elsewhere in the second one: as few as can be, so that one that was
 * taken from the end to the beginning is one, and not all that it passed.
 */
export function movedItems(before: readonly string[], after: readonly string[]): Set<string> {
  const places = new Map(before.map((id, at) => [id, at]));
  const shared = after.filter((id) => places.has(id));
  const stay = new Set(longestRising(shared.map((id) => places.get(id) ?? 0)).map((at) => shared[at]));
  return new Set(shared.filter((id) => !stay.has(id)));
}

/** The places of the longest row of rising numbers (patience sorting: n log n). */
function longestRising(numbers: readonly number[]): number[] {
  const ends: number[] = [];
  const before: number[] = [];
  for (const [at, number] of numbers.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = at;
  }
  const row: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) row.push(at);
  return row.reverse();
}
