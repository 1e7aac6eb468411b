import { assistant } from '@kernos/services/platform/assistant/contract';
import { Progress, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { query } from '../../../app/api.ts';
import { TextLink } from '../../../components/link.tsx';
import { together } from '../../../components/loaded.tsx';
import { missing } from '../../../components/missing.tsx';
import { percent } from '../../../language/format.ts';
import { DetailPage } from '../../../patterns/detail-page.tsx';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import { ComparedTexts } from './compared-texts.tsx';
import type { Names } from './data.ts';
import { EVERY_MS, type Evaluation } from './evaluation-list.tsx';
import { MeasureTable } from './measure-table.tsx';
import { templatesQuery, useVersionNames } from './template-data.ts';

const route = getRouteApi('/in/assistant/comparisons/$evaluationId');

/** How two versions did over a set of questions, or how far they have come. */
export function EvaluationPage() {
  const words = useAdminWords().evaluation;
  const { evaluationId } = route.useParams();
  const evaluation = useQuery({
    ...query(assistant.calls.evaluation, { evaluationId }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? EVERY_MS : false),
  });
  const templates = useQuery(templatesQuery);
  const { nameOf, pairOf } = useVersionNames();
  const whole = together({ evaluation, templates });
  const one = (wanted: string | undefined) => whole.data?.templates.items.find(({ id }) => id === wanted);
  const [a, b] = [one(whole.data?.evaluation.a), one(whole.data?.evaluation.b)];
  const names = { a: nameOf(a), b: nameOf(b) };
  return (
    <DetailPage
      query={whole}
      title={() => pairOf(a, b)}
      above={<TextLink to="/assistant/comparisons">{words.back}</TextLink>}
      failed={missing(words)}
    >
      {({ evaluation, templates: { items: all } }) => (
        <div className={styles.sections}>
          <Outcome evaluation={evaluation} names={names} />
          <ComparedTexts all={all} a={a} b={b} names={names} />
        </div>
      )}
    </DetailPage>
  );
}

function Outcome({ evaluation, names }: { evaluation: Evaluation; names: Names }) {
  const words = useAdminWords().evaluation;
  const { measures, answered, questions } = evaluation;
  if (!measures)
    return (
      <section role="status">
        <Title order={2}>{words.running}</Title>
        <Progress
          value={(100 * answered) / questions}
          mt="md"
          mb={6}
          aria-label={words.progress(answered, questions)}
        />
        <Text className="numbers">{words.progress(answered, questions)}</Text>
        <Text c="dimmed" mt="md">
          {words.runningText} <TextLink to="/system/workflows">{words.steps}</TextLink>
        </Text>
      </section>
    );
  const [a, b] = [measures.a.supportRate, measures.b.supportRate];
  const [better, worse] = a > b ? [a, b] : [b, a];
  return (
    <section>
      <Title order={2}>
        {percent(a) === percent(b)
          ? words.even(percent(a))
          : words.better(a > b ? names.a : names.b, percent(better), percent(worse))}
      </Title>
      <Text c="dimmed" mt={4} mb="md">
        {words.measured(measures.a.questions)}
      </Text>
      <MeasureTable measures={measures} names={names} />
    </section>
  );
}
