import { posix } from 'node:path';
import { because } from '../contract-import-reasons.ts';
import {
  type ContentsList,
  type Entry,
  isGenericTitle,
  readContentsList,
  resolveFrom,
} from './contents-list.ts';
import type { Skipped } from './errors.ts';
import type { FileIndex } from './file-index.ts';
import type { Facts } from './inspect.ts';
import { commonFolder, compareNames, folderOf, squash, stem, titleFromName } from './names.ts';
import type { SiteFiles } from './site-files.ts';
import { cleanSummary, cleanTitle } from './text.ts';

/** What a Markdown file says of itself before its text: its title, its place among its neighbours, the page above it. */
export type Front = { title?: string; weight?: number; parent?: string };

/** A Markdown file, read. */
export type Doc = { path: string; markdown: string; facts: Facts; front: Front };

/** A module to be: its folder in the upload (empty for the top) and its lessons in order. */
export type DraftModule = { title: string; path: string; lessons: { title: string; doc: Doc }[] };

export type Outline = {
  title: string;
  summary: string;
  modules: DraftModule[];
  /** Tables of contents: they gave order and titles, and are no lessons themselves. */
  contents: Doc[];
  /** What could not be arranged as the upload says. */
  notes: Skipped[];
};

const contentsNames = new Set(['contents', 'tableofcontents', 'toc', 'sidebar']);
const frontNames = new Set(['readme', 'index', 'home']);
// These may be tables of contents or tell something, which then must not be lost.
const doubtfulNames = new Set([...frontNames, 'summary']);
const overviewNames = new Set(['overview', 'index', 'readme']);

/** Whether a file is a table of contents by its name, if what it has looks like one. */
export function isContentsName(path: string): boolean {
  const name = squash(stem(path));
  return contentsNames.has(name) || name === 'summary';
}

/** Whether a file speaks for its folder: an overview, README or index, or number zero. */
function isOverview(path: string): boolean {
  return overviewNames.has(squash(stem(path))) || /^0+(?=[\s._-])/.test(stem(path));
}

/**
 * Arranges Markdown files as a course.
 *
 * Where a table of contents names most of the files in an order of its own (mdBook, GitBook, Jupyter Book, MkDocs,
 * a wiki), that decides modules, order and titles. Otherwise a folder at the top is a module, files at the top are
 * a module of their own, deeper folders are flattened; what tables of contents list, and the weights in front
 * matter (Hugo, Docusaurus, Jekyll), give the order, and names and their numbers give it else. Titles come from
 * front matter, the first heading, a table of contents, and at last from names.
 *
 * `name` is what the upload was called, and may be empty. `fronts` are the words of files without text, which
 * speak for their folders all the same.
 */
export function outlineOf(
  docs: readonly Doc[],
  index: FileIndex,
  name: string,
  site: SiteFiles,
  fronts: ReadonlyMap<string, Front> = new Map(),
): Outline {
  const base = commonFolder(docs.map(({ path }) => path));
  const contents = contentsAmong(docs, index, base);
  const lessons = docs.filter((doc) => !contents.includes(doc));
  const welcomes = lessons.filter(
    (doc) => folderOf(doc.path) === base && frontNames.has(squash(stem(doc.path))),
  );
  const written = contents[0];
  const list = site.contents ?? (written && listOf(written, index)) ?? listOfParents(lessons);
  const leading = written && !isGenericTitle(ownTitle(written)) ? ownTitle(written) : '';
  const called = titleFromName((base || name).split('/').at(-1) ?? '');
  const said = site.title || list?.title || (site.contents || list ? '' : leading);
  const title = cleanTitle(said || (welcomes[0] && ownTitle(welcomes[0])) || called) || 'Untitled course';
  const naming = {
    called: called || title,
    guide: new Guide([
      ...listedIn(site, contents, index),
      ...welcomes.flatMap((doc) => listedFiles(doc, index)),
    ]),
  };
  const places = new Places(lessons, fronts, site);
  const listed = list && decides(list, lessons) ? list : undefined;
  const arranged = listed
    ? byList(listed, lessons, title, (rest) => byFolders(rest, base, index, naming, places))
    : { modules: byFolders(lessons, base, index, naming, places), notes: [] };
  const missing = listed || site.contents ? (list?.missing ?? []) : [];
  const told = missing.map((name) => ({
    path: site.contents?.path ?? written?.path ?? '',
    ...because('listed-but-missing', { name: cleanTitle(name) }),
  }));
  const summary = cleanSummary(welcomes[0]?.facts.paragraph ?? '');
  return { title, summary, modules: arranged.modules, contents, notes: [...told, ...arranged.notes] };
}

