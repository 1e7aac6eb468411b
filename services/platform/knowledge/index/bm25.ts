/**
 * BM25F over posting lists, in memory and without I/O. A posting is 32 bits: which passage of a segment,
 * the term's weight in it, and the passage's length. So a term is ranked from its list alone.
 */

/** Passages of one segment; a posting list belongs to a term and a segment. */
export const SEGMENT_BITS = 12;
export const SEGMENT = 1 << SEGMENT_BITS;
export const BYTES_PER_POSTING = 4;

/** Weights are stored in halves, lengths in steps of four words, one byte each: larger ones count as the largest. */
const LENGTH_STEP = 4;
const LARGEST = 255;

export interface Posting {
  /** Number of the passage within the organization. */
  readonly number: number;
  /** In halves. */
  readonly weight: number;
  /** Words. */
  readonly length: number;
}

export const segmentOf = (number: number): number => number >>> SEGMENT_BITS;
/** What of a passage's length is remembered. */
export const storedLength = (length: number): number => Math.min(LARGEST, Math.ceil(length / LENGTH_STEP));

/** 16 bits of place in the segment, 8 of weight, 8 of length. */
export function pack({ number, weight, length }: Posting): number {
  const place = number & (SEGMENT - 1);
  return ((place << 16) | (Math.min(LARGEST, Math.round(weight)) << 8) | storedLength(length)) >>> 0;
}

export const placeOf = (posting: number): number => posting >>> 16;

/** A posting list as PostgreSQL keeps it. */
export function toBytes(postings: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(postings.length * BYTES_PER_POSTING);
  for (const [index, posting] of postings.entries()) bytes.writeUInt32LE(posting, index * BYTES_PER_POSTING);
  return bytes;
}

/** The list without the postings of the passages that another list of its segment has. */
export function without(bytes: Buffer, removed: Buffer | undefined): Buffer {
  const places = new Set(postingsIn(removed ?? Buffer.alloc(0)).map(placeOf));
  return toBytes(postingsIn(bytes).filter((posting) => !places.has(placeOf(posting))));
}

function postingsIn(bytes: Buffer): number[] {
  const postings: number[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_PER_POSTING) postings.push(bytes.readUInt32LE(at));
  return postings;
}

export interface Tuning {
  /** How soon more of the same stops counting. */
  readonly k1: number;
  /** How much a long passage is held against it, 0 to 1. */
  readonly b: number;
}

export interface Statistics {
  readonly passages: number;
  /** Words in all of them. */
  readonly words: number;
}

/** A term to look for with its posting lists by segment. */
export interface TermLists {
  readonly term: string;
  /** How much it counts. */
  readonly weight: number;
  /** Passages that have the word it stands for, in whichever language; at least those of its lists. */
  readonly having: number;
  readonly lists: readonly { readonly segment: number; readonly bytes: Buffer }[];
}

/** How rare a term is: BM25's, which never turns negative. */
export const rarity = (passages: number, having: number): number =>
  Math.log(1 + (Math.max(passages, having) - having + 0.5) / (having + 0.5));

export const frequencyOf = ({ lists }: Pick<TermLists, 'lists'>): number =>
  lists.reduce((sum, { bytes }) => sum + bytes.length / BYTES_PER_POSTING, 0);

/** Numbers of passages that have a term: so many at most, from all over its lists. */
export function someOf({ lists }: Pick<TermLists, 'lists'>, atMost: number): number[] {
  const step = Math.max(1, frequencyOf({ lists }) / atMost);
  const numbers: number[] = [];
  let before = 0;
  for (const { segment, bytes } of lists) {
    const count = bytes.length / BYTES_PER_POSTING;
    while (numbers.length * step < before + count && numbers.length < atMost) {
      const at = Math.floor(numbers.length * step) - before;
      numbers.push((segment << SEGMENT_BITS) | placeOf(bytes.readUInt32LE(at * BYTES_PER_POSTING)));
    }
    before += count;
  }
  return numbers;
}

