/**
 * Remembers for a while what it takes time to find out, so that it is not asked for each time. What is remembered may be
 * gone at any moment, and may be as old as it was allowed to be.
 *
 * Nothing that must not leave this process belongs here (keys, say), nor what cannot be written as JSON; `ctx.shared` is
 * for what lives as long as a process.
 */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

export interface Cache {
  /**
   * What is known under `key`, or else what `load` gives, which is then known for so many milliseconds from its end.
   * Many that ask at once in one process load once. Where `load` fails, all who waited fail with it, and nothing is known.
   * Never fails because of the engine: where that is away, it loads.
   */
  remember<T extends Json>(key: string, milliseconds: number, load: () => Promise<T>): Promise<T>;
}
