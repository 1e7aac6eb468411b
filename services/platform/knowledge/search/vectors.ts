/**
 * Ranking by meaning: every vector of the organization is compared, none is guessed at. Vectors of small
 * organizations are kept in memory between searches, within a budget; of larger ones they are read in pages.
 */

import { setImmediate as breathe } from 'node:timers/promises';
import type { Context } from '@kernos/kernel/context';
import type { Scored } from '../index/bm25.ts';
import { similarity, vectorOf } from '../models/embeddings.ts';

type Work = Pick<Context, 'tx' | 'organizationId'>;

const BYTES_IN_MEMORY = 64 * 1_048_576;
const PAGE = 2_000;
/** Vectors compared before other requests get their turn. */
const BREATH = 4_000;

interface Kept {
  readonly model: string;
  indexVersion: number;
  vectors: Map<number, Float32Array>;
  bytes: number;
}

/** Vectors of the organizations that searched last. */
export class VectorMemory {
  readonly #kept = new Map<string, Kept>();

  get(key: string, model: string): Kept | undefined {
    const kept = this.#kept.get(key);
    if (kept?.model !== model) return undefined;
    // Most recently used last.
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  keep(key: string, kept: Kept): void {
    this.#kept.delete(key);
    if (kept.bytes > BYTES_IN_MEMORY) return;
    this.#kept.set(key, kept);
    let bytes = 0;
    for (const { bytes: its } of this.#kept.values()) bytes += its;
    for (const [oldest, { bytes: its }] of this.#kept) {
      if (bytes <= BYTES_IN_MEMORY) return;
      this.#kept.delete(oldest);
      bytes -= its;
    }
  }
}

/** For `ctx.shared`. */
export const newVectorMemory = async () => new VectorMemory();

/** The `count` passages nearest to a question's vector, nearest first. */
export async function nearest(
  ctx: Work,
  memory: VectorMemory,
  model: string,
  indexVersion: number,
  question: Float32Array,
  count: number,
  only?: ReadonlySet<number>,
): Promise<Scored[]> {
  const key = String(ctx.organizationId);
  const kept = memory.get(key, model) ?? { model, indexVersion: -1, vectors: new Map(), bytes: 0 };
  const scored: Scored[] = [];
  const consider = (number: number, vector: Float32Array) => {
    if (!only || only.has(number)) scored.push({ number, score: similarity(question, vector) });
  };
  if (kept.indexVersion !== indexVersion) await bringUpToDate(ctx, kept, indexVersion, consider);
  else await everyOne(kept.vectors, consider);
  if (kept.bytes <= BYTES_IN_MEMORY) memory.keep(key, kept);
  return scored.sort((a, b) => b.score - a.score || a.number - b.number).slice(0, count);
}

async function everyOne(
  vectors: ReadonlyMap<number, Float32Array>,
  consider: (number: number, vector: Float32Array) => void,
): Promise<void> {
  let compared = 0;
  for (const [number, vector] of vectors) {
    consider(number, vector);
    compared += 1;
    if (compared % BREATH === 0) await breathe();
  }
}

/** Reads what is not known yet, comparing on the way; keeps it as far as memory allows. */
async function bringUpToDate(
  ctx: Work,
  kept: Kept,
  indexVersion: number,
  consider: (number: number, vector: Float32Array) => void,
): Promise<void> {
  const vectors = new Map<number, Float32Array>();
  let bytes = 0;
  let after = -1;
  for (;;) {
    const numbers = await numbersAfter(ctx, kept.model, after);
    if (numbers.length === 0) break;
    const missing = numbers.filter((number) => !kept.vectors.has(number));
    const read = await readVectors(ctx, kept.model, missing);
    for (const number of numbers) {
      const vector = kept.vectors.get(number) ?? read.get(number);
      if (!vector) continue;
      consider(number, vector);
      bytes += vector.byteLength;
      if (bytes <= BYTES_IN_MEMORY) vectors.set(number, vector);
    }
    after = numbers.at(-1) ?? after;
  }
  const all = bytes <= BYTES_IN_MEMORY;
  kept.vectors = all ? vectors : new Map();
  kept.bytes = bytes;
  kept.indexVersion = all ? indexVersion : -1;
}

async function numbersAfter(ctx: Work, model: string, after: number): Promise<number[]> {
  const { rows } = await ctx.tx.query<{ numbers: number[] | null }>({
    name: 'knowledge.numbers-with-vector',
    text: `SELECT array_agg(number ORDER BY number) AS numbers FROM (
             SELECT p.number FROM knowledge.passages p
              WHERE p.organization_id = kernel.organization() AND p.number > $2
                AND EXISTS (SELECT FROM knowledge.vectors v
                      WHERE v.organization_id = p.organization_id AND v.model = $1 AND v.hash = p.hash)
              ORDER BY p.number LIMIT ${PAGE}) AS page`,
    values: [model, after],
  });
  return rows[0]?.numbers ?? [];
}

async function readVectors(
  ctx: Work,
  model: string,
  numbers: readonly number[],
): Promise<Map<number, Float32Array>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await ctx.tx.query<{ number: number; vector: Buffer }>({
    name: 'knowledge.vectors-of',
    text: `SELECT p.number, v.vector FROM knowledge.passages p
             JOIN knowledge.vectors v ON v.organization_id = p.organization_id AND v.model = $1 AND v.hash = p.hash
            WHERE p.organization_id = kernel.organization() AND p.number = ANY ($2::int[])`,
    values: [model, numbers],
  });
  return new Map(rows.map(({ number, vector }) => [number, vectorOf(vector)]));
}
