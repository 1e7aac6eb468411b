/**
 * Jobs by the clock. A job runs in the transaction that records its instant, so its effects happen once for each, and
 * after a failure it is tried again. One that was due while the system was down runs once, for the latest instant
 * missed within a week: a nightly job on a machine that sleeps at night would else never run, and a minutely one must
 * not run ten thousand times.
 */
import { Cron } from 'croner';
import type { ScheduledJob } from '../contract/service.ts';
import { Trace } from '../observability/telemetry.ts';
import { violates } from '../store/store.ts';
import { awayPause, isServiceAway } from '../unit-of-work/away.ts';
import type { Job, Runtime } from '../unit-of-work/context.ts';
import { work } from '../unit-of-work/work.ts';
import { type ErrorRecord, isRefusal, pauseAfter, toRecord } from './run-errors.ts';

export interface NamedSchedule {
  readonly name: string;
  /** Five fields, UTC. */
  readonly cron: string;
  readonly service: string;
  readonly job: ScheduledJob;
}

const CATCH_UP_MS = 7 * 86_400_000;
const ATTEMPTS = 5;
const FAR_OFF = new Date('9999-01-01');
/** By which an engine knows a schedule from a run. */
const PREFIX = 'schedule:';

/** How a job failed; `isAway` where a service that it needs cannot be reached, which is not counted. */
type Failure = ErrorRecord & { readonly isAway: boolean };

const nextDue = (cron: string, after: Date): Date | null =>
  new Cron(cron, { timezone: 'UTC' }).nextRun(after);

interface Row {
  readonly doneUntil: string;
  readonly wakeAt: string;
  readonly attempts: number;
}

/** Runs a job as long as it may take. */
type Within = (
  service: string,
  name: string,
  trace: Trace,
  run: (job: Job) => Promise<unknown>,
) => Promise<unknown>;

export class Schedules {
  readonly all: readonly NamedSchedule[];
  readonly #runtime: Runtime;
  readonly #within: Within;

  constructor(runtime: Runtime, all: readonly NamedSchedule[], within: Within) {
    this.#runtime = runtime;
    this.all = all;
    this.#within = within;
  }

  /** The next instant, in UTC, at which a cron text is due after `after`; null where there is none. */
  readonly nextDue = nextDue;

  static isOne = (id: string): boolean => id.startsWith(PREFIX);

