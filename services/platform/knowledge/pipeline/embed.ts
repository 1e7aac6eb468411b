/** The step that learns what passages mean: each content once, a few at a time, kept as soon as it is known. */
import type { Context } from '@kernos/kernel/context';
import { knowledge } from '../contract.ts';
import { bumpIndex, lockIndex } from '../index/writer.ts';
import {
  embed,
  embeddingProvider,
  ModelError,
  type Provider,
  TEXTS_AT_ONCE,
  vectorBytes,
} from '../models/embeddings.ts';
import { type Content, embeddingText } from '../rules.ts';
import { modelSettings } from '../settings.ts';

/** A server that must load its model first may take this long. */
const TIMEOUT_MS = 60_000;

interface Missing extends Content {
  hash: Buffer;
}

type Embedding = Pick<Context, 'shortTransaction' | 'settingsOf'>;

/**
 * Gives a vector to each staged content that has none yet. Without a provider there is nothing to do; with
 * one that does not answer the passages are found by their words, and their vectors are asked for later.
 */
export async function embedStaged(
  ctx: Embedding & Pick<Context, 'queue' | 'log'>,
  workflowId: string,
): Promise<void> {
  const provider = embeddingProvider(ctx.settingsOf(modelSettings));
  if (!provider) return;
  try {
    await embedAll(ctx, provider, STAGED, [workflowId]);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    ctx.log.warn({ err: error, workflowId }, 'passages are indexed without vectors for now');
    ctx.queue(knowledge.tasks.embedMissing, {});
  }
}

/** Gives a vector to each of the organization's passages that has none of the present model. */
export async function embedPassages(ctx: Embedding & Pick<Context, 'tx' | 'now'>): Promise<void> {
  const provider = embeddingProvider(ctx.settingsOf(modelSettings));
  if (!provider) return;
  const embedded = await embedAll(ctx, provider, INDEXED, []);
  if (embedded === 0) return;
  await lockIndex(ctx);
  await bumpIndex(ctx);
}

const STAGED = `knowledge.staged_passages p
  JOIN knowledge.staged_sources s ON s.workflow_id = p.workflow_id AND s.source_id = p.source_id
 WHERE p.workflow_id = $2`;
const INDEXED = `knowledge.passages p JOIN knowledge.sources s ON s.id = p.source_id
 WHERE p.organization_id = kernel.organization()`;

/** A few at a time, each few kept before the next are asked for; gives how many. */
async function embedAll(
  ctx: Embedding,
  provider: Provider,
  from: string,
  values: readonly string[],
): Promise<number> {
  let embedded = 0;
  for (;;) {
    const missing = await ctx.shortTransaction(async ({ tx }) => {
      const { rows } = await tx.query<Missing>({
        text: `SELECT DISTINCT ON (p.hash) p.hash, s.title, s.section, p.headings, p.text
                 FROM ${from}
                  AND NOT EXISTS (SELECT FROM knowledge.vectors v
                        WHERE v.organization_id = p.organization_id AND v.model = $1 AND v.hash = p.hash)
                ORDER BY p.hash LIMIT ${TEXTS_AT_ONCE}`,
        values: [provider.model, ...values],
      });
      return rows;
    });
    if (missing.length === 0) return embedded;
    const vectors = await embed(provider, missing.map(embeddingText), TIMEOUT_MS);
    await ctx.shortTransaction(async ({ tx }) => {
      await tx.query({
        name: 'knowledge.keep-vectors',
        text: `INSERT INTO knowledge.vectors (model, hash, vector)
               SELECT $1, * FROM unnest($2::bytea[], $3::bytea[]) ON CONFLICT DO NOTHING`,
        values: [provider.model, missing.map(({ hash }) => hash), vectors.map(vectorBytes)],
      });
    });
    embedded += missing.length;
  }
}
