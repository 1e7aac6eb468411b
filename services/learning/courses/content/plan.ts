import { createHash } from 'node:crypto';
import { because, type Reason } from '../contract-import-reasons.ts';
import { assetAddress, lessonAddress } from './address.ts';
import { Anchors, type Judging, judgeLinks, type Target } from './carry.ts';
import { ContentError, type Skipped } from './errors.ts';
import { FileIndex } from './file-index.ts';
import type { Including } from './includes.ts';
import type { Archive, ArchiveEntry } from './intake.ts';
import { MANIFEST_PATH, type Manifest, readManifest } from './manifest.ts';
import { isMarkdown, type Media, mediaOf } from './media.ts';
import { folderOf, keyFor, squash, stem } from './names.ts';
import { type Doc, type DraftModule, type Front, outlineOf } from './outline.ts';
import { readForeign, readListed } from './read-doc.ts';
import { rewriteLinks } from './rewrite.ts';
import { noSiteFiles, readSiteFiles, type SiteFiles } from './site-files.ts';
import { cleanSummary, type Decoded, decodeText, keepTitle } from './text.ts';

/** A lesson to be created. `markdown` links by `lesson:<key>`, `asset:<key>` and `course:`. */
export type PlannedLesson = { key: string; title: string; path: string; markdown: string };

/** A module to be created. `path` is its folder in the upload, empty for the top. */
export type PlannedModule = { title: string; path: string; lessons: PlannedLesson[] };

/** An image or attachment to be stored; `bytes` are its content, `sha256` their hash in hexadecimal. */
export type PlannedAsset = Media & {
  key: string;
  path: string;
  name: string;
  bytes: Buffer;
  sha256: string;
};

/** What an upload becomes. Nothing is stored yet. */
export type CoursePlan = {
  /** Whether a `course.json` said how things are, or the tree of folders did. */
  source: 'manifest' | 'tree';
  title: string;
  summary: string;
  /** Seats; null where there is no limit. A tree alone never says. */
  capacity: number | null;
  /** Whether who comes when it is full waits for a seat. A tree alone never says, which gives false. */
  waitlist: boolean;
  audience: 'open' | 'enrolled' | 'invited';
  modules: PlannedModule[];
  assets: PlannedAsset[];
  /** Files that were left out. */
  skipped: Skipped[];
  /** Links, images and HTML in kept lessons that were not kept or are not shown. */
  losses: Skipped[];
  /** What was kept but had to be guessed, such as an encoding. */
  notes: Skipped[];
};

/** `title` overrides what the upload says; `fallbackTitle` (a file name, say) is for one that says nothing. */
export type PlanOptions = { title?: string; fallbackTitle?: string };

const asideNames: [RegExp, Reason][] = [
  [
    /^(?:instructors?|teachers?|trainers?|facilitators?)(?:notes?|guide|manual)$/,
    because('instructor-notes'),
  ],
  [
    /^(?:license|licence|copying|contributing|codeofconduct|changelog|security|authors|contributors)$/,
    because('about-repository'),
  ],
];

/**
 * Makes the plan of a course from the files of an upload, without any I/O: the same files give the same plan.
 *
 * Every file is accounted for: as a lesson, as an asset, or in `skipped`. Throws {@link ContentError}
 * `course-empty` where no lesson comes out of it. For untrusted uploads use the content thread, since hostile
 * Markdown can take minutes.
 */
export function planCourse(archive: Archive, options: PlanOptions = {}): CoursePlan {
  const draft = new Draft(archive);
  const arranged = draft.arrange(options);
  const plan = { ...arranged, ...draft.fill(arranged.modules) };
  if (plan.modules.every(({ lessons }) => lessons.length === 0)) {
    throw new ContentError(
      'course-empty',
      `There is no Markdown in it that could become a lesson${whyEmpty(plan.skipped)}. Send at least one .md file with text.`,
    );
  }
  return plan;
}

/** The first reasons, so that a course which came to nothing does not have to be guessed at. */
function whyEmpty(skipped: readonly Skipped[]): string {
  const told = skipped.slice(0, 3).map(({ path, reason }) => `${path}: ${reason}`);
  const more = skipped.length - told.length;
  return told.length === 0 ? '' : ` (${told.join('; ')}${more > 0 ? `; and ${more} more` : ''})`;
}

type Placed = { key?: string; title: string; doc: Doc };
type PlacedModule = { title: string; path: string; lessons: Placed[] };
type Keyed = { key: string; title: string; doc: Doc };
type KeyedModule = { title: string; path: string; lessons: Keyed[] };
type Arranged = Pick<CoursePlan, 'source' | 'title' | 'summary' | 'capacity' | 'waitlist' | 'audience'> & {
  modules: PlacedModule[];
};
type Filled = Pick<CoursePlan, 'modules' | 'assets' | 'skipped' | 'losses' | 'notes'>;

