/** Slow work takes turns between organizations, so that none of them waits for all that another has asked for. */
import { commonError } from '../contract/errors.ts';

export interface FairQueueOptions {
  /** So many are at work at one time. */
  readonly atOnce: number;
  /** So many of one organization are; unless said, all but one, so that slow work of one leaves room for another. */
  readonly eachAtOnce?: number;
  /** So many of one organization may wait; whoever comes then is refused. Unless said, any number. */
  readonly eachWaiting?: number;
}

/** Does something without the turn that was waited for. */
export type Outside = <T>(run: () => Promise<T>) => Promise<T>;

/** What one organization has here. */
interface Line {
  working: number;
  readonly waiting: Set<() => void>;
}

const RETRY_AFTER_SECONDS = 5;

/**
 * A queue for one kind of work, whose organizations have a turn each in a circle. Work of another size, which should
 * not wait behind this, gets a queue of its own. `null` stands for what the system does for itself.
 */
export class FairQueue {
  readonly #options: Required<FairQueueOptions>;
  /** In the order of their turns: whoever had one stands last. */
  readonly #lines = new Map<string | null, Line>();
  /** Who has come and not gone, of each organization. */
  readonly #here = new Map<string | null, number>();
  #working = 0;

  constructor({ atOnce, eachAtOnce = Math.max(1, atOnce - 1), eachWaiting = Infinity }: FairQueueOptions) {
    this.#options = { atOnce, eachAtOnce, eachWaiting };
  }

  /** How many of an organization are here: at work, waiting, or outside. */
  countOf(organizationId: string | null): number {
    return this.#here.get(organizationId) ?? 0;
  }

  /** The organizations of which so many are here. */
  withAtLeast(count: number): (string | null)[] {
    return [...this.#here.keys()].filter((organizationId) => this.countOf(organizationId) >= count);
  }

  /**
   * Does `work` when its turn comes. Where too many of this organization wait already it is `rate-limited`, and where
   * `signal` aborts before its turn it throws the reason and never begins. What it does `outside` it does without its
   * turn, so that others have it meanwhile, and then waits for another: for what has a queue of its own.
   */
  async run<T>(
    organizationId: string | null,
    work: (outside: Outside) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    this.#here.set(organizationId, this.countOf(organizationId) + 1);
    try {
      return await this.#inTurn(organizationId, work, signal);
    } finally {
      const others = this.countOf(organizationId) - 1;
      if (others > 0) this.#here.set(organizationId, others);
      else this.#here.delete(organizationId);
    }
  }

  async #inTurn<T>(
    organizationId: string | null,
    work: (outside: Outside) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    await this.#enter(organizationId, this.#options.eachWaiting, signal);
    const turn = new Turn(
      () => this.#enter(organizationId, Infinity),
      () => this.#leave(organizationId),
    );
    try {
      signal?.throwIfAborted();
      return await work(async (run) => {
        turn.giveUp();
        return run().finally(() => turn.takeUp());
      });
    } finally {
      turn.end();
    }
  }

  async #enter(organizationId: string | null, eachWaiting: number, signal?: AbortSignal): Promise<void> {
    const line = this.#lines.get(organizationId) ?? { working: 0, waiting: new Set() };
    this.#lines.set(organizationId, line);
    try {
      await this.#turn(line, eachWaiting, signal);
    } catch (error) {
      this.#tidy(organizationId, line);
      throw error;
    }
  }

  #leave(organizationId: string | null): void {
    const line = this.#lines.get(organizationId) as Line;
    this.#working -= 1;
    line.working -= 1;
    this.#putLast(organizationId, line);
    this.#next();
    this.#tidy(organizationId, line);
  }

  #tidy(organizationId: string | null, line: Line): void {
    if (line.working + line.waiting.size === 0) this.#lines.delete(organizationId);
  }

  async #turn(line: Line, eachWaiting: number, signal: AbortSignal | undefined): Promise<void> {
    const turn = Promise.withResolvers<void>();
    const begin = () => turn.resolve();
    line.waiting.add(begin);
    this.#next();
    if (line.waiting.size > eachWaiting) {
      line.waiting.delete(begin);
      throw tooMany(eachWaiting);
    }
    const leave = () => {
      // What has begun waits no more.
      if (line.waiting.delete(begin)) turn.reject(signal?.reason);
    };
    signal?.addEventListener('abort', leave, { once: true });
    await turn.promise.finally(() => signal?.removeEventListener('abort', leave));
  }

  /** Begins what there is room for. */
  #next(): void {
    for (const [organizationId, line] of this.#lines) {
      if (this.#working >= this.#options.atOnce) return;
      const [begin] = line.waiting;
      if (!begin || line.working >= this.#options.eachAtOnce) continue;
      line.waiting.delete(begin);
      line.working += 1;
      this.#working += 1;
      // A map goes through what is put at its end, too: another round.
      this.#putLast(organizationId, line);
      begin();
    }
  }

  #putLast(organizationId: string | null, line: Line): void {
    this.#lines.delete(organizationId);
    this.#lines.set(organizationId, line);
  }
}

/** The turn of one work, which it has at first, while it does several things outside of it, and may end meanwhile. */
class Turn {
  readonly #enter: () => Promise<void>;
  readonly #leave: () => void;
  #isHeld = true;
  #isOver = false;
  /** Whoever comes back while another of the same work waits for a turn has that one too. */
  #coming: Promise<void> | undefined;

  constructor(enter: () => Promise<void>, leave: () => void) {
    this.#enter = enter;
    this.#leave = leave;
  }

  giveUp(): void {
    if (this.#isHeld) this.#leave();
    this.#isHeld = false;
  }

  async takeUp(): Promise<void> {
    if (this.#isHeld || this.#isOver) return;
    this.#coming ??= this.#come();
    await this.#coming;
  }

  end(): void {
    this.#isOver = true;
    this.giveUp();
  }

  async #come(): Promise<void> {
    await this.#enter();
    this.#isHeld = true;
    this.#coming = undefined;
    // Who asked for it may have been given up meanwhile.
    if (this.#isOver) this.giveUp();
  }
}

const tooMany = (waiting: number) =>
  commonError(
    'rate-limited',
    `${waiting} others of your organization wait for this already. Nothing was changed; please try again in a moment.`,
    { retryAfter: RETRY_AFTER_SECONDS },
  );
