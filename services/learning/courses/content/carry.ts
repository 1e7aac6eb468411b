import { because, type Reason } from '../contract-import-reasons.ts';
import {
  addressKind,
  assetAddress,
  courseAddress,
  decodePercent,
  encodeFragment,
  internalSchemes,
  lessonAddress,
  outsideSchemes,
  parseInternal,
} from './address.ts';
import type { Skipped } from './errors.ts';
import type { FileIndex, Found } from './file-index.ts';
import { scanHtml } from './html.ts';
import type { Doc } from './outline.ts';
import type { Judge, Reference, Verdict } from './rewrite.ts';
import { isShown } from './safe-html.ts';

/** What a file of an upload became. */
export type Target =
  | { kind: 'lesson'; key: string }
  | { kind: 'asset'; key: string }
  | { kind: 'course' }
  | { kind: 'left-out' };

/** What judging the links of a course needs to know. */
export type Judging = {
  index: FileIndex;
  /** What became of each file, by path. */
  targets: ReadonlyMap<string, Target>;
  /** The first lesson of each folder, by folder: a link to a folder leads there. */
  folders: ReadonlyMap<string, Target>;
  /** The addresses of all lessons and assets, in the stored form and without fragment. */
  addresses: ReadonlySet<string>;
  /** The ids to which links can lead, by path of the file. */
  anchors: ReadonlyMap<string, Anchors>;
  /** Whether a link that leads nowhere stays as it is (an exported course) or becomes text (a foreign one). */
  keepUnknown: boolean;
  /** Where what is lost is told, once for each lesson and destination. */
  losses: Skipped[];
};

/** How the links of one file are judged while it becomes a lesson. */
export function judgeLinks(judging: Judging, doc: Doc): Judge {
  const told = new Set<string>();
  const lose = (lost: Reason) => {
    if (!told.has(lost.reason)) judging.losses.push({ path: doc.path, ...lost });
    told.add(lost.reason);
  };
  for (const name of hiddenTags(doc)) lose(because('html-not-shown', { tag: name }));
  return (reference) => judge(judging, doc.path, reference, lose);
}

function hiddenTags({ markdown, facts }: Doc): Set<string> {
  const names = new Set<string>();
  for (const mention of facts.mentions) {
    if (mention.kind !== 'html') continue;
    for (const token of scanHtml(markdown.slice(mention.span.start, mention.span.end))) {
      if (token.kind === 'open' && !isShown(token.name)) names.add(token.name.slice(0, 40));
    }
  }
  return names;
}

function judge(judging: Judging, from: string, reference: Reference, lose: (lost: Reason) => void): Verdict {
  const kind = addressKind(reference.url);
  if (kind === 'empty' || kind === 'network') return 'keep';
  if (kind === 'fragment') return judging.keepUnknown ? 'keep' : arrive(judging, from, reference, lose);
  if (typeof kind === 'object' && outsideSchemes.has(kind.scheme)) return 'keep';
  const led = named(reference);
  if (typeof kind === 'object' && internalSchemes.has(kind.scheme)) {
    const internal = parseInternal(decodePercent(reference.url));
    const isThere =
      internal && (internal.kind === 'course' || judging.addresses.has(`${internal.kind}:${internal.key}`));
    if (!isThere) lose(because('leads-to-nothing', led));
    return 'keep';
  }
  const found = judging.index.find(from, reference.url);
  const target = targetOf(judging, found);
  if (target && target.kind !== 'left-out') {
    if (reference.kind === 'image' && target.kind !== 'asset') {
      lose(because('no-image', led));
      return 'drop';
    }
    const fragment = found.kind === 'file' && target.kind === 'lesson' ? found.fragment : '';
    const aim = judging.keepUnknown ? fragment : arriving(judging, found, fragment);
    if (aim === undefined) lose(because('heading-missing-top', led));
    return { to: stored(target, aim ?? fragment) };
  }
  if (typeof kind === 'object' && kind.scheme.length > 1) {
    const schemes = [...outsideSchemes].join(', ');
    lose(because('scheme-not-allowed', { ...led, schemes, scheme: kind.scheme }));
    return 'drop';
  }
  const kept = judging.keepUnknown ? 'as-is' : reference.kind === 'image' ? 'description' : 'text';
  lose(because(whyNot(found, target), { ...led, kept }));
  return judging.keepUnknown ? 'keep' : 'drop';
}

function targetOf(judging: Judging, found: Found): Target | undefined {
  if (found.kind === 'file') return judging.targets.get(found.path);
  if (found.kind !== 'folder') return undefined;
  return found.path === '' ? { kind: 'course' } : judging.folders.get(found.path);
}

function stored(target: Exclude<Target, { kind: 'left-out' }>, fragment: string): string {
  if (target.kind === 'course') return courseAddress;
  return target.kind === 'asset' ? assetAddress(target.key) : lessonAddress(target.key, fragment);
}

/** Judges a link into the text in which it stands. */
function arrive(judging: Judging, from: string, reference: Reference, lose: (lost: Reason) => void): Verdict {
  const fragment = reference.url.trim();
  const aim = arriving(judging, { kind: 'file', path: from, fragment }, fragment);
  if (aim === undefined) lose(because('heading-missing', named(reference)));
  return aim === undefined || aim === fragment ? 'keep' : { to: aim };
}

/**
 * The fragment by which a link arrives at a heading of a file: as it is, or that of the one heading which it names
 * in another tool's spelling; undefined where there is none. Tools differ in what they do with signs and digits.
 */
function arriving({ anchors }: Judging, found: Found, fragment: string): string | undefined {
  const there = found.kind === 'file' ? anchors.get(found.path) : undefined;
  const name = decodePercent(fragment.slice(1));
  if (!there || name === '' || name === 'top' || there.has(name)) return fragment;
  const meant = plain(name) === '' ? undefined : there.meantBy(name);
  return meant === undefined ? undefined : encodeFragment(`#${meant}`);
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The ids of a text to which links can lead, looked up once however many links there are. */
export class Anchors {
  readonly #ids: readonly string[];
  /** Where each id, and each spelling without signs, stands first. */
  readonly #exactly = new Map<string, number>();
  readonly #plainly = new Map<string, number>();

  constructor(ids: readonly string[]) {
    this.#ids = ids;
    for (const [at, id] of ids.entries()) {
      if (!this.#exactly.has(id)) this.#exactly.set(id, at);
      if (!this.#plainly.has(plain(id))) this.#plainly.set(plain(id), at);
    }
  }

  has(id: string): boolean {
    return this.#exactly.has(id);
  }

  /** The first id that is the same but for signs and case, or that carries the prefix of rendered ids. */
  meantBy(name: string): string | undefined {
    const at = [this.#plainly.get(plain(name)), this.#exactly.get(`user-content-${name}`)];
    return this.#ids[Math.min(...at.map((place) => place ?? Number.POSITIVE_INFINITY))];
  }
}

/** How a report names a link or image. */
const named = ({ kind, url, label }: Reference) => ({
  kind,
  label: shorten(label.replace(/\s+/g, ' ').trim(), 60),
  url: shorten(url, 120),
});

function shorten(text: string, length: number): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').toWellFormed();
  return line.length > length ? `${line.slice(0, length - 1).toWellFormed()}…` : line;
}

function whyNot(found: Found, target: Target | undefined) {
  if (target?.kind === 'left-out') return 'leads-to-left-out';
  if (found.kind === 'outside') return 'leads-outside';
  return found.kind === 'folder' ? 'leads-to-empty-folder' : 'leads-to-missing';
}
