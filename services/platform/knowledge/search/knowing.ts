/**
 * What others know and decide: how courses stand, what the newest version of a lesson says, who has a seat.
 * Asked at the moment of the search, so that a change which its owner has acknowledged counts in the very
 * next one, whether its event has arrived here or not.
 */
import { memberships } from '../contract-declarations.ts';
import { mayFind, type Placed, type Viewer } from '../rules.ts';
import { type Asking, collectionsOf, type Owned, statusesOf } from './owners.ts';

/** A passage's source: where it belongs and which text of it was indexed. */
export interface Judged extends Placed {
  readonly sourceId: string;
  /** Of a lesson: the version that is indexed, and the SHA-256 of its Markdown there. */
  readonly version: number | null;
  readonly digest: string;
}

/** Answers of one search: each question is put to its owner once. */
export class Judge {
  readonly #ctx: Asking;
  readonly #viewer: Viewer;
  readonly #courses = new Map<string, Owned>();
  readonly #asked = new Set<string>();
  readonly #digests = new Map<string, Map<string, string>>();
  #seats: ReadonlySet<string> | undefined;

  constructor(ctx: Asking, viewer: Viewer) {
    this.#ctx = ctx;
    this.#viewer = viewer;
  }

  /** Those that the viewer may find now, in their order. */
  async permitted<T extends Judged>(rows: readonly T[]): Promise<T[]> {
    await this.#askCourses(rows);
    await this.#askSeats(rows);
    await this.#askDigests(rows);
    const seats = this.#seats ?? new Set<string>();
    return rows.filter((row) =>
      mayFind(this.#viewer, row, { courses: this.#courses, seats, isCurrent: this.#isCurrent(row) }),
    );
  }

  async #askCourses(rows: readonly Judged[]): Promise<void> {
    const ids = new Set(rows.flatMap(({ courseId }) => courseId ?? []));
    const unknown = [...ids].filter((id) => !this.#asked.has(id));
    for (const id of unknown) this.#asked.add(id);
    for (const status of await statusesOf(this.#ctx, unknown)) this.#courses.set(status.courseId, status);
  }

  async #askSeats(rows: readonly Judged[]): Promise<void> {
    const { userId, isAdmin } = this.#viewer;
    const matters = rows.some(
      ({ visibility, courseId }) =>
        visibility === 'members' || this.#courses.get(courseId ?? '')?.readers === 'members',
    );
    if (!matters || this.#seats || userId === null || isAdmin) return;
    const ids = await Promise.all(
      this.#ctx.declared(memberships).map(({ value }) => value(this.#ctx, userId)),
    );
    this.#seats = new Set(ids.flat());
  }

  // While a newer version is on its way into the index, only what it says too may be shown of the one before.
  async #askDigests(rows: readonly Judged[]): Promise<void> {
    const behind = new Set(rows.flatMap((row) => (this.#isBehind(row) ? (row.courseId ?? []) : [])));
    for (const courseId of behind) {
      const course = this.#courses.get(courseId);
      if (this.#digests.has(courseId) || !course?.publishedVersion) continue;
      this.#digests.set(courseId, await this.#digestsOf(course, course.publishedVersion));
    }
  }

  async #digestsOf({ owner, courseId }: Owned, version: number): Promise<Map<string, string>> {
    const { texts } = collectionsOf(this.#ctx, owner);
    const digests = new Map<string, string>();
    let after: number | null = -1;
    while (after !== null) {
      const page: Awaited<ReturnType<typeof texts>> = await texts(this.#ctx, {
        ...{ courseId, version, after, digestsAlone: true },
      });
      for (const { lessonId, digest } of page.items) digests.set(lessonId, digest);
      after = page.next;
    }
    return digests;
  }

  #isBehind({ kind, courseId, version }: Judged): boolean {
    return kind === 'lesson' && this.#courses.get(courseId ?? '')?.publishedVersion !== version;
  }

  #isCurrent(row: Judged): boolean {
    return !this.#isBehind(row) || this.#digests.get(row.courseId ?? '')?.get(row.sourceId) === row.digest;
  }
}
