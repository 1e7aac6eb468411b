/** The running system at a glance: six signals over time; only what is not well unfolds. */
import { operations } from '@kernos/services/platform/operations/contract';
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { query } from '../../app/api.ts';
import { Sparkline } from '../../components/charts/sparkline.tsx';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { Soft } from '../../components/soft.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import {
  bytes,
  labelled,
  milliseconds,
  percent,
  perSecond,
  seconds,
  spanOfDays,
} from '../../language/format.ts';
import { DataTable } from '../../patterns/data-table.tsx';
import styles from './now.module.css';
import { useOperationsWords } from './operations-words.ts';
import { deadLettersOf, type Signal, type SignalName, type System, signalsOf } from './signals.ts';
import { EVERY_MS, systemQuery } from './system-layout.tsx';

/** How far back the signals go. */
const MINUTES = 15;
const historyQuery = {
  ...query(operations.calls.history, { minutes: MINUTES }),
  refetchInterval: EVERY_MS,
};

export function NowPage() {
  const system = useQuery(systemQuery);
  const history = useQuery(historyQuery);
  return (
    <Loaded query={system} waiting={<RowsSkeleton rows={6} />}>
      {(data) => <Now system={data} signals={signalsOf(data, history.data?.samples ?? [])} />}
    </Loaded>
  );
}

function Now({ system, signals }: { system: System; signals: readonly Signal[] }) {
  const words = useOperationsWords().now;
  const bad = signals.filter((signal) => signal.bad).map(({ name }) => name);
  return (
    <>
      <div className={styles.verdict} role="status">
        <Title order={2}>
          <StateMark tone={bad.length > 0 ? 'bad' : 'good'}>
            {bad.length > 0 ? words.attention : words.well}
          </StateMark>
        </Title>
        <Soft>{words.lead(system.version, spanOfDays(system.uptimeSeconds / 86_400))}</Soft>
      </div>
      <ul className={styles.signals} aria-label={words.signals(MINUTES)}>
        {signals.map((signal) => (
          <SignalCell key={signal.name} signal={signal} system={system} />
        ))}
      </ul>
      <Routes system={system} open={bad.some((name) => name === 'failures' || name === 'latency')} />
      <Consumers system={system} open={bad.includes('delay')} />
      <Services />
    </>
  );
}

const written: Record<SignalName, (value: number) => string> = {
  requests: perSecond,
  latency: milliseconds,
  failures: percent,
  delay: seconds,
  processor: percent,
  memory: bytes,
};

function SignalCell({ signal: { name, now, points, bad }, system }: { signal: Signal; system: System }) {
  const words = useOperationsWords().now;
  const write = written[name];
  const known = points.filter((point) => point !== null);
  const range = known.length > 0 ? words.range(write(Math.min(...known)), write(Math.max(...known))) : '';
  return (
    <li>
      <div className={styles.signalName}>
        {bad ? <StateMark tone="bad">{words.names[name]}</StateMark> : words.names[name]}
      </div>
      <div className={`${styles.signalNow} numbers`}>{write(now)}</div>
      <Sparkline label={`${labelled(words.names[name])} ${range}`} points={points} bad={bad} />
      <Soft fz="xs">{bad ? words.more[name](system) : range}</Soft>
      {name === 'delay' && deadLettersOf(system) > 0 && (
        <TextLink size="xs" to="/system/dead-letters">
          {words.dead(deadLettersOf(system))}
        </TextLink>
      )}
    </li>
  );
}

/** Closed while all is well. */
function Fold({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  return (
    <details className={styles.fold} open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

function Routes({ system: { requests }, open }: { system: System; open: boolean }) {
  const words = useOperationsWords().now;
  return (
    <Fold title={words.routes} open={open}>
      {requests.routes.length === 0 && <Soft>{words.noRoutes}</Soft>}
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
    </Fold>
  );
}

function Consumers({ system: { messages }, open }: { system: System; open: boolean }) {
  const words = useOperationsWords().now;
  return (
    <Fold title={words.consumers} open={open}>
      <DataTable
        label={words.consumers}
        items={messages.consumers.toSorted((a, b) => b.dead - a.dead || b.lagSeconds - a.lagSeconds)}
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
    </Fold>
  );
}

function Services() {
  const words = useOperationsWords().now;
  const { data } = useQuery(query(operations.calls.services, {}));
  if (!data) return null;
  return (
    <Fold title={words.services} open={false}>
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
            <List name={words.schedules} items={schedules.map(({ name, cron }) => `${name} (${cron})`)} />
          </div>
        )}
      />
    </Fold>
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
