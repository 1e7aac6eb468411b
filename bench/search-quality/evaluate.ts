/** Asks every query of a collection and measures the answers. */
import { knowledge } from '@kernos/services/platform/knowledge/contract';
import type { CorpusText, Query } from './collection.ts';
import type { Ground } from './ground.ts';
import { averagePrecision, mean, ndcg, percentile, recall } from './metrics.ts';
import { PlainBm25, TUNINGS } from './plain-bm25.ts';

export interface Quality {
  readonly queries: number;
  readonly ndcg10: number;
  /** What plain BM25 has over the same texts: the better of its usual settings. */
  readonly plain: number;
  readonly map: number;
  readonly recall100: number;
  /** Of one search for ten passages, milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly mode: string;
  /** nDCG@10 of each query, worst first. */
  readonly each: readonly { readonly query: Query; readonly ndcg10: number; readonly first: string }[];
}

type Passage = Awaited<ReturnType<typeof page>>['items'][number];

const page = (ground: Ground, q: string, limit: number, cursor?: string) =>
  ground.call(knowledge.calls.search, { q, limit, ...(cursor !== undefined && { cursor }) });

/** As a search takes them. */
const LONGEST_QUESTION = 8_000;

/**
 * @param texts what the collection consists of, for plain BM25
 * @param idOf which document of the collection a passage belongs to; undefined for none
 * @param pages of 50 passages that are asked for until there are a hundred documents
 */
export async function evaluate(
  ground: Ground,
  given: readonly Query[],
  texts: Iterable<CorpusText>,
  idOf: (passage: Passage) => string | undefined,
  pages = 6,
): Promise<Quality> {
  const queries = given.map((query) => ({ ...query, text: query.text.slice(0, LONGEST_QUESTION) }));
  const each: { query: Query; ranking: string[]; ms: number }[] = [];
  let mode = '';
  // The first searches prepare statements and compile; they are not measured.
  for (const query of queries.slice(0, 10)) await page(ground, query.text, 10);
  for (const query of queries) {
    const began = performance.now();
    ({ mode } = await page(ground, query.text, 10));
    const ms = performance.now() - began;
    each.push({ query, ranking: await rankingOf(ground, query, idOf, pages), ms });
  }
  const measured = each.map(({ query, ranking }) => ({
    query,
    ndcg10: ndcg(ranking, query.judgements),
    first: ranking[0] ?? 'nothing',
  }));
  const times = each.map(({ ms }) => ms);
  return {
    queries: queries.length,
    ndcg10: mean(measured.map((one) => one.ndcg10)),
    plain: plainQuality(queries, texts),
    map: mean(each.map(({ query, ranking }) => averagePrecision(ranking, query.judgements))),
    recall100: mean(each.map(({ query, ranking }) => recall(ranking, query.judgements))),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    mode,
    each: measured.toSorted((a, b) => a.ndcg10 - b.ndcg10),
  };
}

function plainQuality(queries: readonly Query[], texts: Iterable<CorpusText>): number {
  const plain = new PlainBm25(texts);
  const qualities = TUNINGS.map((tuning) =>
    mean(
      queries.map(({ id, text, judgements }) =>
        ndcg(
          plain.rank(text, tuning, 101).filter((found) => found !== id),
          judgements,
        ),
      ),
    ),
  );
  return Math.max(...qualities);
}

/** A document ranks where its best passage does. One that is the question itself is left out, as BEIR does. */
async function rankingOf(
  ground: Ground,
  { id: own, text }: Query,
  idOf: (passage: Passage) => string | undefined,
  pages: number,
): Promise<string[]> {
  const ids = new Set<string>();
  let cursor: string | undefined;
  for (let read = 0; read < pages && ids.size < 100; read += 1) {
    const { items, nextCursor } = await page(ground, text, 50, cursor);
    for (const passage of items) {
      const id = idOf(passage);
      if (id !== undefined && id !== own) ids.add(id);
    }
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return [...ids];
}
