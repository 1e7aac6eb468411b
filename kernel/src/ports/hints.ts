/**
 * What the processes of one system tell each other, to all of them at once. Only hints: one may be lost, come late or
 * twice, and several of a burst may come as one. So nothing relies on them: whoever misses one finds out by itself within
 * about a second, or a minute for `revived`.
 *
 * - `committed`: messages were committed
 * - `revived`: dead messages were put back to waiting
 */
export type Hint = 'committed' | 'revived';

export interface Hints {
  /** Tells every other process. Returns at once, and never throws. */
  send(hint: Hint): void;
  /**
   * Calls `heard` with each hint of another process, until the returned function is called; after a time in which some
   * may have been missed (a connection was lost), with each there is.
   */
  listen(heard: (hint: Hint) => void): () => void;
  /** Sends what is still to be sent, as far as that is possible, and hears nothing more. */
  close(): Promise<void>;
}

export const allHints: readonly Hint[] = ['committed', 'revived'];
