/** The text of a document, with the passage that a citation named. */

import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { query } from '../../app/api.ts';
import { Loaded } from '../../components/loaded.tsx';
import { missing } from '../../components/missing.tsx';
import { Page } from '../../components/page.tsx';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { useKnowledgeWords } from './knowledge-words.ts';
import styles from './source.module.css';

const route = getRouteApi('/in/sources/$documentId');

export function SourcePage() {
  const words = useKnowledgeWords();
  const { documentId } = route.useParams();
  const { passage: passageId, quote } = route.useSearch();
  const source = useQuery(query(knowledge.calls.documentText, { documentId }, ['knowledge.']));
  const passage = useQuery({
    ...query(knowledge.calls.passage, { passageId: passageId ?? '' }, ['knowledge.']),
    enabled: passageId !== undefined,
  });
  const offsets = passage.data?.source.documentId === documentId ? passage.data.offsets : undefined;
  return (
    <Loaded query={source} waiting={<PageSkeleton />} failed={missing(words.source)}>
      {({ title, text, type }) =>
        passage.isLoading ? (
          <PageSkeleton />
        ) : (
          <Page
            title={title}
            lead={offsets ? words.source.marked : passageId ? words.source.notMarked : words.types[type]}
            width="narrow"
          >
            <MarkedText text={text} offsets={offsets} quote={quote} isCode={type === 'code'} />
          </Page>
        )
      }
    </Loaded>
  );
}

/** Offsets are bytes of UTF-8; strings count otherwise. */
function cutAtBytes(text: string, { start, end }: { start: number; end: number }): [string, string, string] {
  const bytes = new TextEncoder().encode(text);
  const decode = (piece: Uint8Array) => new TextDecoder().decode(piece);
  return [decode(bytes.subarray(0, start)), decode(bytes.subarray(start, end)), decode(bytes.subarray(end))];
}

function MarkedText({
  text,
  offsets,
  quote,
  isCode,
}: {
  text: string;
  offsets: { start: number; end: number } | undefined;
  quote: string | undefined;
  isCode: boolean;
}) {
  const [before, passage, after] = useMemo(
    () => (offsets ? cutAtBytes(text, offsets) : [text, '', '']),
    [text, offsets],
  );
  const mark = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (offsets) mark.current?.scrollIntoView({ block: 'center', behavior: 'instant' });
  }, [offsets]);
  const at = quote ? passage.indexOf(quote) : -1;
  return (
    <div className={styles.text} data-code={isCode || undefined}>
      {before}
      {passage && (
        <mark ref={mark} className={styles.passage}>
          {at === -1 || !quote ? (
            passage
          ) : (
            <>
              {passage.slice(0, at)}
              <b className={styles.quote}>{quote}</b>
              {passage.slice(at + quote.length)}
            </>
          )}
        </mark>
      )}
      {after}
    </div>
  );
}
