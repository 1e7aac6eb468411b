/** Asks every query of a collection and measures the answers. */
import { knowledge } from '@kernos/services/platform/knowledge/contract';
import type { Query } from './collection.ts';
import type { Ground } from './ground.ts';
import { averagePrecision, mean, ndcg, percentile, recall } from './metrics.ts';

export interface Quality {
  readonly queries: number;
  readonly ndcg10: number;
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

/** @param idOf which document of the collection a passage belongs to; undefined for none */
export async function evaluate(
  ground: Ground,
  queries: readonly Query[],
  idOf: (passage: Passage) => string | undefined,
): Promise<Quality> {
  const each: { query: Query; ranking: string[]; ms: number }[] = [];
  let mode = '';
  // The first searches prepare statements and compile; they are not measured.
  for (const query of queries.slice(0, 10)) await page(ground, query.text, 10);
  for (const query of queries) {
    const began = performance.now();
    ({ mode } = await page(ground, query.text, 10));
    const ms = performance.now() - began;
    each.push({ query, ranking: await rankingOf(ground, query.text, idOf), ms });
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
    map: mean(each.map(({ query, ranking }) => averagePrecision(ranking, query.judgements))),
    recall100: mean(each.map(({ query, ranking }) => recall(ranking, query.judgements))),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    mode,
    each: measured.toSorted((a, b) => a.ndcg10 - b.ndcg10),
  };
}

/** A document ranks where its best passage does. */
async function rankingOf(
  ground: Ground,
  q: string,
  idOf: (passage: Passage) => string | undefined,
): Promise<string[]> {
  const ids = new Set<string>();
  let cursor: string | undefined;
  for (let pages = 0; pages < 6 && ids.size < 100; pages += 1) {
    const { items, nextCursor } = await page(ground, q, 50, cursor);
    for (const passage of items) {
      const id = idOf(passage);
      if (id !== undefined) ids.add(id);
    }
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return [...ids];
}
