/** The step that learns what passages mean: each content once, a few at a time, kept as soon as it is known. */
import type { Context } from '@kernos/kernel/context';
import { embed, embeddingProvider, TEXTS_AT_ONCE, vectorBytes } from '../models/embeddings.ts';
import { type Content, embeddingText } from '../rules.ts';

/** A server that must load its model first may take this long. */
const TIMEOUT_MS = 60_000;

interface Missing extends Content {
  hash: Buffer;
}

/** Gives a vector to each staged content that has none yet. Without a provider there is nothing to do. */
export async function embedStaged(
  ctx: Pick<Context, 'beforehand' | 'settings'>,
  workflowId: string,
): Promise<void> {
  const provider = embeddingProvider(ctx.settings.models);
  if (!provider) return;
  for (;;) {
    const missing = await ctx.beforehand(async ({ tx }) => {
      const { rows } = await tx.query<Missing>({
        name: 'knowledge.not-embedded',
        text: `SELECT DISTINCT ON (p.hash) p.hash, s.title, s.section, p.headings, p.text
                 FROM knowledge.staged_passages p
                 JOIN knowledge.staged_sources s ON s.workflow_id = p.workflow_id AND s.source_id = p.source_id
                WHERE p.workflow_id = $1
                  AND NOT EXISTS (SELECT FROM knowledge.vectors v
                        WHERE v.organization_id = p.organization_id AND v.model = $2 AND v.hash = p.hash)
                ORDER BY p.hash LIMIT ${TEXTS_AT_ONCE}`,
        values: [workflowId, provider.model],
      });
      return rows;
    });
    if (missing.length === 0) return;
    const vectors = await embed(provider, missing.map(embeddingText), TIMEOUT_MS);
    await ctx.beforehand(async ({ tx }) => {
      await tx.query({
        name: 'knowledge.keep-vectors',
        text: `INSERT INTO knowledge.vectors (model, hash, vector)
               SELECT $1, * FROM unnest($2::bytea[], $3::bytea[]) ON CONFLICT DO NOTHING`,
        values: [provider.model, missing.map(({ hash }) => hash), vectors.map(vectorBytes)],
      });
    });
  }
}
