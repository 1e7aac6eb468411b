import { assistant } from '@kernos/services/platform/assistant/contract';
import { Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FormBody } from '../../../patterns/form-body.tsx';
import { useCallForm } from '../../../patterns/use-call-form.ts';
import { statusQuery } from '../asking/answer-data.ts';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import type { Kind, Template } from './template-data.ts';

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Has both versions answer a set of questions. */
export function EvaluateForm({ kind, a, b }: { kind: Kind; a: Template; b: Template }) {
  const words = useAdminWords().comparisons;
  const status = useQuery(statusQuery);
  const navigate = useNavigate();
  const form = useCallForm(assistant.calls.evaluate, {
    values: { questions: '' },
    input: ({ questions }) => {
      const lines = linesOf(questions);
      return {
        a: a.id,
        b: b.id,
        ...(lines.length > 0 && { questions: lines.map((question) => ({ question, kind })) }),
      };
    },
    empties: true,
    refreshes: [assistant.calls.evaluations],
    onDone: ({ id: evaluationId }) =>
      navigate({ to: '/assistant/comparisons/$evaluationId', params: { evaluationId } }),
  });
  if (!status.data?.model) return null;
  return (
    <section>
      <Title order={2}>{words.evaluate}</Title>
      <Text c="dimmed" mt={4}>
        {words.evaluateText}
      </Text>
      <div className={styles.evaluate}>
        <FormBody form={form} submit={words.run} quiet>
          <Textarea
            label={words.own}
            description={words.ownHint}
            autosize
            minRows={3}
            maxRows={12}
            {...form.field('questions')}
          />
        </FormBody>
      </div>
    </section>
  );
}
