/** Answers each question of an evaluation under both templates, then compares the answers. */
import { Id } from '@kernos/kernel/schemas';
import { step, workflow } from '@kernos/kernel/workflows';
import { Type } from 'typebox';

export interface EvaluationStep {
  readonly evaluationId: string;
  /** Of the question, from 0. */
  readonly ordinal: number;
}

export const evaluationRun = (evaluationId: string): string => `assistant-evaluate-${evaluationId}`;

export const evaluateTemplates = workflow('assistant.evaluate', {
  title: { en: 'Comparing two sets of instructions', fr: 'Comparaison de deux jeux de consignes' },
  input: Type.Object({ evaluationId: Id, questions: Type.Integer() }),
  steps: {
    answer: step<EvaluationStep>(
      { en: 'Answering a question under both', fr: 'Réponse à une question avec chacun' },
      { attempts: 3 },
    ),
    compare: step<{ evaluationId: string }>({ en: 'Comparing the answers', fr: 'Comparaison des réponses' }),
  },
  run: async ({ answer, compare }, { evaluationId, questions }) => {
    for (let ordinal = 0; ordinal < questions; ordinal += 1) await answer({ evaluationId, ordinal });
    await compare({ evaluationId });
  },
});
