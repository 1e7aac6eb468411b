/** Words of the patterns that pages are made of. */
import { count } from '../language/words.ts';

export const en = {
  list: {
    select: (name: string) => `Select: ${name}`,
    selectAll: 'Select all',
    selected: (n: number) => `${count(n, { one: 'item', other: 'items' })} selected`,
    clear: 'Clear selection',
    found: (n: number, more: boolean) =>
      `${more ? 'More than ' : ''}${count(n, { one: 'result', other: 'results' })}`,
    saveCsv: 'Save as CSV',
    collecting: (n: number) => `Collecting: ${count(n, { one: 'row', other: 'rows' })} so far`,
    stop: 'Stop',
    someFailed: (failed: number, all: number, why: string) =>
      `${failed} of ${all} could not be changed. ${why}`,
  },
  form: {
    discard: 'Discard changes',
    conflict: 'Somebody else changed this meanwhile. Nothing of yours was saved yet: choose.',
    mine: 'Yours',
    theirs: 'Theirs',
    keepMine: 'Keep yours',
    takeTheirs: 'Use theirs',
    nothing: 'none',
    yes: 'yes',
    no: 'no',
  },
};
export type PatternWords = typeof en;
