import { Button, Group } from '@mantine/core';
import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import type { PageOf } from '../components/items-of.ts';
import { sayFailure } from '../components/undo.tsx';
import { csvOf } from './csv.ts';
import type { Column } from './data-table.tsx';
import type { ItemOf, PagesQuery } from './list-data.ts';
import { usePatternWords } from './pattern-words.ts';

/** Saves a list as a file, all of it, as it is filtered: its pages are asked for one after the other. */
export function ListExport<Reply extends PageOf<unknown>>({
  fileName,
  columns,
  pages: { queryFn, getNextPageParam },
}: {
  /** Without its ending. */
  fileName: string;
  columns: readonly Column<ItemOf<Reply>>[];
  pages: PagesQuery<Reply>;
}) {
  const words = usePatternWords().list;
  const [collected, setCollected] = useState<number>();
  const leaving = useRef<AbortController>(null);
  const save = async () => {
    const going = new AbortController();
    leaving.current = going;
    const { signal } = going;
    const items: ItemOf<Reply>[] = [];
    try {
      let pageParam: string | undefined;
      do {
        setCollected(items.length);
        const page = await queryFn({ pageParam, signal });
        items.push(...page.items);
        pageParam = getNextPageParam(page);
      } while (pageParam !== undefined);
      download(csvOf(columns, items), `${fileName}.csv`);
    } catch (error) {
      if (!signal.aborted && error instanceof Error) sayFailure(error);
    } finally {
      setCollected(undefined);
    }
  };
  return (
    <Group gap="xs" ms="auto" role="status">
      {collected !== undefined && words.collecting(collected)}
      {collected === undefined ? (
        <Button variant="default" leftSection={<Download size={16} />} onClick={() => void save()}>
          {words.saveCsv}
        </Button>
      ) : (
        <Button variant="default" onClick={() => leaving.current?.abort()}>
          {words.stop}
        </Button>
      )}
    </Group>
  );
}

function download(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: url, download: fileName }).click();
  // Once the browser has begun to save it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
