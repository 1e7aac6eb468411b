/** The threads that work on content. */
import { doJobs } from '@kernos/kernel/job-thread';
import { isSmall } from './small-files.ts';
import { doJob, type JobName, type Jobs } from './thread-jobs.ts';

/** What a thread is asked. */
export type Request = { [J in JobName]: { name: J; input: Jobs[J]['input'] } }[JobName];
export type Output = Jobs[JobName]['output'];

/** The memory of large results moves to the other thread instead of being copied. */
function movable(output: Output): ArrayBuffer[] {
  if (!('source' in output)) return [];
  return output.assets.flatMap((asset) => {
    const { length, buffer } = asset.bytes;
    const isAlone = isSmall(asset) || length === buffer.byteLength;
    return isAlone && buffer instanceof ArrayBuffer ? [buffer] : [];
  });
}

doJobs(({ name, input }: Request): Promise<Output> => doJob(name, input), movable);