  /** Keeps those of a service, and no others than those that are declared. Gives their ids, for an engine to carry on. */
  async keep(service: string): Promise<string[]> {
    const now = this.#runtime.clock();
    const mine = this.all.filter((one) => one.service === service);
    await this.#runtime.store.query({
      text: `WITH gone AS (DELETE FROM kernel.schedules WHERE name <> ALL ($1))
             INSERT INTO kernel.schedules (name, done_until, wake_at)
             SELECT name, $2, wake_at FROM unnest($3::text[], $4::timestamptz[]) AS s (name, wake_at)
             ON CONFLICT (name) DO UPDATE SET wake_at = $2`,
      values: [
        this.all.map(({ name }) => name),
        now,
        mine.map(({ name }) => name),
        mine.map(({ cron }) => nextDue(cron, now) ?? FAR_OFF),
      ],
    });
    return mine.map(({ name }) => PREFIX + name);
  }

  /** Ids of those that are due, of these services. */
  async due(services: ReadonlySet<string>): Promise<string[]> {
    const mine = this.all.filter(({ service }) => services.has(service));
    if (mine.length === 0) return [];
    const { rows } = await this.#runtime.store.query<{ name: string }>({
      name: 'kernel.schedules.due',
      text: 'SELECT name FROM kernel.schedules WHERE wake_at <= $1 AND name = ANY ($2)',
      values: [this.#runtime.clock(), mine.map(({ name }) => name)],
    });
    return rows.map(({ name }) => PREFIX + name);
  }

  /** Runs a job if it is due. Gives when to ask again; null where it is no longer declared. */
  async advance(id: string): Promise<Date | null> {
    const schedule = this.all.find(({ name }) => PREFIX + name === id);
    if (!schedule) return null;
    const { rows } = await this.#runtime.store.query<Row>({
      text: 'SELECT done_until, wake_at, attempts FROM kernel.schedules WHERE name = $1',
      values: [schedule.name],
    });
    const row = rows[0];
    if (!row) return null;
    const now = this.#runtime.clock();
    // A failed job waits for its next try; else its time may have been set for another cron text.
    if (row.attempts > 0 && new Date(row.wakeAt) > now) return new Date(row.wakeAt);
    const due = latestDue(schedule.cron, new Date(row.doneUntil), now);
    const failure = due && (await this.#run(schedule, due));
    if (due && failure) return this.#failed(schedule, due, row.attempts, failure);
    return this.#sleep(schedule.name, nextDue(schedule.cron, now) ?? FAR_OFF);
  }

  /** The error with which it failed; undefined where it is done, here or by another. */
  async #run({ name, service, job }: NamedSchedule, due: Date): Promise<Failure | undefined> {
    const { store, spans } = this.#runtime;
    await store.query({
      text: `UPDATE kernel.schedules SET due_at = $2, started_at = $3, ended_at = NULL, outcome = 'running',
                    error_code = NULL, runs = runs + 1 WHERE name = $1 AND done_until < $2`,
      values: [name, due, this.#runtime.clock()],
    });
    const began = performance.now();
    const trace = new Trace();
    let failure: Failure | undefined;
    try {
      await trace.inSpan(name, (own) =>
        this.#within(service, name, own, (given) =>
          work(
            this.#runtime,
            { ...given, repeatKey: `${name} ${due.toISOString()}` },
            (ctx) => job.run(due, ctx as never),
            () => [
              {
                text: 'SELECT kernel.record_tick($1, $2, $3)',
                values: [name, due, this.#runtime.clock()],
              },
            ],
          ),
        ),
      );
    } catch (error) {
      if (violates(error, 'schedules_done_until')) return undefined;
      this.#runtime.log.warn({ err: error, schedule: name, dueAt: due }, 'the job of a schedule failed');
      failure = { ...toRecord(error), isAway: isServiceAway(error) };
    }
    spans.ended({
      kind: 'schedule',
      ...{ service, name, trace, organizationId: null },
      ...{ durationMs: performance.now() - began, error: failure?.code },
    });
    return failure;
  }

  async #failed({ name, cron }: NamedSchedule, due: Date, before: number, error: Failure): Promise<Date> {
    const now = this.#runtime.clock();
    const attempts = error.isAway ? Math.max(1, before) : before + 1;
    const isLast = !error.isAway && (attempts >= ATTEMPTS || isRefusal(error));
    const pause = error.isAway ? awayPause() : pauseAfter(attempts);
    const wakeAt = isLast ? (nextDue(cron, now) ?? FAR_OFF) : new Date(now.getTime() + pause);
    await this.#runtime.store.query({
      text: `UPDATE kernel.schedules SET wake_at = $3, attempts = $4, ended_at = $5, outcome = 'failed', error_code = $6,
                    failures = failures + 1, done_until = CASE WHEN $7 THEN $2 ELSE done_until END
              WHERE name = $1 AND done_until < $2`,
      values: [name, due, wakeAt, isLast ? 0 : attempts, now, error.code, isLast],
    });
    if (isLast) {
      const about = { schedule: name, dueAt: due, code: error.code, detail: error.detail };
      this.#runtime.log.error(about, 'the job of a schedule is given up for this time');
    }
    return wakeAt;
  }

  async #sleep(name: string, until: Date): Promise<Date> {
    await this.#runtime.store.query({
      name: 'kernel.schedules.sleep',
      text: 'UPDATE kernel.schedules SET wake_at = $2 WHERE name = $1',
      values: [name, until],
    });
    return until;
  }
}

/** The latest instant at which `cron` was due after `since`, and not after `now`; one missed longer ago than a week does not count. */
function latestDue(cron: string, since: Date, now: Date): Date | undefined {
  // What it gives is earlier than the instant it is asked about.
  const [latest] = new Cron(cron, { timezone: 'UTC' }).previousRuns(1, new Date(now.getTime() + 1));
  const from = Math.max(since.getTime(), now.getTime() - CATCH_UP_MS);
  return latest && latest.getTime() > from ? latest : undefined;
}
