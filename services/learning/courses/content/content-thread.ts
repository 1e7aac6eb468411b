import { stat } from 'node:fs/promises';
import type { Context } from '@kernos/kernel/context';
import { FairQueue, type FairQueueOptions } from '@kernos/kernel/fair-queue';
import { JOB_TOO_HARD, JobFailed, JobThread } from '@kernos/kernel/job-thread';
import { ContentError, contentErrorCodes } from './errors.ts';
import type { CourseText } from './export.ts';
import type { CoursePlan, PlanOptions } from './plan.ts';
import type { Rendered } from './render.ts';
import type { Output, Request } from './thread-entry.ts';
import type { Addresses } from './thread-jobs.ts';
import type { ExportLayout } from './zip-layout.ts';

/** Times in milliseconds; `heapMb` is the largest JavaScript heap of a thread, in MB. */
export type ContentThreadOptions = {
  /** How long an import or export may compute. */
  importDeadline?: number;
  /** How long rendering one lesson may take. */
  renderDeadline?: number;
  /** How long the idle threads of renderings are kept. */
  idle?: number;
  heapMb?: number;
};

/** For whom something is done: organizations take turns, and what is given up does not begin. */
export type For = Pick<Context, 'organizationId' | 'signal'>;

/** A text of so many characters renders in milliseconds, unless it means harm. */
const LIGHT_CHARACTERS = 16_384;
const LIGHT_DEADLINE_MS = 1_000;
/** An archive of so many bytes, or a course of so many characters, takes a second or two, unless it means harm. */
const LIGHT_COURSE = 4 * 1_048_576;
const LIGHT_COURSE_DEADLINE_MS = 10_000;
/** Whoever imports a course often exports it, or tries again, at once: its modules are loaded by then. */
const IMPORTS_IDLE_MS = 5_000;
/** Of one organization: far more than all who write there press save at once. */
const RENDERINGS_WAITING = 30;

/**
 * Does the work on untrusted content beside the main thread, under a deadline. A few kilobytes of hostile
 * Markdown keep any parser busy for minutes, and a parser cannot be interrupted; a thread can be ended.
 *
 * There are four lanes with a thread each: for imports and exports of large courses, for those of small ones, for long
 * texts, and for short ones, so that nobody who saves a page waits for a book, and no course for a library. What is
 * small and takes long all the same goes on in the lane of what is large. Threads start when they are needed; those of
 * renderings end when they have been idle, those of imports, which are few and leave 40 MB behind, soon after the last
 * of them.
 *
 * Everything rejects with a {@link ContentError}: those of the job itself, and `content-too-complex` for
 * content that ran out of time or memory; with `rate-limited` where too many of one organization wait.
 */
export class ContentThread implements AsyncDisposable {
  readonly #courses: Lanes;
  readonly #texts: Lanes;

