/** What every bench shares: servers in processes of their own, load, medians, and a line for each ratio. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly process: ChildProcess;
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
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** `connections` keep-alive connections, each sending its next request when the last was answered. */
export async function load(options: autocannon.Options): Promise<Load> {
  const result = await autocannon({ connections: 32, duration: 3, ...options });
  return {
    perSecond: (result['2xx'] ?? 0) / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Measures both sides by turns, `rounds` times after one round to warm up, so that what disturbs one disturbs the other. */
export async function alternate(
  rounds: number,
  ours: () => Promise<number>,
  limit: () => Promise<number>,
): Promise<{ ours: number; limit: number; ratio: number }> {
  const [oursEach, limitEach]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
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
