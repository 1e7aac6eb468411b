/** How good a ranking is, by the measures that retrieval is compared with. Pure. */

/** Relevance of documents by id: 0 or absent is none, more is better. */
export type Judgements = ReadonlyMap<string, number>;

const gain = (relevance: number): number => 2 ** relevance - 1;
const discount = (rank: number): number => 1 / Math.log2(rank + 1);

/** Normalised discounted cumulative gain of the first `depth`, 0 to 1 (Järvelin and Kekäläinen 2002, gain 2^rel - 1). */
export function ndcg(ranking: readonly string[], judgements: Judgements, depth = 10): number {
  const dcg = (gains: readonly number[]) =>
    gains.slice(0, depth).reduce((sum, its, index) => sum + its * discount(index + 1), 0);
  const ideal = dcg([...judgements.values()].map(gain).sort((a, b) => b - a));
  return ideal === 0 ? 0 : dcg(ranking.map((id) => gain(judgements.get(id) ?? 0))) / ideal;
}

/** Average precision over the whole ranking: relevant is whatever was judged above 0. */
export function averagePrecision(ranking: readonly string[], judgements: Judgements): number {
  const relevant = [...judgements.values()].filter((relevance) => relevance > 0).length;
  let found = 0;
  let sum = 0;
  for (const [index, id] of ranking.entries()) {
    if ((judgements.get(id) ?? 0) <= 0) continue;
    found += 1;
    sum += found / (index + 1);
  }
  return relevant === 0 ? 0 : sum / relevant;
}

/** The share of what is relevant that stands among the first `depth`. */
export function recall(ranking: readonly string[], judgements: Judgements, depth = 100): number {
  const relevant = [...judgements].filter(([, relevance]) => relevance > 0).map(([id]) => id);
  const first = new Set(ranking.slice(0, depth));
  return relevant.length === 0 ? 0 : relevant.filter((id) => first.has(id)).length / relevant.length;
}

/** The value below which a share of them lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
