import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { extensionOf } from './media.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The longest key in UTF-16 units. */
export const KEY_LENGTH = 160;

const keySegment = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._~-]*$/u;

/** Orders names as a person does: `2_x` before `10_x`, case ignored; equal ones by code unit, so it is total. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Orders paths folder by folder with {@link compareNames}. */
export function comparePaths(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareNames(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** A file name without its folder and extension. */
export function stem(path: string): string {
  const name = posix.basename(path);
  const extension = extensionOf(path);
  return extension === '' ? name : name.slice(0, -extension.length - 1);
}

/** Letters and digits of a name in lower case, without its number: `00_Table-of contents` → `tableofcontents`. */
export function squash(name: string): string {
  return name
    .replace(/^\d+[\s._-]+/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A title made of a file or folder name: `02_Working_with_data` → `Working with data`. */
export function titleFromName(name: string): string {
  const words = name.replace(/[\s_-]+/g, ' ').trim();
  const bare = words.replace(/^\d+(?:[.)]?\s+|[.)]\s*)/, '') || words;
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

/** A name for URLs and file systems: lower case letters and digits of any script, joined by hyphens. */
export function slug(text: string, length = 60): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^[-\p{M}]+/u, '');
  return words
    .slice(0, length)
    .toWellFormed()
    .replace(/\uFFFD/g, '')
    .replace(/(?<!-)-+$/, '')
    .normalize('NFC');
}

/** Whether a text can be a lesson's or asset's key: what stands unescaped in a link of Markdown or HTML. */
export function isKey(text: string): boolean {
  if (text.length > KEY_LENGTH || text !== text.normalize('NFC')) return false;
  return text.split('/').every((segment) => keySegment.test(segment));
}

/**
 * The key of a file, made of its path and the same for the same path every time.
 * `keepExtension` tells assets (`img/logo.png`) from lessons (`intro/first-steps`).
 */
export function keyFor(path: string, keepExtension: boolean, taken: Set<string>): string {
  const extension = extensionOf(path);
  const bare = extension === '' ? path : path.slice(0, -extension.length - 1);
  const suffix = keepExtension && extension !== '' ? `.${slug(extension)}` : '';
  let base = bare
    .split('/')
    .map((segment) => slug(segment) || 'x')
    .join('/');
  const room = KEY_LENGTH - suffix.length - 6;
  if (base.length > room) {
    const hash = createHash('sha256').update(path).digest('hex').slice(0, 10);
    base = `${base
      .slice(0, room - 11)
      .toWellFormed()
      .replace(/\uFFFD/g, '')
      .replace(/(?<![/-])[/-]+$/, '')}-${hash}`;
  }
  let key = base + suffix;
  for (let n = 2; taken.has(key); n++) key = `${base}-${n}${suffix}`;
  taken.add(key);
  return key;
}

/** The folder of a path, empty at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The folders that all these paths have in common, empty when none. */
export function commonFolder(paths: readonly string[]): string {
  let common = paths[0] === undefined ? [] : folderOf(paths[0]).split('/');
  for (const path of paths) {
    const folders = folderOf(path).split('/');
    const differs = common.findIndex((folder, i) => folders[i] !== folder);
    if (differs >= 0) common = common.slice(0, differs);
  }
  return common.join('/');
}

/** Where a relative path leads from a folder; undefined when it leaves the top. Empty is the top itself. */
export function joinPath(folder: string, relative: string): string | undefined {
  const joined = posix.normalize(posix.join('/', folder, relative));
  // posix.join stops at the root silently, so the climb is counted by hand.
  let depth = folder === '' ? 0 : folder.split('/').length;
  for (const segment of relative.split('/')) {
    if (segment === '..') depth--;
    else if (segment !== '' && segment !== '.') depth++;
    if (depth < 0) return undefined;
  }
  return joined.replace(/^\/+|(?<!\/)\/+$/g, '');
}