/** The tables of contents: at the top, or else the one nearest to it. */
function contentsAmong(docs: readonly Doc[], index: FileIndex, base: string): Doc[] {
  if (docs.length < 2) return [];
  const paths = new Set(docs.map(({ path }) => path));
  const isList = (doc: Doc) => isContents(doc, paths, index);
  const atTop = docs.filter((doc) => folderOf(doc.path) === base && isList(doc));
  if (atTop.length > 0) return atTop;
  const books = docs.filter((doc) => squash(stem(doc.path)) === 'summary' && isList(doc));
  return books.toSorted((a, b) => a.path.split('/').length - b.path.split('/').length).slice(0, 1);
}

function listOf(doc: Doc, index: FileIndex): ContentsList {
  return readContentsList(doc.markdown, resolveFrom(index, doc.path));
}

/** The tree that pages make by naming the page above them, as Just the Docs (Jekyll) has it. */
function listOfParents(docs: readonly Doc[]): ContentsList | undefined {
  const byTitle = new Map(docs.map((doc) => [ownTitle(doc), doc]));
  const above = (doc: Doc) => (doc.front.parent === undefined ? undefined : byTitle.get(doc.front.parent));
  if (docs.filter(above).length < 2) return undefined;
  const byParent = Map.groupBy(docs, above);
  const below = (parent: Doc | undefined): Entry[] =>
    (byParent.get(parent) ?? [])
      .toSorted((a, b) => order(weightOf(a), weightOf(b)) || compareNames(ownTitle(a), ownTitle(b)))
      .map((doc) => ({ title: ownTitle(doc), path: doc.path, entries: below(doc) }));
  return { title: '', parts: [{ title: '', entries: below(undefined) }], missing: [] };
}

const weightOf = ({ front }: Doc) => front.weight ?? Number.POSITIVE_INFINITY;

const pathsOf = (entries: readonly Entry[]): string[] =>
  entries.flatMap(({ path, entries: below }) => [...(path === undefined ? [] : [path]), ...pathsOf(below)]);

/** Whether a list names most files, and says more than folders do: what belongs together, or an order across them. */
function decides({ parts }: ContentsList, docs: readonly Doc[]): boolean {
  const known = new Set(docs.map(({ path }) => path));
  const named = [...new Set(parts.flatMap(({ entries }) => pathsOf(entries)))].filter((path) =>
    known.has(path),
  );
  if (named.length < 2 || named.length * 2 < docs.length) return false;
  const nested = parts.some(({ entries }) => entries.some((entry) => entry.entries.length > 0));
  const parted = parts.filter(({ entries }) => entries.length > 0).length > 1;
  const turns = named.filter((path, i) => i > 0 && folderOf(path) !== folderOf(named[i - 1] ?? '')).length;
  const interrupted = turns >= new Set(named.map(folderOf)).size;
  return nested || parted || interrupted;
}

type Arranged = { modules: DraftModule[]; notes: Skipped[] };

/** Modules as a list has them: an entry with others below it is one, and what stands in a row without is one. */
function byList(
  list: ContentsList,
  docs: readonly Doc[],
  title: string,
  arrangeRest: (rest: readonly Doc[]) => DraftModule[],
): Arranged {
  const rest = new Map(docs.map((doc) => [doc.path, doc]));
  const take = ({ title, path, entries }: Entry): DraftModule['lessons'] => {
    const doc = path === undefined ? undefined : rest.get(path);
    if (doc) rest.delete(doc.path);
    const own = doc ? [{ title: cleanTitle(title || lessonTitle(doc)), doc }] : [];
    return [...own, ...entries.flatMap(take)];
  };
  const modules: DraftModule[] = [];
  const add = (title: string, lessons: DraftModule['lessons']) => {
    if (lessons.length === 0) return;
    const path = commonFolder(lessons.map(({ doc }) => doc.path));
    modules.push({ title: cleanTitle(title) || 'Untitled module', path, lessons });
  };
  for (const part of list.parts) {
    let row: DraftModule['lessons'] = [];
    const addRow = () => {
      add(part.title || (row.length === 1 ? (row[0]?.title ?? '') : title), row);
      row = [];
    };
    for (const entry of part.entries) {
      const lessons = take(entry);
      if (entry.entries.length === 0) row.push(...lessons);
      else {
        addRow();
        const called = entry.title || lessons[0]?.title || '';
        add(part.title && part.title !== called ? `${part.title} · ${called}` : called, lessons);
      }
    }
    addRow();
  }
  return {
    modules: addRest(modules, arrangeRest([...rest.values()])),
    notes: [...rest.keys()].map(unlisted),
  };
}

