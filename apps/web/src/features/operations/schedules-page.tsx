import { operations } from '@kernos/services/platform/operations/contract';
import { useQuery } from '@tanstack/react-query';
import { query } from '../../app/api.ts';
import { Loaded } from '../../components/loaded.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { DataTable } from '../../patterns/data-table.tsx';
import { useOperationsWords } from './operations-words.ts';
import { toneOf } from './tones.ts';

const EVERY_MS = 10_000;

export function SchedulesPage() {
  const all = useOperationsWords();
  const words = all.schedules;
  const schedules = useQuery({
    ...query(operations.calls.schedules, {}),
    refetchInterval: EVERY_MS,
  });
  return (
    <Loaded query={schedules} waiting={<RowsSkeleton rows={6} height={38} />}>
      {({ items }) => (
        <DataTable
          label={all.tabs.schedules}
          items={items}
          idOf={({ name }) => name}
          columns={[
            { name: words.name, cell: ({ name }) => name },
            { name: words.cron, cell: ({ cron }) => <code>{cron}</code> },
            { name: words.next, cell: ({ nextRunAt }) => nextRunAt && <When at={nextRunAt} ahead /> },
            {
              name: words.last,
              cell: ({ lastRun }) =>
                lastRun ? (
                  <>
                    <StateMark tone={toneOf(lastRun.outcome)}>{all.states[lastRun.outcome]}</StateMark>{' '}
                    <When at={lastRun.startedAt} />
                  </>
                ) : (
                  words.never
                ),
            },
            { name: words.runs, number: true, cell: ({ runs }) => runs },
            { name: words.failures, number: true, cell: ({ failures }) => failures },
          ]}
        />
      )}
    </Loaded>
  );
}
