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

/** The time of something that has a limit, which stands still while it waits for what has limits of its own. */
export interface LimitedTime {
  /** Runs something whose time is not counted. */
  standStill<T>(run: () => Promise<T>): Promise<T>;
  /** For how many milliseconds it stood still up to now. */
  stoodStill(): number;
}

/**
 * Runs `run` under a time limit, whose signal goes into the job (`Job.signal`) of the work that it does. Throws
 * `GivenUp` where time is over before it ends; what it gives or throws after that is dropped.
 */
export async function within<T>(
  { milliseconds, name, stopping }: TimeLimit,
  run: (signal: AbortSignal, time: LimitedTime) => Promise<T>,
): Promise<T> {
  const control = new AbortController();
  const time = new Countdown(milliseconds, () => {
    const text = `${name} did not end within ${milliseconds / 1_000} s and was given up`;
    control.abort(new GivenUp('deadline', text));
  });
  const stop = () => control.abort(stopping?.reason);
  stopping?.addEventListener('abort', stop, { once: true });
  if (stopping?.aborted) stop();
  try {
    return await orGivenUp(control.signal, () => run(control.signal, time));
  } finally {
    time.end();
    stopping?.removeEventListener('abort', stop);
  }
}

/** Calls `over` after so many milliseconds of its time. */
class Countdown implements LimitedTime {
  readonly #over: () => void;
  #timer: NodeJS.Timeout;
  #left: number;
  /** Since when it goes on or stands still. */
  #since = performance.now();
  #stood = 0;
  /** What it waits for. */
  #waits = 0;
  #isOver = false;

  constructor(milliseconds: number, over: () => void) {
    this.#over = over;
    this.#left = milliseconds;
    this.#timer = setTimeout(over, milliseconds);
  }

  async standStill<T>(run: () => Promise<T>): Promise<T> {
    if (this.#waits === 0) this.#stop();
    this.#waits += 1;
    try {
      return await run();
    } finally {
      this.#waits -= 1;
      if (this.#waits === 0) this.#goOn();
    }
  }

  stoodStill(): number {
    return this.#stood + (this.#waits > 0 ? performance.now() - this.#since : 0);
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#left -= this.#passed();
  }

  #goOn(): void {
    this.#stood += this.#passed();
    if (!this.#isOver) this.#timer = setTimeout(this.#over, Math.max(0, this.#left));
  }

  #passed(): number {
    const before = this.#since;
    this.#since = performance.now();
    return this.#since - before;
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
