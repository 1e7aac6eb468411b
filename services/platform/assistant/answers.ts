/** What a learner may do with an answer once it was asked for: read, follow, stop it, and say what it was worth. */

import type { Context } from '@kernos/kernel/context';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { type AnswerRow, answersSpokenOf, findOwnAnswer, toFeedback } from './answer-store.ts';
import { lastEventId } from './ask.ts';
import { assistant } from './contract.ts';
import { loadLiveRuns } from './event-log.ts';
import type { Answer, Feedback } from './schemas.ts';
import { shownNow, toldAgain } from './withhold.ts';

type MayMiss = Context<'answer-not-found', unknown>;

async function own(ctx: MayMiss, answerId: string): Promise<AnswerRow> {
  return (
    (await findOwnAnswer(ctx, answerId)) ?? ctx.fail('answer-not-found', 'There is no such answer of yours.')
  );
}

export const oneAnswer = handle(assistant.calls.answer, async ({ answerId }, ctx) => {
  const row = await ctx.shortTransaction((inner) => own(inner, answerId));
  const [answer] = await shownNow(ctx, [row]);
  return answer as Answer;
});

export const answerEvents = handle(assistant.calls.answerEvents, async ({ answerId, after }, ctx) => {
  const runs = await ctx.shared(loadLiveRuns);
  const row = await ctx.shortTransaction((inner) => own(inner, answerId));
  return toldAgain(ctx, runs, row, after ?? lastEventId(ctx.requestHeader('last-event-id')));
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

/** What was said of an answer may repeat the question, so it too is shown only where it was shared. */
export const feedback = handle(assistant.calls.feedback, async ({ helpful, ...page }, ctx) => {
  const found = await ctx.shortTransaction((inner) =>
    list(page, { feedbackAt: 'instant', id: 'id' }, (before, limit) =>
      answersSpokenOf(inner, helpful, before, limit),
    ),
  );
  const shared = found.items.filter((row) => row.shared);
  const shown = new Map((await shownNow(ctx, shared)).map((answer) => [answer.id, answer]));
  const items = found.items.map(({ id, helpful: isHelpful, feedbackAt, feedbackWhy, kind, outcome }) => {
    const answer = shown.get(id);
    return {
      ...{ answerId: id, helpful: isHelpful, why: answer ? feedbackWhy : null, kind },
      ...{ mode: outcome?.mode ?? null, question: answer?.question ?? null, text: answer?.text ?? null },
      ...{ withheld: answer?.withheld ?? false, givenAt: feedbackAt },
    };
  });
  return { ...found, items };
});
