/** A statement, and what comes back. */
export interface Sql {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** Prepared under this name on each connection: for statements that run often. */
  readonly name?: string;
  /** How it is sent together with others of its kind, where their order is all the same. */
  readonly forMany?: ForMany;
}

export interface Rows<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
}

/** One statement for many rows: each of its parameters is an array of what the statement for one row takes there. */
export interface ForMany {
  readonly name: string;
  readonly text: string;
}
