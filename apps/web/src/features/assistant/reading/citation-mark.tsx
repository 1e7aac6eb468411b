import { Tooltip } from '@mantine/core';
import type { CitedPassage } from '../asking/answer-data.ts';
import { useAssistantWords } from '../assistant-words.ts';
import styles from './answer-text.module.css';
import { PassageLink } from './passage-link.tsx';

/** A small number that leads to the passage it stands for. */
export function CitationMark({
  n,
  passage,
  quote,
}: {
  n: number;
  passage: CitedPassage | undefined;
  quote: string | undefined;
}) {
  const words = useAssistantWords();
  if (!passage) return <sup>{n}</sup>;
  const title = [passage.title, ...passage.headings.filter((heading) => heading !== passage.title)].join(
    ' › ',
  );
  return (
    <Tooltip label={title} multiline maw={320} events={{ hover: true, focus: true, touch: false }}>
      <PassageLink
        passage={passage}
        quote={quote}
        className={styles.citation}
        label={words.citation(n, passage.title)}
      >
        {n}
      </PassageLink>
    </Tooltip>
  );
}
