/** The Idempotency-Keys of the calls that a unit of work makes: the same ones whenever it is run again. */
import { createHash } from 'node:crypto';
import type { AnyCall } from '../contract/contract.ts';
import { newId } from '../contract/ids.ts';
import type { Job } from './context.ts';

/** Of jobs that have no name of their own: they are run again by `work` alone, in this process. */
const made = new WeakMap<Job, string>();

/** One for each run; the nth call of a kind with the same input has the same key in each. */
export class NestedKeys {
  readonly #job: Job;
  #seen: Map<string, number> | undefined;

  constructor(job: Job) {
    this.#job = job;
  }

  keyOf({ id }: Pick<AnyCall, 'id'>, input: unknown): string {
    this.#seen ??= new Map();
    const asked = `${id} ${JSON.stringify(input)}`;
    const nth = (this.#seen.get(asked) ?? 0) + 1;
    this.#seen.set(asked, nth);
    return repeatKey(this.#outer(), String(nth), asked);
  }

  #outer(): string {
    if (this.#job.repeatKey !== undefined) return this.#job.repeatKey;
    const known = made.get(this.#job) ?? newId();
    made.set(this.#job, known);
    return known;
  }
}

/** Stands for all of its parts; fits into an Idempotency-Key. */
export const repeatKey = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
