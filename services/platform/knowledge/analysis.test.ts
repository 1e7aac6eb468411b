import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokens } from '../../formats/terms.ts';
import { analyseQuestion } from './analysis.ts';

const termsOf = (text: string) => [...tokens(text)].map(({ term }) => term);

test('words become stems, without accents, and those of no meaning go', () => {
  assert.deepEqual(termsOf('The generators are générating — Python’s way'), [
    'gener',
    'gener',
    'python',
    'wai',
  ]);
});

test('identifiers are found whole and by their parts', () => {
  assert.deepEqual(termsOf('list.append'), ['list.append', 'list', 'append']);
  assert.deepEqual(termsOf('__init__'), ['__init__', 'init']);
  assert.deepEqual(termsOf('self.__init__'), ['self.__init__', 'self', '__init__', 'init']);
  assert.deepEqual(termsOf('read_csv_data'), ['read_csv_data', 'read', 'csv', 'data']);
  assert.deepEqual(termsOf('HTTPServer camelCase'), [
    'httpserver',
    'http',
    'server',
    'camelcas',
    'camel',
    'case',
  ]);
});

test('a name meets itself written as a word, and abbreviations their plural', () => {
  assert.deepEqual(termsOf('Quicktime')[0], termsOf('QuickTime')[0]);
  assert.deepEqual(termsOf('URLs PDFs APIs'), termsOf('url pdf api'));
  assert.deepEqual(termsOf('use'), termsOf('using'));
  const weigh = (question: string) => analyseQuestion(question).map(({ typed, weight }) => [typed, weight]);
  assert.deepEqual(weigh('LaTeX'), [['latex', 1]], 'its parts say nothing');
  assert.deepEqual(
    weigh('transfer a URL'),
    weigh('transfer URL'),
    'and “a” makes no English question French',
  );
});

test('texts without spaces are found by every two letters', () => {
  assert.deepEqual(termsOf('生成器'), ['生成', '成器']);
});

test('every term stands where it says', () => {
  const text = 'Call self.__init__ of the naïve HTTPServer, 生成器 and list.append(x)';
  for (const { word, start, end } of tokens(text)) {
    const there = text
      .slice(start, end)
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '');
    assert.equal(there, word);
  }
});

const weightsOf = (question: string) =>
  Object.fromEntries(
    analyseQuestion(question).map(({ typed, weight }) => [typed, Number(weight.toFixed(3))]),
  );

test('a question’s everyday words count little, and less the more of them there are, unless it has no others', () => {
  assert.deepEqual(weightsOf('write for'), { write: 1, for: 0.6 });
  assert.deepEqual(weightsOf('How do I write for, while, if or in?'), {
    ...{ write: 1, for: 0.268, while: 0.268, if: 0.268, or: 0.268, in: 0.268 },
  });
  assert.deepEqual(weightsOf('for ... in'), { for: 1, in: 1 });
  assert.deepEqual(analyseQuestion('the of'), []);
  const long = Array.from({ length: 2_000 }, (_, n) => `word${n}`).join(' ');
  assert.equal(analyseQuestion(long).length, 200);
});

test('a word that is repeated in a question counts more', () => {
  assert.deepEqual(weightsOf('generators and iterators: a generator, generators'), {
    ...{ generators: 2.099, and: 0.6, iterators: 1 },
  });
});

test('words lose an article without its vowel, in any text', () => {
  const wordsOf = (text: string) => [...tokens(text)].map(({ word }) => word);
  assert.deepEqual(wordsOf("l’eau, d'été"), ['eau', 'ete']);
  assert.deepEqual(wordsOf("jusqu'ici dell'acqua"), ['ici', 'acqua']);
  assert.deepEqual(wordsOf("o'clock aujourd'hui"), ['oclock', 'aujourdhui']);
  const text = 'de l’eau';
  const [last] = [...tokens(text)].slice(-1);
  assert.equal(text.slice(last?.start, last?.end), 'eau');
});

test('texts are stemmed in their language, and a question finds them in whichever that is', () => {
  const meets = (question: string, text: string) => {
    const terms = new Set([...tokens(text)].map(({ term }) => term));
    return analyseQuestion(question).every(
      (word) => word.everyday || word.terms.some((term) => terms.has(term)),
    );
  };
  for (const [question, text] of [
    ['boucle', 'Les boucles répètent ce que dit le programme.'],
    ['récursif', 'La récursivité est une fonction qui s’appelle elle-même.'],
    ['recursivite', 'La récursivité est une fonction qui s’appelle elle-même.'],
    ['eau', 'Il faut de l’eau pour la soupe.'],
    ['función', 'Las funciones son lo que se llama por su nombre.'],
    ['funcion', 'Las funciones son lo que se llama por su nombre.'],
    ['função', 'As funções são chamadas pelo nome que elas têm.'],
    ['laço', 'Os laços repetem o que está dentro deles.'],
    ['Schleife', 'Die Schleifen sind ein Teil von dem, was sich wiederholt.'],
    ['Loesung', 'Das ist die Lösung, die wir nicht gesucht haben.'],
    ['strasse', 'Er geht auf der Straße und das ist nicht weit.'],
    ['متغير', 'هذه هي المتغيرات التي في البرنامج'],
    ['حلقة', 'ما هي الحلقات في البرمجة'],
    ['برمجة', 'البرمجة هي كتابة التعليمات'],
    ['funzione', 'Le funzioni sono quello che si chiama con il loro nome.'],
    ['функция', 'Это функции, которые мы уже видели в этом уроке.'],
    ['generator', 'A list of generators is what we have here.'],
    ['Python 3.14', 'Depuis Python 3.14, les boucles sont ce qu’elles sont.'],
    ['list.append', 'La méthode list.append est dans le module de base.'],
  ] as const)
    assert.ok(meets(question, text), `${question} in: ${text}`);
  const [first] = analyseQuestion('Schleifen');
  assert.ok(first?.terms.includes('de:schleif') && first.terms.includes('schleifen'));
});

test('Latin words between letters of a script without spaces are words', () => {
  assert.deepEqual(termsOf('使用Python編寫程序'), ['使用', 'python', '編寫', '寫程', '程序']);
  assert.deepEqual(termsOf('NumPy.arrayの'), ['numpy.array', 'num', 'py', 'arrai', 'の']);
  assert.deepEqual(termsOf('파이썬은'), ['파이', '이썬', '썬은']);
});

test('signs that are letters of their script stay', () => {
  assert.notDeepEqual(termsOf('パン'), termsOf('ハン'));
  assert.deepEqual(termsOf('हिन्दी'), ['हिन्दी']);
  assert.deepEqual(termsOf('Ｐｙｔｈｏｎ'), ['python']);
});

test('the last word of a question may be unfinished, unless something follows it', () => {
  const lastOf = (question: string) =>
    analyseQuestion(question).flatMap(({ typed, last }) => (last ? [typed] : []));
  assert.deepEqual(lastOf('explain generat'), ['generat']);
  assert.deepEqual(lastOf('explain generat?'), []);
  assert.deepEqual(lastOf('explain generat '), []);
});

test('a long word that nobody types costs nothing', () => {
  assert.deepEqual(termsOf('x'.repeat(10_000)), []);
});
