/** What a question would find, and why: the search as the assistant makes it. */

import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode, useState } from 'react';
import { listQuery, type ReplyTo } from '../../app/api.ts';
import { Facts } from '../../components/facts.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { score } from '../../language/format.ts';
import { PassageLink } from '../assistant/reading/passage-link.tsx';
import styles from './documents.module.css';
import { useKnowledgeWords } from './knowledge-words.ts';

type Found = ReplyTo<typeof knowledge.calls.search>['items'][number];

export function FindPassages() {
  const words = useKnowledgeWords().find;
  const [q, setQ] = useState('');
  const found = useQuery({
    ...listQuery(knowledge.calls.search, { q, limit: 8 }, ['knowledge.']),
    enabled: q.length > 1,
  });
  return (
    <section>
      <h2 className={styles.heading}>{words.title}</h2>
      <p className={styles.facts}>{words.text}</p>
      <SearchInput label={words.label} value={q} onSearch={setQ} />
      <Text role="status" mt="md">
        {q.length > 1 && found.data?.items.length === 0 && words.none}
      </Text>
      {q.length > 1 && (
        <Loaded query={found} waiting={<RowsSkeleton rows={3} height={90} />}>
          {({ items }) => (
            <Stack component="ol" gap={20} maw={760} mt={20} aria-label={words.title}>
              {items.map((passage) => (
                <FoundPassage key={passage.id} found={passage} />
              ))}
            </Stack>
          )}
        </Loaded>
      )}
    </section>
  );
}

function FoundPassage({ found }: { found: Found }) {
  const words = useKnowledgeWords().find;
  const { id, source, headingPath, why } = found;
  const reasons = [
    ...(why.lexicalRank === null ? [] : [words.lexicalRank(why.lexicalRank)]),
    ...(why.vectorRank === null ? [] : [words.vectorRank(why.vectorRank)]),
    ...why.terms.map(({ typed, contribution }) => `${typed} ${score(contribution)}`),
  ];
  return (
    <li>
      <PassageLink passage={{ id, ...source }} className={styles.title}>
        {[source.title, ...headingPath.filter((heading) => heading !== source.title)].join(' › ')}
      </PassageLink>
      <p className={styles.excerpt}>{marked(found)}</p>
      <p className={styles.facts}>
        {words.why}
        <Facts small>{reasons}</Facts>
      </p>
    </li>
  );
}

/** The piece around the first word that was found, with what was found in it marked. */
function marked({ text, highlights }: Found): ReactNode {
  const from = Math.max(0, (highlights[0]?.start ?? 0) - 80);
  const to = Math.min(text.length, from + 320);
  const inside = highlights.filter(({ start, end }) => start >= from && end <= to);
  const ends = [from, ...inside.map(({ end }) => end)];
  return (
    <>
      {from > 0 && '…'}
      {inside.map(({ start, end }, at) => (
        <Fragment key={start}>
          {text.slice(ends[at], start)}
          <mark>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(ends.at(-1), to)}
      {to < text.length && '…'}
    </>
  );
}
