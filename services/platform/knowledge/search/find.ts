/**
 * A search from question to passages: rank by words and by meaning, join the ranks, and walk down them,
 * asking for each whether this person may find it, until there are enough.
 */
import type { Context } from '@kernos/kernel/context';
import type { Static } from 'typebox';
import { bareTerm, tokens } from '../../../formats/terms.ts';
import { best, explain, type InContext, inContext, type Scored } from '../index/bm25.ts';
import { embed, embeddingProvider, type Provider, rerank, rerankProvider } from '../models/embeddings.ts';
import { headingPath, languageOfContent, type Viewer } from '../rules.ts';
import type { FoundPassage } from '../schemas.ts';
import { modelSettings } from '../settings.ts';
import { Judge } from './knowing.ts';
import { type Lexicon, lookUp, type Sees, type SoughtTerm } from './lexical.ts';
import { numbersOf, type PassageRow, readNumbers, readPlaces, sourcesOf, toPassage } from './read.ts';
import { resemblances } from './resemblance.ts';
import { nearest, newVectorMemory, type VectorMemory } from './vectors.ts';

export type Searching = Pick<
  Context,
  'shortTransaction' | 'call' | 'declared' | 'shared' | 'settingsOf' | 'organizationId' | 'log' | 'tx'
>;

export interface Wanted {
  readonly question: string;
  readonly courseId?: string | undefined;
  readonly documentIds?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly viewer: Viewer;
  /** Passages to pass over, and to give. */
  readonly offset: number;
  readonly limit: number;
}

export interface Found {
  readonly items: Static<typeof FoundPassage>[];
  /** True: there may be more behind these. */
  readonly more: boolean;
  readonly mode: 'lexical' | 'hybrid';
  readonly modeReason: string | null;
  readonly reranked: boolean;
  readonly corrections: { typed: string; meant: string[] }[];
  readonly indexVersion: number;
}

/** Reciprocal-rank fusion: how little the first ranks stand out. */
const RRF = 60;
/** How far down the ranks of each method go at first, and when that was not enough. */
const DEPTHS = [300, 10_000];
/** The first so many that this person may find are compared with the best of them. */
const COMPARED = 30;
const RERANKED_AT_MOST = 50;
const EMBEDDING_TIMEOUT_MS = 5_000;
const RERANK_TIMEOUT_MS = 5_000;

interface Ranked {
  readonly number: number;
  readonly score: number;
  readonly lexicalRank: number | null;
  /** What the other passages of its source add to its score by words. */
  readonly context: number | null;
  readonly vectorRank: number | null;
  readonly similarity: number | null;
  /** What being like the best adds to its score. */
  readonly resemblance?: number;
}

export async function find(ctx: Searching, wanted: Wanted): Promise<Found> {
  const provider = embeddingProvider(ctx.settingsOf(modelSettings));
  const meaning = await meaningOf(ctx, provider, wanted.question);
  const reranker = rerankProvider(ctx.settingsOf(modelSettings));
  const enough = wanted.offset + wanted.limit + 1;
  const judge = new Judge(ctx, wanted.viewer);
  const memory = await ctx.shared(newVectorMemory);
  const rows: (PassageRow & { ranked: Ranked })[] = [];
  const looked = new Set<number>();
  const lexicon = await lookUp(ctx, wanted.question, seenBy(ctx, judge, wanted.viewer));
  for (const depth of DEPTHS) {
    const ranking = await ctx.shortTransaction((before) =>
      rank(before, memory, wanted, lexicon, depth, provider, meaning.vector),
    );
    const waiting = ranking.filter(({ number }) => !looked.has(number));
    let at = 0;
    const least = Math.max(enough, reranker ? RERANKED_AT_MOST : COMPARED);
    while (at < waiting.length && rows.length < least) {
      const some = waiting.slice(at, at + Math.max(least + 10, at));
      at += some.length;
      for (const { number } of some) looked.add(number);
      rows.push(...(await permitted(ctx, judge, wanted, some)));
    }
    if (rows.length >= enough || ranking.length < depth) break;
  }
  const reranked = await inOrder(ctx, reranker, wanted.question, byResemblance(rows, lexicon));
  const page = reranked.rows.slice(wanted.offset, wanted.offset + wanted.limit);
  const items = page.map((row) => toFound(row, lexicon));
  return {
    items,
    more: reranked.rows.length > wanted.offset + wanted.limit,
    mode: meaning.vector ? 'hybrid' : 'lexical',
    modeReason: meaning.reason,
    reranked: reranked.done,
    corrections: correctionsIn(lexicon.terms, items),
    indexVersion: lexicon.indexVersion,
  };
}

