/**
 * Asks: what is wrong with a question is said at once; then the run goes on by itself, whoever listens, and
 * its events are stored. The reply follows them.
 */
import { createHash } from 'node:crypto';
import { KernosError } from '@kernos/kernel/errors';
import { newId } from '@kernos/kernel/ids';
import { askedLanguage } from '@kernos/kernel/language';
import { handle } from '@kernos/kernel/service';
import type { Sql } from '@kernos/kernel/sql';
import { violates } from '@kernos/kernel/store';
import { knowledge } from '../knowledge/contract.ts';
import { keepCached } from './answer-cache.ts';
import {
  type AnswerRow,
  countRunning,
  failAnswer,
  findByKey,
  findOwnAnswer,
  finishAnswer,
  insertAnswer,
  lockAsker,
  toAnswer,
  turnsOf,
} from './answer-store.ts';
import { type Answered, type AssistantContext, answer, type Taken } from './answering.ts';
import type { Asking } from './asking.ts';
import { settle } from './budgets.ts';
import { assistant } from './contract.ts';
import { touchConversation } from './conversation-store.ts';
import { DEAD_AFTER_SECONDS, EventLog, follow, type LiveRuns, loadLiveRuns } from './event-log.ts';
import { loadModels } from './load-models.ts';
import { type Models, ModelsUnavailable } from './models.ts';
import { processed } from './processed.ts';
import type { Answer, Kind, Level } from './schemas.ts';
import { modelSettings } from './settings.ts';
import { activeTemplate } from './templates.ts';
import { shownNow, toldAgain, turnsAsReadableNow } from './withhold.ts';

/** Answers that one person may have written at the same time. */
const AT_ONCE = 4;

interface AskInput {
  readonly question: string;
  readonly courseId?: string;
  readonly lessonId?: string;
  readonly conversationId?: string;
  readonly kind?: Kind;
  readonly level?: Level;
  readonly selection?: string;
}

export const ask = handle(assistant.calls.ask, async (input, ctx) => {
  if (ctx.organizationId === null || ctx.actor.kind !== 'person')
    return ctx.fail('forbidden', 'Questions are answered within an organization, and you belong to none.');
  const [runs, models] = [await ctx.shared(loadLiveRuns), await ctx.shared(loadModels)];
  const answerId = await begin(ctx, runs, models, input);
  const isRunning = runs.has(answerId);
  ctx.header('content-location', `/api/ai/answers/${answerId}`);
  const read = () => ctx.shortTransaction((inner) => present(inner, answerId));
  if (!prefersJson(ctx.requestHeader('accept'))) {
    const after = lastEventId(ctx.requestHeader('last-event-id'));
    return isRunning ? follow(ctx, runs, answerId, after) : toldAgain(ctx, runs, await read(), after);
  }
  for await (const _ of follow(ctx, runs, answerId, 0));
  const [answered] = await shownNow(ctx, [await read()]);
  return answered as Answer;
});

/** True where JSON is asked for, and no event stream. */
const prefersJson = (accept: string | undefined): boolean =>
  accept !== undefined && /\bapplication\/json\b/i.test(accept) && !/\btext\/event-stream\b/i.test(accept);

export const lastEventId = (header: string | undefined): number =>
  header !== undefined && /^\d{1,9}$/.test(header.trim()) ? Number(header) : 0;

async function present(ctx: AssistantContext, answerId: string): Promise<AnswerRow> {
  return (
    (await findOwnAnswer(ctx, answerId)) ??
    ctx.fail('conversation-not-found', 'The conversation was deleted while this was being answered.')
  );
}

/** Puts the question down and starts its run; with a key that was sent before, finds the run it started. */
async function begin(
  ctx: AssistantContext,
  runs: LiveRuns,
  models: Models,
  input: AskInput,
): Promise<string> {
  const key = readKey(ctx);
  const requestHash = createHash('sha256').update(JSON.stringify(input)).digest();
  if (key !== null) {
    const known = await ctx.shortTransaction((inner) => findByKey(inner, key));
    if (known) return sameRequest(ctx, known, requestHash);
  }
  const { lesson, courseTitle } = await subjectOf(ctx, input);
  const answerId = newId();
  // Before the row is there: who finds it must find the run.
  const log = new EventLog(ctx, answerId);
  runs.set(answerId, log.run);
  try {
    const put = await ctx.shortTransaction((inner) => putDown(inner, { answerId, key, requestHash, input }));
    const { conversationId, template } = put;
    log.begin();
    const turns = await turnsAsReadableNow(ctx, put.turns);
    const { question, selection, kind = 'explain', level = 'beginner', courseId = null } = input;
    const asking: Asking = {
      ...{ id: answerId, question, selection, kind, level, courseId, courseTitle, lesson, turns, template },
      maxTokens: ctx.settingsOf(modelSettings).maxTokens,
      signal: log.run.abort.signal,
      language: askedLanguage(ctx),
      mayBeCached: true,
    };
    void run(ctx, models, asking, conversationId, log).finally(() => {
      log.release();
      runs.delete(answerId);
    });
    return answerId;
  } catch (error) {
    log.release();
    runs.delete(answerId);
    if (key === null || !violates(error, 'answers_once')) throw error;
    const winner = await ctx.shortTransaction((inner) => findByKey(inner, key));
    if (!winner) throw error;
    return sameRequest(ctx, winner, requestHash);
  }
}

function readKey(ctx: AssistantContext): string | null {
  const key = ctx.requestHeader('idempotency-key');
  if (key === undefined) return null;
  if (key.length === 0 || key.length > 255)
    return ctx.fail('invalid-input', 'Idempotency-Key must have 1 to 255 characters; a UUID is a good one.');
  return key;
}

