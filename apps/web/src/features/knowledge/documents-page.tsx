/** The documents that answers may quote: added, read, found, deleted. */

import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { Group, NativeSelect, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { FileText } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { type Changes, changed } from '../../app/search-params.ts';
import { Empty } from '../../components/empty.tsx';
import { itemsOf } from '../../components/items-of.ts';
import { Listing } from '../../components/listing.tsx';
import { Page } from '../../components/page.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { AddDocuments } from './add-documents.tsx';
import type { StoredDocument } from './data.ts';
import { DocumentRow } from './document-row.tsx';
import styles from './documents.module.css';
import { documentStates } from './documents-search.ts';
import { FindPassages } from './find-passages.tsx';
import { useKnowledgeWords } from './knowledge-words.ts';

const route = getRouteApi('/in/documents');
/** Where the page’s connection for hints is away, a pipeline is looked at by the clock. */
const AGAIN_MS = 2_000;

export function DocumentsPage() {
  const words = useKnowledgeWords();
  return (
    <Page title={words.title} lead={words.lead}>
      <Stack gap={36}>
        <AddDocuments />
        <Documents />
        <FindPassages />
      </Stack>
    </Page>
  );
}

function Documents() {
  const words = useKnowledgeWords();
  const { q, state } = route.useSearch();
  const list = useInfiniteQuery({
    ...pages(knowledge.calls.documents, { limit: 50, ...(q && { q }), ...(state && { state }) }, [
      'knowledge.',
    ]),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(isUnderWay)) ? AGAIN_MS : false,
  });
  const items = itemsOf(list);
  const filtered = q !== undefined || state !== undefined;
  return (
    <section aria-label={words.title}>
      {(items.length > 0 || filtered) && <Filters />}
      <Listing
        list={list}
        rows={5}
        rowHeight={60}
        empty={
          <Empty icon={FileText} title={filtered ? words.nothing : words.none}>
            {filtered ? words.nothingText : words.noneText}
          </Empty>
        }
      >
        {(items) => (
          <ul className={styles.documents}>
            {items.map((document) => (
              <DocumentRow key={document.id} document={document} />
            ))}
          </ul>
        )}
      </Listing>
    </section>
  );
}

const isUnderWay = ({ state }: StoredDocument): boolean => state === 'waiting' || state === 'working';

function Filters() {
  const words = useKnowledgeWords();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/documents' });
  const change = (changes: Changes<typeof search>) =>
    void navigate({ search: changed(search, changes), replace: true });
  return (
    <Group gap="xs" mb="md">
      <SearchInput label={words.search} value={search.q ?? ''} onSearch={(q) => change({ q })} />
      <NativeSelect
        aria-label={words.state}
        value={search.state ?? ''}
        data={[
          { value: '', label: words.allStates },
          ...documentStates.map((value) => ({ value, label: words.states[value] })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ state: documentStates.find((one) => one === value) })
        }
      />
    </Group>
  );
}
