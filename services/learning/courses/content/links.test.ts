import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownOf, planOf, toldOf } from './plan.fixture.ts';

/** The Markdown of `m/a.md` after an import with a few files beside it. */
function imported(markdown: string) {
  const plan = planOf({
    'm/a.md': markdown,
    'm/b.md': '# B {#some-anchor}\n\n<a id="a b"></a> <a name="(a) b"></a> <b id=x></b> <b id=y></b>',
    'm/my file (1).md': '# Mine',
    'm/Größe.md': '# G',
    'n/00_Overview.md': '# N',
    'n/c.md': '# C',
    'n/100%.md': '# Percent',
    'n/c#.md': '# C sharp',
    'img/pic one.png': 'png',
    'img/film.mp4': 'mp4',
    'top.md': '# Top',
    'InstructorNotes.md': '# Not for learners',
  });
  return { text: markdownOf(plan, 'm/a.md'), told: toldOf(plan, 'm/a.md') };
}

const becomes: [string, string][] = [
  ['[b](b.md)', '[b](lesson:m/b)'],
  ['[b](./b.md "title")', '[b](lesson:m/b "title")'],
  ['[b]( <b.md>  (t) )', '[b]( <lesson:m/b>  (t) )'],
  ['[b](b.md#some-anchor)', '[b](lesson:m/b#some-anchor)'],
  ['[b](b.md#a%20b)', '[b](lesson:m/b#a%20b)'],
  ['[b](<b.md#(a) b>)', '[b](<lesson:m/b#%28a%29%20b>)'],
  ['[b](b)', '[b](lesson:m/b)'],
  ['[b](b.html)', '[b](lesson:m/b)'],
  ['[b](B.MD)', '[b](lesson:m/b)'],
  ['[b](b.md?raw=1#x)', '[b](lesson:m/b#x)'],
  ['[me](a.md)', '[me](lesson:m/a)'],
  ['[me](a.md#here) [me](#here) <i id=here>', '[me](lesson:m/a#here) [me](#here) <i id=here>'],
  ['[mine](my%20file%20\\(1\\).md)', '[mine](lesson:m/my-file-1)'],
  ['[mine](<my file (1).md>)', '[mine](<lesson:m/my-file-1>)'],
  ['[g](Gr%C3%B6%C3%9Fe.md) [g](Größe.md) [g](Gro\u0308ße.md)', '[g](lesson:m/größe) '.repeat(3).trim()],
  ['[p](../n/100%.md) [p](../n/100%25.md)', '[p](lesson:n/100) [p](lesson:n/100)'],
  ['[c](../n/c#.md) [c](../n/c%23.md)', '[c](lesson:n/c-2) [c](lesson:n/c-2)'],
  ['[n](../n/) [n](../n) [n](..\\n)', '[n](lesson:n/00-overview) '.repeat(3).trim()],
  ['[top](/top.md) [m](/m/b.md)', '[top](lesson:top) [m](lesson:m/b)'],
  [
    '[out](https://example.org/a.md) <https://x.org> www.x.org',
    '[out](https://example.org/a.md) <https://x.org> www.x.org',
  ],
  [
    '[mail](mailto:a@b.c) [tel](tel:+1) [net](//x.org/a)',
    '[mail](mailto:a@b.c) [tel](tel:+1) [net](//x.org/a)',
  ],
  ['[HTTP](HTTP://X.ORG)', '[HTTP](HTTP://X.ORG)'],
  ['![p](<../img/pic one.png>)', '![p](<asset:img/pic-one.png>)'],
  ['![p](../img/pic%20one.png "t")', '![p](asset:img/pic-one.png "t")'],
  ['![film](../img/film.mp4)', '![film](asset:img/film.mp4)'],
  ['[![p](../img/pic%20one.png)](b.md)', '[![p](asset:img/pic-one.png)](lesson:m/b)'],
  [
    '[b][r] [r][] [r] ![p][q]\n\n[r]: b.md "t"\n[q]: <../img/pic one.png>',
    '[b][r] [r][] [r] ![p][q]\n\n[r]: lesson:m/b "t"\n[q]: <asset:img/pic-one.png>',
  ],
  ['<img src="../img/pic one.png" width="50">', '<img src="asset:img/pic-one.png" width="50">'],
  ["text <IMG alt=x SRC='../img/pic%20one.png'/> text", "text <IMG alt=x SRC='asset:img/pic-one.png'/> text"],
  ['<a class=x href=b.md#y>b</a>', '<a class=x href="lesson:m/b#y">b</a>'],
  ['<p>\n<img\n  src="../img/pic one.png">\n</p>', '<p>\n<img\n  src="asset:img/pic-one.png">\n</p>'],
  ['> - [b\n>   b](b.md)', '> - [b\n>   b](lesson:m/b)'],
  [
    '| [b](b.md) | `[b](b.md)` |\n|---|---|\n| [b](b.md) | x |',
    '| [b](lesson:m/b) | `[b](b.md)` |\n|---|---|\n| [b](lesson:m/b) | x |',
  ],
  ['note[^1]\n\n[^1]: see [b](b.md)', 'note[^1]\n\n[^1]: see [b](lesson:m/b)'],
  ['[b](b.md)\r\n\r\n>\ttab [b](b.md)\r\n', '[b](lesson:m/b)\r\n\r\n>\ttab [b](lesson:m/b)\r\n'],
  [
    '```\n[b](b.md)\n```\n\n    [b](b.md)\n\n`[b](b.md)` \\[b](b.md)',
    '```\n[b](b.md)\n```\n\n    [b](b.md)\n\n`[b](b.md)` \\[b](b.md)',
  ],
  ['[b](lesson:m/b#x) <lesson:m/b> [c](course:)', '[b](lesson:m/b#x) <lesson:m/b> [c](course:)'],
];