/** The state of one planning. */
class Draft {
  readonly #archive: Archive;
  readonly #manifest: Manifest | undefined;
  readonly #index: FileIndex;
  readonly #skipped: Skipped[];
  readonly #notes: Skipped[] = [];
  readonly #targets = new Map<string, Target>();
  readonly #taken = { lessons: new Set<string>(), assets: new Set<string>() };

  readonly #site: SiteFiles;
  readonly #including: Including;
  /** What files without text say of their folders. */
  readonly #fronts = new Map<string, Front>();
  /** The lines of page links that were left out, one for each file. */
  readonly #pageLinks = new Map<string, string>();

  constructor(archive: Archive) {
    this.#archive = archive;
    this.#skipped = [...archive.skipped];
    this.#index = new FileIndex(archive.entries.map(({ path }) => path));
    this.#manifest = this.#findManifest();
    this.#site = this.#manifest ? noSiteFiles() : readSiteFiles(archive.entries, this.#index);
    const texts = new Map<string, Decoded>();
    const byPath = new Map(archive.entries.map(({ path, bytes }) => [path, bytes]));
    const textOf = (path: string) => {
      const bytes = byPath.get(path);
      const text = texts.get(path) ?? (bytes && decodeText(bytes));
      if (text) texts.set(path, text);
      return text;
    };
    this.#including = { index: this.#index, textOf };
  }

