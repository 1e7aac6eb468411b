/**
 * Reads on record: their rows are committed before the reply is sent, so nobody has seen what no row tells of. Those
 * that wait at the same moment share one statement and one COMMIT, so a read costs little more than without.
 */

import type { Sql } from '../store/sql.ts';
import type { Store } from '../store/store.ts';

/** Rows in one statement: PostgreSQL takes 65,535 values. */
const MOST = 200;

interface Waiting {
  readonly entry: Sql;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export class AuditedReads {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves once the row is committed. Rejects where it could not be: the read must not be answered then. */
  record(entry: Sql): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ entry, done: resolve, failed: reject });
    if (!this.#isWriting) void this.#write();
    return promise;
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MOST);
      await this.#store.query(together(batch.map(({ entry }) => entry))).then(
        () => {
          for (const { done } of batch) done();
        },
        (error: unknown) => {
          for (const { failed } of batch) failed(error);
        },
      );
    }
    this.#isWriting = false;
  }
}

/** One INSERT of several rows out of several of one row each, all with the same text. */
function together(entries: readonly Sql[]): Sql {
  const [first] = entries;
  if (!first || entries.length === 1) return first ?? { text: 'SELECT' };
  const width = first.values?.length ?? 0;
  const rows = entries.map(
    (_, row) =>
      `(${Array.from({ length: width }, (_, column) => `$${row * width + column + 1}`).join(', ')})`,
  );
  return {
    text: `${first.text.slice(0, first.text.indexOf('VALUES'))}VALUES ${rows.join(', ')}`,
    values: entries.flatMap(({ values }) => values ?? []),
  };
}
