/** The whole system in one process: how soon it serves on a warm start, and what it holds in memory. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { load, median, report, type Server, startServer, temporaryFolder } from './measure.ts';

const STARTS = 5;
const READY_SECONDS = 2;
const RESIDENT_MB = 250;
/** After this long nothing of the start is going on any more. */
const REST_MS = 3_000;

const entry = new URL('../apps/server/main.ts', import.meta.url);

/** Resident memory of a process, MB. Linux only. */
async function residentMb({ process }: Server): Promise<number> {
  const status = await readFile(`/proc/${process.pid}/status`, 'utf8');
  return Number(status.match(/VmRSS:\s+(\d+) kB/)?.[1]) / 1024;
}

const small = (what: string, megabytes: number): boolean =>
  report(what, `${megabytes.toFixed(0)} MB`, `${RESIDENT_MB} MB`, megabytes / RESIDENT_MB, { atMost: 1 });

export async function benchFootprint(): Promise<boolean> {
  await using folder = await temporaryFolder();
  const env = {
    PORT: '0',
    LOG_LEVEL: 'warn',
    KERNOS_DATA: folder.path,
    RATE_LIMIT: 'off',
    // As npm start does.
    MALLOC_MMAP_THRESHOLD_: '131072',
  };
  let first = 0;
  {
    // The cold start makes the database and the demo: how long that takes is not what is measured.
    await using server = await startServer(entry, env);
    await sleep(REST_MS);
    first = await residentMb(server);
  }
  const seconds: number[] = [];
  const atRest: number[] = [];
  const used: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const began = performance.now();
    await using server = await startServer(entry, env);
    seconds.push((performance.now() - began) / 1000);
    await sleep(REST_MS);
    atRest.push(await residentMb(server));
    await load({ url: `${server.url}/api/courses`, duration: 1 });
    used.push(await residentMb(server));
  }
  const ready = median(seconds);
  const measured = [
    report('ready on a warm start', `${ready.toFixed(2)} s`, `${READY_SECONDS} s`, ready / READY_SECONDS, {
      atMost: 1,
    }),
    small('resident memory after the first start', first),
    small('resident memory after a warm start', median(atRest)),
    small('resident memory after a second of load', median(used)),
  ];
  return measured.every(Boolean);
}

if (import.meta.main) process.exitCode = (await benchFootprint()) ? 0 : 1;
