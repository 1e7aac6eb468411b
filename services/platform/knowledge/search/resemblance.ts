/**
 * How much passages that were found resemble the best of them: what a question means is said again in other words
 * around what says it best. Texts are compared by the beginnings of their words and by pairs of neighbours. Only
 * passages that somebody may read come here, so nobody learns of others by the order of these.
 */

/** Buckets that words and pairs are counted in. */
const BUCKETS = 65_536;
/** So many letters of a word stand for it, whatever its ending. */
const LETTERS = 6;
/** Those that the others are compared with. */
const BEST = 5;
/** What resembling them completely is worth, as a share of the distance between the first score and the last. */
const WORTH = 0.6;

interface Counted {
  readonly buckets: Uint16Array;
  readonly counts: Float32Array;
}

const times = new Uint16Array(BUCKETS);

/** Words of a text and pairs of them, by bucket. One pass over its characters: it is done for 30 texts a search. */
function count(text: string): Counted {
  const found: number[] = [];
  const add = (hash: number) => {
    const bucket = ((hash ^ (hash >>> 16)) >>> 0) % BUCKETS;
    if (times[bucket] === 0) found.push(bucket);
    times[bucket] = (times[bucket] as number) + 1;
  };
  const lower = text.toLowerCase();
  let word = 0;
  let letters = 0;
  let before = 0;
  const end = () => {
    // One letter alone says nothing, but where it is a word.
    if (letters > 1) {
      add(word);
      if (before !== 0) add(Math.imul(before, 0x9e3779b1) ^ word);
      before = word;
    }
    word = 0;
    letters = 0;
  };
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    if (isIdeogram(code)) {
      end();
      word = Math.imul(code, 0x01000193) || 1;
      letters = 2;
      end();
    } else if (isLetter(code)) {
      letters += 1;
      if (letters <= LETTERS) word = Math.imul(word ^ code, 0x01000193) || 1;
    } else end();
  }
  end();
  const buckets = Uint16Array.from(found);
  const counts = Float32Array.from(buckets, (bucket) => 1 + Math.log(times[bucket] as number));
  for (const bucket of buckets) times[bucket] = 0;
  return { buckets, counts };
}

const isIdeogram = (code: number): boolean => code >= 0x3040 && code <= 0xd7ff;
const isLetter = (code: number): boolean =>
  code < 128
    ? (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95
    : code >= 0xc0 &&
      code !== 0xd7 &&
      code !== 0xf7 &&
      !(code >= 0x2000 && code <= 0x2bff) &&
      !(code >= 0x3000 && code < 0x3040);

/** What of a score each of these gains by resembling the best; in the order given, which is best first. */
export function resemblances(found: readonly { readonly text: string; readonly score: number }[]): number[] {
  if (found.length < 3) return found.map(() => 0);
  const texts = found.map(({ text }) => count(text));
  const having = new Uint16Array(BUCKETS);
  for (const { buckets } of texts)
    for (const bucket of buckets) having[bucket] = (having[bucket] as number) + 1;
  for (const { buckets, counts } of texts) {
    let square = 0;
    for (let at = 0; at < buckets.length; at += 1) {
      const weight =
        (counts[at] as number) * Math.log(1 + found.length / (having[buckets[at] as number] as number));
      counts[at] = weight;
      square += weight * weight;
    }
    const length = Math.sqrt(square) || 1;
    for (let at = 0; at < counts.length; at += 1) counts[at] = (counts[at] as number) / length;
  }
  const highest = found[0]?.score ?? 0;
  const range = highest - (found.at(-1)?.score ?? 0);
  if (range <= 0) return found.map(() => 0);
  const weights = found.slice(0, BEST).map(({ score }) => (score - highest + range) / range);
  const centre = new Float32Array(BUCKETS);
  for (const [index, weight] of weights.entries()) {
    const { buckets, counts } = texts[index] as Counted;
    for (let at = 0; at < buckets.length; at += 1) {
      const bucket = buckets[at] as number;
      centre[bucket] = (centre[bucket] as number) + weight * (counts[at] as number);
    }
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return texts.map(({ buckets, counts }, index) => {
    let likeness = 0;
    for (let at = 0; at < buckets.length; at += 1)
      likeness += (centre[buckets[at] as number] as number) * (counts[at] as number);
    // The best are compared with one another, not with themselves.
    const own = weights[index] ?? 0;
    return all > own ? (WORTH * range * Math.max(0, likeness - own)) / (all - own) : 0;
  });
}
