/** Answers every question of an evaluation under both templates, one at a time, then compares. */
import { Id } from '@kernos/kernel/schemas';
import { step, workflow } from '@kernos/kernel/workflows';
import { Type } from 'typebox';

export interface EvaluationStep {
  readonly evaluationId: string;
  readonly ordinal: number;
}

export const evaluationRun = (evaluationId: string): string => `assistant-evaluate-${evaluationId}`;

export const evaluateTemplates = workflow('assistant.evaluate', {
  title: 'Comparing two prompt templates',
  input: Type.Object({ evaluationId: Id, questions: Type.Integer() }),
  steps: {
    answer: step<EvaluationStep>('Answering a question under both templates', { attempts: 3 }),
    compare: step<{ evaluationId: string }>('Comparing the answers'),
  },
  run: async (steps, { evaluationId, questions }) => {
    for (let ordinal = 0; ordinal < questions; ordinal += 1) await steps.answer({ evaluationId, ordinal });
    await steps.compare({ evaluationId });
  },
});
