/**
 * Ends what does not end by itself. A handler of a message or a step of a workflow gets so much time; afterwards it is
 * given up: its transaction is destroyed (work.ts), `ctx.signal` tells it, and whoever waits goes on. JavaScript
 * cannot stop a function that runs, so one that is given up may go on doing what needs no transaction.
 */

/** Why something was given up before it had ended: its time was over, or this process stops or leads no more. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
  readonly reason: 'deadline' | 'stopping';

  constructor(reason: 'deadline' | 'stopping', message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface TimeLimit {
  /** Real time, whatever the system's clock says. */
  readonly milliseconds: number;
  /** What it is, for the message. */
  readonly name: string;
  /** Ends it too, with the reason of the signal. */
  readonly stopping?: AbortSignal;
}

/**
 * Runs `run` under a time limit, whose signal goes into the job (`Job.signal`) of the work that it does. Throws
 * `GivenUp` where time is over before it ends; what it gives or throws after that is dropped.
 */
export async function within<T>(
  { milliseconds, name, stopping }: TimeLimit,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const control = new AbortController();
  const timer = setTimeout(() => {
    const text = `${name} did not end within ${milliseconds / 1_000} s and was given up`;
    control.abort(new GivenUp('deadline', text));
  }, milliseconds);
  const stop = () => control.abort(stopping?.reason);
  stopping?.addEventListener('abort', stop, { once: true });
  if (stopping?.aborted) stop();
  try {
    return await orGivenUp(control.signal, () => run(control.signal));
  } finally {
    clearTimeout(timer);
    stopping?.removeEventListener('abort', stop);
  }
}

/** Gives what `run` gives, unless the signal comes first: then its reason is thrown. */
export const orGivenUp = <T>(signal: AbortSignal | undefined, run: () => Promise<T>): Promise<T> =>
  signal ? unlessAborted(signal, run) : run();

async function unlessAborted<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const given = Promise.withResolvers<never>();
  const giveUp = () => given.reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    // The race hears of both, so that the later of them is nobody's unhandled rejection.
    return await Promise.race([run(), given.promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
