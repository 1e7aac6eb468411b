/** What holds for courses whatever stores them. Pure: no I/O, no clock. */

import type { Actor } from '@kernos/kernel/caller';
import { isAdmin } from '../../platform/identity/contract.ts';

/** As whom somebody looks at courses. */
export interface Viewer {
  /** Whose courses count as their own to edit; null for those who edit none. */
  readonly editorId: string | null;
  /** True: every course of the organization is theirs to edit. */
  readonly editsAll: boolean;
}

/** Sees what is published, and nothing else. */
export const reader: Viewer = { editorId: null, editsAll: false };

/**
 * Instructors edit their own courses, administrators those of the whole organization. Other services read
 * what is published, like learners: a draft is nobody's business but its editors'.
 */
export function viewerOf(actor: Actor): Viewer {
  if (actor.kind !== 'person') return reader;
  if (isAdmin(actor)) return { editorId: actor.id, editsAll: true };
  return actor.roles.includes('instructor') ? { editorId: actor.id, editsAll: false } : reader;
}

/** The ids with one of them at another place, which is cut to what there is. */
export function moved(ids: readonly string[], id: string, position: number): string[] {
  const others = ids.filter((other) => other !== id);
  others.splice(Math.min(position, others.length), 0, id);
  return others;
}

/** Where readers find lessons, files and the course itself: paths that a page of any interface can resolve. */
export const lessonPath = (lessonId: string): string => `/lessons/${lessonId}`;
export const filePath = (courseId: string, sha256: string): string =>
  `/api/courses/${courseId}/files/${sha256}`;
export const coursePath = (courseId: string): string => `/courses/${courseId}`;

/** Splits into runs of at most `most` by weight; one heavier item stands alone. Order stays. */
export function batches<T>(items: readonly T[], weight: (item: T) => number, most: number): T[][] {
  const result: T[][] = [];
  let current: T[] = [];
  let heavy = 0;
  for (const item of items) {
    const its = weight(item);
    if (current.length > 0 && heavy + its > most) {
      result.push(current);
      current = [];
      heavy = 0;
    }
    current.push(item);
    heavy += its;
  }
  if (current.length > 0) result.push(current);
  return result;
}
