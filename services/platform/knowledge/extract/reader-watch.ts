/** Ends the process that reads files where a job takes too much, whatever its main thread is doing. */
import { parentPort } from 'node:worker_threads';
import type { Limits } from './jobs.ts';

const LOOK_EVERY_MS = 20;

let looking: NodeJS.Timeout | undefined;

parentPort?.on('message', (limits: Limits | null) => {
  clearInterval(looking);
  if (!limits) return;
  const before = process.cpuUsage();
  looking = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    const tooLong = user + system > limits.seconds * 1_000_000;
    if (tooLong || process.memoryUsage.rss() > limits.megabytes * 1_048_576)
      process.kill(process.pid, 'SIGKILL');
  }, LOOK_EVERY_MS);
});
