/** English of what may be wrong with a field, by its code: the sentence of the browser's check and of the server's. */
import type { ProblemWords } from '../language/problems.ts';
import { count } from '../language/words.ts';

const needed = 'Fill this in';
const wrong = 'This value isn’t valid';
const characters = (n: number) => count(n, { one: 'character', other: 'characters' }, 'en');

export const en: ProblemWords = {
  // The server writes English itself.
  problems: {},
  fields: {
    required: needed,
    blank: needed,
    line: 'Enter a single line that isn’t empty',
    name: 'Enter a name, without a web or email address',
    string: needed,
    minLength: (n) => `Use at least ${characters(n)}`,
    maxLength: (n) => `Use at most ${characters(n)}`,
    minItems: 'Choose at least one',
    maxItems: (n) => `Choose at most ${n}`,
    minimum: (n) => `Enter ${n} or more`,
    maximum: (n) => `Enter ${n} or less`,
    integer: 'Enter a whole number',
    number: 'Enter a number',
    'idn-email': 'Enter an email address such as ada@example.org',
    uri: 'Enter a web address such as https://example.org/',
    date: 'Enter a date',
    'date-time': 'Enter a date and a time',
    enum: 'Choose one of the options',
    uniqueItems: 'Use each only once',
    pattern: wrong,
    uuid: wrong,
    type: wrong,
  },
};
