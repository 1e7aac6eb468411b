import { posix } from 'node:path';
import { because, type Reason } from '../contract-import-reasons.ts';
import type { FileIndex } from './file-index.ts';
import { type Decoded, MARKDOWN_BYTES } from './text.ts';

/** What including needs to know: how a file is found, and its text, decoded once however often it is included. */
export type Including = { index: FileIndex; textOf: (path: string) => Decoded | undefined };

/** Instructions of mdBook: `{{#include file:part}}` and its siblings; one with a backslash before it is text. */
const instruction = /(\\?)\{\{[ \t]*#([a-z_]+)[ \t]+([^\s{}][^{}\n]{0,999})\}\}/g;

const asIs = new Set(['include', 'rustdoc_include']);
const asCode = new Set(['playground', 'playpen']);

/** mdBook's own bound: files that include each other end somewhere. */
const deepest = 10;

/**
 * Puts the files of the upload where a text of mdBook includes them, in whole, by lines (`:2:10`, `:5`, `::4`) or
 * by the part between `ANCHOR: name` and `ANCHOR_END: name`. What cannot be included stays as it is; `tell` hears
 * why. What is included has together at most as many bytes as a lesson may have.
 */
export function includeFiles(
  text: string,
  from: string,
  including: Including,
  tell: (reason: Reason) => void,
): string {
  let left = MARKDOWN_BYTES - Buffer.byteLength(text);
  const fill = (text: string, from: string, depth: number): string =>
    text.replace(instruction, (whole, kept: string, verb: string, rest: string) => {
      if (kept) return whole.slice(1);
      if (verb === 'title') return '';
      if (!asIs.has(verb) && !asCode.has(verb)) return whole;
      const part = partOf(rest.trim().split(/\s+/)[0] ?? '', from, including);
      // Each costs something, so that files which include each other end soon.
      if ('content' in part) left -= Buffer.byteLength(part.content) + 64;
      if ('refused' in part || left < 0) {
        const refused = 'refused' in part ? part.refused : 'include-lesson-too-large';
        tell(because(refused, { text: whole.slice(0, 120) }));
        return whole;
      }
      const { path, content } = part;
      const inner = depth < deepest ? fill(content, path, depth + 1) : content;
      return asCode.has(verb) ? fenced(inner, posix.extname(path).slice(1)) : inner.replace(/\n$/, '');
    });
  return fill(text, from, 0);
}

type Refusal = 'include-missing' | 'include-too-large' | 'include-not-text' | 'include-part-missing';
type Part = { path: string; content: string } | { refused: Refusal };

function partOf(address: string, from: string, { index, textOf }: Including): Part {
  const [file = '', ...range] = address.split(':');
  const found = index.find(from, file);
  const decoded = found.kind === 'file' ? textOf(found.path) : undefined;
  if (found.kind !== 'file' || !decoded) return { refused: 'include-missing' };
  if ('reason' in decoded)
    return { refused: decoded.code === 'not-text' ? 'include-not-text' : 'include-too-large' };
  const lines = decoded.text.split(/\r?\n/);
  const chosen = range.length === 0 ? lines : linesOf(lines, range);
  if (!chosen) return { refused: 'include-part-missing' };
  const content = chosen.filter((line) => !anchorLine.test(line)).join('\n');
  return { path: found.path, content };
}

const anchorLine = /\bANCHOR(?:_END)?:[ \t]*[\w-]+[ \t]*(?:(?:\*\/|-->)[ \t]*)?$/;

function linesOf(
  lines: readonly string[],
  [first = '', second]: readonly string[],
): readonly string[] | undefined {
  if (/^\d*$/.test(first) && /^\d*$/.test(second ?? '')) {
    const from = first === '' ? 1 : Number(first);
    const until = second === undefined ? from : second === '' ? lines.length : Number(second);
    return from > lines.length ? undefined : lines.slice(Math.max(0, from - 1), until);
  }
  const stands = (word: string) => (line: string) =>
    line.split(/[\s*/]+/).some((_, i, words) => words[i] === `${word}:` && words[i + 1] === first);
  const start = lines.findIndex(stands('ANCHOR'));
  if (start < 0) return undefined;
  const end = lines.findIndex(stands('ANCHOR_END'));
  return lines.slice(start + 1, end < start ? undefined : end);
}

/** A code block around a text, whatever fences stand in it. */
function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...(code.match(/`{3,}/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code.replace(/\n?$/, '\n')}${fence}`;
}
