/** What a chart shows, as a table. */
export interface Figures {
  readonly head: readonly string[];
  /** Numbers stay numbers: the table sets them right, and the file holds them plain. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}
