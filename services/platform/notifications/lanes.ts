/** A lane for each endpoint: whoever does not answer keeps its own waiting, and nobody else's. */

/** As many deliveries to one endpoint are under way in one process. */
const AT_ONCE = 4;

export class Lanes {
  readonly #underWay = new Map<string, number>();

  /** Runs `send`, where the lane has room; else gives `full`. */
  async run<T, F>(endpointId: string, send: () => Promise<T>, full: F): Promise<T | F> {
    const before = this.#underWay.get(endpointId) ?? 0;
    if (before >= AT_ONCE) return full;
    this.#underWay.set(endpointId, before + 1);
    try {
      return await send();
    } finally {
      const left = (this.#underWay.get(endpointId) ?? 1) - 1;
      if (left > 0) this.#underWay.set(endpointId, left);
      else this.#underWay.delete(endpointId);
    }
  }
}

/** For `ctx.shared`. */
export const newLanes = async (): Promise<Lanes> => new Lanes();
