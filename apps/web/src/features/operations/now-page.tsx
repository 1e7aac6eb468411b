import { operations } from '@kernos/services/platform/operations/contract';
import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { query, type ReplyTo } from '../../app/api.ts';
import { FigureList } from '../../components/figure-list.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { Soft } from '../../components/soft.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { bytes, milliseconds, percent, perSecond, relative, seconds } from '../../language/format.ts';
import { DataTable } from '../../patterns/data-table.tsx';
import styles from './now.module.css';
import { useOperationsWords } from './operations-words.ts';
import { systemQuery } from './system-layout.tsx';
import type { OperationsWords } from './words.en.ts';

type System = ReplyTo<typeof operations.calls.system>;

/** Beyond this, something waits that should not. */
const LAG_SECONDS = 5;
const ERROR_SHARE = 0.01;

export function NowPage() {
  const system = useQuery(systemQuery);
  return (
    <Loaded query={system} waiting={<RowsSkeleton rows={6} />}>
      {(data) => (
        <>
          <Verdict system={data} />
          <FigureGrid system={data} />
          <Routes system={data} />
          <Consumers system={data} />
          <Services />
        </>
      )}
    </Loaded>
  );
}

function troublesOf({ messages, requests, pool }: System, words: OperationsWords['now']): string[] {
  const dead = messages.consumers.reduce((sum, consumer) => sum + consumer.dead, 0);
  return [
    ...(messages.lagSeconds > LAG_SECONDS ? [words.lag(seconds(messages.lagSeconds))] : []),
    ...(requests.errorRate > ERROR_SHARE ? [words.failing(percent(requests.errorRate))] : []),
    ...(pool.waiting > pool.limit ? [words.waitingPool(pool.waiting)] : []),
    ...(dead > 0 ? [words.dead(dead)] : []),
  ];
}

function Verdict({ system }: { system: System }) {
  const words = useOperationsWords().now;
  const troubles = troublesOf(system, words);
  const since = relative(new Date(Date.now() - system.uptimeSeconds * 1_000));
  return (
    <div className={styles.verdict} role="status">
      <Title order={2}>
        <StateMark tone={troubles.length > 0 ? 'bad' : 'good'}>
          {troubles.length > 0 ? words.attention : words.flows}
        </StateMark>
      </Title>
      {troubles.length > 0 && <Text>{troubles.join(' · ')}</Text>}
      <Soft>{words.lead(system.version, since)}</Soft>
    </div>
  );
}

function FigureGrid({ system: { requests, messages, process, pool, workflows } }: { system: System }) {
  const words = useOperationsWords().now;
  const figures = [
    {
      name: words.requests,
      value: perSecond(requests.perSecond),
      more: words.refused(percent(requests.refusalRate)),
    },
    {
      name: words.latency,
      value: milliseconds(requests.p95Ms),
      more: words.latencyMore(milliseconds(requests.p50Ms), milliseconds(requests.p99Ms)),
    },
    { name: words.errors, value: percent(requests.errorRate), more: '' },
    { name: words.messages, value: seconds(messages.lagSeconds), more: words.messagesMore },
    {
      name: words.memory,
      value: bytes(process.residentBytes),
      more: words.heap(bytes(process.heapUsedBytes)),
    },
    {
      name: words.processor,
      value: percent(process.cpuShare),
      more: words.loop(milliseconds(process.eventLoop.maxMs)),
    },
    {
      name: words.pool,
      value: `${pool.size} / ${pool.limit}`,
      more: words.poolMore(pool.idle, pool.waiting),
    },
    {
      name: words.workflows,
      value: String(workflows.running),
      more: words.workflowsFailed(workflows.failedToday),
    },
  ];
  return <FigureList figures={figures} />;
}

function Routes({ system: { requests } }: { system: System }) {
  const words = useOperationsWords().now;
  return (
    <section className={styles.section}>
      <Title order={2}>{words.routes}</Title>
      {requests.routes.length === 0 && <Text c="dimmed">{words.noRoutes}</Text>}
      {requests.routes.length > 0 && (
        <DataTable
          label={words.routes}
          items={requests.routes.slice(0, 12)}
          idOf={({ method, route }) => `${method} ${route}`}
          columns={[
            { name: words.route, cell: ({ method, route }) => `${method} ${route}` },
            { name: words.perSecond, number: true, cell: (row) => perSecond(row.perSecond) },
            { name: words.p50, number: true, wideOnly: true, cell: (row) => milliseconds(row.p50Ms) },
            { name: words.p95, number: true, cell: (row) => milliseconds(row.p95Ms) },
            { name: words.p99, number: true, wideOnly: true, cell: (row) => milliseconds(row.p99Ms) },
            { name: words.failed, number: true, cell: (row) => percent(row.errorRate) },
          ]}
        />
      )}
    </section>
  );
}

function Consumers({ system: { messages } }: { system: System }) {
  const words = useOperationsWords().now;
  return (
    <section className={styles.section}>
      <Title order={2}>{words.consumers}</Title>
      <DataTable
        label={words.consumers}
        items={messages.consumers}
        idOf={({ name }) => name}
        columns={[
          {
            name: words.consumer,
            cell: ({ name, isRead }) => (isRead ? name : `${name} · ${words.consumerNotRead}`),
          },
          { name: words.consumerLag, number: true, cell: (row) => seconds(row.lagSeconds) },
          { name: words.consumerWaiting, number: true, cell: ({ waiting }) => waiting },
          { name: words.consumerDead, number: true, cell: ({ dead }) => dead },
        ]}
      />
    </section>
  );
}

function Services() {
  const words = useOperationsWords().now;
  const { data } = useQuery(query(operations.calls.services, {}));
  if (!data) return null;
  return (
    <section className={styles.section}>
      <Title order={2}>{words.services}</Title>
      <DataTable
        label={words.services}
        items={data.items}
        idOf={({ name }) => name}
        columns={[
          { name: words.service, cell: ({ name }) => name },
          { name: words.calls, number: true, cell: ({ calls }) => calls.length },
          { name: words.emits, number: true, cell: ({ events }) => events.length },
          { name: words.listens, number: true, cell: ({ listensTo }) => listensTo.length },
        ]}
        detail={({ calls, events, listensTo, schedules }) => (
          <div className={styles.service}>
            <List name={words.calls} items={calls.map(({ method, route }) => `${method} ${route}`)} />
            <List name={words.emits} items={events} />
            <List name={words.listens} items={listensTo} />
            <List name="" items={schedules.map(({ name, cron }) => `${name} (${cron})`)} />
          </div>
        )}
      />
    </section>
  );
}

function List({ name, items }: { name: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div>
      <Soft>{name}</Soft>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
