/**
 * How progress is measured. No I/O; randomness is passed in.
 *
 * A learner is measured by one version of the course. They move on to a newer one by themselves exactly when
 * that shows no less than before, and else only because they ask for it; so republishing a course never
 * lowers anybody's percent. What was completed stays completed in every version that has the lesson, also
 * what a learner completes in the newest version while still measured by an older one.
 */

/** A published version of a course; its lessons in reading order. */
export interface Version {
  readonly version: number;
  readonly lessonIds: readonly string[];
}

export interface Tally {
  readonly completed: number;
  readonly total: number;
  /** 0–100, rounded down: 100 only when nothing is missing. */
  readonly percent: number;
}

/** What of `version` is done. A version without lessons is at 0. */
export function tallyOf({ lessonIds }: Version, done: ReadonlySet<string>): Tally {
  const total = lessonIds.length;
  const completed = lessonIds.filter((id) => done.has(id)).length;
  return { completed, total, percent: total === 0 ? 0 : Math.floor((100 * completed) / total) };
}

/** The version that measures from now on: the newest, unless that showed less. */
export function measuringVersion<V extends Version>(current: V, newest: V, done: ReadonlySet<string>): V {
  if (newest.version <= current.version) return current;
  return tallyOf(newest, done).percent >= tallyOf(current, done).percent ? newest : current;
}

/**
 * Where to go on. Lessons that were dropped from the course come last: they still count for who is measured
 * by an older version, but nobody should meet them first.
 * @param done completed lessons in the order in which they were completed.
 * @returns the first lesson not completed after the one completed last, then the first that was skipped,
 *   then what only the newest version has; null when all of that is done.
 */
export function nextLesson(current: Version, newest: Version, done: readonly string[]): string | null {
  const completed = new Set(done);
  const open = (id: string) => !completed.has(id);
  const kept = new Set(newest.lessonIds);
  const ownPath = current.lessonIds.filter((id) => kept.has(id));
  const last = done.findLast((id) => ownPath.includes(id));
  const after = last === undefined ? [] : ownPath.slice(ownPath.indexOf(last) + 1);
  return (
    after.find(open) ??
    ownPath.find(open) ??
    newest.lessonIds.find(open) ??
    current.lessonIds.find(open) ??
    null
  );
}

// Crockford's base 32: no I, L, O, U, which people misread or mistype.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 20;

/**
 * The code of a certificate: 100 random bits as four groups of five, e.g. `7K2QF-0M9XD-4TBWR-H3C8N`.
 * @param random at least 20 random bytes.
 */
export function certificateCode(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]);
  return (letters.join('').match(/.{5}/g) ?? []).join('-');
}

/** A code as it is stored, from one that a person typed: case, spaces and the usual misreadings forgiven. */
export function normalizeCode(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return (letters.match(/.{1,5}/g) ?? []).join('-');
}

/** What a certificate is saved as: the title without what some system forbids in file names. */
export function certificateFileName(courseTitle: string): string {
  const title = courseTitle.replace(/[\p{Cc}\s\\/:*?"<>|]+/gu, ' ').trim();
  return `Certificate ${Array.from(title).slice(0, 80).join('').trim()}.pdf`;
}
