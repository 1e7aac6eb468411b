import type { assistant } from '@kernos/services/platform/assistant/contract';
import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ReplyTo } from '../../../app/api.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import { StateMark, type Tone } from '../../../components/state-mark.tsx';
import { statusQuery } from '../asking/answer-data.ts';
import { CodeBlock } from '../reading/code-block.tsx';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import { nextBudgetDay } from './months.ts';

type Status = ReplyTo<typeof assistant.calls.status>;

/** As Ollama's server takes them, which runs on one's own machine and asks for no key. */
const SETTINGS = 'OPENAI_BASE_URL=http://localhost:11434/v1\nOPENAI_MODEL=llama3.1';

/** Which model answers, or why none does. */
export function Answering() {
  const words = useAdminWords().answering;
  const status = useQuery(statusQuery);
  return (
    <section>
      <Title mb={6} c="dimmed" fz="sm" fw={500} lts={0} order={2}>
        {words.title}
      </Title>
      <Loaded query={status} waiting={<RowsSkeleton rows={1} height={64} />}>
        {(data) => <WhoAnswers status={data} />}
      </Loaded>
    </section>
  );
}

function WhoAnswers({ status: { model, fallbackModel, budgetExceeded } }: { status: Status }) {
  const words = useAdminWords().answering;
  if (model === null)
    return (
      <Answerer tone="off" state={words.nobody}>
        <p>{words.nobodyText}</p>
        <CodeBlock text={SETTINGS} language="bash" complete />
        <p>{words.nobodyMore}</p>
      </Answerer>
    );
  if (budgetExceeded)
    return (
      <Answerer tone="bad" state={words.overBudget}>
        <p>{words.overBudgetText(nextBudgetDay())}</p>
      </Answerer>
    );
  return (
    <Answerer tone="good" state={words.model(model)}>
      <p>
        {fallbackModel && `${words.fallback(fallbackModel)} `}
        {words.checked}
      </p>
    </Answerer>
  );
}

function Answerer({ tone, state, children }: { tone: Tone; state: string; children: ReactNode }) {
  return (
    <div className={styles.answering}>
      <Text component="div" size="lg" fw={600}>
        <StateMark tone={tone}>{state}</StateMark>
      </Text>
      <div className={styles.explained}>{children}</div>
    </div>
  );
}
