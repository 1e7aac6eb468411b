/**
 * What durable work needs of an engine: that whatever is unfinished is carried on, at its time, until it has ended.
 * What a run does, its steps and their records, retries, undoing, waiting and jobs by the clock, is the host's
 * (workflows/), the same under any engine. `workflow-engine.conformance.fixture.ts` is what an engine must pass.
 */

import type { Outside } from '../unit-of-work/fair-queue.ts';

/** Something to carry on, and whose it is; null: the system's own. Organizations take turns. */
export interface Due {
  readonly id: string;
  readonly organizationId: string | null;
}

/** What an engine carries on: runs of workflows, and jobs by the clock, each by its id. */
export interface EngineHost {
  /**
   * Carries it on as far as it gets now. Gives the instant, by `now`, at which to call again at the latest; null where
   * it has ended, or is none of this host's. Throws where it could not be told how far it got (the database is away):
   * call again soon. May be called by two engines at once and after any crash: its effects happen once.
   * After `signal` has aborted it begins nothing more, and returns as soon as what is at work has ended. An engine that
   * carries on so many at once has it do `outside` what needs no place among them meanwhile.
   */
  advance(id: string, signal: AbortSignal, outside?: Outside): Promise<Date | null>;
  /**
   * What is unfinished and due, about `limit` at most: begun runs first, none of `except`, and none of the organizations
   * of which the engine has `enough`. The database is the memory: an engine that keeps one of its own asks once, at its
   * start.
   */
  due(limit: number, except: readonly string[], enough: readonly (string | null)[]): Promise<Due[]>;
  /** Ends what is at work, wherever it is: nothing of it takes effect. What waits for it returns at once. */
  giveUp(): void;
  /** The system's clock. A test sets it, so an engine that waits until an instant looks at it every second. */
  now(): Date;
}

export interface WorkflowEngine {
  /** There may be something to do for this id: a new run, a signal, a request to cancel. Asking again does no harm. */
  wake(due: Due): Promise<void>;
  /**
   * Begins nothing more and waits for what is at work, for `stopWithin`; has what is not done by then given up. The next
   * start carries it on.
   */
  stop(): Promise<void>;
}

/** Where an engine says what went wrong; a pino logger is one. */
export interface EngineLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface EngineOptions {
  readonly host: EngineHost;
  /** Of a role that may create and change a schema of the engine's own. */
  readonly databaseUrl: string;
  readonly log: EngineLog;
  /** Ids at work at one time, at most: each may hold a connection of the host. Default 8. */
  readonly concurrency?: number;
  /** Milliseconds for which `stop` waits for what is at work. Default 5000. */
  readonly stopWithin?: number;
}

/** Starts an engine; the caller sees to it that one process of a system does. */
export type StartEngine = (options: EngineOptions) => Promise<WorkflowEngine>;
