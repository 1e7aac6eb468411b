import { assistant } from '@kernos/services/platform/assistant/contract';
import { Title } from '@mantine/core';
import { Scale } from 'lucide-react';
import { pages, type ReplyTo } from '../../../app/api.ts';
import { TextLink } from '../../../components/link.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { percent } from '../../../language/format.ts';
import { List } from '../../../patterns/list-page.tsx';
import { useAdminWords } from './admin-words.ts';
import { type Template, useVersionNames } from './template-data.ts';

export type Evaluation = ReplyTo<typeof assistant.calls.evaluation>;
/** How often one that is running is looked at. */
export const EVERY_MS = 1_500;

/** The comparisons there were, newest first. `all`: the versions, once they are known. */
export function EvaluationList({ all }: { all: readonly Template[] | undefined }) {
  const words = useAdminWords().comparisons;
  const { pairOf } = useVersionNames();
  const one = (wanted: string) => all?.find(({ id }) => id === wanted);
  return (
    <section>
      <List
        label={words.past}
        pages={pages(assistant.calls.evaluations, { limit: 20 })}
        every={(items) => items.some(({ state }) => state === 'running') && EVERY_MS}
        idOf={({ id }) => id}
        empty={{ icon: Scale, title: words.none, text: words.noneText }}
        summary={({ items }) => items.length > 0 && <Title order={2}>{words.past}</Title>}
        columns={[
          {
            name: words.pair,
            cell: ({ id, a, b }) => (
              <TextLink to="/assistant/comparisons/$evaluationId" params={{ evaluationId: id }}>
                {pairOf(one(a), one(b))}
              </TextLink>
            ),
          },
          {
            name: words.state,
            cell: ({ state, answered, questions }) => (
              <StateMark tone={state === 'done' ? 'good' : 'running'}>
                {state === 'done' ? words.done(questions) : words.running(answered, questions)}
              </StateMark>
            ),
          },
          {
            name: words.support,
            number: true,
            cell: ({ measures }) =>
              measures ? `${percent(measures.a.supportRate)} · ${percent(measures.b.supportRate)}` : '–',
          },
          { name: words.begun, number: true, cell: ({ createdAt }) => <When at={createdAt} /> },
        ]}
      />
    </section>
  );
}
