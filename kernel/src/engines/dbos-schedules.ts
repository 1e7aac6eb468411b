/** Schedules on DBOS: its scheduler starts one durable run for each instant at which a schedule is due. */
import { DBOS } from '@dbos-inc/dbos-sdk';
import { TimeMatcher } from '@dbos-inc/dbos-sdk/internal/scheduler/crontab';
import type { Schedule } from '../workflows/workflows.ts';
import { Place } from './dbos-gate.ts';
import { durably, failureOf, type Stage } from './dbos-step.ts';

const dayMs = 86_400_000;
const catchUpMs = 7 * dayMs;
// As long as its record stands, starting a run again is known to be a repetition.
const forgetAfterMs = 30 * dayMs;
const forgetting: Schedule = { name: 'engine:forget', cron: '17 3 * * *' };
const attempts = 5;

export type Tick = (dueAt: Date, schedule: string) => Promise<void>;

/** The function that DBOS runs for a due schedule. */
export function ticker(stage: Stage): Tick {
  const declared = new Set(stage.host.schedules.map(({ name }) => name));
  return async (dueAt, schedule) => {
    const own = schedule === forgetting.name;
    // It was due when the process went down, and the release that came up has it no more.
    if (!own && !declared.has(schedule)) return;
    // Read back from JSON the instant is text, whatever its type says.
    const due = new Date(dueAt);
    const place = new Place(stage.gate);
    await place.take('first');
    const call = { run: `${schedule} ${due.toISOString()}`, step: 'tick', attempts, place };
    const work = () => (own ? forgetFinished() : stage.host.tick(schedule, due));
    const error = await failureOf(() => durably(stage, call, work));
    place.giveBack();
    if (error) stage.log.error({ err: error, schedule, dueAt: due }, 'The job of a schedule failed');
  };
}

/**
 * Keeps exactly these schedules and the engine's own. One that was due while the system was down runs once
 * at the start, for the latest instant missed within a week: a nightly job on a machine that sleeps at
 * night would else never run, and a minutely one must not run ten thousand times.
 */
export async function keepSchedules(declared: readonly Schedule[], tick: Tick): Promise<void> {
  const schedules = [...declared, forgetting];
  const known = new Map((await DBOS.listSchedules()).map((schedule) => [schedule.scheduleName, schedule]));
  const names = new Set(schedules.map(({ name }) => name));
  for (const name of known.keys()) {
    if (!names.has(name)) await DBOS.deleteSchedule(name);
  }
  await DBOS.applySchedules(
    schedules.map(({ name, cron }) => ({
      scheduleName: name,
      schedule: cron,
      cronTimezone: 'UTC',
      workflowFn: tick,
      context: name,
    })),
  );
  const now = Date.now();
  for (const { name, cron } of schedules) {
    const firedAt = known.get(name)?.lastFiredAt;
    const missed = firedAt && latestDue(cron, Math.max(Date.parse(firedAt), now - catchUpMs), now);
    // The bounds are exclusive, and an instant is a whole second. One that ran already does not run again.
    if (missed) await DBOS.backfillSchedule(name, new Date(missed - 1), new Date(missed + 1));
  }
}

/** The latest instant, in epoch milliseconds, at which `cron` was due after `since` and before `now`. */
function latestDue(cron: string, since: number, now: number): number | undefined {
  const matcher = new TimeMatcher(cron, 'UTC');
  let latest: number | undefined;
  for (let due = matcher.nextWakeupTime(since).getTime(); due < now && matcher.match(due); ) {
    latest = due;
    due = matcher.nextWakeupTime(due).getTime();
  }
  return latest;
}

/** Deletes the records of runs that ended a month ago; DBOS keeps them for ever. */
async function forgetFinished(): Promise<void> {
  const completedBefore = new Date(Date.now() - forgetAfterMs).toISOString();
  for (;;) {
    const finished = await DBOS.listWorkflows({
      status: ['SUCCESS', 'ERROR'],
      completedBefore,
      limit: 500,
      loadInput: false,
      loadOutput: false,
    });
    if (finished.length === 0) return;
    await DBOS.deleteWorkflows(finished.map(({ workflowID }) => workflowID));
  }
}
