/** What the tools with which books and documentation are made keep beside the Markdown: titles, order, names of folders. */

import { posix } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { parse as parseYaml } from 'yaml';
import { type ContentsList, type Resolve, resolveFrom, settle, type Written } from './contents-list.ts';
import type { FileIndex } from './file-index.ts';
import type { ArchiveEntry } from './intake.ts';
import { folderOf } from './names.ts';

/** What the files of such a tool say of a course. */
export type SiteFiles = {
  title: string;
  contents?: ContentsList & { path: string };
  /** What a folder is called and where it stands among its neighbours, as Docusaurus says it. */
  folders: Map<string, { title?: string; weight?: number }>;
  /** The files that said it, and whose they are. */
  read: { path: string; tool: string }[];
};

const Text = Type.Union([Type.String(), Type.Number()]);

const MdBook = Type.Object({ book: Type.Object({ title: Type.String() }) });
const Titled = Type.Object({ title: Type.String({ minLength: 1 }) });
const Category = Type.Object({ label: Type.Optional(Type.String()), position: Type.Optional(Type.Number()) });
const Workbench = Type.Object({ title: Type.Optional(Type.String()), episodes: Type.Array(Type.String()) });
const MkDocs = Type.Object({
  site_name: Type.Optional(Type.String()),
  docs_dir: Type.Optional(Type.String()),
  nav: Type.Optional(Type.Array(Type.Unknown())),
});
const JupyterBook = Type.Object({
  root: Type.Optional(Type.String()),
  chapters: Type.Optional(Type.Array(Type.Unknown())),
  sections: Type.Optional(Type.Array(Type.Unknown())),
  parts: Type.Optional(
    Type.Array(
      Type.Object({ caption: Type.Optional(Text), chapters: Type.Optional(Type.Array(Type.Unknown())) }),
    ),
  ),
});
const JupyterEntry = Type.Object({
  file: Type.String(),
  title: Type.Optional(Text),
  sections: Type.Optional(Type.Array(Type.Unknown())),
});

type Reading = { site: SiteFiles; path: string; resolve: (docs: string) => Resolve };

type Reader = { names: RegExp; tool: string; read: (value: unknown, reading: Reading) => boolean };

/** The files that are read, the ones that say most before those that only have a title. */
const readers: readonly Reader[] = [
  { names: /(^|\/)_toc\.ya?ml$/, tool: 'Jupyter Book', read: checked(JupyterBook, readJupyterBook) },
  { names: /(^|\/)mkdocs\.ya?ml$/, tool: 'MkDocs', read: checked(MkDocs, readMkDocs) },
  {
    names: /(^|\/)config\.ya?ml$/,
    tool: 'the Carpentries Workbench',
    read: checked(Workbench, readWorkbench),
  },
  { names: /(^|\/)_category_\.(?:json|ya?ml)$/, tool: 'Docusaurus', read: checked(Category, readCategory) },
  {
    names: /(^|\/)book\.toml$/,
    tool: 'mdBook',
    read: checked(MdBook, ({ book }, { site }) => name(site, book.title)),
  },
  {
    names: /(^|\/)book\.json$/,
    tool: 'GitBook',
    read: checked(Titled, ({ title }, { site }) => name(site, title)),
  },
  {
    names: /(^|\/)(?:hugo|config)\.toml$/,
    tool: 'Hugo',
    read: checked(Titled, ({ title }, { site }) => name(site, title)),
  },
  {
    names: /(^|\/)_config\.ya?ml$/,
    tool: 'Jekyll or Jupyter Book',
    read: checked(Titled, ({ title }, { site }) => name(site, title)),
  },
];

export const noSiteFiles = (): SiteFiles => ({ title: '', folders: new Map(), read: [] });

