/**
 * The whole system in one process: how soon it serves on a warm start, and the resident memory of that process alone
 * (PostgreSQL has its own). About a minute. Run beside something else it says more of that than of the start: the
 * processor time in its first line is what the start itself needs.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { client } from '@kernos/kernel/client';
import { identity } from '@kernos/services/platform/identity/contract';
import { smallServices } from './footprint-services.ts';
import { load, median, report, type Server, startServer, temporaryFolder } from './measure.ts';

const STARTS = 3;
const READY_MS = 1_000;
const RESIDENT_MB = 150;
/** The first start makes the database and the demo. */
const RESIDENT_AT_FIRST_MB = 250;
/** After this long nothing of the start is going on any more. */
const REST_MS = 2_000;

const entry = new URL('../apps/server/main.ts', import.meta.url);

/** What a started system says of its start: since its process began, milliseconds. */
interface Started {
  readonly readyMs: number;
  readonly cpuMs: number;
}

/** Resident memory of a process, MB. Linux only. */
async function residentMb({ process }: Server): Promise<number> {
  const status = await readFile(`/proc/${process.pid}/status`, 'utf8');
  return Number(status.match(/VmRSS:\s+(\d+) kB/)?.[1]) / 1024;
}

const withinTime = (what: string, milliseconds: number): boolean =>
  report(what, `${milliseconds.toFixed(0)} ms`, `${READY_MS} ms`, milliseconds / READY_MS, { atMost: 1 });

const withinMemory = (what: string, megabytes: number, most = RESIDENT_MB): boolean =>
  report(what, `${megabytes.toFixed(0)} MB`, `${most} MB`, megabytes / most, { atMost: 1 });

export async function benchFootprint(): Promise<boolean> {
  await using folder = await temporaryFolder();
  const env = {
    PORT: '0',
    LOG_LEVEL: 'warn',
    KERNOS_DATA: folder.path,
    RATE_LIMIT: 'off',
    DEMO_PASSWORD: crypto.randomUUID(),
    ...AS_NPM_START,
  };
  let first = 0;
  let headers = {};
  {
    // The cold start makes the database and the demo: how long that takes is not what is measured.
    await using server = await startServer(entry, env);
    await sleep(REST_MS);
    first = await residentMb(server);
    headers = await signIn(server, env.DEMO_PASSWORD);
  }
  const answered: number[] = [];
  const starts: Started[] = [];
  const atRest: number[] = [];
  const used: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const began = performance.now();
    await using server = await startServer(entry, env);
    await firstAnswer(server, headers);
    answered.push(performance.now() - began);
    starts.push(server.started as Started);
    await sleep(REST_MS);
    atRest.push(await residentMb(server));
    const { failed } = await load({ url: coursesOf(server), headers, duration: 1 });
    if (failed > 0) throw new Error(`${failed} requests failed`);
    used.push(await residentMb(server));
  }
  const cpu = median(starts.map(({ cpuMs }) => cpuMs)).toFixed(0);
  const measured = [
    withinTime(
      `from its spawn to the first answer, warm (${cpu} ms of processor time until ready)`,
      median(answered),
    ),
    withinTime('ready on a warm start, by its own clock', median(starts.map(({ readyMs }) => readyMs))),
    withinMemory(`resident memory ${REST_MS / 1_000} s after the first start`, first, RESIDENT_AT_FIRST_MB),
    withinMemory(`resident memory ${REST_MS / 1_000} s after a warm start`, median(atRest)),
  ];
  console.log(
    `        resident memory after a second of load: ${median(used).toFixed(0)} MB (of which nothing is promised)`,
  );
  return [...measured, ...(await benchFurtherServices())].every(Boolean);
}

/** What npm start says to the C library, so that memory which is free goes back. */
const AS_NPM_START = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' };

/** A list that comes from the database. */
const coursesOf = ({ url }: Server) => `${url}/api/courses`;

/** The headers of a person whom every start knows. */
async function signIn({ url }: Server, password: string): Promise<Record<string, string>> {
  const { accessToken } = await client(identity, { baseUrl: url }).login({
    email: 'learner@demo.kernos',
    password,
  });
  return { authorization: `Bearer ${accessToken}` };
}

async function firstAnswer(server: Server, headers: Record<string, string>): Promise<void> {
  const { status } = await fetch(coursesOf(server), { headers });
  if (status !== 200) throw new Error(`the first request was answered with ${status}`);
}

/** Systems of so many small services, from which the line is drawn that says what one more adds. */
const COUNTS = [0, 15, 30];
const MS_PER_SERVICE = 5;
const MB_PER_SERVICE = 1;

async function benchFurtherServices(): Promise<boolean[]> {
  await using services = await smallServices(Math.max(...COUNTS));
  const times: number[] = [];
  const sizes: number[] = [];
  for (const count of COUNTS) {
    await using folder = await temporaryFolder();
    const env = {
      ...{ KERNOS_DATA: folder.path, ...AS_NPM_START },
      ...{ SERVICES_FOLDER: services.path, SERVICES_COUNT: String(count) },
    };
    const spent: number[] = [];
    const megabytes: number[] = [];
    for (let start = 0; start <= STARTS; start += 1) {
      await using server = await startServer(small, env);
      await sleep(SHORT_REST_MS);
      // The first one makes the tables.
      if (start === 0) continue;
      spent.push((server.started as Pick<Started, 'cpuMs'>).cpuMs);
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
const SHORT_REST_MS = 500;

/** Of the line that lies nearest to the points, by least squares. */
function slope(xs: readonly number[], ys: readonly number[]): number {
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
  const [x, y] = [mean(xs), mean(ys)];
  const over = (f: (n: number) => number) => xs.reduce((sum, _, n) => sum + f(n), 0);
  const dx = (n: number) => (xs[n] as number) - x;
  return over((n) => dx(n) * ((ys[n] as number) - y)) / over((n) => dx(n) ** 2);
}

if (import.meta.main) process.exitCode = (await benchFootprint()) ? 0 : 1;
