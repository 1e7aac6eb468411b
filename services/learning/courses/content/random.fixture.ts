/** Randomness that a seed repeats, for tests over generated input. */
export function randomFrom(seed: number) {
  let state = seed * 2_654_435_761;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    below,
    chance: (share: number) => next() < share,
    /** One to `most` results. */
    times: <T>(most: number, make: () => T): T[] => Array.from({ length: 1 + below(most) }, make),
    pick: <T>(items: readonly T[]): T => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    word: () => Array.from({ length: 1 + below(8) }, () => 'abcdefghiäßжあ0'[below(14)]).join(''),
  };
}
