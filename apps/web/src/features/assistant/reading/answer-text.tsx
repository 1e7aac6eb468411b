/** Markdown that people or models write, as elements; in answers, with citations that lead to their passages. */
import type { BlockContent, ListItem, Nodes, PhrasingContent, RootContent, Table } from 'mdast';
import { Fragment, memo, type ReactNode, useMemo } from 'react';
import { ScrollRegion } from '../../../components/scroll-region.tsx';
import type { CheckedSentence, CitedPassage } from '../asking/answer-data.ts';
import { useAssistantWords } from '../assistant-words.ts';
import styles from './answer-text.module.css';
import { CitationMark } from './citation-mark.tsx';
import { CodeBlock } from './code-block.tsx';
import { cutAtCitations, parseAnswer, spanOf } from './parse-answer.ts';
import { UnsupportedMark } from './unsupported-mark.tsx';

interface Around {
  readonly text: string;
  readonly passages: readonly CitedPassage[];
  readonly sentences: readonly CheckedSentence[];
  readonly complete: boolean;
  /** Inside a quotation: its citations lead to the very words. */
  readonly quoted?: boolean;
  /** Of what is no answer: how its words are shown. There are no citations in it. */
  readonly write?: (words: string) => ReactNode;
}

/** What somebody wrote in Markdown, such as a note. `write` shows its words, e.g. with some of them marked. */
export function MarkdownText({ text, write }: { text: string; write: (words: string) => ReactNode }) {
  const around = { text, write, passages: [], sentences: [], complete: true };
  return (
    <div className={styles.answer} data-prose>
      <Blocks nodes={useMemo(() => parseAnswer(text), [text]).children} around={around} />
    </div>
  );
}

export const AnswerText = memo(function AnswerText({
  text,
  passages,
  sentences,
  complete,
  isQuiz = false,
}: Omit<Around, 'quoted' | 'write'> & { isQuiz?: boolean }) {
  const { children } = useMemo(() => parseAnswer(text), [text]);
  const around = { text, passages, sentences, complete };
  const end = isQuiz ? endOfQuestions(children) : children.length;
  return (
    <div className={styles.answer} data-prose>
      <Blocks nodes={children.slice(0, end)} around={around} />
      {end < children.length && <Folded nodes={children.slice(end + 2)} around={around} />}
    </div>
  );
});

/** Behind the questions of a quiz stand, below a line across the page and a name in bold, their answers. */
function endOfQuestions(nodes: readonly RootContent[]): number {
  const at = nodes.findLastIndex(({ type }) => type === 'thematicBreak');
  const [name, answers] = nodes.slice(at + 1);
  const isNamed = name?.type === 'paragraph' && name.children.every(({ type }) => type === 'strong');
  return at > 0 && isNamed && (!answers || answers.type === 'list') ? at : nodes.length;
}

function Folded({ nodes, around }: { nodes: readonly RootContent[]; around: Around }) {
  const words = useAssistantWords();
  return (
    <details className={styles.answers}>
      <summary>{words.showAnswers}</summary>
      <Blocks nodes={nodes} around={around} />
    </details>
  );
}

const keyOf = (node: Nodes, at: number) => node.position?.start.offset ?? `at-${at}`;

function Blocks({ nodes, around }: { nodes: readonly RootContent[]; around: Around }) {
  return nodes.map((node, at) => <Block key={keyOf(node, at)} node={node} around={around} />);
}

function Block({ node, around }: { node: RootContent; around: Around }): ReactNode {
  switch (node.type) {
    case 'paragraph':
      return (
        <p>
          <Line nodes={node.children} around={around} />
        </p>
      );
    case 'heading':
      return (
        <h3>
          <Line nodes={node.children} around={around} />
        </h3>
      );
    case 'blockquote':
      return <Quotation nodes={node.children} around={{ ...around, quoted: true }} />;
    case 'list': {
      const items = node.children.map((item, at) => (
        <Item key={keyOf(item, at)} item={item} around={around} />
      ));
      return node.ordered ? <ol start={node.start ?? 1}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'code':
      return <CodeBlock text={node.value} language={node.lang ?? undefined} complete={around.complete} />;
    case 'table':
      return <Rows table={node} around={around} />;
    case 'thematicBreak':
      return <hr />;
    default:
      return <p>{sourceOf(node, around)}</p>;
  }
}

/** What has no form of its own stands as it was written. */
const sourceOf = (node: RootContent, { text }: Around): string =>
  text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);

function Quotation({ nodes, around }: { nodes: readonly BlockContent[] | RootContent[]; around: Around }) {
  const words = useAssistantWords();
  return (
    <figure className={styles.quotation}>
      {!around.write && <figcaption>{words.quotation}</figcaption>}
      <blockquote>
        <Blocks nodes={nodes} around={around} />
      </blockquote>
    </figure>
  );
}

