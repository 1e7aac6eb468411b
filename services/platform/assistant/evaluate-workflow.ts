/** Answers one question of an evaluation under both templates; then the next one, in a run of its own, until all are compared. */
import { Id } from '@kernos/kernel/schemas';
import { step, workflow } from '@kernos/kernel/workflows';
import { Type } from 'typebox';

export interface EvaluationStep {
  readonly evaluationId: string;
  readonly ordinal: number;
  /** How many there are. */
  readonly questions: number;
}

/** The run of the question with this ordinal, from 0. */
export const evaluationRun = (evaluationId: string, ordinal: number): string =>
  `assistant-evaluate-${evaluationId}-${ordinal}`;

export const evaluateTemplates = workflow('assistant.evaluate', {
  title: 'Comparing two prompt templates',
  input: Type.Object({ evaluationId: Id, ordinal: Type.Integer(), questions: Type.Integer() }),
  steps: {
    answer: step<EvaluationStep>('Answering a question under both templates', { attempts: 3 }),
    goOn: step<EvaluationStep>('Going on to the next question, or comparing'),
  },
  run: async (steps, input) => {
    await steps.answer(input);
    await steps.goOn(input);
  },
});
