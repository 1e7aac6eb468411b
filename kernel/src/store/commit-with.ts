/**
 * What a transaction sends last, and COMMIT, as one request of PostgreSQL's extended protocol: it is answered once. As
 * requests of their own each would have its answer sent and received by itself, which costs more than a small statement.
 */
import type { Socket } from 'node:net';
import pg from 'pg';
import type { Sql } from './sql.ts';

/** What of its connection `pg` lets a query use. */
interface Connection {
  readonly stream: Socket;
  /** Texts by the names under which they were prepared, or are being prepared. */
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  parse(statement: { readonly name: string; readonly text: string }): void;
  bind(bound: { readonly statement: string; readonly values: readonly unknown[] }): void;
  execute(portal: object): void;
  sync(): void;
}

const COMMIT: Sql = { name: 'kernel.commit', text: 'COMMIT' };
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;

// `pg` pipelines its own kind of query alone.
export class CommitWith extends pg.Query {
  readonly #statements: readonly Sql[];
  readonly #ended = Promise.withResolvers<string>();
  #isSent = false;
  #answered = 0;
  #command = '';
  /** Set by `pg`, which ends its connection unless it hears in time that this has ended. */
  callback: ((error: Error | null) => void) | undefined;
  /** The statement that is being answered, as `pg` reads them to know what is prepared. */
  name: string | undefined;
  text: string | undefined;

  constructor(last: readonly Sql[]) {
    super('COMMIT');
    this.#statements = [...last, COMMIT];
  }

  /** What PostgreSQL says that it did at the end: COMMIT, or ROLLBACK where the transaction had failed before. */
  get command(): Promise<string> {
    return this.#ended.promise;
  }

  /** Whether this failure of it says that it never came to the COMMIT: PostgreSQL's last word was about one before. */
  isBeforeCommit(failure: unknown): boolean {
    return (
      !this.#isSent || (failure instanceof pg.DatabaseError && this.#answered < this.#statements.length - 1)
    );
  }

  /** Sends it; gives what kept it from being sent. */
  override submit = (to: unknown): Error | null => {
    const connection = to as Connection;
    let bound: unknown[][];
    try {
      bound = this.#statements.map(({ values = [] }) => values.map(prepareValue));
    } catch (error) {
      return error as Error;
    }
    this.#send(connection, bound);
    this.#expect();
    return null;
  };

  #send(connection: Connection, bound: readonly (readonly unknown[])[]): void {
    const { parsedStatements, submittedNamedStatements } = connection;
    this.#isSent = true;
    connection.stream.cork();
    this.#statements.forEach(({ name = '', text }, index) => {
      const isKnown = name !== '' && (parsedStatements[name] ?? submittedNamedStatements[name]) !== undefined;
      if (!isKnown) connection.parse({ name, text });
      if (!isKnown && name !== '') submittedNamedStatements[name] = text;
      connection.bind({ statement: name, values: bound[index] ?? [] });
      connection.execute({});
    });
    connection.sync();
    connection.stream.uncork();
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#command = text;
    this.#answered += 1;
    this.#expect();
  }

  /** A statement may give rows, which nobody asked for. */
  handleDataRow(): void {}

  handleError(error: Error, { submittedNamedStatements }: Connection): void {
    // PostgreSQL passed over those that came after it.
    for (const { name = '' } of this.#statements.slice(this.#answered + 1))
      delete submittedNamedStatements[name];
    this.#ended.reject(error);
    this.callback?.(error);
  }

  handleReadyForQuery(): void {
    this.#ended.resolve(this.#command);
    this.callback?.(null);
  }

  #expect(): void {
    const { name, text } = this.#statements[this.#answered] ?? COMMIT;
    this.name = name;
    this.text = text;
  }
}
