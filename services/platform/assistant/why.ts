/**
 * Why an answer is as it is. It shows the question and the passages, so it is the asker's; administrators see
 * it of answers that a learner has shared with them, with their feedback, and of no others.
 */

import type { Context } from '@kernos/kernel/context';
import { handle } from '@kernos/kernel/service';
import { isAdmin } from '../identity/contract.ts';
import type { Inside, Outcome } from './answering.ts';
import { assistant } from './contract.ts';
import { readableNow } from './withhold.ts';

interface Row {
  readonly own: boolean;
  readonly question: string;
  readonly outcome: Outcome | null;
  readonly inside: Inside | null;
}

const none = { understandMs: null, retrieveMs: null, promptMs: null, firstTokenMs: null, totalMs: null };
const noUsage = { promptTokens: 0, completionTokens: 0, cost: 0, estimated: false };

export const why = handle(assistant.calls.why, async ({ answerId }, ctx) => {
  const { rows } = await ctx.shortTransaction(({ tx }) =>
    tx.query<Row>({
      text: `SELECT owner_id = kernel.actor() AS own, question, outcome, inside FROM assistant.answers
            WHERE id = $1 AND organization_id = kernel.organization()
              AND (owner_id = kernel.actor() OR ($2 AND shared))`,
      values: [answerId, isAdmin(ctx.actor)],
    }),
  );
  const row = rows[0];
  if (!row) return ctx.fail('answer-not-found', 'There is no such answer of yours.');
  const { question, outcome } = row;
  const whole = row.inside && (row.own ? row.inside : thisQuestionAlone(row.inside, question));
  const inside = whole && (await withoutUnreadable(ctx as unknown as Context, whole));
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

/** Without passages that may no longer be read, and without the prompt where they stood in it. */
async function withoutUnreadable(ctx: Context, inside: Inside): Promise<Inside> {
  const mayRead = await readableNow(ctx, inside.considered);
  const considered = inside.considered.filter(mayRead);
  return considered.length === inside.considered.length ? inside : { ...inside, considered, prompt: null };
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
