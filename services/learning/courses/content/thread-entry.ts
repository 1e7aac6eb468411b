import { parentPort } from 'node:worker_threads';
import { ContentError } from './errors.ts';
import { doJob, type JobName, type Jobs } from './thread-jobs.ts';

/** What the thread is asked. */
export type Request = { [J in JobName]: { name: J; input: Jobs[J]['input'] } }[JobName];

/** What it answers: that it is ready to be asked, a result, or why there is none. */
export type Answer =
  | { ready: true }
  | { output: Jobs[JobName]['output'] }
  | { refused: { code: ContentError['code']; message: string } }
  | { failed: Error };

async function answer({ name, input }: Request): Promise<Answer> {
  try {
    return { output: await doJob(name, input) };
  } catch (error) {
    // A thrown object loses its class and its own fields on the way between threads.
    if (error instanceof ContentError) return { refused: { code: error.code, message: error.message } };
    return { failed: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** The memory of large results moves to the other thread instead of being copied. */
function movable(answered: Answer): ArrayBuffer[] {
  if (!('output' in answered) || !('source' in answered.output)) return [];
  return answered.output.assets.flatMap(({ bytes }) => {
    const whole = bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength;
    return whole && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
  });
}

if (parentPort) {
  const port = parentPort;
  port.on('message', (request: Request) => {
    void answer(request).then((answered) => port.postMessage(answered, [...new Set(movable(answered))]));
  });
  port.postMessage({ ready: true } satisfies Answer);
}
