import type { Readable } from 'node:stream';
import { assetAddress, courseAddress, encodeFragment, parseInternal } from './address.ts';
import { ContentError } from './errors.ts';
import { ARCHIVE_LIMITS, judgeName } from './intake.ts';
import { MANIFEST_PATH, type Manifest } from './manifest.ts';
import { extensionFor, mediaOf } from './media.ts';
import { isKey, slug } from './names.ts';
import { type Reference, rewriteLinks, type Verdict } from './rewrite.ts';
import { type ExportLayout, type StoredAsset, zipLayout } from './zip-layout.ts';

/** A lesson as it is stored. `key` is what `lesson:<key>` links of the course name it by. */
export type StoredLesson = { key: string; title: string; markdown: string };

/** A course as it is stored, without the bytes of its assets. */
export type CourseText = {
  title: string;
  summary: string;
  /** Seats; null where there is no limit. */
  capacity: number | null;
  /** Whether who comes when it is full waits for a seat; false when it is not said. */
  waitlist?: boolean;
  audience?: NonNullable<Manifest['audience']>;
  modules: readonly { title: string; lessons: readonly StoredLesson[] }[];
  assets: readonly { key: string; mediaType: string }[];
};

/** A course as it is stored. A `CoursePlan` is one, too. */
export type StoredCourse = Omit<CourseText, 'assets'> & { assets: readonly StoredAsset[] };

const contentsPath = 'Contents.md';

/**
 * Lays a course out as a folder that reads well, and that imports to the same content again:
 *
 * - `course.json`: the manifest, with exact titles, keys, order, summary and capacity ({@link Manifest}),
 * - `Contents.md`: a table of contents for readers, to which `course:` links lead,
 * - `01_module/01_lesson.md`: the lessons, their links made relative,
 * - `assets/…`: images and attachments.
 *
 * Does no I/O. Throws a RangeError for a key that `isKey` refuses or that is there twice.
 */
export function layOutCourse(course: CourseText): ExportLayout {
  assertKeys(course);
  const paths = new Paths(course);
  const texts = [
    { path: MANIFEST_PATH, text: `${JSON.stringify(describe(course, paths), null, 2)}\n` },
    { path: contentsPath, text: tableOfContents(course, paths) },
  ];
  for (const lesson of course.modules.flatMap(({ lessons }) => lessons)) {
    const path = paths.lesson(lesson.key);
    texts.push({ path, text: doubleMark(relativeLinks(lesson.markdown, path, paths)) });
  }
  return { texts, assets: course.assets.map(({ key }) => ({ key, path: paths.asset(key) })) };
}

/** {@link layOutCourse} and {@link zipLayout} in one, for content that is known to be harmless. */
export function exportCourse(course: StoredCourse): Readable {
  return zipLayout(layOutCourse(course), course.assets);
}

/** Reading takes one byte order mark away, so a text that begins with one gets another. */
const doubleMark = (text: string) => (text.startsWith('\uFEFF') ? `\uFEFF${text}` : text);

function assertKeys(course: CourseText): void {
  for (const items of [course.modules.flatMap(({ lessons }) => lessons), course.assets]) {
    const seen = new Set<string>();
    for (const { key } of items) {
      if (!isKey(key) || seen.has(key)) throw new RangeError(`“${key}” is no key, or is there twice`);
      seen.add(key);
    }
  }
}

/** Where everything lies in the archive. */
class Paths {
  readonly #lessons = new Map<string, string>();
  readonly #assets = new Map<string, string>();

  constructor({ modules, assets }: CourseText) {
    for (const [i, { title, lessons }] of modules.entries()) {
      const folder = numbered(i, modules.length, title, 'module');
      for (const [j, lesson] of lessons.entries()) {
        const name = numbered(j, lessons.length, lesson.title, 'lesson');
        this.#lessons.set(lesson.key, `${folder}/${name}.md`);
      }
    }
    const taken = new Set<string>();
    for (const { key, mediaType } of assets) {
      const path = assetPath(key, mediaType, taken);
      taken.add(path);
      this.#assets.set(key, path);
    }
  }

  lesson(key: string): string {
    return this.#lessons.get(key) ?? '';
  }

  asset(key: string): string {
    return this.#assets.get(key) ?? '';
  }
}

function numbered(i: number, of: number, title: string, otherwise: string): string {
  const digits = Math.max(2, String(of).length);
  return `${String(i + 1).padStart(digits, '0')}_${slug(title) || otherwise}`;
}

/** The media type of a file is read off its name, so the name has to end as the type demands. */
function assetPath(key: string, mediaType: string, taken: ReadonlySet<string>): string {
  const fits = mediaOf(key)?.mediaType === mediaType;
  const extension = fits ? key.slice(key.lastIndexOf('.')) : `.${extensionFor(mediaType) ?? 'bin'}`;
  const wanted = `assets/${fits ? key.slice(0, -extension.length) : key}`;
  const isFine = 'path' in judgeName(wanted + extension, ARCHIVE_LIMITS);
  const bare = isFine ? wanted : 'assets/asset';
  let path = bare + extension;
  for (let n = 2; taken.has(path); n++) path = `${bare}-${n}${extension}`;
  return path;
}

function describe(course: CourseText, paths: Paths): Manifest {
  const { title, summary, capacity, waitlist = false, audience = 'enrolled', modules, assets } = course;
  return {
    format: 'kernos-course',
    version: 1,
    title,
    summary,
    capacity,
    waitlist,
    audience,
    contents: contentsPath,
    modules: modules.map((module) => ({
      title: module.title,
      lessons: module.lessons.map(({ key, title }) => ({ key, title, file: paths.lesson(key) })),
    })),
    assets: assets.map(({ key }) => ({ key, file: paths.asset(key) })),
  };
}

function tableOfContents({ title, modules }: CourseText, paths: Paths): string {
  const lines = [`# ${plain(title)}`, ''];
  for (const module of modules) {
    lines.push(`- ${plain(module.title)}`);
    for (const lesson of module.lessons)
      lines.push(`  - [${plain(lesson.title)}](${paths.lesson(lesson.key)})`);
  }
  return `${lines.join('\n')}\n`;
}

/** A title in Markdown that means nothing but itself. */
function plain(title: string): string {
  return title.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** A lesson's text as a file of the archive, with links as seen from there. */
function relativeLinks(markdown: string, from: string, paths: Paths): string {
  const up = '../'.repeat(from.split('/').length - 1);
  try {
    return rewriteLinks(markdown, (reference) => leadAbroad(reference, up, paths));
  } catch (error) {
    // An import understands links in their stored form as well.
    if (error instanceof ContentError) return markdown;
    throw error;
  }
}

function leadAbroad({ url, written }: Reference, up: string, paths: Paths): Verdict {
  const internal = parseInternal(url);
  // Only what comes back letter by letter is changed; an import understands the rest as it stands.
  if (!internal || written !== url) return 'keep';
  if (internal.kind === 'course') return url === courseAddress ? { to: up + contentsPath } : 'keep';
  if (internal.kind === 'asset') {
    const path = paths.asset(internal.key);
    return path && url === assetAddress(internal.key) ? { to: up + path } : 'keep';
  }
  const path = paths.lesson(internal.key);
  const { fragment } = internal;
  return path && fragment === encodeFragment(fragment) ? { to: up + path + fragment } : 'keep';
}
