/** What needs no system: cutting Markdown, checking citations, letting text through, telling solutions. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalForm } from './answer-cache.ts';
import { AnswerText } from './answer-text.ts';
import { checkSentences, Evidence, SUPPORT_THRESHOLD } from './citations.ts';
import { extract } from './extract.ts';
import { blocksOf, maskCode, sentencesOf } from './sentences.ts';
import { isSolution, matchesSolution, namesSolution, splitSolutions } from './solutions.ts';
import { estimateTokens, stem, termsOf } from './terms.ts';
import { acceptRewrite, carryTopic, isFollowUp } from './understand.ts';

const passages = [
  {
    n: 1,
    title: 'Generators',
    headings: ['The yield statement'],
    text: 'A generator is a function that uses the `yield` statement. See https://docs.example/gen for 3 more.',
  },
  {
    n: 2,
    title: 'Decorators',
    headings: [],
    text: 'A decorator is a function that wraps another function and carries out extra work, 42 times at most.',
  },
];
const evidence = new Evidence(passages);
const verdicts = (text: string) =>
  checkSentences(text, evidence).map(({ verdict, reason }) => reason ?? verdict);

describe('sentences', () => {
  const texts = (text: string) => sentencesOf(text).map((sentence) => sentence.text);
  test('end where they end, not at abbreviations, numbers and code', () => {
    assert.deepEqual(texts('One is here. Two, e.g. this one, costs 3.50 here! Three `a.b. C` is it? Yes'), [
      'One is here.',
      'Two, e.g. this one, costs 3.50 here!',
      'Three `a.b. C` is it?',
      'Yes',
    ]);
    assert.deepEqual(texts('これは文です。次の文です。'), ['これは文です。', '次の文です。']);
    assert.deepEqual(texts('It says so. [1] Then more.[2] End.'), [
      'It says so. [1]',
      'Then more.[2]',
      'End.',
    ]);
  });
  test('have the places that they say', () => {
    const text = 'First one here.  Second “one” here! Third…';
    for (const { start, end, text: piece } of sentencesOf(text)) assert.equal(text.slice(start, end), piece);
  });
  test('blocks keep code whole, whatever is in it', () => {
    const markdown =
      '# Title\n\nText here.\n\n```python\ndef f():\n\n    return "# no heading"\n```\n\n- one\n- two\n> quoted\n\n| a | b |\n|---|---|\n~~~\nopen';
    assert.deepEqual(
      blocksOf(markdown).map(({ kind }) => kind),
      ['heading', 'text', 'code', 'item', 'item', 'text', 'table', 'code'],
    );
    for (const { text, textStart, kind } of blocksOf(markdown))
      if (kind !== 'code') assert.equal(markdown.slice(textStart, textStart + text.length), text);
    assert.match(blocksOf(markdown)[2]?.text ?? '', /^def f\(\):\n\n {4}return/);
  });
});

test('what is code goes by CommonMark', () => {
  const kinds = (text: string) => blocksOf(text).map(({ kind, text: own }) => `${kind}: ${own}`);
  const install = '```pip install x``` is enough. Then say so.';
  assert.deepEqual(kinds(`${install}\n\n## Next\n\nMore.`), [
    `text: ${install}`,
    'heading: Next',
    'text: More.',
  ]);
  assert.deepEqual(kinds('- first\n\n  ```sh\n  ls\n  ```\n\n  then\n- second'), [
    'item: first',
    'code: ls',
    'text: then',
    'item: second',
  ]);
  assert.deepEqual(kinds('> ~~~\n> # no heading\n> ~~~\n\nUnder\n---\n\n<!-- # unseen -->\n\n    ls\n'), [
    'code: # no heading',
    'heading: Under',
    'code: ls',
  ]);
  assert.equal(maskCode('a `b``c` ``d` e'), 'a ______ ``d` e');
  assert.equal(maskCode('`'.repeat(100_000)).length, 100_000);
});

describe('checking', () => {
  test('a sentence stands on the passage it cites, by the share of its terms', () => {
    assert.deepEqual(verdicts('A generator uses the yield statement [1].'), ['supported']);
    assert.deepEqual(verdicts('A generator was invented by monks in Bologna [1].'), ['not-in-passage']);
    assert.deepEqual(verdicts('A decorator wraps a function [1].'), ['not-in-passage']);
    assert.deepEqual(verdicts('A decorator wraps a function [2].'), ['supported']);
    assert.equal(SUPPORT_THRESHOLD, 0.5);
  });
  test('without a citation it is unsupported, unless it claims nothing', () => {
    assert.deepEqual(verdicts('Generators were invented by monks.'), ['no-citation']);
    assert.deepEqual(
      verdicts('Here is how:\n\n```python\nx = [1]\n```\n\nWhat would you try first in your own program?'),
      [],
    );
    assert.deepEqual(verdicts('## Generators and their long and winding history'), []);
  });
  test('a citation speaks for the sentences before it in its paragraph, and for no other paragraph', () => {
    assert.deepEqual(
      verdicts('A generator is a function that uses yield. It uses the yield statement in generators [1].'),
      ['supported', 'supported'],
    );
    assert.deepEqual(
      verdicts('A generator is a function that uses yield.\n\nIt uses the yield statement [1].'),
      ['no-citation', 'supported'],
    );
  });
  test('a number must stand in the passage as it is', () => {
    assert.deepEqual(verdicts('A decorator carries out extra work 42 times [2].'), ['supported']);
    assert.deepEqual(verdicts('A decorator carries out extra work 43 times [2].'), ['not-in-passage']);
  });
});

describe('the text of an answer', () => {
  const through = (text: string, sizes: () => number) => {
    const answer = new AnswerText(evidence);
    let shown = '';
    const checked = [];
    for (let at = 0; at < text.length; ) {
      const size = sizes();
      shown += answer.push(text.slice(at, at + size));
      at += size;
      checked.push(...answer.checked());
    }
    shown += answer.end();
    checked.push(...answer.checkedRest());
    assert.equal(shown, answer.text);
    return { shown, checked };
  };
  const sample =
    'A generator uses yield [1, 99]. Wraps work [^2]; see [docs](https://docs.example/gen) and [here](https://evil.example/?q=1) ![x](http://evil.example/p.png)!\n\n' +
    '- code `a[99]` and ``b[`` stay [99]\n- 【2】 is one, [not a mark] too\n\n```py\nx = y[99]\n![z](http://evil.example)\n```\n\nSmile 😀 end [2].';
  const expected =
    'A generator uses yield [1]. Wraps work [2]; see [docs](https://docs.example/gen) and here x!\n\n' +
    '- code `a[99]` and ``b[`` stay \n- [2] is one, [not a mark] too\n\n```py\nx = y[99]\n![z](http://evil.example)\n```\n\nSmile 😀 end [2].';

  test('has no citation of passages that are not there, no image, and no link that no passage has', () => {
    assert.equal(through(sample, () => sample.length).shown, expected);
  });
  test('is the same however it is cut, and so is what is checked', () => {
    const whole = through(sample, () => sample.length);
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return 1 + (seed % 9);
    };
    for (let run = 0; run < 300; run += 1) assert.deepEqual(through(sample, random), whole);
    assert.deepEqual(
      through(sample, () => 1),
      whole,
    );
  });
  test('that was cut short shows no half citation, and leaves its half sentence unjudged', () => {
    const cut = (text: string) => {
      const answer = new AnswerText(evidence);
      answer.push(text);
      answer.end(true);
      return { shown: answer.text, checked: answer.checkedRest(true).map(({ verdict }) => verdict) };
    };
    const whole = 'A generator uses the yield statement [1].';
    assert.deepEqual(cut(`${whole} Monks invented decorators in [`), {
      shown: `${whole} Monks invented decorators in `,
      checked: ['supported'],
    });
    assert.deepEqual(cut(`${whole} Monks invented decorators [2`).checked, ['supported']);
    assert.deepEqual(cut(`${whole} Monks invented decorators.`).checked, ['supported', 'unsupported']);
    assert.equal(cut(`x = y[1 + 2 + 3 + this_is_no_citation`).shown, 'x = y[1 + 2 + 3 + this_is_no_citation');
    assert.deepEqual(cut('monks invent generators '.repeat(40)).checked, ['unsupported'], 'said without end');
  });
  test('an unclosed bracket is just a bracket', () => {
    assert.equal(through('see [1', () => 2).shown, 'see [1');
    assert.equal(through(`[${'a'.repeat(2_000)}`, () => 50).shown, `[${'a'.repeat(2_000)}`);
  });
});

describe('terms', () => {
  test('are the same for the forms of a word', () => {
    for (const forms of [
      ['generator', 'generators'],
      ['decorate', 'decorated', 'decorating'],
      ['class', 'classes'],
      ['query', 'queries'],
      ['run', 'running'],
    ])
      assert.equal(new Set(forms.map(stem)).size, 1, forms.join(' '));
    assert.notEqual(stem('string'), stem('str'));
    assert.deepEqual(
      [...termsOf('Explain to me how the Café’s generators work')],
      ['caf', 'generator', 'work'],
    );
  });
  test('tokens are a quarter of the letters, and one for each sign of a dense script', () => {
    assert.equal(estimateTokens('a'.repeat(400)), 100);
    assert.equal(estimateTokens('日本語'), 3);
  });
  test('a question means the same however politely it is asked, and another thing when it is negated', () => {
    assert.equal(normalForm('What is a generator?'), normalForm('please tell me: what is the Generator'));
    const different = [
      'why is a generator fast',
      'why is a generator not fast',
      'what is a generator',
      'is a fast generator',
    ];
    assert.equal(new Set(different.map(normalForm)).size, different.length);
  });
});

describe('other languages than English', () => {
  const course = [
    ['Les boucles', '', 'Une boucle `for` répète un bloc d’instructions pour chaque élément d’une liste.'],
    ['Les boucles', 'La boucle while', 'La boucle `while` répète un bloc tant que sa condition est vraie.'],
    [
      'Les fonctions',
      '',
      'Une fonction regroupe des instructions sous un nom. On écrit `def` pour définir l’une d’elles.',
    ],
    [
      'Les fonctions',
      'La récursivité',
      'Une fonction récursive s’appelle elle-même. L’arrêt est le cas de base.',
    ],
  ].map(([title = '', heading = '', text = ''], index) => ({
    ...{ n: index + 1, title, headings: heading ? [heading] : [], text, sourceId: title, start: index },
  }));
  const answerTo = (question: string) =>
    extract({ question, kind: 'explain', passages: course, reason: 'no-model', about: false });

  test('questions lead to what answers them, and to nothing where nothing does', () => {
    for (const [question, answer] of [
      ['Qu’est-ce qu’une boucle ?', /répète un bloc/],
      ["Qu'est-ce que la récursivité ?", /^.*\n\n\*\*Les fonctions › La récursivité\*\*/],
      ["Qu'est-ce qu'une fonction ?", /regroupe des instructions sous un nom/],
      ['Explique-moi les fonctions récursives', /s’appelle elle-même/],
    ] as const)
      assert.match(answerTo(question).text, answer, question);
    assert.equal(answerTo('Qu’est-ce qu’un papillon ?').found, false);
  });

  test('words without meaning, articles and endings go; scripts without spaces are cut into words', () => {
    for (const [text, terms] of [
      ['Qu’est-ce que l’eau ?', ['eau']],
      ['¿Qué son las funciones?', ['funcion']],
      ['O que são os laços?', ['lac']],
      ['Was ist eine Schleife?', ['schleif']],
      ['ما هي الحلقات؟', ['حلق']],
      ['什么是循环？', ['什么', '是', '循环']],
    ] as const)
      assert.deepEqual([...termsOf(text)], terms, text);
  });

  test('follow-ups are recognised, and get the topic', () => {
    const before = {
      question: 'Qu’est-ce qu’une boucle ?',
      understood: 'Qu’est-ce qu’une boucle ?',
      answer: '',
    };
    for (const question of ['Et pourquoi cela ?', 'Pourquoi ?', 'Et dans les fonctions récursives ?'])
      assert.ok(isFollowUp(question, before), question);
    assert.ok(!isFollowUp('Comment lit-on un fichier de données ?', before));
    assert.equal(carryTopic('Et pourquoi cela ?', before), 'Et pourquoi cela ? (boucle)');
  });

  test('sentences are checked in the language of their passages', () => {
    const evidence = new Evidence(course);
    const [good, bad] = checkSentences(
      'Les fonctions récursives s’appellent elles-mêmes [4]. Les ours mangent du miel dans la forêt [4].',
      evidence,
    );
    assert.deepEqual([good?.verdict, bad?.verdict], ['supported', 'unsupported']);
  });
});

