import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useCommonWords } from '../language/common-words.ts';
import styles from './page.module.css';

/** The shape of a page that is on its way. */
export function PageSkeleton() {
  return (
    <div className={styles.page} aria-busy="true">
      <Skeleton height={30} width={220} mb={12} />
      <Skeleton height={14} width={340} mb={32} />
      <RowsSkeleton rows={6} />
    </div>
  );
}

/** The shape of a list that is on its way. */
export function RowsSkeleton({ rows = 5, height = 52 }: { rows?: number; height?: number }) {
  const words = useCommonWords();
  return (
    <Stack gap={10} aria-busy="true">
      <VisuallyHidden>{words.loading}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}
