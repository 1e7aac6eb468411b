/**
 * Lets only so many runs be at work at a time: ten thousand at once would else take every connection, and
 * people's requests would wait behind them.
 */
export class Gate {
  #free: number;
  readonly #queues = { first: [] as (() => void)[], last: [] as (() => void)[] };

  constructor(places: number) {
    this.#free = places;
  }

  /** Waits for a place. First are runs that have begun, so that these end before others begin. */
  async enter(queue: 'first' | 'last'): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#queues[queue].push(resolve));
  }

  leave(): void {
    const next = this.#queues.first.shift() ?? this.#queues.last.shift();
    if (next) next();
    else this.#free += 1;
  }
}

/** The place of one run, which it gives back while it only waits. */
export class Place {
  readonly #gate: Gate;
  #taken: Promise<void> | undefined;

  constructor(gate: Gate) {
    this.#gate = gate;
  }

  /** Steps beside one another share the place. */
  take(queue: 'first' | 'last'): Promise<void> {
    this.#taken ??= this.#gate.enter(queue);
    return this.#taken;
  }

  giveBack(): void {
    // One that is still waited for is taken first: it cannot be told apart from the others in the queue.
    void this.#taken?.then(() => this.#gate.leave());
    this.#taken = undefined;
  }
}
