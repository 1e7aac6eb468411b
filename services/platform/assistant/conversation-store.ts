/** Conversations as rows, all of the actor. */

import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import type { After } from '@kernos/kernel/list';
import { shortened } from '@kernos/kernel/text';
import type { Static } from 'typebox';
import type { Conversation } from './schemas.ts';

type Ctx = Pick<Context, 'tx' | 'now'>;

export type ConversationRow = Static<typeof Conversation>;

const OWN = 'c.organization_id = kernel.organization() AND c.owner_id = kernel.actor()';
const COLUMNS = `c.id, c.title, c.course_id, c.created_at, c.updated_at,
  (SELECT count(*) FROM assistant.answers a WHERE a.conversation_id = c.id) AS answers`;

const TITLE_LENGTH = 80;

/** A question as a title: its first line, cut at a word. */
export function titleOf(question: string): string {
  const line = question.trim().split('\n')[0]?.trim() ?? '';
  return line.length > TITLE_LENGTH
    ? `${shortened(line, TITLE_LENGTH).replace(/(?<!\s)\s+\S*$/, '')}…`
    : line;
}

/** The actor's conversation, marked as used now, or a new one; null where it is not theirs. */
export async function touchConversation(
  ctx: Ctx,
  id: string | undefined,
  { title, courseId }: { title: string; courseId: string | null },
): Promise<string | null> {
  if (id !== undefined) {
    const { rowCount } = await ctx.tx.query({
      text: `UPDATE assistant.conversations c SET updated_at = $2 WHERE c.id = $1 AND ${OWN}`,
      values: [id, ctx.now()],
    });
    return rowCount === 1 ? id : null;
  }
  const made = newId();
  await ctx.tx.query({
    name: 'assistant.conversations.insert',
    text: `INSERT INTO assistant.conversations (id, title, course_id, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)`,
    values: [made, titleOf(title), courseId, ctx.now()],
  });
  return made;
}

export async function findConversation(ctx: Ctx, id: string): Promise<ConversationRow | undefined> {
  const { rows } = await ctx.tx.query<ConversationRow>({
    text: `SELECT ${COLUMNS} FROM assistant.conversations c WHERE c.id = $1 AND ${OWN}`,
    values: [id],
  });
  return rows[0];
}

export interface ConversationQuery {
  /** What is looked for, as ILIKE takes it; null: anything. */
  readonly pattern: string | null;
  readonly courseId?: string | undefined;
  readonly before: After<{ updatedAt: 'instant'; id: 'id' }>;
  readonly limit: number;
}

/** One that was found: by its owner's words (its title, a question), or else by an answer that says it. */
export type FoundConversation = ConversationRow & { readonly byOwnWords: boolean };

/** The last used first; those with the pattern in the title, a question or an answer, whether that may be read now or not. */
export async function listConversations(
  ctx: Ctx,
  { pattern, courseId, before, limit }: ConversationQuery,
): Promise<FoundConversation[]> {
  const { rows } = await ctx.tx.query<FoundConversation>({
    text: `SELECT ${COLUMNS}, own.words AS by_own_words
             FROM assistant.conversations c CROSS JOIN LATERAL (
               SELECT $2::text IS NULL OR c.title ILIKE $2 OR EXISTS (
                 SELECT FROM assistant.answers a WHERE a.conversation_id = c.id AND a.question ILIKE $2) AS words) own
            WHERE ${OWN} AND ($1::uuid IS NULL OR c.course_id = $1)
              AND (own.words OR EXISTS (
                SELECT FROM assistant.answers a WHERE a.conversation_id = c.id AND a.text ILIKE $2))
              AND ($3::timestamptz IS NULL OR (c.updated_at, c.id) < ($3, $4::uuid))
            ORDER BY c.updated_at DESC, c.id DESC LIMIT $5`,
    values: [courseId ?? null, pattern, before.updatedAt, before.id, limit],
  });
  return rows;
}

export async function renameOwn(ctx: Ctx, id: string, title: string): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: `UPDATE assistant.conversations c SET title = $2 WHERE c.id = $1 AND ${OWN}`,
    values: [id, title.trim()],
  });
  return rowCount === 1;
}

/** Deletes it and, through the foreign keys, everything about it; gives the answers that were in it. */
export async function deleteOwn(ctx: Ctx, id: string): Promise<string[] | null> {
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: `SELECT a.id FROM assistant.answers a JOIN assistant.conversations c ON c.id = a.conversation_id
            WHERE c.id = $1 AND ${OWN}`,
    values: [id],
  });
  const { rowCount } = await ctx.tx.query({
    text: `DELETE FROM assistant.conversations c WHERE c.id = $1 AND ${OWN}`,
    values: [id],
  });
  return rowCount === 1 ? rows.map((row) => row.id) : null;
}
