/** What is done with people's files and texts, by name. All of it takes as long as somebody made it take. */
import { type Chunk, chunk, type Markup } from '../chunk.ts';
import { clean } from './clean.ts';
import { decode } from './decode.ts';
import { extract, type FileToRead } from './extract.ts';
import type { Extracted, Format } from './extracted.ts';
import { linksIn } from './html.ts';
import type { RefusalCode } from './refused.ts';

const jobs = {
  /** The text of a file. */
  extract: (file: FileToRead): Promise<Extracted> => extract(file),
  /** A text without what is no part of it. */
  clean: ({ extracted, format }: { extracted: Extracted; format: Format }): Extracted =>
    clean(extracted, format),
  /** The passages of a text. */
  cut: ({ text, markup }: { text: string; markup: Markup }): Chunk[] => chunk(text, markup),
  /** Where a web page links to. */
  links: ({ bytes, charset }: Pick<FileToRead, 'bytes' | 'charset'>): Promise<string[]> =>
    linksIn(decode(bytes, charset).text),
};

export type Jobs = typeof jobs;
export type JobName = keyof Jobs;
export type Input<Name extends JobName> = Parameters<Jobs[Name]>[0];
export type Output<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>;

export interface Limits {
  /** Of processor time: a busy machine makes no file harder. */
  readonly seconds: number;
  /** Of all memory of the process, what libraries keep outside of JavaScript's heap too. */
  readonly megabytes: number;
}

export interface Request {
  readonly name: JobName;
  readonly input: unknown;
  readonly limits: Limits;
}

export type Answer = (
  | { readonly done: unknown }
  | { readonly refused: { readonly code: RefusalCode; readonly message: string } }
  | { readonly failed: string }
) & {
  /** What the process holds when it is done. */
  readonly megabytes: number;
};

/** Does what a request asks for. The types of both ends are kept by `inReader`. */
export const doJob = ({ name, input }: Request): unknown =>
  (jobs[name] as (input: unknown) => unknown)(input);