  #notePageLinks(): Skipped[] {
    const [first] = this.#pageLinks;
    if (!first) return [];
    const [path, line] = first;
    const more = this.#pageLinks.size - 1;
    return [{ path, ...because('page-links', { line: line.slice(0, 120), more }) }];
  }

  #findManifest(): Manifest | undefined {
    const entry = this.#archive.entries.find(({ path }) => path === MANIFEST_PATH);
    const read = entry && readManifest(entry.bytes);
    if (read && 'problem' in read) {
      this.#leaveOut(MANIFEST_PATH, because('manifest-unusable', { problem: read.problem }));
    }
    return read && 'manifest' in read ? read.manifest : undefined;
  }

  #leaveOut(path: string, { code, values, reason }: Reason): void {
    this.#skipped.push({ path, code, values, reason });
    this.#targets.set(path, { kind: 'left-out' });
  }

  /** Reads the Markdown files and puts them in order. */
  arrange({ title, fallbackTitle = '' }: PlanOptions): Arranged {
    const manifest = this.#manifest;
    const listed = new Map(
      manifest?.modules.flatMap(({ lessons }) => lessons.map((item) => [item.file, item])),
    );
    const docs = new Map<string, Doc>();
    for (const entry of this.#archive.entries.filter(({ path }) => isMarkdown(path))) {
      if (entry.path === manifest?.contents) this.#targets.set(entry.path, { kind: 'course' });
      else {
        const doc = this.#readDoc(entry, listed.has(entry.path));
        if (doc) docs.set(entry.path, doc);
      }
    }
    const rest = [...docs.values()].filter(({ path }) => !listed.has(path));
    const name = this.#archive.folder || fallbackTitle;
    const outline = outlineOf(rest, this.#index, name, this.#site, this.#fronts);
    for (const { path } of outline.contents) {
      this.#skipped.push({ path, ...because('table-of-contents') });
      this.#targets.set(path, { kind: 'course' });
    }
    for (const { path, tool } of this.#site.read) {
      this.#leaveOut(path, because('file-of-tool', { tool }));
    }
    this.#notes.push(...outline.notes, ...this.#notePageLinks());
    const wanted = title === undefined ? '' : keepTitle(title);
    if (!manifest) {
      const { summary, modules } = outline;
      const settings = { capacity: null, waitlist: false, audience: 'enrolled' as const };
      return { source: 'tree', title: wanted || outline.title, summary, ...settings, modules };
    }
    return {
      source: 'manifest',
      title: wanted || keepTitle(manifest.title) || outline.title,
      summary: cleanSummary(manifest.summary),
      capacity: manifest.capacity,
      waitlist: manifest.waitlist ?? false,
      audience: manifest.audience ?? 'enrolled',
      modules: this.#placeListed(manifest, docs, outline.modules),
    };
  }

  #readDoc(entry: ArchiveEntry, isListed: boolean): Doc | undefined {
    const { path } = entry;
    const aside = isListed ? undefined : asideNames.find(([pattern]) => pattern.test(squash(stem(path))));
    if (aside) {
      this.#leaveOut(path, aside[1]);
      return undefined;
    }
    const read = isListed ? readListed(entry) : readForeign(entry, this.#including);
    if ('reason' in read) {
      this.#fronts.set(path, read.front);
      this.#leaveOut(path, read);
      return undefined;
    }
    for (const note of read.notes) this.#notes.push({ path, ...note });
    if (read.pageLinks[0]) this.#pageLinks.set(path, read.pageLinks[0]);
    return read.doc;
  }

  /** The modules of a manifest; Markdown that was added to the folder since joins the module it lies with. */
  #placeListed(
    manifest: Manifest,
    docs: ReadonlyMap<string, Doc>,
    added: readonly DraftModule[],
  ): PlacedModule[] {
    const modules = manifest.modules.map(({ title, lessons }): PlacedModule => {
      const placed = lessons.flatMap(({ key, title, file }) => {
        this.#taken.lessons.add(key);
        const doc = docs.get(file);
        if (!doc && !this.#targets.has(file)) this.#leaveOut(file, because('manifest-names-missing'));
        return doc ? [{ key, title: keepTitle(title) || 'Untitled lesson', doc }] : [];
      });
      const path = folderOf(lessons[0]?.file ?? '');
      return { title: keepTitle(title) || 'Untitled module', path, lessons: placed };
    });
    for (const module of added) {
      const home = modules.find(({ path, lessons }) => lessons.length > 0 && path === module.path);
      if (home) home.lessons.push(...module.lessons);
      else modules.push(module);
    }
    return modules;
  }

  /** Gives every lesson and asset its key, and makes the links between them lead there. */
  fill(placed: readonly PlacedModule[]): Filled {
    const assets = this.#collectAssets();
    const modules = placed.map(
      ({ title, path, lessons }): KeyedModule => ({
        title,
        path,
        lessons: lessons.map((lesson) => {
          const key = lesson.key ?? keyFor(lesson.doc.path, false, this.#taken.lessons);
          this.#targets.set(lesson.doc.path, { kind: 'lesson', key });
          return { ...lesson, key };
        }),
      }),
    );
    const losses: Skipped[] = [];
    const judging = this.#judging(
      modules.flatMap(({ lessons }) => lessons),
      assets,
      losses,
    );
    const filled = modules.map(({ title, path, lessons }) => ({
      title,
      path,
      lessons: lessons.map(({ key, title, doc }): PlannedLesson => {
        const markdown = rewriteLinks(doc.markdown, judgeLinks(judging, doc), doc.facts);
        return { key, title, path: doc.path, markdown };
      }),
    }));
    return { modules: filled, assets, skipped: this.#skipped, losses, notes: this.#notes };
  }

  #judging(lessons: Keyed[], assets: PlannedAsset[], losses: Skipped[]): Judging {
    const folders = new Map<string, Target>();
    for (const { key, doc } of lessons) {
      for (let folder = folderOf(doc.path); !folders.has(folder); folder = folderOf(folder)) {
        folders.set(folder, { kind: 'lesson', key });
      }
    }
    const addresses = new Set([
      ...lessons.map(({ key }) => lessonAddress(key)),
      ...assets.map(({ key }) => assetAddress(key)),
    ]);
    const keepUnknown = this.#manifest !== undefined;
    const anchors = new Map(lessons.map(({ doc }) => [doc.path, new Anchors(doc.facts.anchors)]));
    return { index: this.#index, targets: this.#targets, folders, addresses, anchors, keepUnknown, losses };
  }

  #collectAssets(): PlannedAsset[] {
    const keys = new Map(this.#manifest?.assets.map(({ key, file }) => [file, key]));
    for (const key of keys.values()) this.#taken.assets.add(key);
    const isOurs = (path: string) => path === MANIFEST_PATH && (this.#manifest || this.#targets.has(path));
    const siteFiles = new Set(this.#site.read.map(({ path }) => path));
    const assets: PlannedAsset[] = [];
    for (const { path, bytes } of this.#archive.entries) {
      const media = mediaOf(path);
      if (!media || isMarkdown(path) || isOurs(path) || siteFiles.has(path)) continue;
      const key = keys.get(path) ?? keyFor(path, true, this.#taken.assets);
      keys.delete(path);
      this.#targets.set(path, { kind: 'asset', key });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      assets.push({ ...media, key, path, name: path.slice(path.lastIndexOf('/') + 1), bytes, sha256 });
    }
    for (const path of keys.keys()) this.#leaveOut(path, because('manifest-names-missing'));
    return assets;
  }
}
