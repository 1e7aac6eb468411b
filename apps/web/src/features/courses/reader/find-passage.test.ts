import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findStretch, readableWords, sentenceLike, wordsIn } from './find-passage.ts';

const find = (page: string, passage: string): string | undefined => {
  const words = wordsIn(page);
  const found = findStretch(words, readableWords(passage));
  return found && words.slice(found.start, found.end).join(' ');
};

describe('a passage in the page', () => {
  it('is found without the marks of Markdown', () => {
    const page = 'Before this. A generator is a function that defines iteration. It uses yield. After this.';
    const passage =
      '## A *generator*\n\nis a [function](other.md "a title") that defines `iteration`. It uses yield.';
    assert.equal(find(page, passage), 'a generator is a function that defines iteration it uses yield');
  });

  it('is found across what the page puts between its parts', () => {
    const page =
      'Start here. Write it like this: python Copy def countdown n while n 0 yield n That is all there is.';
    const passage =
      'Write it like this:\n\n```python\ndef countdown(n):\n    while n > 0:\n        yield n\n```\n\nThat is all';
    assert.equal(find(page, passage)?.startsWith('write it like this'), true);
    assert.equal(find(page, passage)?.endsWith('that is all'), true);
  });

  it('is the one that is meant where single words and rows stand elsewhere too', () => {
    const page =
      'The list is sorted. Then the dog ran. The list is sorted in place by the method sort of lists.';
    assert.equal(
      find(page, 'The list is sorted in place by the method sort'),
      'the list is sorted in place by the method sort',
    );
  });

  it('is nowhere where the text has changed', () => {
    assert.equal(
      find('Quite another text about decorators and their uses.', 'A generator defines iteration.'),
      undefined,
    );
    assert.equal(find('', 'A generator'), undefined);
    assert.equal(find('A page', '```\n```'), undefined);
  });

  it('begins and ends where it does, though examples around it repeat its words', () => {
    const page =
      'for x in countdown 10 print x. There is an easy way. Define it. for x in countdown 10 print x. It stops. for x in countdown 10 print x';
    assert.equal(
      find(page, 'There is an easy way. Define it. for x in countdown 10 print x. It stops.'),
      'there is an easy way define it for x in countdown 10 print x it stops',
    );
  });

  it('is the sentence that an answer says in other words', () => {
    const passage =
      '## Seats\n\nA course may have a limited number of seats. When you enroll,\none of three things happens:\n\n- **It is full and keeps a waitlist.** You get a place on it.\n- It is yours at once.';
    assert.equal(
      sentenceLike(passage, 'Enrolling in a full course puts you on its waitlist.'),
      '- **It is full and keeps a waitlist.',
    );
    assert.equal(
      sentenceLike(passage, 'Three different things may happen when you enroll.'),
      'When you enroll, one of three things happens:',
    );
    assert.equal(sentenceLike(passage, 'Python has lists.'), undefined);
  });

  it('may be shorter than a row', () => {
    assert.equal(find('One two three', 'two'), 'two');
  });
});
