/** What the address of a lesson says beside which one it is. */
export interface LessonSearch {
  /** The panel that is open beside the text. */
  side?: string;
  /** The passage of the text that is meant, e.g. by a citation: its id, as knowledge calls it. */
  passage?: string;
  /** The very words of it that are meant. */
  quote?: string;
}

interface Raw {
  side?: unknown;
  passage?: unknown;
  quote?: unknown;
}

export const readLessonSearch = ({ side, passage, quote }: Raw): LessonSearch => ({
  ...(typeof side === 'string' && /^[a-z-]{1,30}$/.test(side) && { side }),
  ...(typeof passage === 'string' && /^[0-9a-f-]{36}$/.test(passage) && { passage }),
  // The address turns what looks like a number into one.
  ...((typeof quote === 'string' || typeof quote === 'number') && { quote: String(quote).slice(0, 500) }),
});
