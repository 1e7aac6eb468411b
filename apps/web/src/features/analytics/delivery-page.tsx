import { analytics } from '@kernos/services/platform/analytics/contract';
import { Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { listQuery, type ReplyTo } from '../../app/api.ts';
import { ChartFrame } from '../../components/charts/chart-frame.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { number } from '../../language/format.ts';
import { DataTable } from '../../patterns/data-table.tsx';
import { ReportPage } from '../../patterns/report-page.tsx';
import { useKindNames } from '../messages/kind-names.ts';
import { useMessageWords } from '../messages/message-words.ts';
import { useAnalyticsWords } from './analytics-words.ts';
import { bucketName } from './dates.ts';
import { ExportMenu, rangeQuery } from './export-menu.tsx';
import { EVERY_MS } from './live-reports.ts';
import { type Range, rangeOf } from './range.ts';
import { RangeControls } from './range-controls.tsx';
import styles from './reports.module.css';
import { SeriesChart } from './series-section.tsx';

const route = getRouteApi('/in/reports/delivery');
type Deliveries = ReplyTo<typeof analytics.calls.notifications>;
const HEIGHT = 220;

export function DeliveryPage() {
  const words = useAnalyticsWords().delivery;
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/reports/delivery' });
  const range = rangeOf(search);
  const deliveries = useQuery({
    ...listQuery(analytics.calls.notifications, rangeQuery(range), ['notification.']),
    refetchInterval: EVERY_MS,
  });
  return (
    <ReportPage
      query={deliveries}
      controls={
        <RangeControls
          search={search}
          range={range}
          onChange={(next) => void navigate({ search: next, replace: true })}
        />
      }
      foot={
        <>
          <ButtonLink to="/messages" variant="subtle">
            {words.log}
          </ButtonLink>
          <ExportMenu reports={['notifications']} query={rangeQuery(range)} />
        </>
      }
    >
      {(data) => <Report deliveries={data} range={range} />}
    </ReportPage>
  );
}

function Report({ deliveries, range }: { deliveries: Deliveries; range: Range }) {
  const all = useAnalyticsWords();
  const words = all.delivery;
  const { series, total, interval } = deliveries;
  return (
    <>
      <ChartFrame
        title={words.finding(total.delivered, total.failed, all.period(range))}
        measure={words.measure(all.each[interval])}
        figures={{
          head: [words.date, words.delivered, words.failed],
          rows: series.map(({ date, delivered, failed }) => [date, delivered, failed]),
        }}
        fileName={`delivery-${range.from}-${range.to}`}
      >
        <Suspense fallback={<Skeleton height={HEIGHT} />}>
          <SeriesChart
            points={series.map(({ date, delivered }) => ({
              name: bucketName(date, interval),
              value: delivered,
            }))}
            kind="bars"
            unit={words.unit}
            color="var(--work)"
            height={HEIGHT}
          />
        </Suspense>
      </ChartFrame>
      {total.delivered + total.failed > 0 && <Tables deliveries={deliveries} />}
    </>
  );
}

function Tables({ deliveries: { channels, kinds } }: { deliveries: Deliveries }) {
  const kindName = useKindNames();
  const words = useAnalyticsWords().delivery;
  const names: Readonly<Record<string, string>> = useMessageWords().channels;
  const channelName = (channel: string) => names[channel] ?? channel;
  const outcomes = [
    {
      name: words.delivered,
      number: true,
      cell: ({ delivered }: { delivered: number }) => number(delivered),
    },
    { name: words.failed, number: true, cell: ({ failed }: { failed: number }) => number(failed) },
  ] as const;
  return (
    <div className={styles.charts}>
      <section>
        <Title order={2} size="h3" mb="xs">
          {words.byChannel}
        </Title>
        <DataTable
          label={words.byChannel}
          items={channels}
          idOf={({ channel }) => channel}
          columns={[{ name: words.channel, cell: ({ channel }) => channelName(channel) }, ...outcomes]}
        />
      </section>
      <section>
        <Title order={2} size="h3" mb="xs">
          {words.byKind}
        </Title>
        <DataTable
          label={words.byKind}
          items={kinds}
          idOf={({ kind, channel }) => kind + channel}
          columns={[
            { name: words.kind, cell: ({ kind }) => kindName(kind) },
            { name: words.channel, cell: ({ channel }) => channelName(channel) },
            ...outcomes,
          ]}
        />
      </section>
    </div>
  );
}
