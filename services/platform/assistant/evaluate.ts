/** The steps of an evaluation. It reads what the administrator who asked for it may read. */

import { activities } from '@kernos/kernel/activities';
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { type Answered, type AssistantContext, answer, nobody } from './answering.ts';
import type { Asking } from './asking.ts';
import { settle } from './budgets.ts';
import { assistant } from './contract.ts';
import { type EvaluationStep, evaluateTemplates } from './evaluate-workflow.ts';
import { loadModels } from './load-models.ts';
import { processed } from './processed.ts';
import type { Kind, Measures, Mode } from './schemas.ts';
import { modelSettings } from './settings.ts';
import { templateById } from './templates.ts';

interface Row {
  readonly a: string;
  readonly b: string;
  readonly question: { readonly question: string; readonly kind?: Kind; readonly courseId?: string };
  readonly viewer: { readonly userId: string; readonly roles: string[] };
}

/** One answer as it is measured. */
export interface Measured {
  readonly mode: Mode;
  readonly supported: number;
  readonly checked: number;
  readonly length: number;
  readonly ms: number;
  readonly tokens: number;
  readonly cost: number;
}

const TIMEOUT_MS = 120_000;

async function answerBoth({ evaluationId, ordinal }: EvaluationStep, ctx: AssistantContext): Promise<void> {
  const models = await ctx.shared(loadModels);
  const prepared = await ctx.shortTransaction(async (inner) => {
    const { rows } = await inner.tx.query<Row>({
      text: `SELECT a, b, questions -> $2::int AS question, viewer FROM assistant.evaluations WHERE id = $1`,
      values: [evaluationId, ordinal],
    });
    const row = rows[0];
    return row && { row, a: await templateById(inner, row.a), b: await templateById(inner, row.b) };
  });
  if (!prepared?.a || !prepared.b) return;
  const { row, a, b } = prepared;
  const { question, kind = 'explain', courseId = null } = row.question;
  const results: Measured[] = [];
  const accounts: (() => Promise<void>)[] = [];
  for (const template of [a, b]) {
    const asking: Asking = {
      ...{ id: newId(), question, kind, level: 'beginner', courseId, template, viewer: row.viewer },
      ...{ lesson: null, turns: [], maxTokens: ctx.settingsOf(modelSettings).maxTokens, mayBeCached: false },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    };
    const answered = await answer(ctx, models, asking, nobody);
    results.push(measure(answered));
    accounts.push(async () => {
      await settle(ctx, asking.id, answered.taken);
      ctx.publish('rag.query_processed', processed('evaluation', null, asking, answered));
    });
  }
  // Only now, for a call is refused inside a transaction.
  for (const account of accounts) await account();
  await ctx.tx.query({
    text: 'INSERT INTO assistant.evaluated (evaluation_id, ordinal, a, b) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    values: [evaluationId, ordinal, JSON.stringify(results[0]), JSON.stringify(results[1])],
  });
}

const measure = ({ outcome, inside }: Answered): Measured => ({
  mode: outcome.mode,
  supported: outcome.sentences.filter(({ verdict }) => verdict === 'supported').length,
  checked: outcome.sentences.length,
  length: outcome.text.length,
  ms: inside.timings.totalMs ?? 0,
  tokens: inside.usage.promptTokens + inside.usage.completionTokens,
  cost: inside.usage.cost,
});

async function compare({ evaluationId }: { evaluationId: string }, ctx: Pick<Context, 'tx'>): Promise<void> {
  const { rows } = await ctx.tx.query<{ a: Measured; b: Measured }>({
    text: 'SELECT a, b FROM assistant.evaluated WHERE evaluation_id = $1 ORDER BY ordinal',
    values: [evaluationId],
  });
  const measures = { a: summarize(rows.map(({ a }) => a)), b: summarize(rows.map(({ b }) => b)) };
  await ctx.tx.query({
    text: 'UPDATE assistant.evaluations SET measures = $2 WHERE id = $1',
    values: [evaluationId, JSON.stringify(measures)],
  });
}

/** What the answers of one side were like, all together. */
export function summarize(answers: readonly Measured[]): Measures {
  const sum = (of: (it: Measured) => number) => answers.reduce((total, it) => total + of(it), 0);
  const share = (part: number, whole: number) =>
    whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 1_000;
  const times = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (quantile: number) =>
    times[Math.min(times.length - 1, Math.floor(quantile * times.length))] ?? 0;
  return {
    questions: answers.length,
    answeredRate: share(answers.filter(({ mode }) => mode !== 'nothing-found').length, answers.length),
    supportRate: share(
      sum(({ supported }) => supported),
      sum(({ checked }) => checked),
    ),
    generatedRate: share(answers.filter(({ mode }) => mode === 'generated').length, answers.length),
    meanLength: Math.round(sum(({ length }) => length) / Math.max(1, answers.length)),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    tokens: sum(({ tokens }) => tokens),
    cost: sum(({ cost }) => cost),
  };
}

export const evaluating = activities(assistant, evaluateTemplates, {
  answer: answerBoth,
  compare,
});
