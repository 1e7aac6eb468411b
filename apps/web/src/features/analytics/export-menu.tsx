/** The server's own exports: all rows, streamed, as files. */
import { Button, Menu } from '@mantine/core';
import { Download } from 'lucide-react';
import { useAnalyticsWords } from './analytics-words.ts';
import type { Range } from './range.ts';
import type { AnalyticsWords } from './words.en.ts';

type ExportName = keyof AnalyticsWords['exports'];

/** Where a report can be fetched as a file. */
function addressOf(
  report: string,
  format: 'csv' | 'jsonl',
  more: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams({ report, format });
  for (const [name, value] of Object.entries(more)) if (value !== undefined) query.set(name, value);
  return `/api/reports/export?${query}`;
}

export const rangeQuery = ({ from, to, interval, timezone }: Range) => ({ from, to, interval, timezone });

export function ExportMenu({
  reports,
  query,
}: {
  reports: readonly ExportName[];
  query: Readonly<Record<string, string | undefined>>;
}) {
  const words = useAnalyticsWords();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={16} />}>
          {words.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {reports.map((report) => [
          <Menu.Label key={report}>{words.exports[report]}</Menu.Label>,
          ...(['csv', 'jsonl'] as const).map((format) => (
            <Menu.Item key={report + format} component="a" href={addressOf(report, format, query)} download>
              {words.formats[format]}
            </Menu.Item>
          )),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
