import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { often } from '@kernos/kernel/often';
import { ContentError } from './errors.ts';
import { type RenderUrls, renderMarkdown } from './render.ts';

const urls: RenderUrls = {
  lessonUrl: (key) => (key.startsWith('gone') ? undefined : `/lessons/${key}`),
  assetUrl: (key) => (key.startsWith('gone') ? undefined : `/files/${key}?a=1&b=2`),
  courseUrl: () => '/courses/1',
};

const html = (markdown: string) => renderMarkdown(markdown, urls).html;

test('CommonMark and GFM are rendered', () => {
  assert.equal(html('# A *b*\n\nc  \nd'), '<h1 id="user-content-a-b">A <em>b</em></h1>\n<p>c<br>\nd</p>');
  assert.match(
    html('| a | b |\n|:-:|--:|\n| 1 | 2 |'),
    /<th align="center">a<\/th>[\s\S]*<td align="right">2</,
  );
  assert.match(html('- [x] done\n- [ ] open'), /<input type="checkbox" checked disabled> done/);
  assert.match(html('~~no~~ www.x.org'), /<del>no<\/del> <a href="http:\/\/www.x.org"/);
  assert.equal(
    html('```python\nprint("<b>")\n```'),
    '<pre><code class="language-python">print("&#x3C;b>")\n</code></pre>',
  );
});

test('footnotes lead to each other', () => {
  const rendered = renderMarkdown('# T\n\na[^n]\n\n[^n]: note', urls);
  for (const [, target = ''] of rendered.html.matchAll(/href="#([^"]+)"/g)) {
    assert.ok(rendered.html.includes(`id="${target}"`), `${target} is there`);
  }
  assert.match(rendered.html, /<a id="user-content-fnref-n" [^>]*href="#user-content-fn-n"/);
  assert.match(rendered.html, /aria-describedby="user-content-footnote-label"/);
  assert.deepEqual(
    rendered.headings.map(({ text }) => text),
    ['T'],
  );
  assert.equal(rendered.text, 'T\na1\nnote');
});

test('headings are gathered with the ids that links lead to', () => {
  const { headings, html: rendered } = renderMarkdown(
    '# One `x`\n\nTwo\n---\n\n### One x\n\n[a](#one-x) [b](#user-content-two) [c](#)',
    urls,
  );
  assert.deepEqual(headings, [
    { depth: 1, text: 'One x', id: 'user-content-one-x' },
    { depth: 2, text: 'Two', id: 'user-content-two' },
    { depth: 3, text: 'One x', id: 'user-content-one-x-1' },
  ]);
  assert.match(rendered, /href="#user-content-one-x">a.*href="#user-content-two">b.*href="#">c/);
});

test('no id of a lesson can take the name of something on the page', () => {
  const clobbered = html('<a id="getElementById" name="x">a</a> <p id="location">b</p>\n\n# cookie');
  for (const [, id = ''] of clobbered.matchAll(/ (?:id|name)="([^"]*)"/g)) {
    assert.match(id, /^user-content-/);
  }
});

test('links in their stored form lead to lessons, assets and the course', () => {
  assert.equal(html('[a](lesson:m/b)'), '<p><a href="/lessons/m/b">a</a></p>');
  assert.equal(html('[a](lesson:m/b#c-d)'), '<p><a href="/lessons/m/b#user-content-c-d">a</a></p>');
  assert.equal(html('[a](lesson:größe)'), '<p><a href="/lessons/größe">a</a></p>');
  assert.equal(html('[a](asset:x.pdf)'), '<p><a href="/files/x.pdf?a=1&#x26;b=2">a</a></p>');
  assert.equal(html('[a](course:)'), '<p><a href="/courses/1">a</a></p>');
  assert.equal(html('<a href="lesson:m/b">a</a>'), '<p><a href="/lessons/m/b">a</a></p>');
  const { courseUrl: _, ...without } = urls;
  assert.equal(renderMarkdown('[a](course:)', without).html, '<p><a>a</a></p>');
  assert.equal(html('[a](lesson:gone) [b](asset:gone.pdf)'), '<p><a>a</a> <a>b</a></p>');
});

