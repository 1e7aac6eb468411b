/** What a learner may do with an answer once it was asked for: read, follow, stop it, and say what it was worth. */

import type { Context } from '@kernos/kernel/context';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { type AnswerRow, findOwnAnswer, toAnswer, toFeedback } from './answer-store.ts';
import { lastEventId } from './ask.ts';
import { assistant } from './contract.ts';
import { follow, loadLiveRuns } from './event-log.ts';
import type { Answer, Feedback, SharedFeedback } from './schemas.ts';
import { asReadableNow, withheldEvents } from './withhold.ts';

type MayMiss = Context<'answer-not-found', unknown>;

async function own(ctx: MayMiss, answerId: string): Promise<AnswerRow> {
  return (
    (await findOwnAnswer(ctx, answerId)) ?? ctx.fail('answer-not-found', 'There is no such answer of yours.')
  );
}

/** In a transaction of its own: what comes after it asks others, or goes on after it has answered. */
async function shown(ctx: Context, answerId: string): Promise<Answer> {
  const row = await ctx.shortTransaction((inner) => own(inner as unknown as MayMiss, answerId));
  const [answer] = await asReadableNow(ctx, [toAnswer(row)]);
  return answer as Answer;
}

export const oneAnswer = handle(assistant.calls.answer, ({ answerId }, ctx) =>
  shown(ctx as unknown as Context, answerId),
);

export const answerEvents = handle(assistant.calls.answerEvents, async ({ answerId, after }, ctx) => {
  const runs = await ctx.shared(loadLiveRuns);
  const answer = await shown(ctx as unknown as Context, answerId);
  if (answer.withheld) return withheldEvents(answer);
  return follow(ctx, runs, answerId, after ?? lastEventId(ctx.requestHeader('last-event-id')));
});

export const stop = handle(assistant.calls.stop, async ({ answerId }, ctx) => {
  const runs = await ctx.shared(loadLiveRuns);
  await own(ctx, answerId);
  // Another process may be writing it: it looks at this whenever it stores something.
  await ctx.tx.query({
    text: `UPDATE assistant.answers SET stop_requested = true WHERE id = $1 AND state = 'running'`,
    values: [answerId],
  });
  runs.get(answerId)?.abort.abort();
  return null;
});

export const giveFeedback = handle(
  assistant.calls.giveFeedback,
  async ({ answerId, helpful, why = null, shared = false }, ctx) => {
    await own(ctx, answerId);
    await ctx.tx.query({
      text: `UPDATE assistant.answers SET helpful = $2, feedback_why = $3, shared = $4, feedback_at = $5 WHERE id = $1`,
      values: [answerId, helpful, why, shared, ctx.now()],
    });
    return toFeedback(await own(ctx, answerId)) as Static<typeof Feedback>;
  },
);

export const withdrawFeedback = handle(assistant.calls.withdrawFeedback, async ({ answerId }, ctx) => {
  await own(ctx, answerId);
  await ctx.tx.query({
    text: `UPDATE assistant.answers SET helpful = NULL, feedback_why = NULL, shared = false, feedback_at = NULL
            WHERE id = $1`,
    values: [answerId],
  });
  return null;
});

type FeedbackRow = Static<typeof SharedFeedback>;

export const feedback = handle(assistant.calls.feedback, async ({ helpful, ...page }, ctx) =>
  list(page, { givenAt: 'instant', answerId: 'id' }, async (before, limit) => {
    // What was said of an answer may repeat the question, so it too is shown only where it was shared.
    const { rows } = await ctx.tx.query<FeedbackRow>({
      text: `SELECT id AS answer_id, helpful, CASE WHEN shared THEN feedback_why END AS why, kind,
                  outcome ->> 'mode' AS mode, CASE WHEN shared THEN question END AS question,
                  CASE WHEN shared THEN text END AS text, feedback_at AS given_at
             FROM assistant.answers
            WHERE organization_id = kernel.organization() AND feedback_at IS NOT NULL
              AND ($1::boolean IS NULL OR helpful = $1)
              AND ($2::timestamptz IS NULL OR (feedback_at, id) < ($2, $3::uuid))
            ORDER BY feedback_at DESC, id DESC LIMIT $4`,
      values: [helpful ?? null, before.givenAt, before.answerId, limit],
    });
    return rows;
  }),
);
