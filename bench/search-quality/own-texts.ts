/**
 * Test collections of other kinds than questions over a course, made of the texts of this repository:
 *
 * - long questions: what a decision record or a lesson begins with, several sentences with words that come again;
 *   what answers it is the rest of the same text,
 * - keywords: the heading of a section; what answers it is what stands below,
 * - code: what the comment above a function says; what answers it is the function.
 *
 * Nobody judged them, so they say less of one search than of the difference between two.
 */
import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CorpusText, Query } from './collection.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface TextCollection {
  readonly texts: readonly CorpusText[];
  readonly queries: readonly Query[];
}

export interface MadeCollection {
  readonly name: string;
  make(): Promise<TextCollection>;
}

/** So many questions of a collection are asked, the same ones while their texts stay. */
const QUERIES = 80;

interface Pair {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
}

function collectionOf(pairs: readonly Pair[]): TextCollection {
  const order = ({ id }: Pair) => createHash('sha256').update(id).digest('hex');
  const asked = pairs.toSorted((one, other) => (order(one) < order(other) ? -1 : 1)).slice(0, QUERIES);
  return {
    texts: pairs.map(({ id, answer }) => ({ id, title: '', text: answer })),
    queries: asked.map(({ id, question }) => ({
      id: `about ${id}`,
      text: question,
      judgements: new Map([[id, 1]]),
    })),
  };
}

async function filesOf(
  pattern: string,
  without = /\.(test|fixture)\.ts$/,
): Promise<[path: string, text: string][]> {
  const paths: string[] = [];
  for await (const path of glob(pattern, { cwd: root })) if (!without.test(path)) paths.push(path);
  return Promise.all(
    paths.sort().map(async (path) => [path, await readFile(join(root, path), 'utf8')] as [string, string]),
  );
}

const plain = (markdown: string): string =>
  markdown
    .replaceAll(/[*_`#]+|^\d+\. |\bContext\.\W/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
const words = (text: string): number => text.split(/\s+/).length;

async function longQuestions(): Promise<TextCollection> {
  const pairs: Pair[] = [];
  for (const [id, text] of [
    ...(await filesOf('docs/decisions/*.md')),
    ...(await filesOf('courses/*/*/*.md')),
  ]) {
    const paragraphs = text
      .split(/\n{2,}/)
      .filter((paragraph) => words(paragraph) >= 12 && !/^[#`|]/.test(paragraph));
    const half = Math.min(4, Math.floor(paragraphs.length / 2));
    const question = plain(paragraphs.slice(0, half).join('\n\n'));
    if (words(question) >= 40) pairs.push({ id, question, answer: paragraphs.slice(half).join('\n\n') });
  }
  return collectionOf(pairs);
}

async function keywords(): Promise<TextCollection> {
  const pairs: Pair[] = [];
  for (const [path, text] of [...(await filesOf('courses/*/*/*.md')), ...(await filesOf('docs/**/*.md'))]) {
    for (const [n, section] of text.split(/^#+ /m).entries()) {
      const [heading = '', ...rest] = section.split('\n');
      const answer = rest.join('\n').trim();
      if (n > 0 && words(answer) >= 25) pairs.push({ id: `${path} ${n}`, question: plain(heading), answer });
    }
  }
  return collectionOf(pairs);
}

const COMMENTED =
  /\/\*\*\s*([\s\S]{20,400}?)\s*\*\/\n((?:export )?(?:async )?(?:function\*?|class|const) \w+[\s\S]{80,1500}?\n\}?[;)]?\n)(?=\n|$)/g;

async function code(): Promise<TextCollection> {
  const pairs: Pair[] = [];
  for (const [path, text] of [
    ...(await filesOf('services/*/*/*.ts')),
    ...(await filesOf('kernel/src/*/*.ts')),
  ])
    for (const [, comment = '', answer = ''] of text.matchAll(COMMENTED)) {
      const question = plain(comment.replaceAll(/^\s*\* ?/gm, ' ')).split(/(?<=[.;:])\s/)[0] ?? '';
      if (words(question) >= 5) pairs.push({ id: `${path} ${pairs.length}`, question, answer });
    }
  return collectionOf(pairs);
}

export const madeCollections: readonly MadeCollection[] = [
  { name: 'long questions', make: longQuestions },
  { name: 'keywords', make: keywords },
  { name: 'code', make: code },
];
