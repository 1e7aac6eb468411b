/** Books and sites of other tools come in with their order, titles, listings and links, or it is said what did not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownOf, planOf, titlesOf, toldOf } from './plan.fixture.ts';
import { renderMarkdown } from './render.ts';

const lesson = (title: string) => `# ${title}\n\nText of ${title}.\n`;

const chapters = {
  'preface.md': lesson('Preface'),
  'zebra.md': lesson('Zebra basics'),
  'apples.md': lesson('Apples'),
  'closing.md': lesson('Closing words'),
};
const summary =
  '# Summary\n\n[Preface](preface.md)\n\n- [Zebra basics](zebra.md)\n- [Apples](apples.md)\n\n[Closing words](closing.md)\n';
const inOrder = ['Preface', 'Zebra basics', 'Apples', 'Closing words'];

test('SUMMARY.md decides the order, its lines outside the list too, and does not name the course', () => {
  const plan = planOf({ 'SUMMARY.md': summary, ...chapters }, { fallbackTitle: 'my-book' });
  assert.equal(plan.title, 'My book');
  assert.deepEqual(titlesOf(plan), [['My book', inOrder]]);
  assert.match(toldOf(plan, 'SUMMARY.md').join(), /table of contents/);
});

test('a README that mentions two lessons does not beat the table of contents', () => {
  const readme =
    '# My book\n\nWelcome to this book about many things.\n\n- [Apples](apples.md)\n- [Zebra](zebra.md)\n';
  const plan = planOf({ 'SUMMARY.md': summary, 'README.md': readme, ...chapters });
  assert.equal(plan.title, 'My book');
  assert.deepEqual(titlesOf(plan), [['My book', ['My book', ...inOrder]]]);
});

test('chapters with pages below them become modules in reading order', () => {
  const paths = ['alpha', 'alpha/one', 'alpha/two', 'beta', 'beta/one', 'gamma'];
  const pages = Object.fromEntries(paths.map((path) => [`${path}.md`, lesson(`Page ${path}`)]));
  const list = `# Summary

- [Alpha](alpha.md)
  - [Alpha one](alpha/one.md)
  - [Alpha two](alpha/two.md)
- [Beta](beta.md)
  - [Beta one](beta/one.md)
- [Gamma](gamma.md)
- [Draft]()
`;
  const plan = planOf({ 'SUMMARY.md': list, ...pages, 'beta/extra.md': lesson('Extra') });
  assert.deepEqual(titlesOf(plan), [
    ['Alpha', ['Alpha', 'Alpha one', 'Alpha two']],
    ['Beta', ['Beta', 'Beta one', 'Extra']],
    ['Gamma', ['Gamma']],
  ]);
  assert.match(toldOf(plan, 'SUMMARY.md').join(), /“Draft”/);
  assert.match(toldOf(plan, 'beta/extra.md').join(), /not in the table of contents/);
  // Without a list, a page beside the folder of its name opens it.
  assert.deepEqual(titlesOf(planOf(pages))[1], [
    'Page alpha',
    ['Page alpha', 'Page alpha/one', 'Page alpha/two'],
  ]);
});

test('a book in a folder of a repository: book.toml names it, parts go before their chapters', () => {
  const list = `[Welcome](index.md)

# Day 1: Morning

- [Types](types.md)
  - [Numbers](types/numbers.md)

# Day 2

- [Traits](traits.md)
- [Generics](generics.md)
`;
  const plan = planOf({
    'book.toml': '[book]\ntitle = "Comprehensive"\nsrc = "src"\n',
    'README.md': '# The repository\n\nHow this is built, for people who want to build it.\n',
    'src/SUMMARY.md': list,
    'src/index.md': '# Hello\n\nSee:\n\n- [Traits](traits.md)\n- [Types](types.md)\n',
    'src/types.md': lesson('Types'),
    'src/types/numbers.md': lesson('Numbers'),
    'src/traits.md': lesson('Traits'),
    'src/generics.md': lesson('Generics'),
  });
  assert.equal(plan.title, 'Comprehensive');
  assert.deepEqual(titlesOf(plan), [
    ['Welcome', ['Welcome']],
    ['Day 1: Morning · Types', ['Types', 'Numbers']],
    ['Day 2', ['Traits', 'Generics']],
    ['The repository', ['The repository']],
  ]);
  assert.match(toldOf(plan, 'book.toml').join(), /mdBook/);
});

test('weights of Hugo and Docusaurus decide the order of pages and folders, and name folders', () => {
  const page = (weight: number, title: string) => `---\nweight: ${weight}\ntitle: ${title}\n---\nText.\n`;
  const hugo = planOf({
    'a/_index.md': page(20, 'Advanced'),
    'a/z.md': page(1, 'First'),
    'a/b.md': page(2, 'Second'),
    'b/_index.md': page(10, 'Basics'),
    'b/x.md': page(5, 'X'),
  });
  assert.deepEqual(titlesOf(hugo), [
    ['Basics', ['Basics', 'X']],
    ['Advanced', ['Advanced', 'First', 'Second']],
  ]);
  // Most folders of Hugo say only what they are called and where they stand.
  const bare = (text: string) => text.replace('Text.\n', '');
  const quiet = planOf({
    'a/_index.md': bare(page(2, 'Later')),
    'a/x.md': 'X',
    'b/_index.md': bare(page(1, 'Sooner')),
    'b/y.md': 'Y',
  });
  assert.deepEqual(titlesOf(quiet), [
    ['Sooner', ['Y']],
    ['Later', ['X']],
  ]);
  const mixed = planOf({ '1-intro.md': '# Intro\n', '2-b.md': page(20, 'B'), '3-c.md': page(30, 'C') });
  assert.deepEqual(titlesOf(mixed)[0]?.[1], ['Intro', 'B', 'C']);
  const position = (n: number) => `---\nsidebar_position: ${n}\n---\n`;
  const docusaurus = planOf({
    'intro.md': `${position(1)}# Intro\n`,
    'apples/_category_.json': '{"label": "All about apples", "position": 3}',
    'apples/red.md': `${position(2)}# Red\n`,
    'apples/green.md': `${position(1)}# Green\n`,
    'zebras/_category_.yml': 'label: Zebras first\nposition: 2\n',
    'zebras/a.md': '# A\n',
  });
  assert.deepEqual(titlesOf(docusaurus), [
    ['Intro', ['Intro']],
    ['Zebras first', ['A']],
    ['All about apples', ['Green', 'Red']],
  ]);
});

test('Jupyter Book, MkDocs, Just the Docs and the Workbench say the order in files of their own', () => {
  const pages = {
    'intro.md': lesson('Intro'),
    'b.md': lesson('B'),
    'a.md': lesson('A'),
    'c.md': lesson('C'),
  };
  const jupyter = planOf({
    '_toc.yml':
      'format: jb-book\nroot: intro\nparts:\n- caption: Basics\n  chapters:\n  - file: b\n    sections:\n    - file: a\n- caption: More\n  chapters:\n  - file: c\n',
    '_config.yml': 'title: A Jupyter book\n',
    ...pages,
  });
  assert.equal(jupyter.title, 'A Jupyter book');
  assert.deepEqual(titlesOf(jupyter), [
    ['Intro', ['Intro']],
    ['Basics · B', ['B', 'A']],
    ['More', ['C']],
  ]);
  const mkdocs = planOf({
    'mkdocs.yml':
      'site_name: Handbook\nnav:\n- Home: intro.md\n- Guide:\n  - c.md\n  - The first: a.md\n- b.md\nextra: !!python/name:x.y\n',
    ...Object.fromEntries(Object.entries(pages).map(([path, text]) => [`docs/${path}`, text])),
  });
  assert.equal(mkdocs.title, 'Handbook');
  assert.deepEqual(titlesOf(mkdocs), [
    ['Home', ['Home']],
    ['Guide', ['C', 'The first']],
    ['B', ['B']],
  ]);
  const page = (fields: string) => `---\n${fields}\n---\nText.\n`;
  const jekyll = planOf({
    'index.md': page('title: Start\nnav_order: 1'),
    'z.md': page('title: Zeta\nnav_order: 2\nhas_children: true'),
    'a.md': page('title: One\nparent: Zeta\nnav_order: 1'),
    'b.md': page('title: Two\nparent: Zeta\nnav_order: 2'),
  });
  assert.deepEqual(titlesOf(jekyll), [
    ['Start', ['Start']],
    ['Zeta', ['Zeta', 'One', 'Two']],
  ]);
  const workbench = planOf({
    'config.yaml': "title: 'Git'\nepisodes:\n- b.md\n- a.md\n",
    'episodes/a.md': lesson('A'),
    'episodes/b.md': lesson('B'),
    'index.md': '# Welcome\n\nA lesson about keeping versions of what you write.\n',
  });
  assert.equal(workbench.title, 'Git');
  assert.deepEqual(titlesOf(workbench).at(-1), ['Episodes', ['B', 'A']]);
});

test('listings are put in where mdBook includes them, by lines and by anchors, and what is not there is told', () => {
  const rust = 'fn main() {\n    // ANCHOR: body\n    println!("hi");\n    // ANCHOR_END: body\n}\n';
  const plan = planOf({
    'book/a.md': [
      '```rust,editable',
      '{{#include code/hello.rs}}',
      '```',
      '{{#rustdoc_include code/hello.rs:body}} and {{#include code/hello.rs:1}}',
      '{{#include gone.rs}} \\{{#include kept.rs}} {{#include code/hello.rs:nothing}}',
    ].join('\n'),
    'book/b.md': '{{#playground code/hello.rs}}',
    'book/code/hello.rs': rust,
  });
  const text = markdownOf(plan, 'book/a.md');
  assert.match(
    text,
    /^```rust,editable\nfn main\(\) \{\n {4}println!\("hi"\);\n\}\n```\n {4}println!\("hi"\); and fn main/,
  );
  assert.match(text, /\{\{#include gone\.rs\}\} \{\{#include kept\.rs\}\}/);
  assert.equal(markdownOf(plan, 'book/b.md').split('\n')[0], '```rs');
  const told = toldOf(plan, 'book/a.md').join('\n');
  assert.match(told, /gone\.rs.* not in the upload/);
  assert.match(told, /nothing.* names a part that is not in its file/);
});

test('files that include each other end, within the size of a lesson', () => {
  const many = (name: string) => `{{#include ${name}}}\n\n`.repeat(200);
  const plan = planOf({ 'a.md': many('b.md'), 'b.md': many('a.md') });
  assert.match(toldOf(plan, 'a.md').join(), /too large/);
  assert.ok(markdownOf(plan, 'a.md').length <= 1024 * 1024);
});

test('what another tool would carry out is named', () => {
  const plan = planOf({
    'a.md': '# A\n\n{{< figure src="x" >}}\n\n{% include note.html %}\n\n:::tip\nHi\n:::\n\n`{{% code %}}`\n',
  });
  const told = toldOf(plan, 'a.md').join('\n');
  for (const instruction of ['{{< figure', '{% include', ':::tip'])
    assert.ok(told.includes(instruction), instruction);
  assert.ok(!told.includes('{{% code'));
});

test('a heading keeps the id that its author gave it, and links arrive at it', () => {
  const plan = planOf({
    '1.md':
      "# Start {#begin}\n\n[here](#my-id) [other spelling](#What's-New) [gone](#gone)\n\n## Custom {#my-id}\n\n## What's new\n",
    '2.md': '# Next\n\n[there](1.md#my-id) [gone](1.md#gone)\n',
  });
  assert.deepEqual(titlesOf(plan)[0]?.[1], ['Start', 'Next']);
  assert.match(markdownOf(plan, '1.md'), /\[other spelling\]\(#whats-new\)/);
  assert.match(markdownOf(plan, '2.md'), /\(lesson:1#my-id\) \[gone\]\(lesson:1#gone\)/);
  for (const path of ['1.md', '2.md'])
    assert.match(toldOf(plan, path).join(), /“gone”.* names a heading that is not there/);
  const none = { lessonUrl: () => undefined, assetUrl: () => undefined };
  assert.match(renderMarkdown('## Custom {#my-id}', none).html, /<h2 id="user-content-my-id">Custom<\/h2>/);
});

test('a code block has the language that its author meant', () => {
  const none = { lessonUrl: () => undefined, assetUrl: () => undefined };
  const language = (info: string) =>
    /class="language-([^"]*)"/.exec(renderMarkdown(`\`\`\`${info}\nx\n\`\`\``, none).html)?.[1];
  for (const [info, meant] of [
    ['rust,editable', 'rust'],
    ['rust,no_run,noplayground', 'rust'],
    ['{python}', 'python'],
    ['{r, echo=FALSE}', 'r'],
    ['{.python .numberLines}', 'python'],
    ['{code-cell} python', 'python'],
    ['js{1,3-5} title="x.js"', 'js'],
    ['c++', 'c++'],
    ['', undefined],
  ] as const)
    assert.equal(language(info), meant, info);
});

test('lines of page links are left out of lessons, and it is said once', () => {
  const line = '[Contents](../Contents.md) \\| [Previous (1.1 Python)](a.md) \\| [Next (1.3 Numbers)](c.md)';
  const plan = planOf({
    'Contents.md': '# All\n\n- [A](m/a.md)\n- [B](m/b.md)\n- [C](m/c.md)\n',
    'm/a.md': `${line}\n\n# A\n\nText.\n\n---\n\n${line}\n`,
    'm/b.md':
      '# B\n\nNext to nothing: [Next](c.md) is a link in the text.\n\n<p align="center"><a href="a.md">← Prev</a> | <a href="c.md">Next →</a></p>\n',
    'm/c.md':
      '# C\n\n| [Précédent](b.md) | [Sommaire](../Contents.md) |\n|---|---|\n\nText.\n\n[Next](https://example.org/elsewhere)\n',
  });
  assert.equal(markdownOf(plan, 'm/a.md'), '# A\n\nText.\n');
  assert.match(
    markdownOf(plan, 'm/b.md'),
    /^# B\n\nNext to nothing: \[Next\]\(lesson:m\/c\) is a link in the text\.\n$/,
  );
  assert.equal(markdownOf(plan, 'm/c.md'), '# C\n\nText.\n\n[Next](https://example.org/elsewhere)\n');
  assert.match(toldOf(plan, 'm/a.md').join(), /was left out here and in 2 more/);
});
