/**
 * Answers that may be given again. The search runs for every question, under the asker's own permissions, and
 * its result is part of the key: who may not read one of the passages any more, or finds it changed or gone,
 * has another key, and gets a new answer. So there is nothing to expire and nothing to forget.
 */
import { createHash } from 'node:crypto';
import type { Context } from '@kernos/kernel/context';
import type { Asking } from './asking.ts';
import type { Retrieval, RetrievedPassage } from './retrieve.ts';
import type { CheckedSentence } from './schemas.ts';
import { stem } from './terms.ts';

export type CacheKey = Buffer;

export interface Cached {
  readonly text: string;
  readonly sentences: readonly CheckedSentence[];
  readonly model: string | null;
}

/** Grows when the fixed rules of the prompt, or the way of checking, change. */
const RULES_VERSION = 1;

// Words that change no question. Negations and question words do, so they stay.
const POLITENESS =
  /^(?:please|could|can|would|you|tell|me|us|to|the|a|an|i|want|like|know|kindly|hello|hi|hey|thanks?)$/;

/** A question as far as its wording matters: the order of the words that say something, without their endings. */
export const normalForm = (question: string): string =>
  (
    question
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+(?:['’]\p{L}+)?|[^\s\p{L}\p{N}?.!,;:'"’]/gu) ?? []
  )
    .filter((word) => !POLITENESS.test(word))
    .map(stem)
    .join(' ');

export function cacheKey(
  { kind, level, template, courseId, lesson, maxTokens }: Asking,
  understood: string,
  model: string,
  { indexVersion, fingerprint }: Retrieval,
  used: readonly RetrievedPassage[],
): CacheKey {
  const parts = [
    RULES_VERSION,
    normalForm(understood),
    kind,
    level,
    model,
    maxTokens,
    template.id,
    template.version,
    courseId,
    lesson?.id ?? null,
    indexVersion,
    fingerprint,
    used.map(({ id }) => id),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

export async function findCached(ctx: Pick<Context, 'tx'>, key: CacheKey): Promise<Cached | null> {
  const { rows } = await ctx.tx.query<Cached>({
    name: 'assistant.cache.find',
    text: `SELECT a.text, a.outcome -> 'sentences' AS sentences, a.outcome ->> 'model' AS model
             FROM assistant.cache c JOIN assistant.answers a ON a.id = c.answer_id
            WHERE c.organization_id = kernel.organization() AND c.key = $1 AND a.state = 'done'`,
    values: [key],
  });
  return rows[0] ?? null;
}

/** Keeps an answer under its key; an older one under the same key stays. */
export async function keepCached(ctx: Pick<Context, 'tx'>, key: CacheKey, answerId: string): Promise<void> {
  await ctx.tx.query({
    text: 'INSERT INTO assistant.cache (key, answer_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    values: [key, answerId],
  });
}