test('links outside say so, links nowhere become text', () => {
  assert.equal(html('[a](https://x.org)'), '<p><a href="https://x.org" rel="noopener nofollow">a</a></p>');
  assert.equal(html('[a](HTTPS://x.org)'), '<p><a href="https://x.org" rel="noopener nofollow">a</a></p>');
  assert.equal(html('[a](//x.org)'), '<p><a href="//x.org" rel="noopener nofollow">a</a></p>');
  assert.equal(html('[a](mailto:a@b.c)'), '<p><a href="mailto:a@b.c">a</a></p>');
  assert.equal(html('[a](/courses)'), '<p><a href="/courses">a</a></p>');
  assert.equal(html('[a](b.md) [c](../d)'), '<p><a>a</a> <a>c</a></p>');
  assert.match(html('<a href="/\\x.org">a</a>'), /rel="noopener nofollow"/);
  assert.match(html('<a href="/\t/x.org">a</a>'), /href="\/\/x.org" rel=/);
});

test('images are lazy, missing ones give their description', () => {
  assert.equal(
    html('![alt "q"](asset:p.png "t")'),
    '<p><img title="t" alt="alt &#x22;q&#x22;" src="/files/p.png?a=1&#x26;b=2" loading="lazy" decoding="async"></p>',
  );
  assert.equal(html('![*alt*](asset:gone.png)'), '<p>alt</p>');
  assert.equal(html('![alt](pic.png)'), '<p>alt</p>');
  assert.match(html('![a](https://x.org/p.png)'), /<img alt="a" referrerpolicy="no-referrer" src="https/);
  assert.match(
    html('<img src="asset:p.png" width=50 height=x onerror=alert(1)>'),
    /^<img width="50" alt="" src=/,
  );
});

test('what was embedded like an image and is none becomes a player or a link', () => {
  const film = html('![A film](asset:f.mp4)');
  assert.match(film, /<video src="[^"]*" controls preload="none">A film<\/video>/);
  assert.match(html('![](asset:f.mp3)'), /<audio src="[^"]*" controls preload="none">f.mp3<\/audio>/);
  assert.match(html('![Paper](asset:f.pdf)'), /<a href="[^"]*">Paper<\/a>/);
  assert.match(html('[![Paper](asset:f.pdf)](https://x.org)'), /^<p><a [^>]*>Paper<\/a><\/p>$/);
});

test('harmless HTML stays, and the Markdown in it works', () => {
  assert.equal(
    html('Press <kbd>Ctrl</kbd>+<kbd>C</kbd><br>x<sup>2</sup>'),
    '<p>Press <kbd>Ctrl</kbd>+<kbd>C</kbd><br>x<sup>2</sup></p>',
  );
  assert.equal(
    html(
      '<details open class="x">\n<summary>More &amp; <b>more</b></summary>\n\n*text*\n\n</details>\n\nafter',
    ),
    '<details open>\n<summary>More &#x26; <b>more</b></summary>\n<p><em>text</em></p>\n</details>\n<p>after</p>',
  );
  assert.match(
    html('<table>\n<tr><td colspan=2>a<td>b\n<tr><td>c\n</table>'),
    /<table>\s*<tr><td colspan="2">a<\/td><td>b\s*<\/td><\/tr><tr><td>c\s*<\/td><\/tr><\/table>/,
  );
  assert.equal(html('a <foo>b</foo> <!-- c --> <center>d</center>'), '<p>a b  d</p>');
  assert.equal(html('1 < 2 && 3 > 2 <3'), '<p>1 &#x3C; 2 &#x26;&#x26; 3 > 2 &#x3C;3</p>');
});

test('what was never closed does not swallow the rest', () => {
  const rendered = html('before\n\n<svg>\n\nmiddle <select> x\n\n<div>\n\nlast');
  for (const word of ['before', 'middle', 'x', 'last']) assert.match(rendered, new RegExp(word));
  assert.doesNotMatch(rendered, /svg|select/);
});

test('the text for search has blocks on lines and no markup', () => {
  const { text, words } = renderMarkdown(
    '# Title\n\nSome *text* &amp; `code`.\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```js\nlet z;\n```\n\n![pic](asset:p.png)',
    urls,
  );
  assert.equal(text, 'Title\nSome text & code.\na\nb\nx\ny\n1\n2\nlet z;\npic');
  assert.equal(words, 13);
  assert.equal(renderMarkdown("don't stop — 3.14 well-known", urls).words, 5);
  assert.equal(renderMarkdown('日本語 text', urls).words, 4);
  assert.equal(renderMarkdown('', urls).words, 0);
});

test('CRLF, huge lines and deep nesting', () => {
  assert.equal(html('# A\r\n\r\nb\r\n'), '<h1 id="user-content-a">A</h1>\n<p>b</p>');
  const line = 'word '.repeat(50_000);
  assert.equal(renderMarkdown(line, urls).words, 50_000);
  assert.equal(html(`${'> '.repeat(45)}deep`).match(/<blockquote>/g)?.length, 45);
  for (const deep of ['> '.repeat(200), '> '.repeat(20_000), '- '.repeat(20_000), '1. '.repeat(20_000)]) {
    assert.throws(
      () => html(`${deep}deep`),
      (error) => error instanceof ContentError && error.code === 'markdown-too-deep',
    );
  }
  assert.throws(() => html(`${'*a _b '.repeat(120)}${'c_ d*'.repeat(120)}`), { code: 'markdown-too-deep' });
  assert.throws(() => html('x'.repeat(1024 * 1024 + 1)), { code: 'markdown-too-large' });
  assert.match(html('- - - '.repeat(200)), /^<hr>$/);
});

const day = Math.floor(Date.now() / 86_400_000);

test('what the parser would look through again and again is refused before', () => {
  const tooMuch: readonly (readonly [string, number])[] = [
    ...([']', '](', '[a] ', '[a](b) ', '[a][b] ', '[a![b]', '![a](b'] as const).map(
      (text) => [text, 7_000] as const,
    ),
    ...(['*a*', '_*', 'a** ', '*a_ ', '~~a~~ '] as const).map((text) => [text, 7_000] as const),
    ...(['x<!-- ', 'x<? ', 'x<![CDATA[', 'x<!A ', '<a '] as const).map((text) => [text, 4_000] as const),
    ['http://a&a;', 3_000],
    ['{{#include a.md}}\n', 9_000],
    // A text that begins with a quote, whose lines go on without its mark: its first block is counted too.
    ['> a\nb\n', 6_000],
    // Seconds each, so one of them on each change.
    ...(['a\n=\n', '> a\n\n', '> a\nb\n\n', '- a\n\nb\n\n'] as const)
      .map((text) => [text, 6_000] as const)
      .filter((_, index) => (day + index) % (4 / often(4, 1)) === 0),
  ];
  for (const [text, times] of tooMuch)
    assert.throws(() => html(text.repeat(times)), { code: 'content-too-complex' }, JSON.stringify(text));
  for (const [open, close] of [
    ['![', '](b)'],
    ['[', '](b)'],
    ['[^a]: ', ''],
  ] as const)
    assert.throws(() => html(open.repeat(400) + close.repeat(400)), { code: 'markdown-too-deep' }, open);
});

test('and what people write is not: each cell, item and paragraph is read by itself', () => {
  const row = '| [a](b) *c* `d` |';
  assert.equal(html(`| a |\n|---|\n${`${row}\n`.repeat(1_500)}`).match(/<tr>/g)?.length, 1_501);
  assert.equal(html('- [a](b.md) **c**\n'.repeat(1_500)).match(/<li>/g)?.length, 1_500);
  assert.equal(html(`## 1.0\n\n- [a](b)\n- c\n\n> d\n\n`.repeat(300)).match(/<ul>/g)?.length, 300);
  assert.ok(html(`![a](data:image/png;base64,${randomBytes(480_000).toString('base64')})`).length > 0);
});

test('small HTML cannot become large', () => {
  const unclosed = Array.from({ length: 500 }, (_, i) => `<b id=${i}>`).join('');
  const text = `${unclosed}\n\n${'<p>x\n\n'.repeat(500)}`;
  assert.ok(html(text).length < text.length * 10);
});
