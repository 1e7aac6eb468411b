import { takeFrontMatter, textField } from '../../../formats/front-matter.ts';
import { because, type Reason } from '../contract-import-reasons.ts';
import { addressKind } from './address.ts';
import { ContentError } from './errors.ts';
import type { FileIndex } from './file-index.ts';
import { type Including, includeFiles } from './includes.ts';
import { type Facts, inspectMarkdown } from './inspect.ts';
import type { ArchiveEntry } from './intake.ts';
import { type Doc, type Front, isContentsName } from './outline.ts';
import type { PageLinks } from './page-links.ts';
import { cleanTitle, decodeText } from './text.ts';

/** A Markdown file as read: what it is, what had to be guessed or left out, and the lines of page links taken off it. */
export type ReadDoc = { doc: Doc; notes: Reason[]; pageLinks: string[] };

/** Why a file is no lesson, and what it says of its folder nevertheless. */
export type Unread = Reason & { front: Front };

/** Reads a Markdown file that a manifest lists: exactly what was exported. */
export function readListed({ path, bytes }: ArchiveEntry): ReadDoc | Unread {
  const decoded = decodeText(bytes);
  if ('reason' in decoded) return { ...decoded, front: {} };
  const facts = factsOf(decoded.text);
  if ('reason' in facts) return { ...facts, front: {} };
  const notes = decoded.note ? [decoded.note] : [];
  return { doc: { path, markdown: decoded.text, facts, front: {} }, notes, pageLinks: [] };
}

/**
 * Reads a Markdown file of a foreign course: takes its front matter off, puts in what it includes, and leaves out
 * the lines “Contents | Previous | Next”, which a course brings itself.
 */
export function readForeign({ path, bytes }: ArchiveEntry, including: Including): ReadDoc | Unread {
  const decoded = decodeText(bytes);
  if ('reason' in decoded) return { ...decoded, front: {} };
  const { text, fields, problem } = takeFrontMatter(decoded.text);
  const front = frontOf(fields);
  if (text.trim() === '') return { ...because('no-text'), front };
  const notes = [decoded.note, problem && because(problem.code, { problem: problem.said })].filter(
    (note) => note !== undefined,
  );
  const whole = includeFiles(text, path, including, (reason) => notes.push(reason));
  const facts = factsOf(whole);
  if ('reason' in facts) return { ...facts, front };
  const cut = isContentsName(path)
    ? []
    : facts.pageLinks.filter((line) => leadsInside(line, path, including.index));
  const markdown = without(whole, cut);
  const doc = { path, markdown, facts: cut.length === 0 ? facts : inspectMarkdown(markdown), front };
  for (const instruction of new Set(doc.facts.instructions)) {
    notes.push(because('other-tools-instruction', { text: instruction.slice(0, 120) }));
  }
  return { doc, notes, pageLinks: cut.map(({ text }) => text) };
}

function factsOf(markdown: string): Facts | Reason {
  try {
    return inspectMarkdown(markdown);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return error.reason;
  }
}

/** The fields in which Hugo, Docusaurus, Starlight, Just the Docs and others say where a page stands. */
const weightFields = ['weight', 'sidebar_position', 'nav_order', 'order', 'position'];

function frontOf(fields: Readonly<Record<string, unknown>>): Front {
  const title = cleanTitle(textField(fields, 'title', 'Title') ?? '');
  const { sidebar } = fields;
  const nested = typeof sidebar === 'object' && sidebar !== null && 'order' in sidebar ? [sidebar.order] : [];
  const [weight] = [...weightFields.map((name) => fields[name]), ...nested].flatMap((value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? [number] : [];
  });
  const parent = textField(fields, 'parent');
  return { ...(title && { title }), ...(weight !== undefined && { weight }), ...(parent && { parent }) };
}

/** Whether page links are those of this course: one at least leads to a file or folder of it. */
function leadsInside({ urls }: PageLinks, from: string, index: FileIndex): boolean {
  return urls.some((url) => {
    if (addressKind(url) !== 'path') return false;
    const { kind } = index.find(from, url);
    return kind === 'file' || kind === 'folder';
  });
}

function without(text: string, spans: readonly PageLinks[]): string {
  let rest = text;
  for (const { start, end } of spans.toSorted((a, b) => b.start - a.start)) {
    const before = rest.slice(0, start);
    const after = rest.slice(end).replace(/^(?:[ \t]*\r?\n)+/, '');
    rest = after === '' ? before.replace(/(?<![ \t\r\n])([ \t]*)\r?\n[ \t\r\n]*$/, '$1\n') : before + after;
  }
  return rest;
}
