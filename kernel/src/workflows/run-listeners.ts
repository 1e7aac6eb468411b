/** Who is told of every change of a run that this process makes. */
export class RunListeners {
  readonly #listeners = new Map<string, Set<() => void>>();

  /** Calls `listener` at every change of a run, until the returned function is called. */
  on(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }

  tell(id: string): void {
    for (const listener of this.#listeners.get(id) ?? []) listener();
  }
}
