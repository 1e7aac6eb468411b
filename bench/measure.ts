/** What every bench shares: servers in processes of their own, load, medians, and a line for each ratio. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

/** Turns of each side, after one to warm up, and how long one is. */
const ROUNDS = 5;
export const TURN_SECONDS = 3;

export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it said once it listened. */
  readonly started: unknown;
}

// As npm start does: the launcher becomes the program, and keeps what was compiled.
const launcher = fileURLToPath(new URL('../scripts/launch.mjs', import.meta.url));
// A smaller young generation: 50 MB less resident memory.
const execArgv = ['--max-semi-space-size=8'];

/** Runs a file that listens and sends its address to its parent. */
export async function startServer(file: URL, env: Record<string, string> = {}): Promise<Server> {
  const child = fork(launcher, [fileURLToPath(file)], {
    execArgv,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${file.pathname} ended with ${code}`);
    }),
  ])) as [string | { url: string }];
  return {
    url: typeof message === 'string' ? message : message.url,
    process: child,
    started: message,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

export interface Load {
  readonly perSecond: number;
  readonly answered: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** `connections` keep-alive connections, each sending its next request when the last was answered. */
export async function load(options: autocannon.Options): Promise<Load> {
  const result = await autocannon({ connections: 32, duration: TURN_SECONDS, ...options });
  return {
    answered: result['2xx'] ?? 0,
    perSecond: (result['2xx'] ?? 0) / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}

/** Load on a server in turns; also notes what a request costs the processor, everywhere in what the server started. */
export function turnsOf(server: Server, options: autocannon.Options) {
  const costs: number[] = [];
  const slowest: number[] = [];
  return {
    /** One turn; gives the requests answered in a second. Throws where one was not. */
    async run(): Promise<number> {
      const before = await processorTime(server.process.pid);
      const { perSecond, answered, p99, failed } = await load(options);
      if (failed > 0) throw new Error(`${failed} requests failed`);
      costs.push(((await processorTime(server.process.pid)) - before) / answered);
      slowest.push(p99);
      return perSecond;
    },
    /** The time within which 99 of 100 were answered, milliseconds: the median of all turns but the first. */
    p99: () => median(slowest.slice(1)),
    /** Median processor time of a request, for a person to read. */
    cost: () => `${median(costs.slice(1)).toFixed(0)} µs of processor time`,
  };
}

const MICROSECONDS_PER_TICK = 10_000;

/** Processor time of a process and all that it started, microseconds. Linux only. */
export async function processorTime(root: number | undefined): Promise<number> {
  const all = new Map<number, { parent: number; ticks: number }>();
  for (const entry of await readdir('/proc')) {
    const stat =
      /^\d+$/.test(entry) && (await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => undefined));
    if (!stat) continue;
    // The name in parentheses may hold spaces. What follows: state, parent, … and the times, as proc(5) has them.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, part) => sum + part, 0);
    all.set(Number(entry), { parent: fields[1] ?? 0, ticks });
  }
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === root || isOurs(all.get(pid)?.parent));
  const ours = [...all].filter(([pid]) => isOurs(pid));
  return ours.reduce((sum, [, { ticks }]) => sum + ticks, 0) * MICROSECONDS_PER_TICK;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Measures both sides by turns, `ROUNDS` times after one round to warm up, so that what disturbs one disturbs the other. */
export async function alternate(
  ours: () => Promise<number>,
  limit: () => Promise<number>,
): Promise<{ ours: number; limit: number; ratio: number }> {
  const [oursEach, limitEach]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [a, b] = [await ours(), await limit()];
    if (round === 0) continue;
    oursEach.push(a);
    limitEach.push(b);
  }
  // The ratio of each round, then the median: a slow moment of the machine counts for one round only.
  const ratio = median(oursEach.map((value, round) => value / (limitEach[round] as number)));
  return { ours: median(oursEach), limit: median(limitEach), ratio };
}

/** One line: what, the figure, the limit beside it, the ratio and whether it is what we promise. */
export function report(
  what: string,
  ours: string,
  limit: string,
  ratio: number,
  promise: { atLeast?: number; atMost?: number },
): boolean {
  const holds = ratio >= (promise.atLeast ?? -Infinity) && ratio <= (promise.atMost ?? Infinity);
  const wanted = promise.atLeast === undefined ? `≤ ${promise.atMost}` : `≥ ${promise.atLeast}`;
  console.log(
    `${holds ? 'holds ' : 'MISSED'}  ${what}: ${ours}, limit ${limit}, ratio ${ratio.toFixed(2)} (promised ${wanted})`,
  );
  return holds;
}

/** A folder that goes when its block ends. */
export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'kernos-bench-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