/** What 256 weights and 256 lengths score, so that the loop over postings only looks up and adds. */
function scoreTable(factor: number, { k1, b }: Tuning, averageLength: number): Float32Array {
  const table = new Float32Array(65_536);
  const average = Math.max(1, averageLength / LENGTH_STEP);
  for (let weight = 1; weight <= LARGEST; weight += 1) {
    const tf = weight / 2;
    for (let length = 0; length <= LARGEST; length += 1) {
      const norm = k1 * (1 - b + (b * length) / average);
      table[(weight << 8) | length] = (factor * (tf * (k1 + 1))) / (tf + norm);
    }
  }
  return table;
}

const factorOf = (statistics: Statistics, list: TermLists): number =>
  list.weight * rarity(statistics.passages, list.having);

export interface Scored {
  readonly number: number;
  readonly score: number;
}

/**
 * The best `count` passages of those that have any of the terms, best first; equal ones by number. `only`
 * leaves out all others. Memory: four bytes for each passage of the segments that the lists touch.
 */
export function best(
  terms: readonly TermLists[],
  statistics: Statistics,
  tuning: Tuning,
  count: number,
  only?: ReadonlySet<number>,
): Scored[] {
  const averageLength = statistics.words / Math.max(1, statistics.passages);
  const scores = new Map<number, Float32Array>();
  for (const list of terms) {
    const factor = factorOf(statistics, list);
    if (factor <= 0) continue;
    const cheap = frequencyOf(list) < 4_096;
    const table = cheap ? undefined : scoreTable(factor, tuning, averageLength);
    for (const { segment, bytes } of list.lists) {
      let of = scores.get(segment);
      if (!of) {
        of = new Float32Array(SEGMENT);
        scores.set(segment, of);
      }
      for (let at = 0; at < bytes.length; at += BYTES_PER_POSTING) {
        const posting = bytes.readUInt32LE(at);
        const place = posting >>> 16;
        const gain = table
          ? (table[posting & 0xffff] as number)
          : gainOf(posting, factor, tuning, averageLength);
        of[place] = (of[place] as number) + gain;
      }
    }
  }
  return top(scores, count, only);
}

/** What one posting gives to the score of its passage. */
function gainOf(posting: number, factor: number, { k1, b }: Tuning, averageLength: number): number {
  const tf = ((posting >>> 8) & LARGEST) / 2;
  const length = posting & LARGEST;
  const norm = k1 * (1 - b + (b * length) / Math.max(1, averageLength / LENGTH_STEP));
  return (factor * (tf * (k1 + 1))) / (tf + norm);
}

/** What each term gave to one passage; terms that it does not have are left out. */
export function explain(
  terms: readonly TermLists[],
  statistics: Statistics,
  tuning: Tuning,
  number: number,
): { term: string; contribution: number }[] {
  const averageLength = statistics.words / Math.max(1, statistics.passages);
  const place = number & (SEGMENT - 1);
  return terms.flatMap((list) => {
    const bytes = list.lists.find(({ segment }) => segment === segmentOf(number))?.bytes;
    if (!bytes) return [];
    for (let at = 0; at < bytes.length; at += BYTES_PER_POSTING) {
      const posting = bytes.readUInt32LE(at);
      if (placeOf(posting) === place) {
        const contribution = gainOf(posting, factorOf(statistics, list), tuning, averageLength);
        return [{ term: list.term, contribution }];
      }
    }
    return [];
  });
}

export interface InContext extends Scored {
  /** The part of the score that the source gave. */
  readonly context: number;
}

/** How much what a source says as a whole counts beside what a passage of it says. */
const CONTEXT = 0.6;

/**
 * Raises passages whose source says more about the question: each gains of the score of all the passages of its
 * source that were found, read as one text. Those whose source is unknown are gone, and left out.
 *
 * @param scored best first
 */