const unlisted = (path: string): Skipped => ({
  path,
  ...because('unlisted'),
});

/** What the list does not name joins the module in whose folder it lies. */
function addRest(modules: DraftModule[], rest: readonly DraftModule[]): DraftModule[] {
  for (const module of rest) {
    const home = modules.findLast(({ lessons }) =>
      lessons.some(({ doc }) => folderOf(doc.path) === module.path),
    );
    if (home && module.lessons.length > 0) home.lessons.push(...module.lessons);
    else modules.push(module);
  }
  return modules;
}

type Naming = { called: string; guide: Guide };

function byFolders(
  docs: readonly Doc[],
  base: string,
  index: FileIndex,
  { called, guide }: Naming,
  places: Places,
): DraftModule[] {
  const within = (path: string) => (base === '' ? path : path.slice(base.length + 1));
  const folders = new Set(
    docs.map(({ path }) => within(path)).flatMap((path) => path.split('/').slice(0, -1)[0] ?? []),
  );
  // A page beside the folder of its name speaks for what is in there.
  const groups = Map.groupBy(docs, ({ path }) => {
    const [first = '', ...deeper] = within(path).split('/');
    if (deeper.length > 0) return first;
    return folders.has(stem(first)) ? stem(first) : '';
  });
  const modules = [...groups].map(([folder, members]) => {
    const lessons = withTitles(orderLessons(members, index, guide, places), guide);
    const path = [base, folder].filter((part) => part !== '').join('/');
    return { title: moduleTitle(path, folder, lessons, called, places), path, lessons };
  });
  const welcomes = (module: DraftModule) =>
    module.path === base && module.lessons.some(({ doc }) => frontNames.has(squash(stem(doc.path))));
  const rank = (module: DraftModule) => {
    const first = Math.min(...module.lessons.map(({ doc }) => guide.rank(doc)));
    return first === Number.POSITIVE_INFINITY && welcomes(module) ? -1 : first;
  };
  const isTop = (module: DraftModule) => (module.path === base ? 0 : 1);
  const weight = (module: DraftModule) => {
    if (module.path !== base) return places.weight(module.path);
    const own = module.lessons.flatMap(({ doc }) => doc.front.weight ?? []);
    return own.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...own);
  };
  return modules.sort(
    (a, b) =>
      order(rank(a), rank(b)) ||
      order(weight(a), weight(b)) ||
      isTop(a) - isTop(b) ||
      compareNames(a.path, b.path),
  );
}

/** Where files and folders stand among their neighbours, and what folders are called, by what the upload says. */
class Places {
  readonly #weights = new Map<string, number>();
  readonly #titles = new Map<string, string>();
  readonly #weighted = new Set<string>();

