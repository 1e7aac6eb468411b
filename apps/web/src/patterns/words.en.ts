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
    noMatch: 'No results',
    noMatchText: 'Try other words, or remove a filter.',
    saveCsv: 'Export as CSV',
    collecting: (n: number) => `Exporting: ${count(n, { one: 'row', other: 'rows' })} so far`,
    stop: 'Stop',
    someFailed: (failed: number, all: number, why: string) =>
      `${failed} of ${all} couldn’t be changed. ${why}`,
  },
  form: {
    discard: 'Discard changes',
    conflict:
      'This was also saved elsewhere in the meantime. Your changes aren’t saved yet. Choose which to keep.',
    mine: 'Here',
    theirs: 'Saved',
    keepMine: 'Keep what I entered',
    takeTheirs: 'Use the saved version',
    nothing: 'none',
    yes: 'yes',
    no: 'no',
  },
};
export type PatternWords = typeof en;
