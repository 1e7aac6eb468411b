import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, refresh } from '../../../app/api.ts';
import { Failure } from '../../../components/failure.tsx';
import { statusQuery } from '../asking/answer-data.ts';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import type { Kind, Template } from './template-data.ts';

/** Most that the call takes. */
const MOST = 200;

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Has both versions answer a set of questions. */
export function EvaluateForm({ kind, a, b }: { kind: Kind; a: Template; b: Template }) {
  const words = useAdminWords().comparisons;
  const [own, setOwn] = useState('');
  const status = useQuery(statusQuery);
  const navigate = useNavigate();
  const lines = linesOf(own);
  const run = useMutation({
    mutationFn: () =>
      ask(assistant.calls.evaluate, {
        a: a.id,
        b: b.id,
        ...(lines.length > 0 && { questions: lines.map((question) => ({ question, kind })) }),
      }),
    onSuccess: async ({ id: evaluationId }) => {
      void refresh(assistant.calls.evaluations);
      await navigate({ to: '/assistant/comparisons/$evaluationId', params: { evaluationId } });
    },
  });
  if (!status.data?.model) return null;
  return (
    <section>
      <Title order={2}>{words.evaluate}</Title>
      <Text c="dimmed" mt={4}>
        {words.evaluateText}
      </Text>
      <form
        className={styles.evaluate}
        onSubmit={(event) => {
          event.preventDefault();
          if (lines.length <= MOST) run.mutate();
        }}
      >
        <Textarea
          label={words.own}
          description={words.ownHint}
          autosize
          minRows={3}
          maxRows={12}
          value={own}
          error={lines.length > MOST && words.tooMany(MOST)}
          onChange={({ currentTarget: { value } }) => setOwn(value)}
        />
        {run.error && <Failure error={run.error} />}
        <Button type="submit" variant="default" loading={run.isPending}>
          {words.run}
        </Button>
      </form>
    </section>
  );
}
