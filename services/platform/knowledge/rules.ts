/** What holds for knowledge whatever stores it. Pure: no I/O, no clock. */

import { createHash } from 'node:crypto';
import { type Language, languageOf } from '../../formats/languages.ts';
import { isAdmin } from '../identity/contract.ts';
import type { CollectionStatus } from './contract-declarations.ts';
import { definedIn } from './defined.ts';
import type { Tuning } from './index/bm25.ts';
import type { Fields, Weights } from './index/gather.ts';

/** Found by measuring: docs/decisions/0016-search-over-passages.md. In halves. */
export const WEIGHTS: Weights = { title: 2, headings: 5, text: 2 };

/** From so many telling words on a question counts as long, more so until there are so many; between by doublings. */
const LONG_FROM = 3;
const LONG_AT = 30;

/**
 * How long a question is, 0 to 1: one of a few words is answered by a text that has them at all, a long one by a
 * text that says them again and again for its length.
 * @param words that tell what it is about
 */
export function lengthiness(words: number): number {
  const share = Math.log(Math.max(1, words) / LONG_FROM) / Math.log(LONG_AT / LONG_FROM);
  return Math.min(1, Math.max(0, share));
}

/** The usual settings of BM25 suit collections each differently; these, on none, are far from the best. */
export const tuningOf = (lengthiness: number): Tuning => ({
  k1: 1.4 + 1.7 * lengthiness,
  b: 0.43 + 0.37 * lengthiness,
});

/** What a passage says and where it says it. */
export interface Content {
  readonly title: string;
  /** Title of the lesson's module; null for a document. */
  readonly section: string | null;
  readonly headings: readonly string[];
  readonly text: string;
}

/** From the module down to the nearest heading; the first heading of a lesson mostly repeats its title. */
export function headingPath({ section, title, headings }: Omit<Content, 'text'>): string[] {
  const path = [...(section ? [section] : []), title, ...headings];
  return path.filter((heading, index) => heading !== path[index - 1]);
}

/** The language of a passage: what it says tells it, whatever the rest of its source is written in. */
export const languageOfContent = ({ title, headings, text }: Omit<Content, 'section'>): Language =>
  languageOf([text, ...headings, title].join('\n'));

/** What of a passage is indexed in which field. Code is headed by what it defines. */
export function fieldsOf(content: Content): Fields {
  const { title, section, headings, text } = content;
  const others = headings.filter((heading) => heading !== title);
  const named = [...others, ...definedIn(text)];
  return {
    ...{ title, text },
    headings: section ? [section, ...named] : named,
    language: languageOfContent(content),
  };
}

/** The same content has the same hash, wherever it stands. */
export function hashOf({ title, section, headings, text }: Content): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([title, section, headings, text]))
    .digest();
}

/** What a model is told of a passage when it makes a vector of it. */
export const embeddingText = (content: Content): string =>
  `${headingPath(content).join(' > ')}\n\n${content.text}`;

/** On whose behalf something is looked for. */
export interface Viewer {
  readonly userId: string | null;
  /** Instructors and admins find what is for instructors. */
  readonly teaches: boolean;
  readonly isAdmin: boolean;
}

export function viewerOf(actor: { readonly id: string | null; readonly roles: readonly string[] }): Viewer {
  const runsIt = isAdmin(actor);
  return { userId: actor.id, isAdmin: runsIt, teaches: runsIt || actor.roles.includes('instructor') };
}

/** A passage's source, as far as it decides who may find it. */
export interface Placed {
  readonly kind: 'lesson' | 'document';
  readonly courseId: string | null;
  readonly visibility: 'organization' | 'members' | 'instructors';
}

export interface Knowing {
  readonly courses: ReadonlyMap<string, CollectionStatus>;
  /** Courses in which the viewer has a seat. */
  readonly seats: ReadonlySet<string>;
  /** True where this lesson says in the newest version what was indexed of it. */
  readonly isCurrent: boolean;
}

/**
 * Whether somebody may find a passage now.
 *
 * - Nothing of a course that is archived or gone.
 * - Lessons: those of the newest published version, by whom the course is for: everybody, or its members.
 * - Documents of a course: while it is published, and by nobody whom the course is not for; before that by its
 *   instructor and admins alone.
 * - `members`: who has a seat in the course, its instructor, admins. `instructors`: instructors and admins.
 */
export function mayFind(viewer: Viewer, source: Placed, knowing: Knowing): boolean {
  const course = source.courseId === null ? undefined : knowing.courses.get(source.courseId);
  if (source.courseId !== null && (!course || course.archived)) return false;
  const edits = viewer.isAdmin || (viewer.teaches && course?.instructorId === viewer.userId);
  const belongs = edits || (source.courseId !== null && knowing.seats.has(source.courseId));
  if (source.kind === 'lesson' && (course?.publishedVersion == null || !knowing.isCurrent)) return false;
  if (course && course.publishedVersion === null && !edits) return false;
  if (source.visibility === 'instructors') return viewer.teaches;
  return belongs || (source.visibility === 'organization' && course?.readers !== 'members');
}
