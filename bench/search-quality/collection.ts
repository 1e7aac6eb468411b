/**
 * A test collection in a folder:
 *
 * - `corpus.jsonl`: one `{"id", "title", "text"}` a line (`_id` is taken for `id`, as BEIR has it),
 * - `queries.jsonl`: one `{"id", "text"}` a line,
 * - `qrels.tsv`, or `qrels/test.tsv`, or else whatever tables are in `qrels`: `query-id`, `corpus-id`, `score`,
 *   separated by tabs, with a line of headings.
 *
 * So a collection of BEIR is read as it comes.
 */
import { createReadStream } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Type, { type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Judgements } from './metrics.ts';

const Identified = { id: Type.Optional(Type.String()), _id: Type.Optional(Type.String()) };
const Text = Type.Object({ ...Identified, title: Type.Optional(Type.String()), text: Type.String() });
const Query = Type.Object({ ...Identified, text: Type.String() });

export interface CorpusText {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface Query {
  readonly id: string;
  readonly text: string;
  readonly judgements: Judgements;
}

/** The texts of a collection. */
export async function readCorpus(folder: string): Promise<CorpusText[]> {
  const texts: CorpusText[] = [];
  for await (const text of readLines(join(folder, 'corpus.jsonl'), Text))
    texts.push({ id: idOf(text), title: text.title ?? '', text: text.text });
  return texts;
}

/** The queries that somebody judged; others say nothing. */
export async function readQueries(folder: string): Promise<Query[]> {
  const judged = await readJudgements(await tablesIn(folder));
  const queries: Query[] = [];
  for await (const query of readLines(join(folder, 'queries.jsonl'), Query)) {
    const judgements = judged.get(idOf(query));
    if (judgements) queries.push({ id: idOf(query), text: query.text, judgements });
  }
  if (queries.length === 0) throw new Error(`${folder}: no query of queries.jsonl is judged in qrels.tsv`);
  return queries;
}

/** Where collections keep training judgements apart, those for testing alone count. */
async function tablesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(['qrels.tsv', 'qrels/*.tsv'], { cwd: folder })) found.push(file);
  const [best = []] = [['qrels.tsv'], [join('qrels', 'test.tsv')], found].filter(
    (some) => some.length > 0 && some.every((file) => found.includes(file)),
  );
  if (best.length === 0) throw new Error(`${folder}: there is neither qrels.tsv nor a table in qrels`);
  return best.map((file) => join(folder, file));
}

async function readJudgements(files: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const judged = new Map<string, Map<string, number>>();
  for (const file of files) await addJudgements(judged, file);
  return judged;
}

async function addJudgements(judged: Map<string, Map<string, number>>, file: string): Promise<void> {
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const [query, document, score] = line.split('\t');
    const relevance = Number(score);
    if (!query || !document || score === undefined || !Number.isFinite(relevance)) {
      if (index === 0) continue;
      throw new Error(`${file}, line ${index + 1}: give query-id, corpus-id and score, separated by tabs`);
    }
    const judgements = judged.get(query) ?? new Map<string, number>();
    judged.set(query, judgements.set(document, relevance));
  }
}

async function* readLines<S extends TSchema>(file: string, schema: S): AsyncGenerator<Static<S>> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    number += 1;
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (!Value.Check(schema, value))
      throw new Error(`${file}, line ${number}: it does not have the fields that are needed`);
    yield value;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function idOf({ id, _id }: { id?: string; _id?: string }): string {
  const given = id ?? _id;
  if (given === undefined) throw new Error('a line has no id');
  return given;
}