  constructor(options: ContentThreadOptions = {}) {
    const { importDeadline = 60_000, renderDeadline = 5_000, idle = 30_000, heapMb = 512 } = options;
    const courses = { idle: IMPORTS_IDLE_MS, heapMb };
    this.#courses = new Lanes({
      light: new Lane({ ...courses, deadline: Math.min(LIGHT_COURSE_DEADLINE_MS, importDeadline) }),
      heavy: new Lane({ ...courses, deadline: importDeadline }),
    });
    const texts = { idle, heapMb };
    const waiting = { eachWaiting: RENDERINGS_WAITING };
    this.#texts = new Lanes({
      light: new Lane({ ...texts, deadline: Math.min(LIGHT_DEADLINE_MS, renderDeadline) }, waiting),
      heavy: new Lane({ ...texts, deadline: renderDeadline }, waiting),
    });
  }

  /**
   * Reads an uploaded zip and makes the plan of its course: `readArchive` and `planCourse`. Pass the path of
   * a temporary file rather than bytes, which would be copied.
   */
  async plan(of: For, source: string | Uint8Array, options: PlanOptions = {}): Promise<CoursePlan> {
    const isLight = (typeof source === 'string' ? (await stat(source)).size : source.length) <= LIGHT_COURSE;
    const plan = await this.#courses.run<CoursePlan>(
      of,
      { name: 'plan', input: { source, options } },
      isLight,
    );
    // Buffers arrive as plain byte arrays.
    const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
      Buffer.from(buffer, byteOffset, byteLength);
    return { ...plan, assets: plan.assets.map((asset) => ({ ...asset, bytes: asBuffer(asset.bytes) })) };
  }

  /** Renders a lesson: `renderMarkdown`. Without addresses, its links to lessons and assets are left open. */
  async render(of: For, markdown: string, addresses?: Addresses): Promise<Rendered> {
    const request: Request = { name: 'render', input: { markdown, addresses } };
    return this.#texts.run<Rendered>(of, request, markdown.length <= LIGHT_CHARACTERS);
  }

  /** Lays a course out for export: `layOutCourse`. Functions cannot be passed, so leave bytes out. */
  layOut(of: For, course: CourseText): Promise<ExportLayout> {
    const { title, summary, capacity, waitlist = false, audience = 'enrolled' } = course;
    const modules = course.modules.map((module) => ({
      title: module.title,
      lessons: module.lessons.map(({ key, title, markdown }) => ({ key, title, markdown })),
    }));
    const assets = course.assets.map(({ key, mediaType }) => ({ key, mediaType }));
    const input = { title, summary, capacity, waitlist, audience, modules, assets };
    const characters = modules
      .flatMap(({ lessons }) => lessons)
      .reduce((sum, { markdown }) => sum + markdown.length, 0);
    return this.#courses.run<ExportLayout>(of, { name: 'layOut', input }, characters <= LIGHT_COURSE);
  }

  /** Ends all threads; what they were doing is refused. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#courses.close(), this.#texts.close()]);
  }
}

type ThreadOptions = { deadline: number; idle: number; heapMb: number };

/** One for what is small, and one for what is large or turns out to be. */
class Lanes {
  readonly #light: Lane;
  readonly #heavy: Lane;

  constructor({ light, heavy }: { light: Lane; heavy: Lane }) {
    this.#light = light;
    this.#heavy = heavy;
  }

  async run<T extends Output>(of: For, request: Request, isLight: boolean): Promise<T> {
    if (!isLight) return this.#heavy.run<T>(of, request);
    try {
      return await this.#light.run<T>(of, request);
    } catch (error) {
      // What the parser refuses by itself would be refused there too.
      if (!(error instanceof OutOfTime)) throw error;
      return this.#heavy.run<T>(of, request);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#light.close(), this.#heavy.close()]);
  }
}

/** One thread and what waits for it. */
class Lane {
  readonly #thread: JobThread<Request, Output>;
  readonly #queue: FairQueue;
  readonly #deadline: number;
  readonly #closing = new AbortController();

  constructor({ deadline, ...options }: ThreadOptions, waiting: Pick<FairQueueOptions, 'eachWaiting'> = {}) {
    this.#thread = new JobThread(new URL('./thread-entry.ts', import.meta.url), options);
    this.#queue = new FairQueue({ atOnce: 1, ...waiting });
    this.#deadline = deadline;
  }

  async run<T extends Output>({ organizationId, signal }: For, request: Request): Promise<T> {
    const until = AbortSignal.any([signal, this.#closing.signal]);
    try {
      const work = () => this.#thread.run(request, this.#deadline) as Promise<T>;
      return await this.#queue.run(organizationId, work, until);
    } catch (error) {
      if (!(error instanceof JobFailed)) throw error;
      if (error.code === JOB_TOO_HARD) throw new OutOfTime();
      const code = contentErrorCodes.find((one) => one === error.code);
      throw code ? new ContentError(code, error.message) : error;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the content thread was closed'));
    await this.#thread[Symbol.asyncDispose]();
  }
}

/** What was ended from outside, at its deadline or for its memory. */
class OutOfTime extends ContentError {
  constructor() {
    super(
      'content-too-complex',
      'Working through it takes too much time or memory. Look for very long lines of brackets, quotes or stars.',
    );
  }
}
