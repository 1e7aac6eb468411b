/** The whole system in one process: how soon it serves on a warm start, and what it holds in memory. */
import { readFile } from 'node:fs/promises';
import { load, median, report, startServer, temporaryFolder } from './measure.ts';

const STARTS = 5;
const READY_SECONDS = 2;
const RESIDENT_MB = 250;

const entry = new URL('../apps/server/main.ts', import.meta.url);

/** Resident memory of a process, MB. Linux only. */
async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(status.match(/VmRSS:\s+(\d+) kB/)?.[1]) / 1024;
}

export async function benchFootprint(): Promise<boolean> {
  await using folder = await temporaryFolder();
  const env = { PORT: '0', LOG_LEVEL: 'warn', KERNOS_DATA: folder.path, RATE_LIMIT: 'off' };
  {
    // The cold start makes the database and the demo; it is not what is measured.
    await using _first = await startServer(entry, env);
  }
  const seconds: number[] = [];
  const resident: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const began = performance.now();
    await using server = await startServer(entry, env);
    seconds.push((performance.now() - began) / 1000);
    await load({ url: `${server.url}/api/courses`, duration: 1 });
    resident.push(await residentMb(server.process.pid));
  }
  const ready = median(seconds);
  const memory = median(resident);
  const soon = report(
    'ready on a warm start',
    `${ready.toFixed(2)} s`,
    `${READY_SECONDS} s`,
    ready / READY_SECONDS,
    { atMost: 1 },
  );
  const small = report(
    'resident memory',
    `${memory.toFixed(0)} MB`,
    `${RESIDENT_MB} MB`,
    memory / RESIDENT_MB,
    { atMost: 1 },
  );
  return soon && small;
}

if (import.meta.main) process.exitCode = (await benchFootprint()) ? 0 : 1;
