import type { FileIndex } from './file-index.ts';
import type { Facts } from './inspect.ts';
import { commonFolder, compareNames, squash, stem, titleFromName } from './names.ts';
import { cleanTitle } from './text.ts';

/** A Markdown file, read. */
export type Doc = { path: string; markdown: string; facts: Facts; frontTitle?: string };

/** A module to be: its folder in the upload (empty for the top) and its lessons in order. */
export type DraftModule = { title: string; path: string; lessons: { title: string; doc: Doc }[] };

export type Outline = {
  title: string;
  summary: string;
  modules: DraftModule[];
  /** Tables of contents: they gave order and titles, and are no lessons themselves. */
  contents: Doc[];
};

const contentsNames = new Set(['contents', 'tableofcontents', 'toc', 'sidebar']);
const frontNames = new Set(['readme', 'index', 'home']);
// These may be tables of contents or tell something, which then must not be lost.
const doubtfulNames = new Set([...frontNames, 'summary']);
const overviewNames = new Set(['overview', 'index', 'readme']);

/** Whether a file speaks for its folder: an overview, README or index, or number zero. */
function isOverview(path: string): boolean {
  return overviewNames.has(squash(stem(path))) || /^0+(?=[\s._-])/.test(stem(path));
}

/**
 * Arranges Markdown files as a course.
 *
 * A folder at the top is a module, files at the top are a module of their own, deeper folders are flattened.
 * Tables of contents give the order where they name the files, names and their numbers give it otherwise.
 * Titles come from front matter, the first heading, a table of contents, and at last from names.
 * `name` is what the upload was called, and may be empty.
 */
export function outlineOf(docs: readonly Doc[], index: FileIndex, name: string): Outline {
  const base = commonFolder(docs.map(({ path }) => path));
  const within = (doc: Doc) => (base === '' ? doc.path : doc.path.slice(base.length + 1));
  const atTop = docs.filter((doc) => !within(doc).includes('/'));
  const contents = docs.length < 2 ? [] : atTop.filter((doc) => isContents(doc, docs, index));
  const fronts = atTop.filter((doc) => frontNames.has(squash(stem(doc.path))) && !contents.includes(doc));
  const guide = new Guide([...contents, ...fronts], index);
  const groups = Map.groupBy(
    docs.filter((doc) => !contents.includes(doc)),
    (doc) => within(doc).split('/').slice(0, -1)[0] ?? '',
  );
  const called = titleFromName((base || name).split('/').at(-1) ?? '');
  const leading = contents[0] ?? fronts[0];
  const title = cleanTitle((leading && ownTitle(leading)) || called) || 'Untitled course';
  const modules = [...groups].map(([folder, members]) => {
    const lessons = withTitles(orderLessons(members, index, guide), guide);
    const path = [base, folder].filter((part) => part !== '').join('/');
    return { title: moduleTitle(folder, lessons, called || title), path, lessons };
  });
  const rank = (module: DraftModule) => Math.min(...module.lessons.map(({ doc }) => guide.rank(doc)));
  const isTop = (module: DraftModule) => (module.path === base ? 0 : 1);
  modules.sort((a, b) => order(rank(a), rank(b)) || isTop(a) - isTop(b) || compareNames(a.path, b.path));
  return { title, summary: cleanSummary(fronts[0]?.facts.paragraph ?? ''), modules, contents };
}

function isContents(doc: Doc, docs: readonly Doc[], index: FileIndex): boolean {
  const name = squash(stem(doc.path));
  if (!contentsNames.has(name) && !doubtfulNames.has(name)) return false;
  const paths = new Set(docs.map(({ path }) => path));
  const listed = listedFiles(doc, index).filter(({ path }) => paths.has(path) && path !== doc.path);
  return contentsNames.has(name)
    ? listed.length > 0 && doc.facts.listShare >= 0.5
    : listed.length > 1 && doc.facts.listedShare >= 0.6;
}

function listedFiles(doc: Doc, index: FileIndex): { path: string; text: string }[] {
  return doc.facts.listed.flatMap(({ url, text }) => {
    const found = index.find(doc.path, url);
    return found.kind === 'file' ? [{ path: found.path, text }] : [];
  });
}

/** What tables of contents say: where each file stands, and what they call it. */
class Guide {
  readonly #ranks = new Map<string, number>();
  readonly #names = new Map<string, string>();

  constructor(sources: readonly Doc[], index: FileIndex) {
    for (const { path, text } of sources.flatMap((doc) => listedFiles(doc, index))) {
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

function orderLessons(docs: readonly Doc[], index: FileIndex, guide: Guide): Doc[] {
  const natural = docs.toSorted((a, b) => compareLessonPaths(a.path, b.path));
  const first = natural[0];
  if (!first) return [];
  const opening = isOverview(first.path) ? [first] : [];
  const others = natural.slice(opening.length);
  // A module's own list is nearer to it than the list of the whole course.
  const own = new Guide(opening, index);
  const order_ = own.covers(others) > 1 ? own : guide;
  return [...opening, ...others.sort((a, b) => order(order_.rank(a), order_.rank(b)))];
}

const order = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

/** Path order, but an overview comes before all else in its folder. */
function compareLessonPaths(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  const at = left.findIndex((segment, i) => segment !== right[i]);
  if (at < 0) return left.length - right.length;
  const opens = (segments: string[]) => at === segments.length - 1 && isOverview(segments[at] ?? '');
  const leading = Number(opens(right)) - Number(opens(left));
  return leading || compareNames(left[at] ?? '', right[at] ?? '');
}

const ownTitle = (doc: Doc) => doc.frontTitle || doc.facts.heading;

function withTitles(docs: readonly Doc[], guide: Guide): DraftModule['lessons'] {
  return docs.map((doc) => {
    const title = cleanTitle(ownTitle(doc) || guide.nameOf(doc) || titleFromName(stem(doc.path)));
    return { title: title || 'Untitled lesson', doc };
  });
}

function moduleTitle(folder: string, lessons: DraftModule['lessons'], called: string): string {
  const first = lessons[0];
  if (first && folder === '' && lessons.length === 1) return first.title;
  const spoken = first && isOverview(first.doc.path) ? ownTitle(first.doc) : '';
  return cleanTitle(spoken || titleFromName(folder) || called) || 'Untitled module';
}

/** The longest summary of a course, in UTF-16 units. */
const SUMMARY_LENGTH = 2000;

/** A summary as a course may have it: without NUL and broken characters, and not too long. */
export function cleanSummary(summary: string): string {
  return summary.replaceAll('\0', '').toWellFormed().slice(0, SUMMARY_LENGTH).toWellFormed();
}
