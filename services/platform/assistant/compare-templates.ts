/** Two templates side by side: one question for an administrator to read, or a set of questions to be measured. */
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { knowledge } from '../knowledge/contract.ts';
import { type Answered, answer, nobody } from './answering.ts';
import type { Asking } from './asking.ts';
import { settle } from './budgets.ts';
import { assistant } from './contract.ts';
import { evaluateTemplates, evaluationRun } from './evaluate-workflow.ts';
import { evaluationQuestions } from './evaluation-questions.ts';
import { loadModels } from './load-models.ts';
import { processed } from './processed.ts';
import type { Evaluation, Measures, PreviewedAnswer, TemplateSide } from './schemas.ts';
import { modelSettings } from './settings.ts';
import { placeholderProblem, templateById } from './templates.ts';

const PREVIEW_TIMEOUT_MS = 60_000;
const NO_TEMPLATE = 'There is no such template here.';

type PreviewContext = Context<'template-not-found' | 'placeholder-unknown', unknown>;

async function readSide(
  ctx: PreviewContext,
  side: Static<typeof TemplateSide>,
  name: 'a' | 'b',
): Promise<Asking['template']> {
  const { templateId, text } = side;
  if ((templateId === undefined) === (text === undefined))
    return ctx.fail('invalid-input', 'Each side is either a template by its id, or a text.', {
      errors: [{ path: `/${name}`, message: 'must have either templateId or text' }],
    });
  if (templateId !== undefined)
    return (await templateById(ctx, templateId)) ?? ctx.fail('template-not-found', NO_TEMPLATE);
  const problem = placeholderProblem(text ?? '');
  if (problem)
    return ctx.fail('placeholder-unknown', problem, {
      errors: [{ path: `/${name}/text`, message: problem }],
    });
  return { id: newId(), version: 0, text: text ?? '' };
}

export const previewTemplates = handle(assistant.calls.previewTemplates, async (input, ctx) => {
  const { question, kind = 'explain', level = 'beginner', courseId = null } = input;
  if (courseId) await ctx.call(knowledge.calls.titles, { courseId });
  const templates = await ctx.shortTransaction(async (inner) => {
    return [await readSide(inner, input.a, 'a'), await readSide(inner, input.b, 'b')] as const;
  });
  const models = await ctx.shared(loadModels);
  const signal = AbortSignal.timeout(PREVIEW_TIMEOUT_MS);
  const askings = templates.map(
    (template): Asking => ({
      ...{ id: newId(), question, kind, level, courseId, template, signal },
      ...{ lesson: null, turns: [], maxTokens: ctx.settingsOf(modelSettings).maxTokens, mayBeCached: false },
    }),
  );
  const answered = await Promise.all(askings.map((asking) => answer(ctx, models, asking, nobody)));
  for (const [at, asking] of askings.entries()) {
    const one = answered[at] as Answered;
    await settle(ctx, asking.id, one.taken);
    ctx.publish('rag.query_processed', processed('preview', ctx.actor.id, asking, one));
  }
  const [a, b] = answered.map(toPreviewed);
  return { a, b } as { a: Static<typeof PreviewedAnswer>; b: Static<typeof PreviewedAnswer> };
});

const toPreviewed = ({ outcome, inside }: Answered): Static<typeof PreviewedAnswer> => {
  const { text, mode, modeReason, model, sentences, passages } = outcome;
  const { timings, usage } = inside;
  return {
    text,
    mode,
    modeReason,
    model,
    timings,
    usage,
    sentences: [...sentences],
    passages: [...passages],
  };
};

interface EvaluationRow {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly questions: number;
  readonly answered: number;
  readonly measures: { a: Measures; b: Measures } | null;
  readonly createdAt: string;
}

const COLUMNS = `e.id, e.a, e.b, jsonb_array_length(e.questions) AS questions, e.measures, e.created_at,
  (SELECT count(*) FROM assistant.evaluated d WHERE d.evaluation_id = e.id) AS answered`;

const toEvaluation = (row: EvaluationRow): Static<typeof Evaluation> => ({
  ...row,
  workflowId: evaluationRun(row.id),
  state: row.measures ? 'done' : 'running',
});

async function findEvaluation(ctx: Pick<Context, 'tx'>, id: string): Promise<EvaluationRow | undefined> {
  const { rows } = await ctx.tx.query<EvaluationRow>({
    text: `SELECT ${COLUMNS} FROM assistant.evaluations e WHERE e.id = $1 AND e.organization_id = kernel.organization()`,
    values: [id],
  });
  return rows[0];
}

export const evaluate = handle(assistant.calls.evaluate, async ({ a, b, questions }, ctx) => {
  for (const id of [a, b])
    if (!(await templateById(ctx, id))) return ctx.fail('template-not-found', NO_TEMPLATE);
  const asked = questions ?? evaluationQuestions;
  const id = newId();
  const viewer = { userId: ctx.actor.id, roles: [...ctx.actor.roles] };
  await ctx.tx.query({
    text: `INSERT INTO assistant.evaluations (id, a, b, questions, viewer, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [id, a, b, JSON.stringify(asked), JSON.stringify(viewer), ctx.now()],
  });
  ctx.start(evaluateTemplates, evaluationRun(id), { evaluationId: id, questions: asked.length });
  return toEvaluation((await findEvaluation(ctx, id)) as EvaluationRow);
});

export const evaluation = handle(assistant.calls.evaluation, async ({ evaluationId }, ctx) => {
  const row = await findEvaluation(ctx, evaluationId);
  return row ? toEvaluation(row) : ctx.fail('evaluation-not-found', 'There is no such evaluation here.');
});

export const evaluations = handle(assistant.calls.evaluations, async (page, ctx) =>
  list(
    page,
    { createdAt: 'instant', id: 'id' },
    async (before, limit) => {
      const { rows } = await ctx.tx.query<EvaluationRow>({
        text: `SELECT ${COLUMNS} FROM assistant.evaluations e
            WHERE e.organization_id = kernel.organization()
              AND ($1::timestamptz IS NULL OR (e.created_at, e.id) < ($1, $2::uuid))
            ORDER BY e.created_at DESC, e.id DESC LIMIT $3`,
        values: [before.createdAt, before.id, limit],
      });
      return rows;
    },
    toEvaluation,
  ),
);
