/** Vectors of texts, from any server that speaks OpenAI's `/embeddings`; and order, from one with `/rerank`. */

import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { ModelSettings } from '../settings.ts';

/** Texts sent in one request: what common servers take. */
export const TEXTS_AT_ONCE = 64;
/** A longer text is cut for the model: what it is about stands at its beginning. */
const CHARACTERS_AT_MOST = 8_000;
const DIMENSIONS_AT_MOST = 8_192;

export interface Provider {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly model: string;
}

/** The server and model for vectors; undefined where none is set up. */
export const embeddingProvider = ({
  baseUrl,
  apiKey,
  embeddingModel,
}: ModelSettings): Provider | undefined =>
  baseUrl && embeddingModel ? { baseUrl, apiKey, model: embeddingModel } : undefined;

/** The server and model that put passages in order; undefined where none is set up. */
export const rerankProvider = ({ baseUrl, apiKey, rerankModel }: ModelSettings): Provider | undefined =>
  baseUrl && rerankModel ? { baseUrl, apiKey, model: rerankModel } : undefined;

/** The server and model that write down what is said; undefined where none is set up. */
export const transcriptionProvider = ({
  baseUrl,
  apiKey,
  transcriptionModel,
}: ModelSettings): Provider | undefined =>
  baseUrl && transcriptionModel ? { baseUrl, apiKey, model: transcriptionModel } : undefined;

/** A model's server did not answer, or with something else than was asked. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

const Embeddings = Type.Object({
  data: Type.Array(Type.Object({ index: Type.Integer(), embedding: Type.Array(Type.Number()) })),
});

/**
 * Vectors of length 1 in the order of the texts, all of the same dimension.
 * @throws {ModelError} where the server does not give them within `timeoutMs`
 */
export async function embed(
  provider: Provider,
  texts: readonly string[],
  timeoutMs: number,
): Promise<Float32Array[]> {
  const reply = await post(
    provider,
    'embeddings',
    {
      model: provider.model,
      input: texts.map((text) => text.slice(0, CHARACTERS_AT_MOST)),
      encoding_format: 'float',
    },
    Embeddings,
    timeoutMs,
  );
  const vectors = new Array<Float32Array | undefined>(texts.length).fill(undefined);
  for (const { index, embedding } of reply.data) vectors[index] = unit(embedding);
  const dimension = vectors[0]?.length ?? 0;
  const whole = vectors.filter((vector) => vector !== undefined && vector.length === dimension);
  if (whole.length !== texts.length || dimension === 0 || dimension > DIMENSIONS_AT_MOST)
    throw new ModelError(`The embedding model ${provider.model} gave not one vector for each text.`);
  return whole as Float32Array[];
}

function unit(numbers: readonly number[]): Float32Array {
  const vector = Float32Array.from(numbers);
  const length = Math.hypot(...numbers);
  if (!(length > 0)) return vector;
  for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] as number) / length;
  return vector;
}

/** How near two vectors of length 1 are: their cosine. Of different dimensions: not at all. */
export function similarity(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return -1;
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

/** As PostgreSQL keeps it: float32, little-endian. */
export const vectorBytes = (vector: Float32Array): Buffer =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);

export function vectorOf(bytes: Buffer): Float32Array {
  const copy = new Uint8Array(bytes);
  return new Float32Array(copy.buffer, 0, Math.floor(copy.byteLength / 4));
}

const Reranked = Type.Object({
  results: Type.Array(Type.Object({ index: Type.Integer(), relevance_score: Type.Number() })),
});

/** How well each document answers the query, in their order; higher is better. */
export async function rerank(
  provider: Provider,
  query: string,
  documents: readonly string[],
  timeoutMs: number,
): Promise<number[]> {
  const body = { model: provider.model, query, documents, top_n: documents.length };
  const reply = await post(provider, 'rerank', body, Reranked, timeoutMs);
  const scores = new Map(reply.results.map(({ index, relevance_score }) => [index, relevance_score]));
  return documents.map((_, index) => {
    const score = scores.get(index);
    if (score === undefined)
      throw new ModelError(`The reranking model ${provider.model} left out a passage.`);
    return score;
  });
}

async function post<S extends Type.TSchema>(
  { baseUrl, apiKey }: Provider,
  path: string,
  body: unknown,
  schema: S,
  timeoutMs: number,
): Promise<Static<S>> {
  const url = `${baseUrl}/${path}`;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new ModelError(`The model’s server answered ${response.status} to /${path}.`);
    const reply: unknown = await response.json();
    if (!Value.Check(schema, reply))
      throw new ModelError(`The model’s server answered something else than /${path} should.`);
    return reply;
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError(`The model’s server did not answer /${path}.`, { cause: error });
  }
}
