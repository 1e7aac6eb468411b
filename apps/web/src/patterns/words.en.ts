/** Words of the patterns that pages are made of. */
import { count } from '../language/words.ts';

export const en = {
  list: {
    details: 'Details',
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
    needed: 'Fill this in',
    choose: 'Choose at least one',
    atLeast: (n: number) => `Use at least ${count(n, { one: 'character', other: 'characters' })}`,
    atMost: (n: number) => `Use at most ${count(n, { one: 'character', other: 'characters' })}`,
    chooseAtMost: (n: number) => `Choose at most ${n}`,
    notLess: (n: number) => `Enter ${n} or more`,
    notMore: (n: number) => `Enter ${n} or less`,
    whole: 'Enter a whole number',
    number: 'Enter a number',
    email: 'Enter an email address such as ada@example.org',
    address: 'Enter a web address such as https://example.org/',
    date: 'Enter a date',
    wrong: 'This is not valid here',
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