  constructor(docs: readonly Doc[], fronts: ReadonlyMap<string, Front>, { folders }: SiteFiles) {
    const all = new Map([...fronts, ...docs.map(({ path, front }): [string, Front] => [path, front])]);
    for (const [path, { title, weight }] of all) {
      const speaks = isOverview(path);
      if (weight !== undefined) this.#weights.set(path, speaks ? Number.NEGATIVE_INFINITY : weight);
      if (weight !== undefined && speaks) this.#weights.set(folderOf(path), weight);
      if (title && speaks) this.#titles.set(folderOf(path), title);
      // The weight of a page beside the folder of its name is the folder's as well.
      const beside = posix.join(folderOf(path), stem(path));
      if (weight !== undefined && !this.#weights.has(beside)) this.#weights.set(beside, weight);
    }
    for (const [folder, { title, weight }] of folders) {
      if (weight !== undefined) this.#weights.set(folder, weight);
      if (title) this.#titles.set(folder, title);
    }
    for (const [path, weight] of this.#weights)
      if (Number.isFinite(weight)) this.#weighted.add(folderOf(path));
  }

  /** Beside neighbours with weights, the number before a name is one: Docusaurus reads it so. */
  weight(path: string): number {
    const said = this.#weights.get(path);
    if (said !== undefined) return said;
    const number = this.#weighted.has(folderOf(path)) ? /^\d+/.exec(posix.basename(path)) : null;
    return number ? Number(number[0]) : Number.POSITIVE_INFINITY;
  }

  titleOf(folder: string): string {
    return this.#titles.get(folder) ?? '';
  }

  /** The order of two files: at the first folder or file in which they differ, by weight, then by name. */
  compare(a: string, b: string): number {
    const left = a.split('/');
    const right = b.split('/');
    const at = left.findIndex((segment, i) => segment !== right[i]);
    if (at < 0) return left.length - right.length;
    const [mine = '', yours = ''] = [left[at], right[at]];
    const isFile = (segments: string[]) => at === segments.length - 1;
    const opens = (segments: string[], own: string, other: string) =>
      Number(isFile(segments) && (isOverview(own) || stem(own) === other));
    const leading = opens(right, yours, mine) - opens(left, mine, yours);
    const upTo = (segments: string[]) => this.weight(segments.slice(0, at + 1).join('/'));
    return leading || order(upTo(left), upTo(right)) || compareNames(mine, yours);
  }
}

function isContents(doc: Doc, paths: ReadonlySet<string>, index: FileIndex): boolean {
  const name = squash(stem(doc.path));
  if (!contentsNames.has(name) && !doubtfulNames.has(name)) return false;
  const listed = listedFiles(doc, index).filter(({ path }) => paths.has(path) && path !== doc.path);
  return contentsNames.has(name)
    ? listed.length > 0 && doc.facts.listShare >= 0.5
    : listed.length > 1 && doc.facts.listedShare >= 0.6;
}

type Listed = { path: string; text: string };

function listedIn({ contents }: SiteFiles, docs: readonly Doc[], index: FileIndex): Listed[] {
  if (!contents) return docs.flatMap((doc) => listedFiles(doc, index));
  return contents.parts.flatMap(({ entries }) => pathsOf(entries)).map((path) => ({ path, text: '' }));
}

function listedFiles(doc: Doc, index: FileIndex): Listed[] {
  return doc.facts.listed.flatMap(({ url, text }) => {
    const found = index.find(doc.path, url);
    return found.kind === 'file' ? [{ path: found.path, text }] : [];
  });
}

/** What tables of contents say: where each file stands, and what they call it. */
class Guide {
  readonly #ranks = new Map<string, number>();
  readonly #names = new Map<string, string>();

  constructor(listed: readonly Listed[]) {
    for (const { path, text } of listed) {
      if (this.#ranks.has(path)) continue;
      this.#ranks.set(path, this.#ranks.size);
      this.#names.set(path, text);
    }
  }

  /** How many of these files are named. */
  covers(docs: readonly Doc[]): number {
    return docs.filter(({ path }) => this.#ranks.has(path)).length;
  }

  rank(doc: Doc): number {
    return this.#ranks.get(doc.path) ?? Number.POSITIVE_INFINITY;
  }

  nameOf(doc: Doc): string {
    return this.#names.get(doc.path) ?? '';
  }
}

function orderLessons(docs: readonly Doc[], index: FileIndex, guide: Guide, places: Places): Doc[] {
  const natural = docs.toSorted((a, b) => places.compare(a.path, b.path));
  const first = natural[0];
  if (!first) return [];
  const opening = isOverview(first.path) ? [first] : [];
  const others = natural.slice(opening.length);
  // A module's own list is nearer to it than the list of the whole course, if it is one.
  const own = new Guide(opening.flatMap((doc) => listedFiles(doc, index)));
  const order_ = own.covers(others) > 1 && own.covers(others) >= guide.covers(others) ? own : guide;
  return [...opening, ...others.sort((a, b) => order(order_.rank(a), order_.rank(b)))];
}

const order = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

const ownTitle = (doc: Doc) => doc.front.title || doc.facts.heading;

const lessonTitle = (doc: Doc, named = '') =>
  cleanTitle(ownTitle(doc) || named || titleFromName(stem(doc.path))) || 'Untitled lesson';

function withTitles(docs: readonly Doc[], guide: Guide): DraftModule['lessons'] {
  return docs.map((doc) => ({ title: lessonTitle(doc, guide.nameOf(doc)), doc }));
}

function moduleTitle(
  path: string,
  folder: string,
  lessons: DraftModule['lessons'],
  called: string,
  places: Places,
): string {
  const first = lessons[0];
  if (first && folder === '' && lessons.length === 1) return first.title;
  const speaks = first && (isOverview(first.doc.path) || stem(first.doc.path) === folder);
  const spoken = speaks ? ownTitle(first.doc) : '';
  const named = folder === '' ? '' : places.titleOf(path);
  return cleanTitle(named || spoken || titleFromName(folder) || called) || 'Untitled module';
}
