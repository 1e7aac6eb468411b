import { assistant } from '@kernos/services/platform/assistant/contract';
import { ActionIcon, Box, Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { listQuery } from '../../../app/api.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import { money, whole } from '../../../language/format.ts';
import { DataTable } from '../../../patterns/data-table.tsx';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import { Answering } from './answering.tsx';
import { BudgetForm } from './budget-form.tsx';
import { BudgetMeters } from './budget-meters.tsx';
import type { Usage } from './data.ts';
import { monthAfter, monthName, thisMonth } from './months.ts';
import { UsageChart } from './usage-chart.tsx';

const route = getRouteApi('/in/assistant/');

export function UsePage() {
  const month = route.useSearch().month ?? thisMonth();
  const usage = useQuery(listQuery(assistant.calls.usage, { month }));
  return (
    <div className={styles.sections}>
      <Answering />
      <section>
        <MonthTitle month={month} />
        <Loaded query={usage} waiting={<RowsSkeleton rows={2} height={120} />}>
          {(data) => (
            <>
              <BudgetMeters usage={data} />
              <UsageChart usage={data} />
              {data.models.length > 0 && <Models usage={data} />}
            </>
          )}
        </Loaded>
      </section>
      {usage.data && <BudgetForm usage={usage.data} />}
    </div>
  );
}

function MonthTitle({ month }: { month: string }) {
  const words = useAdminWords().use;
  const navigate = useNavigate({ from: '/assistant' });
  const show = (shown: string) =>
    void navigate({ search: shown === thisMonth() ? {} : { month: shown }, replace: true });
  return (
    <Group gap={4} mb="md">
      <Title order={2} className={styles.month} aria-live="polite">
        {monthName(month)}
      </Title>
      <ActionIcon
        aria-label={words.earlier}
        title={words.earlier}
        onClick={() => show(monthAfter(month, -1))}
      >
        <ChevronLeft size={18} />
      </ActionIcon>
      <ActionIcon
        aria-label={words.later}
        title={words.later}
        disabled={month >= thisMonth()}
        onClick={() => show(monthAfter(month, 1))}
      >
        <ChevronRight size={18} />
      </ActionIcon>
    </Group>
  );
}

function Models({ usage }: { usage: Usage }) {
  const words = useAdminWords().use;
  return (
    <Box maw={860} mt={32}>
      <Title order={3}>{words.byModel}</Title>
      <DataTable
        label={words.byModel}
        items={usage.models}
        idOf={({ model }) => model}
        columns={[
          { name: words.model, cell: ({ model }) => model },
          { name: words.requests, number: true, cell: ({ requests }) => whole(requests) },
          { name: words.sent, number: true, cell: ({ promptTokens }) => whole(promptTokens) },
          { name: words.received, number: true, cell: ({ completionTokens }) => whole(completionTokens) },
          { name: words.cost, number: true, cell: ({ cost }) => money(cost) },
        ]}
      />
    </Box>
  );
}
