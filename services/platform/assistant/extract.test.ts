import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract } from './extract.ts';

const quizOf = (...sentences: string[]): string => quizIn('en', ...sentences);
const quizIn = (language: 'en' | 'fr', ...sentences: string[]): string =>
  extract({
    language,
    question: 'Quiz me on Generators',
    kind: 'quiz_me',
    passages: sentences.map((text, at) => ({
      n: at + 1,
      id: `${at}`,
      sourceId: `source-${at}`,
      title: 'Generators',
      headings: ['Generators'],
      text,
      start: 0,
    })),
    reason: 'no-model',
    about: true,
  }).text;

test('a quiz asks with gaps that no Markdown shows through, and keeps its answers below a line', () => {
  const text = quizOf(
    'Calling a generator runs nothing until the method `__next__` is called for the first time.',
    'A **generator expression** looks like a list comprehension with round brackets around it.',
  );
  const [questions = '', answers = ''] = text.split('\n\n---\n\n**Answers**\n\n');
  assert.ok(!text.includes('\\'), text);
  assert.match(questions, /until the method ______ is called/);
  assert.match(questions, /A ______ looks like a list/);
  assert.ok(!/next__|generator expression/.test(questions), 'no answer stands above the line');
  assert.match(answers, /1\. `__next__` \[1\]/, 'code stays code');
  assert.match(answers, /2\. \*\*generator expression\*\* \[2\]/);
});

test('a word that stands in an address alone is nothing to ask for', () => {
  const text = quizOf(
    'See [the documentation of Python](https://example.org/generators) for everything about them.',
  );
  assert.ok(!text.includes('______)'), text);
});

test('what stands around quotations is in the language of whoever asks', () => {
  const text = quizIn(
    'fr',
    'Calling a generator runs nothing until the method `__next__` is called for the first time.',
  );
  assert.match(text, /^\*Voici des citations/);
  assert.match(text, /\*\*Réponses\*\*/);
});