/** The question's vector, or why there is none. */
async function meaningOf(
  ctx: Searching,
  provider: Provider | undefined,
  question: string,
): Promise<{ vector?: Float32Array; reason: string | null }> {
  if (!provider)
    return { reason: 'No embedding model is set up (EMBEDDING_MODEL), so words alone were compared.' };
  try {
    const [vector] = await embed(provider, [question], EMBEDDING_TIMEOUT_MS);
    return vector ? { vector, reason: null } : { reason: 'The embedding model gave no vector.' };
  } catch (error) {
    ctx.log.warn({ err: error }, 'a question was looked for by its words alone');
    return { reason: 'The embedding model did not answer, so words alone were compared.' };
  }
}

async function rank(
  ctx: Pick<Context, 'tx' | 'organizationId'>,
  memory: VectorMemory,
  { courseId, documentIds }: Wanted,
  { terms, statistics, tuning, indexVersion }: Lexicon,
  depth: number,
  provider: Provider | undefined,
  vector: Float32Array | undefined,
): Promise<Ranked[]> {
  const narrowed = courseId !== undefined || documentIds !== undefined;
  const only = narrowed ? await numbersOf(ctx, { courseId, documentIds }) : undefined;
  const alone = best(terms, statistics, tuning, depth, only);
  const lexical = inContext(terms, statistics, tuning, alone, await sourcesOf(ctx, alone));
  const near =
    provider && vector
      ? await nearest(ctx, memory, provider.model, indexVersion, vector, depth, only)
      : undefined;
  return fuse(lexical, near);
}

/** Passages among these that a person may read; administrators run the place, and are not asked for each. */
function seenBy(ctx: Searching, judge: Judge, viewer: Viewer): Sees {
  return async (numbers) => {
    if (viewer.isAdmin) return new Set(numbers);
    const rows = await ctx.shortTransaction((before) => readPlaces(before, numbers, viewer));
    return new Set((await judge.permitted(rows)).map(({ number }) => number));
  };
}

/** One order of two. With words alone their score stands; else ranks count, since scores do not compare. */
function fuse(lexical: readonly InContext[], near: readonly Scored[] | undefined): Ranked[] {
  const byNumber = new Map<number, Ranked>();
  for (const [index, { number, score, context }] of lexical.entries()) {
    const lexicalRank = index + 1;
    byNumber.set(number, {
      number,
      score: near ? 1 / (RRF + lexicalRank) : score,
      lexicalRank,
      context,
      vectorRank: null,
      similarity: null,
    });
  }
  for (const [index, { number, score: similarity }] of (near ?? []).entries()) {
    const vectorRank = index + 1;
    const known = byNumber.get(number);
    byNumber.set(number, {
      number,
      score: (known?.score ?? 0) + 1 / (RRF + vectorRank),
      lexicalRank: known?.lexicalRank ?? null,
      context: known?.context ?? null,
      vectorRank,
      similarity,
    });
  }
  const ranked = [...byNumber.values()];
  return near ? ranked.sort((a, b) => b.score - a.score || a.number - b.number) : ranked;
}

async function permitted(
  ctx: Searching,
  judge: Judge,
  { types, viewer }: Wanted,
  some: readonly Ranked[],
): Promise<(PassageRow & { ranked: Ranked })[]> {
  const numbers = some.map(({ number }) => number);
  const rows = await ctx.shortTransaction((before) => readNumbers(before, numbers, types ?? null, viewer));
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const inOrder = some.flatMap((ranked) => {
    const row = byNumber.get(ranked.number);
    return row ? [{ ...row, ranked }] : [];
  });
  return judge.permitted(inOrder);
}

type Row = PassageRow & { ranked: Ranked; rerankScore?: number };

