import { Worker } from 'node:worker_threads';
import { ContentError } from './errors.ts';
import type { CourseText } from './export.ts';
import type { CoursePlan, PlanOptions } from './plan.ts';
import type { Rendered } from './render.ts';
import type { Answer, Request } from './thread-entry.ts';
import type { Addresses } from './thread-jobs.ts';
import type { ExportLayout } from './zip-layout.ts';

/** Times in milliseconds; `heapMb` is the largest JavaScript heap of a thread, in MB. */
export type ContentThreadOptions = {
  /** How long an import or export may compute. */
  importDeadline?: number;
  /** How long rendering one lesson may take. */
  renderDeadline?: number;
  /** How long the idle thread of renderings is kept. */
  idle?: number;
  heapMb?: number;
};

/**
 * Does the work on untrusted content beside the main thread, under a deadline. A few kilobytes of hostile
 * Markdown keep any parser busy for minutes, and a parser cannot be interrupted; a thread can be ended.
 *
 * Imports and renderings have a thread each, so that reading a large course delays no reader. Threads start
 * when they are needed; that of renderings ends when it has been idle, that of imports, which are few and leave
 * 40 MB behind, after the last of them. Jobs of one kind are done in order.
 *
 * Everything rejects with a {@link ContentError}: those of the job itself, and `content-too-complex` for
 * content that ran out of time or memory.
 */
export class ContentThread implements AsyncDisposable {
  readonly #imports: OneThread;
  readonly #renders: OneThread;

  constructor(options: ContentThreadOptions = {}) {
    const { importDeadline = 60_000, renderDeadline = 5_000, idle = 30_000, heapMb = 512 } = options;
    this.#imports = new OneThread({ deadline: importDeadline, idle: 0, heapMb });
    this.#renders = new OneThread({ deadline: renderDeadline, idle, heapMb });
  }

  /**
   * Reads an uploaded zip and makes the plan of its course: `readArchive` and `planCourse`. Pass the path of
   * a temporary file rather than bytes, which would be copied.
   */
  async plan(source: string | Uint8Array, options: PlanOptions = {}): Promise<CoursePlan> {
    const plan = await this.#imports.run<CoursePlan>({ name: 'plan', input: { source, options } });
    // Buffers arrive as plain byte arrays.
    const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
      Buffer.from(buffer, byteOffset, byteLength);
    return { ...plan, assets: plan.assets.map((asset) => ({ ...asset, bytes: asBuffer(asset.bytes) })) };
  }

  /** Renders a lesson: `renderMarkdown`. Without addresses, its links to lessons and assets are left open. */
  render(markdown: string, addresses?: Addresses): Promise<Rendered> {
    return this.#renders.run<Rendered>({ name: 'render', input: { markdown, addresses } });
  }

  /** Lays a course out for export: `layOutCourse`. Functions cannot be passed, so leave bytes out. */
  layOut(course: CourseText): Promise<ExportLayout> {
    const { title, summary, capacity, waitlist = false } = course;
    const modules = course.modules.map((module) => ({
      title: module.title,
      lessons: module.lessons.map(({ key, title, markdown }) => ({ key, title, markdown })),
    }));
    const assets = course.assets.map(({ key, mediaType }) => ({ key, mediaType }));
    const input = { title, summary, capacity, waitlist, modules, assets };
    return this.#imports.run<ExportLayout>({ name: 'layOut', input });
  }

  /** Ends both threads; what they were doing is refused. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#imports.close(), this.#renders.close()]);
  }
}

type ThreadOptions = { deadline: number; idle: number; heapMb: number };

type Job = { request: Request; resolve: (output: unknown) => void; reject: (reason: unknown) => void };

/** One thread and the jobs that wait for it. */
class OneThread {
  readonly #options: ThreadOptions;
  readonly #waiting: Job[] = [];
  #worker: Worker | undefined;
  #ready = false;
  #current: Job | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  run<T>(request: Request): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#next();
    }) as Promise<T>;
  }

  async close(): Promise<void> {
    const closed = new Error('the content thread was closed');
    for (const job of this.#waiting.splice(0)) job.reject(closed);
    this.#settle((job) => job.reject(closed));
    await this.#drop()?.terminate();
  }

  #next(): void {
    if (this.#current || this.#waiting.length === 0) return;
    clearTimeout(this.#timer);
    this.#worker ??= this.#start();
    this.#worker.ref();
    if (!this.#ready) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#current = job;
    this.#timer = setTimeout(() => this.#expire(), this.#options.deadline);
    this.#worker.postMessage(job.request);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./thread-entry.ts', import.meta.url), {
      // It computes only, so it gets nothing that could leak.
      env: {},
      // A small nursery saves 140 MB of resident memory for both threads and costs no time.
      resourceLimits: { maxOldGenerationSizeMb: this.#options.heapMb, maxYoungGenerationSizeMb: 8 },
    });
    const isOurs = () => this.#worker === worker;
    worker.on('message', (answer: Answer) => {
      if (isOurs()) this.#take(answer);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (isOurs()) this.#lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooComplex() : error);
    });
    worker.on('exit', (code) => {
      if (isOurs()) this.#lose(new Error(`the content thread ended by itself (${code})`));
    });
    return worker;
  }

  #take(answer: Answer): void {
    if ('ready' in answer) this.#ready = true;
    else if ('output' in answer) this.#settle((job) => job.resolve(answer.output));
    else if ('failed' in answer) this.#settle((job) => job.reject(answer.failed));
    else {
      const { code, message } = answer.refused;
      this.#settle((job) => job.reject(new ContentError(code, message)));
    }
    if (this.#waiting.length > 0) this.#next();
    else {
      this.#worker?.unref();
      this.#timer = setTimeout(() => void this.#drop()?.terminate(), this.#options.idle).unref();
    }
  }

  #expire(): void {
    void this.#drop()?.terminate();
    this.#settle((job) => job.reject(tooComplex()));
    this.#next();
  }

  /** The thread is gone: the job it had fails, and so does every waiting one if it never got ready. */
  #lose(reason: Error): void {
    const neverReady = !this.#ready;
    this.#drop();
    this.#settle((job) => job.reject(reason));
    if (neverReady) for (const job of this.#waiting.splice(0)) job.reject(reason);
    this.#next();
  }

  #settle(how: (job: Job) => void): void {
    clearTimeout(this.#timer);
    const job = this.#current;
    this.#current = undefined;
    if (job) how(job);
  }

  #drop(): Worker | undefined {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#ready = false;
    return worker;
  }
}

function tooComplex(): ContentError {
  return new ContentError(
    'content-too-complex',
    'Working through it takes too much time or memory. Look for very long lines of brackets, quotes or stars.',
  );
}
