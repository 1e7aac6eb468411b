import { operations } from '@kernos/services/platform/operations/contract';
import { Progress, SegmentedControl, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Workflow } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { TextLink } from '../../components/link.tsx';
import { Listing } from '../../components/listing.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import styles from './detail.module.css';
import { useOperationsWords } from './operations-words.ts';
import { standingOf } from './standing.ts';

type Run = ReplyTo<typeof operations.calls.workflows>['items'][number];
type State = Run['status'];
const route = getRouteApi('/in/system/workflows');
const EVERY_MS = 3_000;

export function WorkflowsPage() {
  const all = useOperationsWords();
  const words = all.workflows;
  const { status } = route.useSearch();
  const navigate = useNavigate({ from: '/system/workflows' });
  const runs = useInfiniteQuery({
    ...pages(operations.calls.workflows, { limit: 30, ...(status && { status }) }),
    refetchInterval: EVERY_MS,
  });
  const choices = [
    { value: 'all', label: words.all },
    ...(['running', 'succeeded', 'failed'] as const).map((state) => ({
      value: state,
      label: all.states[state],
    })),
  ];
  return (
    <Stack>
      <SegmentedControl
        aria-label={words.state}
        data={choices}
        value={status ?? 'all'}
        onChange={(chosen) =>
          void navigate({ search: chosen === 'all' ? {} : { status: chosen as State }, replace: true })
        }
        style={{ alignSelf: 'start' }}
      />
      <Listing
        list={runs}
        rows={5}
        empty={
          <Empty icon={Workflow} title={words.none}>
            {words.noneText}
          </Empty>
        }
      >
        {(items) => (
          <DataTable
            label={words.name}
            items={items}
            idOf={({ id }) => id}
            detail={(run) => <Steps run={run} />}
            columns={[
              { name: words.name, cell: ({ title }) => title },
              {
                name: words.state,
                cell: (run) => (
                  <StateMark standing={standingOf(run.status)}>{all.states[run.status]}</StateMark>
                ),
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
        )}
      </Listing>
    </Stack>
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
