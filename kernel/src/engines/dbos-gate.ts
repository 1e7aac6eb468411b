/**
 * Lets only so many steps be at work at a time: ten thousand runs at once would else take every connection,
 * and people's requests would wait behind them.
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

/** A place that is taken and given back several times. */
export class Place {
  readonly #gate: Gate;
  #taken = false;

  constructor(gate: Gate) {
    this.#gate = gate;
  }

  async take(queue: 'first' | 'last'): Promise<void> {
    if (this.#taken) return;
    await this.#gate.enter(queue);
    this.#taken = true;
  }

  giveBack(): void {
    if (this.#taken) this.#gate.leave();
    this.#taken = false;
  }
}