for (const [from, to] of becomes) {
  test(`${JSON.stringify(from)} leads to where it means`, () => {
    const { text, told } = imported(from);
    assert.equal(text, to);
    assert.deepEqual(told, []);
  });
}

const loses: [string, string, RegExp][] = [
  [
    'see [*the* rest](gone.md).',
    'see *the* rest.',
    /link “\*the\* rest” to gone\.md leads to a file that is not there; its text was kept/,
  ],
  ['[up](../../x.md)', 'up', /leads out of the course/],
  ['[i](../InstructorNotes.md)', 'i', /left out/],
  [
    '![a *nice* pic](nope.png)',
    'a *nice* pic',
    /image “a \*nice\* pic” to nope\.png .* description was kept/,
  ],
  ['![](nope.png)x', 'x', /image to nope\.png/],
  ['![b](b.md)', 'b', /no image/],
  ['[![p](nope.png)](b.md)', '[p](lesson:m/b)', /nope/],
  ['[![p](../img/pic%20one.png)](gone.md)', '![p](asset:img/pic-one.png)', /gone/],
  ['[x][r], [r] and ![p][r]\n\n[r]: gone.md', 'x, r and p\n\n', /gone/],
  ['[x][r] ![p][r]\n\n[r]: b.md', '[x][r] p\n\n[r]: lesson:m/b', /no image/],
  ['[js](javascript:alert(1))', 'js', /removed.*not javascript/],
  ['[js](JaVaScRiPt:alert(1))', 'js', /not javascript/],
  ['[js](java&#10;script:alert(1))', 'js', /not javascript/],
  ['[js](<\u0001javascript:alert(1)>)', 'js', /not javascript/],
  ['<javascript:alert(1)>', 'javascript:alert(1)', /not javascript/],
  ['[r]\n\n[r]: javascript:alert(1)', 'r\n\n', /not javascript/],
  ['![d](data:image/png;base64,AAAA)', 'd', /not data/],
  ['[f](file:///etc/passwd) [c](C:\\x.md)', 'f c', /not file/],
  ['<a href="javascript:x">b</a>', '<a >b</a>', /not javascript/],
  ['a <img src="nope.png" alt="a <b> *c*"> b', 'a a &#60;b&#62; &#42;c&#42; b', /nope/],
  ['[[a](gone.md)](b.md)', '[a](lesson:m/b)', /gone/],
  ['[[a](gone.md)](gone2.md)', 'a', /gone2/],
  [
    '[x](lesson:nope) ![y](asset:nope.png)',
    '[x](lesson:nope) ![y](asset:nope.png)',
    /nothing in this course/,
  ],
  ['[x](lesson:%%%)', '[x](lesson:%%%)', /nothing in this course/],
  [
    '<script>alert(1)</script>\n\n<iframe src="x"></iframe>',
    '<script>alert(1)</script>\n\n<iframe src="x"></iframe>',
    /<script> is not shown/,
  ],
];

for (const [from, to, why] of loses) {
  test(`${JSON.stringify(from)} loses something and says so`, () => {
    const { text, told } = imported(from);
    assert.equal(text, to);
    assert.ok(
      told.some((reason) => why.test(reason)),
      JSON.stringify(told),
    );
  });
}

test('the same loss is told once for each lesson', () => {
  assert.equal(imported('[x](gone.md) [x](gone.md) [y](gone.md)').told.length, 2);
});

test('importing the result again changes nothing', () => {
  for (const [from] of [...becomes, ...loses]) {
    const { text } = imported(from);
    assert.equal(imported(text).text, text, from);
  }
});

test('a destination has to be exact where two files differ in case only', () => {
  const plan = planOf({ 'a.md': '[1](B.md) [2](b.md) [3](b.MD)', 'B.md': '# Big', 'b.md': '# Small' });
  assert.equal(markdownOf(plan, 'a.md'), '[1](lesson:b) [2](lesson:b-2) [3](lesson:b)');
});

test('a byte order mark inside does not shift what is edited', () => {
  const plan = planOf({ 'a.md': '\uFEFF\uFEFF[b](b.md) x', 'b.md': 'b' });
  assert.equal(markdownOf(plan, 'a.md'), '\uFEFF[b](lesson:b) x');
});
