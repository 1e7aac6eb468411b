/** What stands before a Markdown text and says things about it: one reading for courses and documents. */

import { parse as parseToml } from 'smol-toml';
import { parseDocument } from 'yaml';

/** Front matter that is no valid YAML, or no valid TOML, which was left in the text; `said` is what its reader says. */
export interface FrontMatterProblem {
  readonly code: 'front-matter-yaml' | 'front-matter-toml';
  readonly said: string;
}

/**
 * A text without its front matter. `fields` is what that said, `problem` why it could be read in part only, or
 * not at all: then `fields` has no more than the title, or the text is as it was.
 */
export type Unfronted = {
  text: string;
  fields: Readonly<Record<string, unknown>>;
  problem?: FrontMatterProblem;
};

/** The notations: where one begins, where it ends, and what its fields are. The end is a line of its own. */
const notations: { opening: RegExp; closing: RegExp; read: (body: string) => Read }[] = [
  { opening: /^---[ \t]*\r?\n/, closing: /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$(?![\s\S]))/gm, read: readYaml },
  { opening: /^\+\+\+[ \t]*\r?\n/, closing: /^\+\+\+[ \t]*(?:\r?\n|$(?![\s\S]))/gm, read: readToml },
  { opening: /^\{[ \t]*\r?\n/, closing: /^\}[ \t]*(?:\r?\n|$(?![\s\S]))/gm, read: readJson },
];

type Read =
  | { fields: Record<string, unknown>; problem?: FrontMatterProblem }
  | { problem: FrontMatterProblem }
  | undefined;

/**
 * Takes front matter off a text: YAML between lines of `---` (Jekyll, Docusaurus, Obsidian; `...` may end it too),
 * TOML between lines of `+++`, or a JSON object whose brackets stand on lines of their own (Hugo). What stands between
 * two thematic breaks and is no front matter is left alone. Never throws; linear in the length of the text, but for what
 * the YAML may cost.
 */
export function takeFrontMatter(text: string): Unfronted {
  for (const { opening, closing, read } of notations) {
    const opened = opening.exec(text);
    if (!opened) continue;
    closing.lastIndex = opened[0].length;
    const closed = closing.exec(text);
    if (!closed) continue;
    const taken = read(text.slice(opened[0].length, closed.index));
    if (!taken) continue;
    if (!('fields' in taken)) return { text, fields: {}, problem: taken.problem };
    return { ...taken, text: text.slice(closed.index + closed[0].length) };
  }
  return { text, fields: {} };
}

/** The text that one of these fields has, on one line; the first that has any. */
export function textField(fields: Unfronted['fields'], ...names: string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const line = String(value).replace(/\s+/g, ' ').trim();
    if (line !== '') return line;
  }
  return undefined;
}

/** A line that YAML may consist of: a key with or without a value, an item, a bracket, a comment, what is indented. */
const yamlLine = /^(?:$|\s|#|-\s|[\]}]|["']?[\p{L}\p{N}_][^:]*:(?:\s|$))/u;
const titleLine = /^title[ \t]*:[ \t]*(.*)/im;

function readYaml(body: string): Read {
  // What Jekyll wants of a page of which there is nothing to say.
  if (body === '') return { fields: {} };
  const fields = yamlFields(body);
  if (!(fields instanceof Error)) return fields && { fields };
  if (!body.split(/\r?\n/).every((line) => yamlLine.test(line))) return undefined;
  // Most often a title with a colon in it, which its author wrote without quotation marks.
  const title = titleLine.exec(body)?.[1]?.trim();
  const problem = { code: 'front-matter-yaml', said: firstLine(fields) } as const;
  return { fields: title ? { title } : {}, problem };
}

function yamlFields(body: string): Record<string, unknown> | Error | undefined {
  try {
    const document = parseDocument(body, { schema: 'core', logLevel: 'silent', uniqueKeys: false });
    const [error] = document.errors;
    if (error) return error;
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return isRecord(value) ? value : undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function readToml(body: string): Read {
  try {
    return { fields: parseToml(body) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { problem: { code: 'front-matter-toml', said: firstLine(error) } };
  }
}

/** Any other text between brackets is the author's. */
function readJson(body: string): Read {
  try {
    return { fields: JSON.parse(`{${body}}`) as Record<string, unknown> };
  } catch {
    return undefined;
  }
}

const firstLine = ({ message }: Error) => (message.split('\n', 1)[0] ?? '').replace(/:$/, '');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
