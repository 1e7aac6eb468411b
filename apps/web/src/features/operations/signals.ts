/** Six signals of the running system, each over the last minutes, and which of them is not well. */
import type { operations } from '@kernos/services/platform/operations/contract';
import type { ReplyTo } from '../../app/api.ts';

export type System = ReplyTo<typeof operations.calls.system>;
export type Sample = ReplyTo<typeof operations.calls.history>['samples'][number];
export type SignalName = 'requests' | 'latency' | 'failures' | 'delay' | 'processor' | 'memory';

export interface Signal {
  readonly name: SignalName;
  readonly now: number;
  /** Oldest first; null where it was not known. */
  readonly points: readonly (number | null)[];
  readonly bad: boolean;
}

/** Beyond these, somebody waits, or does not get what they asked for. */
const SLOW_MS = 1_000;
const FAILING_SHARE = 0.01;
const WAITING_SECONDS = 5;
const BUSY_SHARE = 0.9;

export const deadLettersOf = ({ messages }: System): number =>
  messages.consumers.reduce((sum, { dead }) => sum + dead, 0);

export function signalsOf(system: System, samples: readonly Sample[]): Signal[] {
  const { requests, messages, process, pool } = system;
  const over = (value: (sample: Sample) => number | null) => samples.map(value);
  return [
    { name: 'requests', now: requests.perSecond, points: over((one) => one.perSecond), bad: false },
    {
      name: 'latency',
      now: requests.p95Ms,
      points: over((one) => one.p95Ms),
      bad: requests.p95Ms > SLOW_MS || pool.waiting > pool.limit,
    },
    {
      name: 'failures',
      now: requests.errorRate,
      points: over((one) => one.errorRate),
      bad: requests.errorRate > FAILING_SHARE,
    },
    {
      name: 'delay',
      now: messages.lagSeconds,
      points: over((one) => one.lagSeconds),
      bad: messages.lagSeconds > WAITING_SECONDS || deadLettersOf(system) > 0,
    },
    {
      name: 'processor',
      now: process.cpuShare,
      points: over((one) => one.cpuShare),
      bad: process.cpuShare > BUSY_SHARE,
    },
    { name: 'memory', now: process.residentBytes, points: over((one) => one.residentBytes), bad: false },
  ];
}