describe('follow-ups', () => {
  const previous = {
    question: 'How do I write a generator function?',
    understood: 'How do I write a generator function?',
    answer: '',
  };
  test('are recognised, and get the topic', () => {
    for (const question of [
      'Why?',
      'And why is that?',
      'Can you show me another one',
      'What about closures?',
      'how does it stop?',
    ])
      assert.ok(isFollowUp(question, previous), question);
    for (const question of ['How do I read a CSV file?', 'What is the difference between lists and tuples?'])
      assert.ok(!isFollowUp(question, previous), question);
    assert.ok(!isFollowUp('Why?', undefined));
    assert.equal(carryTopic('And why is that?', previous), 'And why is that? (write generator function)');
  });
  test('are taken from a model only where they are one sensible line', () => {
    assert.equal(
      acceptRewrite('"Why does a generator use yield?"\nBecause'),
      'Why does a generator use yield?',
    );
    for (const bad of ['', '   ', 'x '.repeat(400), '???']) assert.equal(acceptRewrite(bad), null);
  });
});

describe('solutions', () => {
  test('are known by their names', () => {
    for (const name of [
      'Solution',
      'Solutions',
      'Solution: exercise 3',
      '6.5 Solution',
      'Answer key',
      'Reference solution',
      'Exercise Solutions',
      'Answers',
      'Model answer',
      'Musterlösung',
      'Instructor Notes',
      '**Solution** for quest 2',
      'Lösungen',
    ])
      assert.ok(namesSolution(name), name);
    for (const name of [
      'A solution to naming problems in HTTP',
      'Exercise 6.4',
      'The answer is 42',
      'Resolution',
      'Problems and their causes',
      'Questions',
    ])
      assert.ok(!namesSolution(name), name);
    assert.ok(isSolution({ title: 'Exercises', headings: ['Exercise 3', 'Solution'] }));
    assert.ok(!isSolution({ title: 'Exercises', headings: ['Exercise 3'] }));
  });
  test('within a passage are cut out up to the next heading of their rank', () => {
    const text =
      '## Exercise 1\n\nWrite f.\n\n### Solution\n\ndef f\n\n#### Detail\n\nmore f\n\n### Solution 2\n\ndef g\n\n## Exercise 2\n\nWrite h.';
    const { open, solutions } = splitSolutions(text);
    assert.equal(open, '## Exercise 1\n\nWrite f.\n\n## Exercise 2\n\nWrite h.');
    assert.match(solutions, /def f[\s\S]*more f[\s\S]*def g/);
    assert.deepEqual(splitSolutions('```\n# Solution\n```\nText'), {
      open: '```\n# Solution\n```\nText',
      solutions: '',
    });
  });
  test('are matched by code that differs in layout alone', () => {
    const solution = {
      text: '```python\ndef portfolio_cost(filename):\n    total = 0.0\n    for row in rows(filename):\n        total += row.shares * row.price\n    return total\n```',
    };
    const same =
      'Is this right?\n\n```python\n# mine\ndef portfolio_cost(filename):\n  total=0.0\n  for row in rows(filename):\n    total += row.shares*row.price  # add up\n  return total\n```';
    assert.ok(matchesSolution(same, [solution]));
    assert.ok(
      !matchesSolution(same.replace('+=', '='), [
        { text: '```python\nprint("hello, world, this is something else entirely")\n```' },
      ]),
    );
    assert.ok(!matchesSolution('Is this right? print(1)', [solution]));
    assert.ok(
      !matchesSolution(same.replace('row.shares*row.price', 'row.shares').replace('total += ', 'total = '), [
        solution,
      ]),
    );
  });
});
