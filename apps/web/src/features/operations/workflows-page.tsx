import { operations } from '@kernos/services/platform/operations/contract';
import { Progress, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Workflow } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { TextLink } from '../../components/link.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import styles from './detail.module.css';
import { useOperationsWords } from './operations-words.ts';
import { standingOf } from './standing.ts';

type Run = ReplyTo<typeof operations.calls.workflows>['items'][number];
const route = getRouteApi('/in/system/workflows');
const EVERY_MS = 3_000;

export function WorkflowsPage() {
  const all = useOperationsWords();
  const words = all.workflows;
  const search = route.useSearch();
  const states = (['running', 'succeeded', 'failed'] as const).map((value) => ({
    value,
    label: all.states[value],
  }));
  return (
    <ListPage
      label={words.name}
      pages={pages(operations.calls.workflows, { limit: 30, ...search })}
      every={EVERY_MS}
      idOf={({ id }) => id}
      search={search}
      filters={[
        {
          kind: 'switch',
          name: 'status',
          label: words.state,
          usual: 'all',
          choices: [{ value: 'all', label: words.all }, ...states],
        },
      ]}
      empty={{ icon: Workflow, title: words.none, text: words.noneText }}
      detail={(run) => <Steps run={run} />}
      columns={[
        { name: words.name, cell: ({ title }) => title },
        {
          name: words.state,
          cell: (run) => <StateMark standing={standingOf(run.status)}>{all.states[run.status]}</StateMark>,
        },
        { name: words.step, wideOnly: true, cell: ({ currentStep }) => currentStep ?? '' },
        { name: words.started, cell: ({ startedAt }) => <When at={startedAt} /> },
        {
          name: words.progress,
          cell: ({ progress, title }) => (
            <Progress value={progress} w={90} aria-label={`${title}: ${progress} %`} />
          ),
        },
      ]}
    />
  );
}

function Steps({ run: { steps, error, traceId } }: { run: Run }) {
  const words = useOperationsWords();
  return (
    <Stack gap="xs">
      <ol className={styles.list}>
        {steps.map(({ name, title, status, attempts }) => (
          <li key={name}>
            <StateMark standing={standingOf(status)}>{`${title}: ${words.states[status]}`}</StateMark>
            {attempts > 1 && ` · ${words.trace.attempts(attempts)}`}
          </li>
        ))}
      </ol>
      {error && <span>{error.detail}</span>}
      <TextLink to="/system/traces/$traceId" params={{ traceId }} style={{ alignSelf: 'start' }}>
        {words.events.trace}
      </TextLink>
    </Stack>
  );
}
