/**
 * Work on what people sent, beside the main thread: one job at a time, each for so long and with so much memory. A
 * parser cannot be interrupted, but a thread can be ended; the next job gets a new one.
 */
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { parentPort, type Transferable, Worker } from 'node:worker_threads';

/** What a job throws in its thread, with its `code` where it has one: a class does not come along. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** The code of a job that took more time or memory than it may. */
export const JOB_TOO_HARD = 'job-too-hard';

type Answer =
  | { readonly ready: true }
  | { readonly output: unknown }
  | { readonly failed: { readonly message: string; readonly code?: string } };

export interface JobThreadOptions {
  /** Milliseconds for which an idle thread is kept. */
  readonly idle: number;
  /** Of JavaScript's heap. */
  readonly heapMb: number;
}

interface Job {
  readonly resolve: (output: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** A thread that runs the module at `entry`, which calls {@link doJobs}. Begun with the first job. */
export class JobThread<Request, Output> implements AsyncDisposable {
  readonly #entry: URL;
  readonly #options: JobThreadOptions;
  #worker: Worker | undefined;
  #ready = Promise.withResolvers<void>();
  #job: Job | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(entry: URL, options: JobThreadOptions) {
    this.#entry = entry;
    this.#options = options;
  }

  /** Does a job, while there is no other. Throws {@link JobFailed}. */
  async run(request: Request, milliseconds: number): Promise<Output> {
    if (this.#job) throw new Error('a thread does one job at a time');
    clearTimeout(this.#timer);
    const done = new Promise<Output>((resolve, reject) => {
      this.#job = { resolve, reject };
    });
    const worker = this.#worker ?? this.#start();
    worker.ref();
    // Its modules are no part of the job.
    this.#ready.promise.then(
      () => {
        if (this.#worker !== worker) return;
        this.#timer = setTimeout(() => this.#lose(tooHard()), milliseconds);
        worker.postMessage(request);
      },
      () => undefined,
    );
    return done;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lose(new Error('the thread was closed'));
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, {
      env: bareEnv(),
      // A small nursery saves 70 MB of resident memory and costs no time.
      resourceLimits: { maxOldGenerationSizeMb: this.#options.heapMb, maxYoungGenerationSizeMb: 8 },
    });
    const ready = Promise.withResolvers<void>();
    ready.promise.catch(() => undefined);
    const lost = (reason: Error) => {
      ready.reject(reason);
      if (this.#worker === worker) void this.#lose(reason);
    };
    worker.on('message', (answer: Answer) => {
      if (this.#worker !== worker) return;
      if ('ready' in answer) ready.resolve();
      else this.#take(answer);
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      lost(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHard() : error),
    );
    worker.on('exit', (code) => lost(new Error(`the thread ended by itself (${code})`)));
    this.#worker = worker;
    this.#ready = ready;
    return worker;
  }

  #take(answer: Exclude<Answer, { ready: true }>): void {
    clearTimeout(this.#timer);
    this.#worker?.unref();
    this.#timer = setTimeout(() => void this.#lose(new Error('idle')), this.#options.idle).unref();
    const job = this.#job;
    this.#job = undefined;
    if ('output' in answer) job?.resolve(answer.output as never);
    else job?.reject(new JobFailed(answer.failed.message, answer.failed.code));
  }

  /** The thread is no more, and the job it had fails. */
  async #lose(reason: Error): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    const job = this.#job;
    this.#job = undefined;
    const ended = worker?.terminate();
    job?.reject(reason);
    await ended;
  }
}

/**
 * It computes only, so it gets nothing that could leak. With the compiled modules that this process keeps, where it
 * keeps them, it begins in half the time.
 */
function bareEnv(): Record<string, string> {
  // The folder that was named holds one for each version of Node.
  const ofThisNode = getCompileCacheDir();
  return ofThisNode === undefined ? {} : { NODE_COMPILE_CACHE: dirname(ofThisNode) };
}

const tooHard = () => new JobFailed('It takes too much time or memory.', JOB_TOO_HARD);

/** In the thread: answers every request with what `work` gives. The memory of what `movable` names is moved, not copied. */
export function doJobs<Request, Output>(
  work: (request: Request) => Output | Promise<Output>,
  movable: (output: Output) => readonly Transferable[] = () => [],
): void {
  const port = parentPort;
  if (!port) throw new Error('this module is for a thread');
  const answer = async (request: Request) => {
    try {
      const output = await work(request);
      port.postMessage({ output } satisfies Answer, [...new Set(movable(output))]);
    } catch (error) {
      const { message, code } = error as { message?: unknown; code?: unknown };
      const failed = { message: String(message ?? error), ...(typeof code === 'string' && { code }) };
      port.postMessage({ failed } satisfies Answer);
    }
  };
  port.on('message', (request: Request) => void answer(request));
  port.postMessage({ ready: true } satisfies Answer);
}
