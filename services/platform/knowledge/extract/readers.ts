/** Reads people's files in processes of their own, under limits of time and memory that a thread does not have. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Context } from '@kernos/kernel/context';
import { FairQueue } from '@kernos/kernel/fair-queue';
import type { Format } from './extracted.ts';
import type { Answer, Input, JobName, Limits, Output, Request } from './jobs.ts';
import { Refused } from './refused.ts';

interface Lane {
  readonly queue: FairQueue;
  readonly limits: Limits;
}

/** Small texts do not wait behind books. */
const light: Lane = { queue: new FairQueue({ atOnce: 2 }), limits: { seconds: 20, megabytes: 512 } };
const heavy: Lane = { queue: new FairQueue({ atOnce: 2 }), limits: { seconds: 120, megabytes: 768 } };
const LIGHT_AT_MOST = 256 * 1_024;
const HEAP_MB = 512;

/** A step of a workflow has ten minutes, and is better told than ended. */
const PATIENCE_MS = 8 * 60_000;
/** A process that holds more when it has nothing to do is ended: it would not give it back. */
const KEPT_MB = 256;
const IDLE_MS = 30_000;

const idle: { process: ChildProcess; end: NodeJS.Timeout }[] = [];

/** Whose it is, and how a step of a workflow waits for its turn here without holding the one it has there. */
export type Asking = Pick<Context, 'organizationId' | 'outside' | 'signal'>;

/** What is read when its turn comes, so that what waits fills no memory. */
export interface Waiting<Name extends JobName> {
  readonly isLight: boolean;
  readonly load: () => Promise<Input<Name>>;
}

/**
 * Does a job on something that a person sent, when the turn of their organization comes.
 * @throws {Refused} where it cannot be done, also where it takes too much
 */
export async function inReader<Name extends JobName>(
  ctx: Asking,
  name: Name,
  input: Input<Name> | Waiting<Name>,
  limits?: Limits,
): Promise<Output<Name>> {
  const waiting = 'load' in input ? input : { isLight: isLight(input), load: async () => input };
  const lane = waiting.isLight ? light : heavy;
  const read = async () => ask({ name, input: await waiting.load(), limits: limits ?? lane.limits });
  return (await ctx.outside(() => lane.queue.run(ctx.organizationId, read, ctx.signal))) as Output<Name>;
}

/** True for a file that is read within a moment. */
export const isLightFile = (format: Format, bytes: number): boolean =>
  !['pdf', 'docx', 'pptx'].includes(format) && bytes <= LIGHT_AT_MOST;

function isLight(input: Input<JobName>): boolean {
  if ('bytes' in input) {
    const { length } = input.bytes;
    return 'format' in input ? isLightFile(input.format, length) : length <= LIGHT_AT_MOST;
  }
  return ('text' in input ? input : input.extracted).text.length <= LIGHT_AT_MOST;
}

async function ask(request: Request): Promise<unknown> {
  const reader = take();
  const answer = await answerOf(reader, request);
  if (answer && answer.megabytes <= KEPT_MB) keep(reader);
  else reader.kill('SIGKILL');
  if (!answer) throw tooHard(request.limits);
  if ('done' in answer) return answer.done;
  if ('refused' in answer) throw new Refused(answer.refused.code, answer.refused.message);
  throw new Refused('file-broken', 'This file is damaged and cannot be read.', { cause: answer.failed });
}

/** Undefined where the process was ended, for it took too much. */
function answerOf(reader: ChildProcess, request: Request): Promise<Answer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer | undefined>();
  const impatient = setTimeout(() => reader.kill('SIGKILL'), PATIENCE_MS);
  reader.once('message', (answer: Answer) => resolve(answer));
  reader.once('error', reject);
  reader.once('exit', (code) =>
    // It was ended by a signal: ours, or that of Node where its heap is full. Else something is wrong with it.
    code === null ? resolve(undefined) : reject(new Error(`the process that reads files ended with ${code}`)),
  );
  reader.send(request);
  return promise.finally(() => {
    clearTimeout(impatient);
    forgetListeners(reader);
    reader.on('error', () => undefined);
  });
}

// Ours alone: its channel has listeners too.
function forgetListeners(reader: ChildProcess): void {
  for (const name of ['message', 'exit', 'error']) reader.removeAllListeners(name);
}

const tooHard = ({ seconds, megabytes }: Limits) =>
  new Refused(
    'file-too-hard',
    `This file could not be read within ${seconds} seconds and ${megabytes} MB of memory. Split it, or save it anew.`,
  );

function take(): ChildProcess {
  const kept = idle.pop();
  if (kept) {
    clearTimeout(kept.end);
    forgetListeners(kept.process);
    kept.process.ref();
    kept.process.channel?.ref();
    return kept.process;
  }
  return fork(fileURLToPath(new URL('./reader-entry.ts', import.meta.url)), {
    serialization: 'advanced',
    // It computes only, so it gets nothing that could leak, and may write nowhere.
    env: {},
    execArgv: [
      `--max-old-space-size=${HEAP_MB}`,
      '--max-semi-space-size=16',
      '--permission',
      '--allow-fs-read=*',
      '--allow-worker',
    ],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

function keep(reader: ChildProcess): void {
  const entry = { process: reader, end: setTimeout(() => reader.kill('SIGKILL'), IDLE_MS).unref() };
  reader.once('exit', () => {
    clearTimeout(entry.end);
    const at = idle.indexOf(entry);
    if (at >= 0) idle.splice(at, 1);
  });
  reader.unref();
  reader.channel?.unref();
  idle.push(entry);
}
