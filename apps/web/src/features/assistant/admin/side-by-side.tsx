import { assistant } from '@kernos/services/platform/assistant/contract';
import { Box, Button, Skeleton, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, type ReplyTo } from '../../../app/api.ts';
import { Facts } from '../../../components/facts.tsx';
import { Failure } from '../../../components/failure.tsx';
import { milliseconds, whole } from '../../../language/format.ts';
import { fieldErrors } from '../../../language/problems.ts';
import { statusQuery } from '../asking/answer-data.ts';
import { AnswerText } from '../reading/answer-text.tsx';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import type { Kind, Level } from './template-data.ts';

type Previewed = ReplyTo<typeof assistant.calls.previewTemplates>['a'];

export interface Side {
  readonly name: string;
  readonly side: { readonly templateId: string } | { readonly text: string };
}

/** One question answered under two versions, to be read beside each other. */
export function SideBySide({
  kind,
  level,
  text,
  a,
  b,
}: {
  kind: Kind;
  level: Level | null;
  text: string;
  a: Side;
  b: Side;
}) {
  const words = useAdminWords().sides;
  const [question, setQuestion] = useState('');
  const status = useQuery(statusQuery);
  const preview = useMutation({
    mutationFn: async (sides: readonly [Side, Side]) => {
      const answers = await ask(assistant.calls.previewTemplates, {
        question: question.trim(),
        kind,
        ...(level && { level }),
        a: sides[0].side,
        b: sides[1].side,
      });
      return [answers.a, answers.b] as const;
    },
  });
  const wrong = fieldErrors(preview.error);
  return (
    <section className={styles.trying}>
      <Title order={2}>{words.title}</Title>
      <Text c="dimmed" mt={4}>
        {status.data?.model === null ? words.noModel : text}
      </Text>
      {status.data?.model && (
        <form
          className={styles.question}
          onSubmit={(event) => {
            event.preventDefault();
            preview.mutate([a, b]);
          }}
        >
          <TextInput
            label={words.question}
            description={words.questionHint}
            maxLength={2_000}
            required
            value={question}
            error={wrong.question}
            onChange={({ currentTarget: { value } }) => setQuestion(value)}
          />
          <Button type="submit" loading={preview.isPending} disabled={!question.trim()}>
            {words.run}
          </Button>
        </form>
      )}
      {preview.error && !wrong.question && <Failure error={preview.error} />}
      {preview.isPending && (
        <Text c="dimmed" role="status" mt="md">
          {words.working}
        </Text>
      )}
      {(preview.isPending || preview.data) && (
        <div className={styles.sides} aria-busy={preview.isPending}>
          {([0, 1] as const).map((at) => (
            <Answered
              key={at}
              name={preview.variables?.[at].name ?? ''}
              answer={preview.isPending ? undefined : preview.data?.[at]}
            />
          ))}
        </div>
      )}
    </section>
  );
}

function Answered({ name, answer }: { name: string; answer: Previewed | undefined }) {
  const words = useAdminWords().sides;
  if (!answer)
    return (
      <article aria-label={name}>
        <Title order={3}>{name}</Title>
        <Skeleton height={14} mt={12} />
        <Skeleton height={14} mt={8} />
        <Skeleton height={14} mt={8} width="60%" />
      </article>
    );
  const { text, sentences, passages, mode, timings, usage } = answer;
  const good = sentences.filter(({ verdict }) => verdict === 'supported').length;
  return (
    <article aria-label={name}>
      <Title order={3}>{name}</Title>
      <Box mt={2} mb={12}>
        <Facts>
          {words.modes[mode]}
          {timings.totalMs !== null && words.took(milliseconds(timings.totalMs))}
          {words.supported(good, sentences.length)}
          {mode === 'generated' && words.tokens(whole(usage.promptTokens + usage.completionTokens))}
        </Facts>
      </Box>
      <AnswerText text={text} passages={passages} sentences={sentences} complete />
    </article>
  );
}
