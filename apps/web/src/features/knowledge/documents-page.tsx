/** The documents that answers may quote: added, read, found, deleted. */

import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { FileText } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { Page } from '../../components/page.tsx';
import { List } from '../../patterns/list-page.tsx';
import { AddDocuments } from './add-documents.tsx';
import type { StoredDocument } from './data.ts';
import { DocumentRow } from './document-row.tsx';
import { FindPassages } from './find-passages.tsx';
import { useKnowledgeWords } from './knowledge-words.ts';

const route = getRouteApi('/in/documents');
/** Where the page’s connection for hints is away, a pipeline is looked at by the clock. */
const AGAIN_MS = 2_000;
const isUnderWay = ({ state }: StoredDocument): boolean => state === 'waiting' || state === 'working';

export function DocumentsPage() {
  const words = useKnowledgeWords();
  const search = route.useSearch();
  return (
    <Page title={words.title} lead={words.lead}>
      <Stack gap={36}>
        <AddDocuments />
        <section aria-label={words.title}>
          <List
            label={words.title}
            pages={pages(knowledge.calls.documents, { limit: 50, ...search }, ['knowledge.'])}
            every={(items) => items.some(isUnderWay) && AGAIN_MS}
            idOf={({ id }) => id}
            search={search}
            filters={[
              { kind: 'search', name: 'q', label: words.search },
              {
                kind: 'choice',
                name: 'state',
                label: words.state,
                any: words.allStates,
                choices: words.states,
              },
            ]}
            empty={{ icon: FileText, title: words.none, text: words.noneText }}
            noMatch={{ icon: FileText, title: words.nothing, text: words.nothingText }}
            row={(document) => <DocumentRow document={document} />}
            rowHeight={60}
          />
        </section>
        <FindPassages />
      </Stack>
    </Page>
  );
}
