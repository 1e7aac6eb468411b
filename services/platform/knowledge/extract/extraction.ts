/** Reads files beside the main thread, one at a time, each under a limit of time and memory. */
import { Worker } from 'node:worker_threads';
import type { FileToRead } from './extract.ts';
import type { Extracted } from './extracted.ts';
import { Refused } from './refused.ts';
import type { Answer } from './thread-entry.ts';

export interface Limits {
  readonly milliseconds: number;
  /** Of JavaScript's heap. */
  readonly megabytes: number;
}

const LIMITS: Limits = { milliseconds: 120_000, megabytes: 512 };

let last: Promise<unknown> = Promise.resolve();

/**
 * The text of a file.
 * @throws {Refused} where there is none, also where the limits were too tight for it
 */
export function extractInThread(file: FileToRead, limits: Limits = LIMITS): Promise<Extracted> {
  const turn = last.then(() => readOnce(file, limits));
  last = turn.catch(() => undefined);
  return turn;
}

const tooHard = (limits: Limits) =>
  new Refused(
    'file-too-hard',
    `This file could not be read within ${limits.milliseconds / 1_000} seconds and ${limits.megabytes} MB of memory. Split it, or save it anew.`,
  );

function readOnce(file: FileToRead, limits: Limits): Promise<Extracted> {
  // A thread for each file: what one leaves behind, or breaks, no other meets.
  const worker = new Worker(new URL('./thread-entry.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, maxYoungGenerationSizeMb: 32 },
    env: {},
    stdout: true,
    stderr: true,
  });
  return new Promise<Extracted>((resolve, reject) => {
    const timer = setTimeout(() => reject(tooHard(limits)), limits.milliseconds);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    worker.once('message', (answer: Answer) =>
      end(() => {
        if ('found' in answer) resolve(answer.found);
        else if ('refused' in answer) reject(new Refused(answer.refused.code, answer.refused.message));
        else
          reject(
            new Refused('file-broken', 'This file is damaged and cannot be read.', { cause: answer.failed }),
          );
      }),
    );
    worker.once('error', (error: NodeJS.ErrnoException) =>
      end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHard(limits) : error)),
    );
    worker.once('exit', () => end(() => reject(tooHard(limits))));
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}