export function inContext(
  terms: readonly TermLists[],
  statistics: Statistics,
  { k1, b }: Tuning,
  scored: readonly Scored[],
  sources: ReadonlyMap<number, string>,
): InContext[] {
  const averageLength = Math.max(1, statistics.words / Math.max(1, statistics.passages) / LENGTH_STEP);
  const ids = new Map<string, number>();
  const places = new Map<number, Int16Array>();
  for (const { number } of scored) {
    const source = sources.get(number);
    if (source === undefined) continue;
    if (!ids.has(source)) ids.set(source, ids.size);
    let of = places.get(segmentOf(number));
    if (!of) {
      of = new Int16Array(SEGMENT).fill(-1);
      places.set(segmentOf(number), of);
    }
    of[number & (SEGMENT - 1)] = ids.get(source) as number;
  }
  const lengths = new Map<number, number>();
  const found = terms.map((list) => ({
    factor: factorOf(statistics, list),
    weights: weightsBySource(list, places, ids.size, lengths),
  }));
  const lengthOf = new Float64Array(ids.size);
  for (const { number } of scored) {
    const id = ids.get(sources.get(number) ?? '');
    if (id !== undefined) lengthOf[id] = (lengthOf[id] as number) + (lengths.get(number) ?? 0);
  }
  const contexts = Array.from(lengthOf, (length, id) => {
    const norm = k1 * (1 - b + (b * length) / averageLength);
    const score = found.reduce((sum, { factor, weights }) => {
      const tf = (weights[id] as number) / 2;
      return sum + (factor * tf * (k1 + 1)) / (tf + norm);
    }, 0);
    return CONTEXT * score;
  });
  const raised = scored.flatMap(({ number, score }) => {
    const id = ids.get(sources.get(number) ?? '');
    if (id === undefined) return [];
    const context = contexts[id] as number;
    return [{ number, score: score + context, context }];
  });
  return raised.sort((x, y) => y.score - x.score || x.number - y.number);
}

/** What a term weighs in each source, over the passages that have a place; notes how long those are. */
function weightsBySource(
  { lists }: TermLists,
  places: ReadonlyMap<number, Int16Array>,
  sources: number,
  lengths: Map<number, number>,
): Float64Array {
  const weights = new Float64Array(sources);
  for (const { segment, bytes } of lists) {
    const of = places.get(segment);
    if (!of) continue;
    for (let at = 0; at < bytes.length; at += BYTES_PER_POSTING) {
      const posting = bytes.readUInt32LE(at);
      const source = of[posting >>> 16] as number;
      if (source < 0) continue;
      weights[source] = (weights[source] as number) + ((posting >>> 8) & LARGEST);
      lengths.set((segment << SEGMENT_BITS) | (posting >>> 16), posting & LARGEST);
    }
  }
  return weights;
}

/** A heap whose root is the worst of the best. */
function top(
  scores: ReadonlyMap<number, Float32Array>,
  count: number,
  only: ReadonlySet<number> | undefined,
): Scored[] {
  const heap: Scored[] = [];
  for (const [segment, of] of scores) {
    for (let place = 0; place < SEGMENT; place += 1) {
      const score = of[place] as number;
      if (score <= 0 || (heap.length === count && score < (heap[0] as Scored).score)) continue;
      const scored = { number: (segment << SEGMENT_BITS) | place, score };
      if (only && !only.has(scored.number)) continue;
      if (heap.length < count) push(heap, scored);
      else if (isWorse(heap[0] as Scored, scored)) replaceRoot(heap, scored);
    }
  }
  return heap.sort((a, b) => b.score - a.score || a.number - b.number);
}

const isWorse = (a: Scored, b: Scored): boolean =>
  a.score < b.score || (a.score === b.score && a.number > b.number);

function push(heap: Scored[], scored: Scored): void {
  let at = heap.push(scored) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isWorse(scored, heap[parent] as Scored)) break;
    heap[at] = heap[parent] as Scored;
    at = parent;
  }
  heap[at] = scored;
}

function replaceRoot(heap: Scored[], scored: Scored): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isWorse(heap[child + 1] as Scored, heap[child] as Scored)) child += 1;
    if (!isWorse(heap[child] as Scored, scored)) break;
    heap[at] = heap[child] as Scored;
    at = child;
  }
  heap[at] = scored;
}
