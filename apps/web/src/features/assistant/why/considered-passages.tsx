import { Stack } from '@mantine/core';
import { Facts } from '../../../components/facts.tsx';
import { Soft } from '../../../components/soft.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { score } from '../../../language/format.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { PassageLink } from '../reading/passage-link.tsx';
import type { Why } from './data.ts';
import styles from './why.module.css';

type Considered = Why['passages'][number];

export function ConsideredPassages({ passages }: { passages: readonly Considered[] }) {
  const words = useAssistantWords().whyPage;
  if (passages.length === 0) return <Soft mt={4}>{words.noPassages}</Soft>;
  return (
    <Stack component="ol" gap={22}>
      {passages.map((passage) => (
        <li key={passage.id}>
          <div className={styles.passageHead}>
            <PassageLink passage={passage}>
              {[passage.title, ...passage.headings.filter((heading) => heading !== passage.title)].join(
                ' › ',
              )}
            </PassageLink>
            <span className="numbers">
              {words.score} {score(passage.score)}
            </span>
          </div>
          <Use passage={passage} />
          <Found found={passage.found} />
          <details className={styles.sent}>
            <summary>{words.text}</summary>
            <pre>{passage.text}</pre>
          </details>
        </li>
      ))}
    </Stack>
  );
}

function Use({ passage: { n, leftOut } }: { passage: Considered }) {
  const words = useAssistantWords().whyPage;
  if (leftOut) return <StateMark tone="off">{words.leftOut[leftOut]}</StateMark>;
  if (n === null) return <StateMark tone="off">{words.notUsed}</StateMark>;
  return <StateMark tone="good">{words.used(n)}</StateMark>;
}

interface Term {
  readonly typed: string;
  readonly contribution: number;
}

const isTerm = (value: unknown): value is Term =>
  typeof value === 'object' && value !== null && 'typed' in value && 'contribution' in value;
const numberIn = (found: Considered['found'], name: string): number | undefined =>
  typeof found[name] === 'number' ? found[name] : undefined;

/** What the search said of it; what it does not know is left out. */
function Found({ found }: { found: Considered['found'] }) {
  const words = useAssistantWords().whyPage;
  const terms = Array.isArray(found.terms) ? found.terms.filter(isTerm) : [];
  const [bm25, lexicalRank, vectorRank, similarity] = ['bm25', 'lexicalRank', 'vectorRank', 'similarity'].map(
    (name) => numberIn(found, name),
  );
  const said = [
    ...(lexicalRank === undefined ? [] : [words.lexicalRank(lexicalRank)]),
    ...(bm25 === undefined ? [] : [words.bm25(score(bm25))]),
    ...(vectorRank === undefined ? [] : [words.vectorRank(vectorRank)]),
    ...(similarity === undefined ? [] : [words.similarity(score(similarity))]),
    ...terms.map(({ typed, contribution }) => words.term(typed, score(contribution))),
  ];
  if (said.length === 0) return null;
  return (
    <Soft mt={4} component="div">
      {words.found}
      <Facts>{said}</Facts>
    </Soft>
  );
}
