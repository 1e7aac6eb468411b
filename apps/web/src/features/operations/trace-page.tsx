import { operations } from '@kernos/services/platform/operations/contract';
import { Button, CopyButton, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { query } from '../../app/api.ts';
import { TextLink } from '../../components/link.tsx';
import { Soft } from '../../components/soft.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useCommonWords } from '../../language/common-words.ts';
import { milliseconds } from '../../language/format.ts';
import { DetailPage } from '../../patterns/detail-page.tsx';
import { useActTitle } from './act-title.tsx';
import type { Trace } from './data.ts';
import { useOperationsWords } from './operations-words.ts';
import { TraceRow } from './trace-row.tsx';

const route = getRouteApi('/in/system/traces/$traceId');
const WHILE_OPEN_MS = 1_500;

/** One request and whatever came of it, across services, on one axis of time. */
export function TracePage() {
  const words = useOperationsWords().trace;
  const common = useCommonWords();
  const { traceId } = route.useParams();
  const trace = useQuery({
    ...query(operations.calls.trace, { traceId }),
    refetchInterval: ({ state }) => (state.data && !state.data.settled ? WHILE_OPEN_MS : false),
  });
  const title = useActTitle(trace.data?.nodes[0]?.title ?? words.title);
  return (
    <DetailPage
      query={trace}
      title={() => title}
      above={<TextLink to="/system/traces">{words.back}</TextLink>}
      lead={({ services, durationMs }) => words.lead(services.length, milliseconds(durationMs))}
      width="wide"
      actions={() => (
        <CopyButton value={traceId}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? common.copied : words.copyId}
            </Button>
          )}
        </CopyButton>
      )}
    >
      {(whole) => <Timeline trace={whole} />}
    </DetailPage>
  );
}

function Timeline({ trace }: { trace: Trace }) {
  const words = useOperationsWords().trace;
  return (
    <>
      <Group gap="4px 20px" mb={20} fz="sm">
        <StateMark tone={trace.settled ? 'good' : 'running'}>
          {trace.settled ? words.settled : words.open}
        </StateMark>
        <Soft>{trace.services.join(' → ')}</Soft>
      </Group>
      <ol aria-label={words.timeline}>
        {trace.nodes.map((node) => (
          <TraceRow key={node.id} node={node} trace={trace} />
        ))}
      </ol>
    </>
  );
}
