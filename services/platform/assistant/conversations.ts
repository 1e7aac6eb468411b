import type { Context } from '@kernos/kernel/context';
import { containing, list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { shortened } from '@kernos/kernel/text';
import { type AnswerRow, answersOf, answersSaying } from './answer-store.ts';
import { assistant } from './contract.ts';
import {
  type ConversationQuery,
  type ConversationRow,
  deleteOwn,
  findConversation,
  listConversations,
  renameOwn,
} from './conversation-store.ts';
import { loadLiveRuns } from './event-log.ts';
import { exportJson, exportMarkdown } from './export-conversation.ts';
import { shownNow } from './withhold.ts';

type MayMiss = Context<'conversation-not-found', unknown>;
const NOT_FOUND = 'There is no such conversation of yours.';

async function own(ctx: MayMiss, id: string): Promise<ConversationRow> {
  return (await findConversation(ctx, id)) ?? ctx.fail('conversation-not-found', NOT_FOUND);
}

export const conversations = handle(assistant.calls.conversations, async ({ q, courseId, ...page }, ctx) =>
  list(page, { updatedAt: 'instant', id: 'id' }, (before, limit) =>
    findConversations(ctx, { pattern: containing(q), courseId, before, limit }),
  ),
);

/** An answer that is withheld is not searched either: whether a word stands in it would tell of it. */
async function findConversations(
  ctx: Pick<Context, 'call' | 'shortTransaction' | 'log'>,
  query: ConversationQuery,
): Promise<ConversationRow[]> {
  const { pattern, limit } = query;
  const found: ConversationRow[] = [];
  let { before } = query;
  for (;;) {
    const { rows, saying } = await ctx.shortTransaction(async (inner) => {
      const some = await listConversations(inner, { ...query, before });
      const others = some.filter(({ byOwnWords }) => !byOwnWords).map(({ id }) => id);
      const asked = pattern !== null && others.length > 0;
      return { rows: some, saying: asked ? await answersSaying(inner, others, pattern) : [] };
    });
    const shown = (await shownNow(ctx, saying)).filter(({ withheld }) => !withheld);
    const says = new Set(shown.map(({ conversationId }) => conversationId));
    for (const { byOwnWords, ...row } of rows) if (byOwnWords || says.has(row.id)) found.push(row);
    const last = rows.at(-1);
    if (!last || rows.length < limit || found.length >= limit) return found.slice(0, limit);
    before = { updatedAt: last.updatedAt, id: last.id };
  }
}

export const conversation = handle(assistant.calls.conversation, ({ conversationId }, ctx) =>
  own(ctx, conversationId),
);

export const answers = handle(assistant.calls.answers, async ({ conversationId, ...page }, ctx) => {
  const found = await ctx.shortTransaction(async (before) => {
    await own(before, conversationId);
    return list(page, { createdAt: 'instant', id: 'id' }, (after, limit) =>
      answersOf(before, conversationId, after, limit),
    );
  });
  return { ...found, items: await shownNow(ctx, found.items) };
});

export const renameConversation = handle(
  assistant.calls.renameConversation,
  async ({ conversationId, title }, ctx) => {
    if (!(await renameOwn(ctx, conversationId, title))) return ctx.fail('conversation-not-found', NOT_FOUND);
    return own(ctx, conversationId);
  },
);

export const deleteConversation = handle(
  assistant.calls.deleteConversation,
  async ({ conversationId }, ctx) => {
    const runs = await ctx.shared(loadLiveRuns);
    const gone = await deleteOwn(ctx, conversationId);
    if (!gone) return ctx.fail('conversation-not-found', NOT_FOUND);
    for (const answerId of gone) runs.get(answerId)?.abort.abort();
    return null;
  },
);

const EXPORTED_AT_ONCE = 200;

async function allAnswers(ctx: Pick<Context, 'tx'>, conversationId: string): Promise<AnswerRow[]> {
  const rows: AnswerRow[] = [];
  for (;;) {
    const last = rows.at(-1);
    const after = { createdAt: last?.createdAt ?? null, id: last?.id ?? null };
    const more = await answersOf(ctx, conversationId, after, EXPORTED_AT_ONCE);
    rows.push(...more);
    if (more.length < EXPORTED_AT_ONCE) return rows;
  }
}

export const exportConversation = handle(
  assistant.calls.exportConversation,
  async ({ conversationId, format = 'markdown' }, ctx) => {
    const { found, rows } = await ctx.shortTransaction(async (before) => ({
      found: await own(before, conversationId),
      rows: await allAnswers(before, conversationId),
    }));
    const all = await shownNow(ctx, rows);
    const name = shortened(found.title.replace(/[^\p{L}\p{N} _-]+/gu, '').trim(), 60) || 'conversation';
    return format === 'json'
      ? {
          body: exportJson(found, all),
          contentType: 'application/json; charset=utf-8',
          fileName: `${name}.json`,
        }
      : {
          body: exportMarkdown(found, all),
          contentType: 'text/markdown; charset=utf-8',
          fileName: `${name}.md`,
        };
  },
);