/**
 * The first of them in the order that also heeds how much they resemble the best. A few words mostly have one
 * answer, which stands first or second by now; the longer a question, the more there is that others say again.
 */
function byResemblance(rows: readonly Row[], lexicon: Lexicon): readonly Row[] {
  const long = lexicon.lengthiness;
  if (long === 0) return rows;
  const first = rows.slice(0, COMPARED);
  const gains = resemblances(
    first.map((row) => ({
      text: [...headingPath(row), row.text].join('\n'),
      score: row.ranked.score,
    })),
  );
  const raised = first.map((row, index) => {
    const resemblance = long * long * (gains[index] ?? 0);
    return { ...row, ranked: { ...row.ranked, resemblance, score: row.ranked.score + resemblance } };
  });
  return [...raised.toSorted((a, b) => b.ranked.score - a.ranked.score), ...rows.slice(COMPARED)];
}

/** The first of them in the order of the reranking model, where there is one and it answers. */
async function inOrder(
  ctx: Searching,
  provider: Provider | undefined,
  question: string,
  rows: readonly Row[],
): Promise<{ rows: readonly Row[]; done: boolean }> {
  if (!provider || rows.length < 2) return { rows, done: false };
  const first = rows.slice(0, RERANKED_AT_MOST);
  try {
    const texts = first.map((row) => `${headingPath(row).join(' > ')}\n\n${row.text}`);
    const scores = await rerank(provider, question, texts, RERANK_TIMEOUT_MS);
    const scored = first.map((row, index) => ({ ...row, rerankScore: scores[index] as number }));
    const sorted = scored.toSorted((a, b) => b.rerankScore - a.rerankScore);
    return { rows: [...sorted, ...rows.slice(RERANKED_AT_MOST)], done: true };
  } catch (error) {
    ctx.log.warn({ err: error }, 'passages were not reranked');
    return { rows, done: false };
  }
}

function toFound(row: Row, lexicon: Lexicon): Static<typeof FoundPassage> {
  const sought = new Map(lexicon.terms.map((term) => [term.term, term]));
  const explained = explain(lexicon.terms, lexicon.statistics, lexicon.tuning, row.number);
  const terms = explained
    .map(({ term, contribution }) => ({
      term: bareTerm(term),
      typed: sought.get(term)?.typed ?? term,
      corrected: sought.get(term)?.corrected ?? false,
      contribution,
    }))
    .sort((a, b) => b.contribution - a.contribution);
  const { score, lexicalRank, vectorRank, similarity, context, resemblance = 0 } = row.ranked;
  const bm25 = terms.length > 0 ? terms.reduce((sum, { contribution }) => sum + contribution, 0) : null;
  return {
    ...toPassage(row),
    score: row.rerankScore ?? score,
    highlights: highlightsIn(row, sought),
    why: {
      terms,
      bm25,
      context,
      resemblance,
      lexicalRank,
      vectorRank,
      similarity,
      rerankScore: row.rerankScore ?? null,
    },
  };
}

/** Where the terms stand in a text; a part of a word that is found whole is not marked again. */
function highlightsIn(
  row: PassageRow,
  sought: ReadonlyMap<string, unknown>,
): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (const { term, start, end } of tokens(row.text, languageOfContent(row))) {
    const last = spans.at(-1);
    if (!sought.has(term) || (last && start < last.end)) continue;
    spans.push({ start, end });
  }
  return spans;
}

/** Corrections that led somewhere this person may go; any other would tell of words that they may not read. */
function correctionsIn(
  terms: readonly SoughtTerm[],
  items: readonly Static<typeof FoundPassage>[],
): { typed: string; meant: string[] }[] {
  const useful = new Set(
    items.flatMap(({ why }) =>
      why.terms.map(({ term, typed, corrected }) => `${typed} ${term} ${corrected}`),
    ),
  );
  const meant = new Map<string, Set<string>>();
  for (const { typed, term: indexed, corrected } of terms) {
    const term = bareTerm(indexed);
    if (!corrected || !useful.has(`${typed} ${term} true`)) continue;
    meant.set(typed, (meant.get(typed) ?? new Set()).add(term));
  }
  return [...meant].map(([typed, words]) => ({ typed, meant: [...words] }));
}
