/** Workflows as people look at them: one, followed in realtime, and lists; and jobs by the clock. */

import { commonError } from '@kernos/kernel/errors';
import { list } from '@kernos/kernel/list';
import type { RunStatus, ScheduleRecord } from '@kernos/kernel/system-view';
import { isAdmin } from '../identity/contract.ts';
import { languageFor, type Viewer } from './viewer.ts';

/** The state of a run. Throws `not-found` where there is none that this person may see. */
export async function findRun(id: string, { actor, organizationId, system }: Viewer): Promise<RunStatus> {
  const seesAll = actor.kind === 'service' || isAdmin(actor);
  const status = await system.runs.read.status(id, { organizationId, userId: actor.id, seesAll });
  if (!status) throw commonError('not-found', 'There is no workflow of yours with this id.');
  return status;
}

/** A run with its titles in the language that is asked for. */
export function toReply<Status extends RunStatus>(status: Status, viewer: Viewer) {
  const { title, currentStep, steps, ...run } = status;
  const language = languageFor(viewer);
  return {
    ...run,
    title: title[language],
    currentStep: currentStep?.[language] ?? null,
    steps: steps.map((step) => ({ ...step, title: step.title[language] })),
  };
}
export type RunReply = ReturnType<typeof toReply<RunStatus>>;

const POLL_MS = 1_000;

/** The status now and after every change, until the run has ended. Changes made by another process are polled for. */
export async function* follow(
  first: RunStatus,
  viewer: Viewer,
): AsyncGenerator<{ event: string; data: RunReply }> {
  let wake: () => void = () => {};
  const forget = viewer.system.runs.onChange(first.id, () => wake());
  try {
    let status = first;
    let sent = '';
    for (;;) {
      const text = JSON.stringify(status);
      if (text !== sent) yield { event: 'status', data: toReply(status, viewer) };
      sent = text;
      if (status.status !== 'running') return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      status = await findRun(first.id, viewer);
    }
  } finally {
    forget();
  }
}

interface RunQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly status?: RunStatus['status'];
  readonly name?: string;
}

/** A page of the runs of an organization, newest first. */
export async function listRuns({ status, name, ...page }: RunQuery, viewer: Viewer) {
  const { system, organizationId } = viewer;
  return list(
    page,
    { startedAt: 'instant', id: 'text' },
    (after, limit) => system.runs.read.list(organizationId, { status, name, after, limit }),
    (run) => toReply(run, viewer),
  );
}

/** Every job by the clock that this system has, by name. */
export async function listSchedules(viewer: Viewer) {
  const { system } = viewer;
  const last = new Map((await system.schedules()).map((record) => [record.name, record]));
  const items = system.runs.schedules.all.map(({ name, service, cron }) => {
    const record = last.get(name);
    return {
      ...{ name, service, cron },
      nextRunAt: system.runs.schedules.nextDue(cron, viewer.now())?.toISOString() ?? null,
      lastRun: record?.dueAt ? toLastRun(record) : null,
      runs: record?.runs ?? 0,
      failures: record?.failures ?? 0,
    };
  });
  return { items: items.toSorted((a, b) => a.name.localeCompare(b.name)) };
}

const toLastRun = ({ dueAt, startedAt, endedAt, outcome, errorCode }: ScheduleRecord) => ({
  ...{ dueAt, startedAt, endedAt, outcome, errorCode },
});
