/** The whole system in one process: how soon it serves on a warm start, and what it holds in memory. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { smallServices } from './footprint-services.ts';
import { load, median, report, type Server, startServer, temporaryFolder } from './measure.ts';

const STARTS = 5;
const READY_SECONDS = 1;
const RESIDENT_MB = 150;
/** The first start makes the database and the demo. */
const RESIDENT_AT_FIRST_MB = 250;
/** After this long nothing of the start is going on any more. */
const REST_MS = 3_000;

const entry = new URL('../apps/server/main.ts', import.meta.url);

/** Resident memory of a process, MB. Linux only. */
async function residentMb({ process }: Server): Promise<number> {
  const status = await readFile(`/proc/${process.pid}/status`, 'utf8');
  return Number(status.match(/VmRSS:\s+(\d+) kB/)?.[1]) / 1024;
}

const withinMemory = (what: string, megabytes: number, most = RESIDENT_MB): boolean =>
  report(what, `${megabytes.toFixed(0)} MB`, `${most} MB`, megabytes / most, { atMost: 1 });

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
    withinMemory('resident memory after the first start', first, RESIDENT_AT_FIRST_MB),
    withinMemory('resident memory after a warm start', median(atRest)),
    withinMemory('resident memory after a second of load', median(used)),
  ];
  return [...measured, ...(await benchFurtherServices())].every(Boolean);
}

/** Systems of so many small services, from which the line is drawn that says what one more adds. */
const COUNTS = [0, 10, 20, 30];
const MS_PER_SERVICE = 5;
const MB_PER_SERVICE = 1;

async function benchFurtherServices(): Promise<boolean[]> {
  await using services = await smallServices(Math.max(...COUNTS));
  const times: number[] = [];
  const sizes: number[] = [];
  for (const count of COUNTS) {
    await using folder = await temporaryFolder();
    const env = {
      ...{ KERNOS_DATA: folder.path, MALLOC_MMAP_THRESHOLD_: '131072' },
      ...{ SERVICES_FOLDER: services.path, SERVICES_COUNT: String(count) },
    };
    const spent: number[] = [];
    const megabytes: number[] = [];
    for (let start = 0; start <= STARTS; start += 1) {
      await using server = await startServer(small, env);
      await sleep(SHORT_REST_MS);
      // The first one makes the tables.
      if (start === 0) continue;
      spent.push((server.started as { cpuMs: number }).cpuMs);
      megabytes.push(await residentMb(server));
    }
    times.push(median(spent));
    sizes.push(median(megabytes));
  }
  const [ms, mb] = [slope(COUNTS, times), slope(COUNTS, sizes)];
  return [
    report(
      'each further service, at the start',
      `${ms.toFixed(1)} ms of processor time`,
      `${MS_PER_SERVICE} ms`,
      ms / MS_PER_SERVICE,
      { atMost: 1 },
    ),
    report(
      'each further service, in memory',
      `${mb.toFixed(2)} MB`,
      `${MB_PER_SERVICE} MB`,
      mb / MB_PER_SERVICE,
      { atMost: 1 },
    ),
  ];
}

const small = new URL('./footprint-server.ts', import.meta.url);
const SHORT_REST_MS = 1_000;

/** Of the line that lies nearest to the points, by least squares. */
function slope(xs: readonly number[], ys: readonly number[]): number {
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
  const [x, y] = [mean(xs), mean(ys)];
  const over = (f: (n: number) => number) => xs.reduce((sum, _, n) => sum + f(n), 0);
  const dx = (n: number) => (xs[n] as number) - x;
  return over((n) => dx(n) * ((ys[n] as number) - y)) / over((n) => dx(n) ** 2);
}

if (import.meta.main) process.exitCode = (await benchFootprint()) ? 0 : 1;
