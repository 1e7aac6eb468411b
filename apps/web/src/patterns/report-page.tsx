import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Answer, Loaded } from '../components/loaded.tsx';
import { RowsSkeleton } from '../components/skeletons.tsx';
import styles from './report-page.module.css';

/** What figures say: what they are about, the figures, and what can be taken along. */
export function ReportPage<Data>({
  query,
  controls,
  rows = 3,
  rowHeight = 120,
  foot,
  children,
}: {
  query: Answer<Data>;
  /** What it is about: days, a course. All of it stands in the address. */
  controls?: ReactNode;
  /** The shape of it while it is on its way. */
  rows?: number;
  rowHeight?: number;
  /** Below: more about it, and its exports. */
  foot?: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  return (
    <Stack gap={36}>
      {controls}
      <Loaded query={query} waiting={<RowsSkeleton rows={rows} height={rowHeight} />}>
        {(data) => (
          <>
            {children(data)}
            {foot && <div className={styles.foot}>{foot}</div>}
          </>
        )}
      </Loaded>
    </Stack>
  );
}