function Item({ item, around }: { item: ListItem; around: Around }) {
  const [first, ...rest] = item.children;
  return (
    <li>
      {first?.type === 'paragraph' ? (
        <Line nodes={first.children} around={around} />
      ) : (
        first && <Block node={first} around={around} />
      )}
      <Blocks nodes={rest} around={around} />
    </li>
  );
}

function Rows({ table, around }: { table: Table; around: Around }) {
  const words = useAssistantWords();
  const [head, ...rows] = table.children;
  return (
    <ScrollRegion label={words.table} className={styles.table}>
      <table>
        <thead>
          <tr>
            {head?.children.map((cell, at) => (
              <th key={keyOf(cell, at)} scope="col">
                <Line nodes={cell.children} around={around} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={keyOf(row, at)}>
              {row.children.map((cell, column) => (
                <td key={keyOf(cell, column)}>
                  <Line nodes={cell.children} around={around} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Line({ nodes, around }: { nodes: readonly PhrasingContent[]; around: Around }) {
  return nodes.map((node, at) => (
    <Fragment key={keyOf(node, at)}>
      <Inline node={node} around={around} />
      {node.type !== 'text' && <UnsupportedAt node={node} around={around} />}
    </Fragment>
  ));
}

function Inline({ node, around }: { node: PhrasingContent; around: Around }): ReactNode {
  switch (node.type) {
    case 'text':
      return around.write ? (
        around.write(node.value)
      ) : (
        <Words text={node.value} from={spanOf(node).start} around={around} />
      );
    case 'strong':
      return (
        <strong>
          <Line nodes={node.children} around={around} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Line nodes={node.children} around={around} />
        </em>
      );
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'break':
      return <br />;
    case 'link':
      return <Away url={node.url} nodes={node.children} around={around} />;
    default:
      return sourceOf(node, around);
  }
}

/** Only to other sites: a link of a model's own making to a page of this app would be a button in disguise. */
function Away({ url, nodes, around }: { url: string; nodes: readonly PhrasingContent[]; around: Around }) {
  const words = useAssistantWords();
  const line = <Line nodes={nodes} around={around} />;
  if (!/^https?:\/\//i.test(url)) return line;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {line}
      <span className="sr-only"> ({words.newTab})</span>
    </a>
  );
}

/**
 * Text as it is set around citations: no space where the citation of nothing was taken out, and no line that
 * begins with the full stop behind one (U+2060 holds them together).
 */
const typeset = (text: string): string =>
  text.replace(/ +(?=[.,](?:\s|$))/g, '').replace(/^(?=[.,;:!?)])/, '\u2060');

/** Words, cut where a citation or the end of an unsupported sentence stands between them. */
function Words({ text, from, around }: { text: string; from: number; around: Around }) {
  const ends = around.sentences
    .filter(({ verdict, end }) => verdict === 'unsupported' && end > from && end <= from + text.length)
    .map(({ end }) => end - from);
  const cuts = [0, ...ends, text.length];
  return cuts.slice(1).map((end, at) => {
    const start = cuts[at] ?? 0;
    return (
      <Fragment key={`${from + start}-${from + end}`}>
        {cutAtCitations(text.slice(start, end), from + start).map((piece) =>
          piece.type === 'text' ? (
            typeset(piece.text)
          ) : (
            <CitationMark
              key={piece.at}
              n={piece.n}
              passage={around.passages.find(({ n }) => n === piece.n)}
              quote={around.quoted ? quoteBefore(piece.at, piece.n, around) : saidAt(piece.at, around)}
            />
          ),
        )}
        {at < ends.length && <UnsupportedMark sentence={sentenceEnding(from + end, around)} />}
      </Fragment>
    );
  });
}

const sentenceEnding = (at: number, { sentences }: Around): CheckedSentence | undefined =>
  sentences.find(({ end, verdict }) => end === at && verdict === 'unsupported');

function UnsupportedAt({ node, around }: { node: PhrasingContent; around: Around }) {
  const { end } = spanOf(node);
  // What has children marks the ends inside of it itself.
  const sentence = 'children' in node ? undefined : sentenceEnding(end, around);
  return sentence ? <UnsupportedMark sentence={sentence} /> : null;
}

/** The sentence that a citation stands in: what it says in other words is looked for in the passage. */
function saidAt(at: number, { sentences, text }: Around): string | undefined {
  const said = sentences.find(({ start, end }) => start <= at && at < end);
  return said && withoutCitations(text.slice(said.start, said.end));
}

const withoutCitations = (text: string): string => text.replace(/\s*\[\d+\]/g, '');

/** The sentences of a quotation that a citation at its end stands for: the first of them, as it is quoted. */
function quoteBefore(at: number, n: number, { sentences, text }: Around): string | undefined {
  const cited = sentences.filter(
    ({ start, citations }) => start < at && citations.some((one) => one.n === n),
  );
  const last = cited.findLastIndex(
    (sentence, index) => index > 0 && text.slice(cited[index - 1]?.end, sentence.start).includes('\n\n'),
  );
  const first = cited[last === -1 ? 0 : last];
  return first && withoutCitations(text.slice(first.start, first.end));
}