function sameRequest(
  ctx: AssistantContext,
  known: { id: string; requestHash: Buffer },
  requestHash: Buffer,
): string {
  if (known.requestHash.equals(requestHash)) return known.id;
  return ctx.fail(
    'idempotency-key-reused',
    'This Idempotency-Key was sent before with another question. Use a new one for each.',
  );
}

/** Throws `course-not-found` where the asker cannot see the course: they shall not learn that it is there. */
async function subjectOf(
  ctx: AssistantContext,
  { courseId, lessonId }: AskInput,
): Promise<Pick<Asking, 'lesson' | 'courseTitle'>> {
  if (courseId === undefined && lessonId === undefined) return { lesson: null };
  const { course, lesson } = await ctx.call(knowledge.calls.titles, {
    ...(courseId !== undefined && { courseId }),
    ...(lessonId !== undefined && { lessonId }),
  });
  return {
    lesson: lessonId !== undefined && lesson !== null ? { id: lessonId, title: lesson } : null,
    courseTitle: course ?? undefined,
  };
}

interface Question {
  readonly answerId: string;
  readonly key: string | null;
  readonly requestHash: Buffer;
  readonly input: AskInput;
}

async function putDown(ctx: AssistantContext, { answerId, key, requestHash, input }: Question) {
  const { question, selection = null, kind = 'explain', level = 'beginner', courseId = null } = input;
  const asked = { question, selection, kind, level, courseId };
  // Together, for each of them alone is a way to the database and back.
  const [, running, conversationId, template] = await Promise.all([
    lockAsker(ctx),
    countRunning(ctx, DEAD_AFTER_SECONDS),
    touchConversation(ctx, input.conversationId, { title: question, courseId }),
    activeTemplate(ctx, kind, level),
  ]);
  if (running >= AT_ONCE) {
    const detail = 'Several of your questions are still being answered. Wait for one of them.';
    return ctx.fail('too-many-at-once', detail, { retryAfter: 5 });
  }
  if (conversationId === null)
    return ctx.fail('conversation-not-found', 'There is no such conversation of yours.');
  const [turns] = await Promise.all([
    input.conversationId ? turnsOf(ctx, conversationId) : [],
    insertAnswer(ctx, { id: answerId, conversationId, key, requestHash, ...asked }),
  ]);
  return { conversationId, turns, template };
}

/** Makes the answer. Never throws: what goes wrong becomes the answer's last event. */
async function run(
  ctx: AssistantContext,
  models: Models,
  asking: Asking,
  conversationId: string,
  log: EventLog,
): Promise<void> {
  const { id: answerId } = asking;
  let taken: readonly Taken[] = [];
  try {
    const answered = await answer(ctx, models, asking, {
      retrieved: (understood, passages) =>
        log.push('retrieved', { answerId, conversationId, understood, passages: [...passages] }),
      token: (text) => log.push('token', { text }),
      checked: (sentence) => log.push('citation', sentence),
    });
    ({ taken } = answered);
    const done = await preview(ctx, answerId, answered);
    // Its conversation was deleted meanwhile, but what it took counts.
    if (!done) return await account(ctx, answerId, taken);
    await log.end({ name: 'done', data: { answer: done } }, (inner, insert) =>
      keep(inner, asking, answered, insert),
    );
  } catch (error) {
    await fail(ctx, answerId, error, taken, log);
  }
}

/** The answer as it will stand once it is kept; undefined where its conversation was deleted meanwhile. */
async function preview(
  ctx: AssistantContext,
  answerId: string,
  { outcome }: Answered,
): Promise<Answer | undefined> {
  const row = await ctx.shortTransaction((inner) => findOwnAnswer(inner, answerId));
  const finishedAt = ctx.now().toISOString();
  return row && toAnswer({ ...row, state: 'done', text: outcome.text, outcome, finishedAt });
}

async function keep(ctx: AssistantContext, asking: Asking, answered: Answered, insert: Sql): Promise<void> {
  const { id } = asking;
  await finishAnswer(ctx, id, { ...answered, finishedAt: ctx.now() });
  await ctx.tx.query(insert);
  await settle(ctx, id, answered.taken);
  if (answered.cacheKey) await keepCached(ctx, answered.cacheKey, id);
  ctx.publish('rag.query_processed', processed('ask', ctx.actor.id, asking, answered));
}

const account = (ctx: AssistantContext, answerId: string, taken: readonly Taken[]): Promise<void> =>
  ctx.shortTransaction((inner) => settle(inner, answerId, taken));

async function fail(
  ctx: AssistantContext,
  answerId: string,
  error: unknown,
  taken: readonly Taken[],
  log: EventLog,
): Promise<void> {
  const known = error instanceof KernosError && error.status < 500;
  if (!known) ctx.log.error({ err: error, answerId }, 'an answer failed');
  const failure =
    known || error instanceof ModelsUnavailable
      ? { code: (error as { code?: string }).code ?? 'unavailable', detail: (error as Error).message }
      : {
          code: 'internal',
          detail: 'Something went wrong on our side. The question was kept; please ask it again.',
        };
  try {
    await log.end({ name: 'error', data: { answerId, ...failure } }, async (inner, insert) => {
      await inner.tx.query(insert);
      await failAnswer(inner, answerId, failure, inner.now());
      await settle(inner, answerId, taken);
    });
  } catch (again) {
    // Deleted meanwhile, or no database any more: the sweep will find what is left.
    ctx.log.warn({ err: again, answerId }, 'the end of an answer could not be stored');
    await account(ctx, answerId, taken).catch((err: unknown) =>
      ctx.log.error({ err, answerId, taken }, 'what an answer took could not be counted'),
    );
  }
}
