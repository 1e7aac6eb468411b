import { isKey } from './names.ts';

/**
 * Where a link of a lesson may lead, in the form in which lessons are stored:
 *
 * - `lesson:<key>` or `lesson:<key>#<anchor>`: another lesson of the course,
 * - `asset:<key>`: an image or attachment of the course,
 * - `course:`: the course itself, its table of contents,
 * - anything else: an address outside.
 */
export type Internal =
  | { kind: 'lesson'; key: string; fragment: string }
  | { kind: 'asset'; key: string }
  | { kind: 'course' };

const internalForm = /^(lesson|asset|course):([^#?]*)(#.*)?$/s;

/** Reads the stored form; undefined for any other address. `fragment` is empty or begins with `#`. */
export function parseInternal(url: string): Internal | undefined {
  const match = internalForm.exec(url);
  if (!match) return undefined;
  const [, kind, key = '', fragment = ''] = match;
  if (kind === 'course') return key === '' ? { kind } : undefined;
  if (!isKey(key)) return undefined;
  return kind === 'lesson' ? { kind, key, fragment } : { kind: 'asset', key };
}

/** The stored form of a link to a lesson. `fragment` is empty or begins with `#`. */
export function lessonAddress(key: string, fragment = ''): string {
  return `lesson:${key}${encodeFragment(fragment)}`;
}

/** The stored form of a link to an image or attachment. */
export function assetAddress(key: string): string {
  return `asset:${key}`;
}

/** The stored form of a link to the course's table of contents. */
export const courseAddress = 'course:';

/** What kind of address this is. `scheme` is in lower case and without its colon. */
export type AddressKind = 'empty' | 'fragment' | 'network' | 'path' | { scheme: string };

/** Classifies an address as a browser would see it: without blanks around it and control characters in it. */
export function addressKind(url: string): AddressKind {
  const seen = url.replace(/\p{Cc}+/gu, '').trim();
  if (seen === '') return 'empty';
  if (seen.startsWith('#')) return 'fragment';
  if (/^[\\/]{2}/.test(seen)) return 'network';
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(seen)?.[1];
  return scheme === undefined ? 'path' : { scheme: scheme.toLowerCase() };
}

/** The schemes of the stored form. */
export const internalSchemes: ReadonlySet<string> = new Set(['lesson', 'asset', 'course']);

/** An address without percent-encoding, or as it is when that is broken. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The schemes of links outside that a lesson may have. */
export const outsideSchemes: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel']);

/** A fragment (empty, or with its `#`) of characters that stand unescaped in Markdown and HTML. */
export function encodeFragment(fragment: string): string {
  return fragment.replace(/[^\p{L}\p{N}\p{M}#%/?:@+=,;._~-]/gu, (character) => {
    const bytes = Buffer.from(character.toWellFormed());
    return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}