/** Reads what such tools say in an upload. A file that is not as its tool has it says nothing. */
export function readSiteFiles(entries: readonly ArchiveEntry[], index: FileIndex): SiteFiles {
  const site = noSiteFiles();
  // The one nearest to the top speaks for the upload.
  const nearest = entries.toSorted((a, b) => a.path.split('/').length - b.path.split('/').length);
  for (const { names, tool, read } of readers) {
    for (const { path, bytes } of nearest.filter((entry) => names.test(entry.path))) {
      const resolve = (folder: string) => resolveFrom(index, posix.join(folder, 'x'));
      if (read(parse(path, bytes), { site, path, resolve })) site.read.push({ path, tool });
    }
  }
  return site;
}

/** Bytes of configuration that are read at most: more is no configuration. */
const configurationBytes = 256 * 1024;

function parse(path: string, bytes: Buffer): unknown {
  if (bytes.length > configurationBytes) return undefined;
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  try {
    if (path.endsWith('.toml')) return parseToml(text);
    return path.endsWith('.json') ? JSON.parse(text) : parseYaml(text, { logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

function checked<T extends TSchema>(
  schema: T,
  read: (value: Static<T>, reading: Reading) => boolean,
): Reader['read'] {
  return (value, reading) => Value.Check(schema, value) && read(value, reading);
}

function name(site: SiteFiles, title: string | undefined): boolean {
  if (site.title !== '' || !title?.trim()) return false;
  site.title = title;
  return true;
}

function list(reading: Reading, folder: string, parts: { title: string; entries: Written[] }[]): boolean {
  const { site, path, resolve } = reading;
  if (site.contents) return false;
  const missing: string[] = [];
  const settled = parts.map(({ title, entries }) => ({
    title,
    entries: settle(entries, resolve(folder), missing),
  }));
  site.contents = { path, title: '', parts: settled, missing };
  return true;
}

function readJupyterBook(
  { root, chapters, sections, parts }: Static<typeof JupyterBook>,
  reading: Reading,
): boolean {
  if (!chapters && !sections && !parts) return false;
  const entriesOf = (items: readonly unknown[]): Written[] =>
    items.flatMap((item) => {
      if (!Value.Check(JupyterEntry, item)) return [];
      return [{ title: String(item.title ?? ''), url: item.file, entries: entriesOf(item.sections ?? []) }];
    });
  const first = root === undefined ? [] : [{ title: '', url: root, entries: [] }];
  const all = [
    { title: '', entries: [...first, ...entriesOf(chapters ?? sections ?? [])] },
    ...(parts ?? []).map((part) => ({
      title: String(part.caption ?? ''),
      entries: entriesOf(part.chapters ?? []),
    })),
  ];
  return list(reading, folderOf(reading.path), all);
}

function readMkDocs({ site_name, docs_dir = 'docs', nav }: Static<typeof MkDocs>, reading: Reading): boolean {
  const entriesOf = (items: readonly unknown[]): Written[] =>
    items.flatMap((item): Written[] => {
      if (typeof item === 'string') return [{ title: '', url: item, entries: [] }];
      if (typeof item !== 'object' || item === null) return [];
      return Object.entries(item).map(([title, value]) =>
        Array.isArray(value)
          ? { title, entries: entriesOf(value) }
          : { title, url: String(value), entries: [] },
      );
    });
  const named = name(reading.site, site_name);
  const folder = posix.join(folderOf(reading.path), docs_dir);
  return (nav !== undefined && list(reading, folder, [{ title: '', entries: entriesOf(nav) }])) || named;
}

function readWorkbench({ title, episodes }: Static<typeof Workbench>, reading: Reading): boolean {
  const folder = posix.join(folderOf(reading.path), 'episodes');
  const entries = episodes.map((url) => ({ title: '', url, entries: [] }));
  const named = name(reading.site, title);
  return list(reading, folder, [{ title: '', entries }]) || named;
}

function readCategory({ label, position }: Static<typeof Category>, { site, path }: Reading): boolean {
  const weight = position === undefined ? {} : { weight: position };
  site.folders.set(folderOf(path), { ...(label ? { title: label } : {}), ...weight });
  return true;
}
