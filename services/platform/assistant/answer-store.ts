/** Answers and their conversations as rows. Everything here is of one owner, the actor, unless it says otherwise. */

import type { Context } from '@kernos/kernel/context';
import type { After } from '@kernos/kernel/list';
import type { Inside, Outcome } from './answering.ts';
import type { Answer, Kind, Level } from './schemas.ts';
import type { Turn } from './understand.ts';

type Ctx = Pick<Context, 'tx'>;

export interface AnswerRow {
  readonly id: string;
  readonly conversationId: string;
  readonly question: string;
  readonly selection: string | null;
  readonly kind: Kind;
  readonly level: Level;
  readonly courseId: string | null;
  readonly state: Answer['state'];
  readonly text: string;
  readonly outcome: Outcome | null;
  readonly failure: Answer['failure'];
  readonly helpful: boolean | null;
  readonly feedbackWhy: string | null;
  readonly shared: boolean;
  readonly feedbackAt: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

const COLUMNS = `id, conversation_id, question, selection, kind, level, course_id, state, text,
  outcome, failure, helpful, feedback_why, shared, feedback_at,
  created_at, finished_at`;

/** A row as the contract shows it. */
export function toAnswer(row: AnswerRow): Answer {
  const { id, conversationId, question, selection, kind, level, courseId, state, text, outcome, failure } =
    row;
  return {
    ...{ id, conversationId, question, selection, kind, level, courseId, state, failure },
    mode: outcome?.mode ?? null,
    modeReason: outcome?.modeReason ?? null,
    finish: outcome?.finish ?? null,
    text,
    withheld: false,
    passages: [...(outcome?.passages ?? [])],
    sentences: [...(outcome?.sentences ?? [])],
    model: outcome?.model ?? null,
    cached: outcome?.cached ?? false,
    feedback: toFeedback(row),
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
  };
}

export const toFeedback = ({ helpful, feedbackWhy, shared, feedbackAt }: AnswerRow): Answer['feedback'] =>
  helpful === null || feedbackAt === null ? null : { helpful, why: feedbackWhy, shared, givenAt: feedbackAt };

/** One of the actor's answers; undefined where it is not theirs, or not there. */
export async function findOwnAnswer(ctx: Ctx, id: string): Promise<AnswerRow | undefined> {
  const { rows } = await ctx.tx.query<AnswerRow>({
    name: 'assistant.answers.own',
    text: `SELECT ${COLUMNS} FROM assistant.answers
            WHERE id = $1 AND organization_id = kernel.organization() AND owner_id = kernel.actor()`,
    values: [id],
  });
  return rows[0];
}

/** The answers of a conversation behind a place, oldest first. */
export async function answersOf(
  ctx: Ctx,
  conversationId: string,
  after: After<{ createdAt: 'instant'; id: 'id' }>,
  limit: number,
): Promise<AnswerRow[]> {
  const { rows } = await ctx.tx.query<AnswerRow>({
    text: `SELECT ${COLUMNS} FROM assistant.answers
            WHERE conversation_id = $1 AND organization_id = kernel.organization() AND owner_id = kernel.actor()
              AND ($2::timestamptz IS NULL OR (created_at, id) > ($2, $3::uuid))
            ORDER BY created_at, id LIMIT $4`,
    values: [conversationId, after.createdAt, after.id, limit],
  });
  return rows;
}

/** An answer about which its owner said something. */
type SpokenOf = AnswerRow & { readonly helpful: boolean; readonly feedbackAt: string };

/** Answers of everybody in the organization that feedback was given to, the latest first. */
export async function answersSpokenOf(
  ctx: Ctx,
  helpful: boolean | undefined,
  before: After<{ feedbackAt: 'instant'; id: 'id' }>,
  limit: number,
): Promise<SpokenOf[]> {
  const { rows } = await ctx.tx.query<SpokenOf>({
    text: `SELECT ${COLUMNS} FROM assistant.answers
            WHERE organization_id = kernel.organization() AND feedback_at IS NOT NULL
              AND ($1::boolean IS NULL OR helpful = $1)
              AND ($2::timestamptz IS NULL OR (feedback_at, id) < ($2, $3::uuid))
            ORDER BY feedback_at DESC, id DESC LIMIT $4`,
    values: [helpful ?? null, before.feedbackAt, before.id, limit],
  });
  return rows;
}

/** The answers of these conversations of the actor's that say `pattern`. */
export async function answersSaying(
  ctx: Ctx,
  conversationIds: readonly string[],
  pattern: string,
): Promise<AnswerRow[]> {
  const { rows } = await ctx.tx.query<AnswerRow>({
    text: `SELECT ${COLUMNS} FROM assistant.answers
            WHERE conversation_id = ANY ($1) AND organization_id = kernel.organization()
              AND owner_id = kernel.actor() AND text ILIKE $2`,
    values: [conversationIds, pattern],
  });
  return rows;
}

const TURNS = 4;

/** The last turns of a conversation, oldest first. */
export async function turnsOf(
  ctx: Ctx,
  conversationId: string,
): Promise<(Turn & { readonly passages: Answer['passages'] })[]> {
  const { rows } = await ctx.tx.query<Turn & { readonly passages: Answer['passages'] }>({
    text: `SELECT question, coalesce(understood, question) AS understood, text AS answer,
                  coalesce(outcome -> 'passages', '[]') AS passages
             FROM assistant.answers
            WHERE conversation_id = $1 AND organization_id = kernel.organization() AND state = 'done'
            ORDER BY created_at DESC, id DESC LIMIT ${TURNS}`,
    values: [conversationId],
  });
  return rows.toReversed();
}

export interface NewAnswer {
  readonly id: string;
  readonly conversationId: string;
  readonly key: string | null;
  readonly requestHash: Buffer;
  readonly question: string;
  readonly selection: string | null;
  readonly kind: Kind;
  readonly level: Level;
  readonly courseId: string | null;
}

/** Puts a question down. Breaks `answers_once` where the same key was sent before. */
export async function insertAnswer(ctx: Ctx & Pick<Context, 'now'>, it: NewAnswer): Promise<void> {
  await ctx.tx.query({
    name: 'assistant.answers.insert',
    text: `INSERT INTO assistant.answers
             (id, conversation_id, idempotency_key, request_hash, question, kind, level, course_id, created_at, selection)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      it.id,
      it.conversationId,
      it.key,
      it.requestHash,
      it.question,
      it.kind,
      it.level,
      it.courseId,
      ctx.now(),
      it.selection,
    ],
  });
}

/** The answer that this key stands for; undefined where it is new. */
export async function findByKey(
  ctx: Ctx,
  key: string,
): Promise<{ id: string; requestHash: Buffer } | undefined> {
  const { rows } = await ctx.tx.query<{ id: string; requestHash: Buffer }>({
    name: 'assistant.answers.by-key',
    text: `SELECT id, request_hash FROM assistant.answers
            WHERE organization_id = kernel.organization() AND owner_id = kernel.actor() AND idempotency_key = $1`,
    values: [key],
  });
  return rows[0];
}

/** Lets the actor's questions be put down one after the other, so that each counts those before it. */
export async function lockAsker(ctx: Ctx): Promise<void> {
  await ctx.tx.query({
    name: 'assistant.answers.lock-asker',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('assistant.answers ' || kernel.actor(), 0))`,
  });
}

/** How many answers of the actor are being written; those whose process died do not count. */
export async function countRunning(ctx: Ctx, deadAfterSeconds: number): Promise<number> {
  const { rows } = await ctx.tx.query<{ count: number }>({
    name: 'assistant.answers.running',
    text: `SELECT count(*) FROM assistant.answers
            WHERE owner_id = kernel.actor() AND organization_id = kernel.organization() AND state = 'running'
              AND alive_at > clock_timestamp() - make_interval(secs => $1)`,
    values: [deadAfterSeconds],
  });
  return rows[0]?.count ?? 0;
}

/** Ends an answer. */
export async function finishAnswer(
  ctx: Ctx,
  id: string,
  { outcome, inside, finishedAt }: { outcome: Outcome; inside: Inside; finishedAt: Date },
): Promise<void> {
  await ctx.tx.query({
    name: 'assistant.answers.finish',
    text: `UPDATE assistant.answers SET state = 'done', text = $2, outcome = $3, inside = $4, understood = $5,
                  finished_at = $6 WHERE id = $1`,
    values: [
      id,
      outcome.text,
      JSON.stringify(outcome),
      JSON.stringify(inside),
      inside.understood,
      finishedAt,
    ],
  });
}

/** Ends an answer that did not come to be. */
export async function failAnswer(
  ctx: Ctx,
  id: string,
  failure: { code: string; detail: string },
  finishedAt: Date,
): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE assistant.answers SET state = 'failed', failure = $2, finished_at = $3 WHERE id = $1 AND state = 'running'`,
    values: [id, JSON.stringify(failure), finishedAt],
  });
}
