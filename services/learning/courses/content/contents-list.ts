import type { ListItem, Nodes, Paragraph } from 'mdast';
import { toString as nodeText } from 'mdast-util-to-string';
import { addressKind } from './address.ts';
import type { FileIndex } from './file-index.ts';
import { parseMarkdown } from './markdown.ts';
import { squash } from './names.ts';

/** An entry of a table of contents: what it calls something, the file that it names, and what stands below it. */
export type Entry = { title: string; path?: string; entries: Entry[] };

/** A table of contents, read. Without parts of its own it has one without a title. */
export type ContentsList = {
  title: string;
  parts: { title: string; entries: Entry[] }[];
  /** What it names and the upload does not have. */
  missing: string[];
};

/** The file of the upload that an address leads to; null for one outside, undefined for one that is not there. */
export type Resolve = (url: string) => string | null | undefined;

/** Looks addresses up as they stand in the file `from`. */
export function resolveFrom(index: FileIndex, from: string): Resolve {
  return (url) => {
    if (typeof addressKind(url) === 'object') return null;
    const found = index.find(from, url);
    return found.kind === 'file' ? found.path : undefined;
  };
}

/** What tables of contents are called by themselves: no name for a course. */
const generic = new Set(
  ['summary', 'contents', 'tableofcontents', 'toc', 'index', 'sommaire', 'tabledesmatières', 'inhalt'].concat(
    [
      'inhaltsverzeichnis',
      'índice',
      'contenido',
      'contenidos',
      'sumário',
      'indice',
      'inhoud',
      '目录',
      '目次',
    ],
  ),
);

/** Whether a heading only says that a table of contents follows. */
export const isGenericTitle = (title: string): boolean => generic.has(squash(title));

/**
 * Reads a table of contents as mdBook and GitBook (`SUMMARY.md`), docsify and wikis (`_sidebar.md`) write it, and
 * MyST's `toctree`: nested lists of links, lines of links, and headings, which begin parts.
 */
export function readContentsList(markdown: string, resolve: Resolve): ContentsList {
  const list: ContentsList = { title: '', parts: [{ title: '', entries: [] }], missing: [] };
  const add = (entry: Entry) => list.parts.at(-1)?.entries.push(entry);
  for (const block of parseMarkdown(markdown).children) {
    if (block.type === 'heading') {
      const title = lineOf(block);
      const isFirst = list.parts.length === 1 && list.parts[0]?.entries.length === 0;
      if (isFirst && (list.title === '' || isGenericTitle(list.title))) list.title = title;
      else list.parts.push({ title, entries: [] });
    } else if (block.type === 'list') for (const item of block.children) entriesOfItem(item).forEach(add);
    else if (block.type === 'paragraph') entriesOfLine(block).forEach(add);
    else if (block.type === 'code' && /^\{?toctree\}?$/.test(block.lang ?? ''))
      toctree(block.value).forEach(add);
  }
  if (isGenericTitle(list.title)) list.title = '';
  list.parts = list.parts.map(({ title, entries }) => ({
    title,
    entries: settle(entries, resolve, list.missing),
  }));
  return list;
}

/** An entry as written: where it leads is not looked up yet. */
export type Written = { title: string; url?: string; entries: Written[] };

/** Looks up where the entries lead. One that leads nowhere, and has none below it, is `missing`; one outside goes. */
export function settle(entries: readonly Written[], resolve: Resolve, missing: string[]): Entry[] {
  return entries.flatMap(({ title, url, entries: below }) => {
    const settled = settle(below, resolve, missing);
    const path = url === undefined ? null : resolve(url);
    if (path === undefined) missing.push(title || (url ?? ''));
    if (typeof path === 'string') return [{ title, path, entries: settled }];
    return settled.length > 0 ? [{ title, entries: settled }] : [];
  });
}

const lineOf = (node: Nodes) => nodeText(node, { includeHtml: false }).replace(/\s+/g, ' ').trim();

/** A list item: the link of its first line, or its words where it has none, and the lists below. */
function entriesOfItem(item: ListItem): Written[] {
  const below = item.children.flatMap((child) =>
    child.type === 'list' ? child.children.flatMap(entriesOfItem) : [],
  );
  const [line] = item.children;
  const own = line?.type === 'paragraph' ? entriesOfLine(line) : [];
  const last = own.at(-1) ?? { title: line?.type === 'paragraph' ? lineOf(line) : '', entries: [] };
  return [...own.slice(0, -1), { ...last, entries: below }];
}

function entriesOfLine(line: Paragraph): Written[] {
  return line.children.flatMap((child) =>
    child.type === 'link' ? [{ title: lineOf(child), url: child.url, entries: [] }] : [],
  );
}

function toctree(lines: string): Written[] {
  return lines.split('\n').flatMap((line) => {
    const text = line.trim();
    if (text === '' || text.startsWith(':')) return [];
    const [, title, url] = /^(.*)<([^<>]+)>$/.exec(text) ?? [];
    return [{ title: title?.trim() ?? '', url: url ?? text, entries: [] }];
  });
}
