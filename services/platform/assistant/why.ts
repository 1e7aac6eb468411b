/**
 * Why an answer is as it is. It shows the question and the passages, so it is the asker's; administrators see
 * it of answers that a learner has shared with them, with their feedback, and of no others.
 */

import type { Context } from '@kernos/kernel/context';
import { handle } from '@kernos/kernel/service';
import { isAdmin } from '../identity/contract.ts';
import type { Inside, Outcome } from './answering.ts';
import { assistant } from './contract.ts';
import type { Passage } from './schemas.ts';
import { readableNow } from './withhold.ts';

interface Row {
  readonly own: boolean;
  readonly question: string;
  readonly outcome: Outcome | null;
  readonly inside: Inside | null;
  /** Of the answers before it in its conversation. */
  readonly earlier: readonly Passage[];
}

const none = { understandMs: null, retrieveMs: null, promptMs: null, firstTokenMs: null, totalMs: null };
const noUsage = { promptTokens: 0, completionTokens: 0, cost: 0, estimated: false };

export const why = handle(assistant.calls.why, async ({ answerId }, ctx) => {
  const { rows } = await ctx.shortTransaction(({ tx }) =>
    tx.query<Row>({
      text: `SELECT owner_id = kernel.actor() AS own, question, outcome, inside,
                  coalesce((SELECT jsonb_agg(passage)
                              FROM assistant.answers e, jsonb_array_elements(e.outcome -> 'passages') passage
                             WHERE e.conversation_id = a.conversation_id
                               AND (e.created_at, e.id) < (a.created_at, a.id)), '[]') AS earlier
             FROM assistant.answers a
            WHERE id = $1 AND organization_id = kernel.organization()
              AND (owner_id = kernel.actor() OR ($2 AND shared))`,
      values: [answerId, isAdmin(ctx.actor)],
    }),
  );
  const row = rows[0];
  if (!row) return ctx.fail('answer-not-found', 'There is no such answer of yours.');
  const { question, outcome } = row;
  const inside = row.inside && (await asReadableNow(ctx, row, row.inside));
  return {
    answerId,
    question,
    understood: inside?.understood ?? question,
    understoodBy: inside?.understoodBy ?? 'as-asked',
    passages: [...(inside?.considered ?? [])],
    indexVersion: inside?.indexVersion ?? null,
    prompt: inside?.prompt
      ? { system: inside.prompt.system, messages: inside.prompt.messages.map((message) => ({ ...message })) }
      : null,
    template: inside?.template ?? null,
    mode: outcome?.mode ?? null,
    modeReason: outcome?.modeReason ?? null,
    model: outcome?.model ?? null,
    cached: outcome?.cached ?? false,
    timings: inside?.timings ?? none,
    usage: inside?.usage ?? noUsage,
    sentences: [...(outcome?.sentences ?? [])],
  };
});

/**
 * Without passages that may not be read now, and without the prompt where they stood in it; without what was said before,
 * where that is nobody’s business or drawn from what may not be read now.
 */
async function asReadableNow(
  ctx: Pick<Context, 'call'>,
  { own, question, earlier }: Row,
  inside: Inside,
): Promise<Inside> {
  const before = own ? earlier : [];
  const mayRead = await readableNow(ctx, [...inside.considered, ...before]);
  const told = own && before.every(mayRead) ? inside : thisQuestionAlone(inside, question);
  const considered = told.considered.filter(mayRead);
  return considered.length === told.considered.length ? told : { ...told, considered, prompt: null };
}

/** What was shared is one answer: nothing here may tell of what was asked before it. */
function thisQuestionAlone(inside: Inside, question: string): Inside {
  const { prompt, considered, understoodBy } = inside;
  const followsUp = understoodBy !== 'as-asked';
  return {
    ...inside,
    prompt: prompt && { ...prompt, messages: prompt.messages.slice(-1) },
    understood: question,
    // The words that a passage was found by are also those of earlier questions.
    considered: followsUp ? considered.map((passage) => ({ ...passage, found: {} })) : considered,
  };
}
