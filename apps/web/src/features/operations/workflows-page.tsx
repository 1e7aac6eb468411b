import { operations } from '@kernos/services/platform/operations/contract';
import { Button, Progress, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Workflow } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { Facts } from '../../components/facts.tsx';
import { TextLink } from '../../components/link.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { labelled } from '../../language/format.ts';
import { Confirmed } from '../../patterns/confirmed.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useOperationsWords } from './operations-words.ts';
import { toneOf } from './tones.ts';

type Run = ReplyTo<typeof operations.calls.workflows>['items'][number];
const route = getRouteApi('/in/system/workflows');
const EVERY_MS = 3_000;

export function WorkflowsPage() {
  const all = useOperationsWords();
  const words = all.workflows;
  const search = route.useSearch();
  const { running, succeeded, failed, cancelled } = all.states;
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
          choices: { all: words.all, running, succeeded, failed, cancelled },
        },
      ]}
      empty={{ icon: Workflow, title: words.none, text: words.noneText }}
      detail={(run) => <Steps run={run} />}
      columns={[
        { name: words.name, cell: ({ title }) => title },
        {
          name: words.state,
          cell: (run) => <RunState run={run} />,
        },
        { name: words.step, wideOnly: true, cell: (run) => <Step run={run} /> },
        { name: words.started, cell: ({ startedAt }) => <When at={startedAt} /> },
        {
          name: words.progress,
          cell: ({ progress, title }) => (
            <Progress value={progress} w={90} aria-label={`${labelled(title)} ${progress} %`} />
          ),
        },
      ]}
    />
  );
}

function RunState({ run: { status, cancelling } }: { run: Run }) {
  const { states } = useOperationsWords();
  const state = cancelling ? 'cancelling' : status;
  return <StateMark tone={toneOf(state)}>{states[state]}</StateMark>;
}

/** The step that it is at, or what it waits for and until when. */
function Step({ run: { currentStep, waitingFor } }: { run: Run }) {
  const { waitsFor } = useOperationsWords().workflows;
  if (!waitingFor) return currentStep;
  return (
    <Facts>
      {waitsFor[waitingFor.kind](waitingFor.name)}
      {waitingFor.until && <When at={waitingFor.until} />}
    </Facts>
  );
}

function CancelButton({ run: { id, title } }: { run: Run }) {
  const words = useOperationsWords().workflows;
  const cancel = useAct(operations.calls.cancelWorkflow, {
    shown: true,
    said: words.cancelAsked,
    refreshes: [operations.calls.workflows],
  });
  return (
    <Confirmed
      act={cancel}
      input={{ workflowId: id }}
      title={words.cancelTitle(title)}
      text={words.cancelText}
      no={words.keep}
      yes={words.cancel}
    >
      {(ask) => (
        <Button size="xs" variant="default" style={{ alignSelf: 'start' }} onClick={ask}>
          {words.cancel}
        </Button>
      )}
    </Confirmed>
  );
}

function Steps({ run }: { run: Run }) {
  const { steps, error, traceId, status: state, cancelling } = run;
  const words = useOperationsWords();
  return (
    <Stack gap="xs">
      <Stack component="ol" gap={4}>
        {steps.map(({ name, title, status, attempts, calls }) => (
          <li key={name}>
            <Facts>
              <StateMark tone={toneOf(status)}>{`${labelled(title)} ${words.states[status]}`}</StateMark>
              {calls > 1 && words.workflows.times(calls)}
              {attempts > 1 && words.trace.attempts(attempts)}
            </Facts>
          </li>
        ))}
      </Stack>
      {error && <span>{error.detail}</span>}
      {state === 'running' && !cancelling && <CancelButton run={run} />}
      <TextLink to="/system/traces/$traceId" params={{ traceId }} style={{ alignSelf: 'start' }}>
        {words.events.trace}
      </TextLink>
    </Stack>
  );
}
