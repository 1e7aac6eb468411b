/** Two texts and what differs. Import it lazily: it brings the comparing. */
import { Text, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { ScrollRegion } from '../../../components/scroll-region.tsx';
import { labelled } from '../../../language/format.ts';
import { useStudioWords } from '../studio-words.ts';
import styles from './comparing.module.css';
import { type DiffRow, diffRows } from './diff-rows.ts';

const signs = { added: '+', removed: '−', same: '' } as const;

export function TextDiff({ before, after, label }: { before: string; after: string; label: string }) {
  const words = useStudioWords().lesson.diff;
  const rows = useMemo(() => diffRows(before, after), [before, after]);
  const isSame = rows.every(({ kind }) => kind === 'same' || kind === 'folded');
  if (isSame) return <Text c="dimmed">{words.none}</Text>;
  return (
    <ScrollRegion label={label} className={styles.diff}>
      {rows.map((row, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else, and never move
        <Line key={n} row={row} />
      ))}
    </ScrollRegion>
  );
}

function Line({ row }: { row: DiffRow }) {
  const words = useStudioWords().lesson.diff;
  if (row.kind === 'folded') return <p className={styles.folded}>{words.folded(row.lines)}</p>;
  return (
    <div className={styles.line} data-kind={row.kind}>
      <span className={styles.sign} aria-hidden="true">
        {signs[row.kind]}
      </span>
      <span className={styles.lineText}>
        {row.kind !== 'same' && <VisuallyHidden>{labelled(words[row.kind])} </VisuallyHidden>}
        {row.pieces.map(({ text, changed }, n) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line never move
          changed ? <mark key={n}>{text}</mark> : <span key={n}>{text}</span>,
        )}
      </span>
    </div>
  );
}
