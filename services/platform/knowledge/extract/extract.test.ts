import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growsTooFast } from '@kernos/kernel/longest-turn';
import { chunk } from '../chunk.ts';
import { because } from '../contract-notices.ts';
import { composite, docx, inflating, pdf, pptx, zip } from '../testing/files.fixture.ts';
import { clean } from './clean.ts';
import { extract } from './extract.ts';
import { type Format, placeIn } from './extracted.ts';
import { formatOf } from './formats.ts';
import { isReadable } from './pdf.ts';
import { type Asking, inReader } from './readers.ts';

const read = (bytes: Buffer | string, format: Format) => extract({ bytes: Buffer.from(bytes), format });
/** Whoever asks for nothing else. */
const alone: Asking = {
  organizationId: null,
  outside: (run) => run(),
  signal: new AbortController().signal,
};
const refuses = (code: string, words: RegExp) => (error: unknown) => {
  assert.equal((error as { code: string }).code, code);
  assert.match((error as Error).message, words);
  return true;
};

test('a PDF gives its text page by page, its title, and says which pages have none', async () => {
  const { text, title, pages, marks, notices } = await read(
    await pdf(['Generators are lazy.', '', 'Decorators wrap functions.'], { title: 'Notes' }),
    'pdf',
  );
  assert.match(text, /Generators are lazy\.\s+Decorators wrap functions\./);
  assert.deepEqual([title, pages], ['Notes', 3]);
  assert.deepEqual(placeIn(marks, text.indexOf('Decorators'), text.length).firstPage, 3);
  assert.deepEqual(notices, [because('pages-without-text', { pages: 1, of: 3, first: 2 })]);
});

test('a scanned PDF, an encrypted one and a broken one are refused, each with its reason', async () => {
  await assert.rejects(read(await pdf(['', '']), 'pdf'), refuses('no-text', /scanned.*OCR/));
  await assert.rejects(
    read(await pdf(['Secret'], { password: 'x' }), 'pdf'),
    refuses('file-encrypted', /password/),
  );
  await assert.rejects(read('%PDF-1.7 and then nonsense', 'pdf'), refuses('file-broken', /damaged/));
});

test('a font that does not say which letters it shows counts as no text', () => {
  assert.ok(isReadable('Plain text with one \uFFFD in it'));
  assert.ok(!isReadable('\uE001\uE002 \uE003\uE004 a'));
  assert.ok(!isReadable('\u0001\u0002\u0003 \u0004\u0005 a'));
});

test('a thousand pages are read in a thread, and their headers are cleaned away', async () => {
  const pages = Array.from(
    { length: 1_000 },
    (_, n) => `The course book, page ${n + 1}\nFact number ${n + 1} is here.\nSo it stands,\nand so it ends.`,
  );
  const found = await inReader(alone, 'extract', { bytes: await pdf(pages), format: 'pdf' });
  assert.equal(found.pages, 1_000);
  const { text, marks } = clean(found, 'pdf');
  assert.equal(text.match(/course book/g)?.length, 1);
  assert.equal(
    placeIn(marks, text.indexOf('Fact number 777'), text.indexOf('Fact number 777') + 5).firstPage,
    777,
  );
});

test('of pages their numbers go and what they repeat stands once; numbers and lines of the body stay', async () => {
  const cleaned = async (pages: string[]) =>
    clean(await read(await pdf(pages), 'pdf'), 'pdf')
      .text.replaceAll(/\s+/g, ' ')
      .trim();
  const page = (n: number) =>
    `Kiln log\nof Ann\n\n\nIn the morning\n${900 + n}\nIn the evening\n${n}\nClose the lid.\n${n}`;
  const kept = [1, 2, 3, 4, 5].map((n) => `In the morning ${900 + n} In the evening ${n} Close the lid.`);
  assert.equal(await cleaned([1, 2, 3, 4, 5].map(page)), `Kiln log of Ann ${kept.join(' ')}`);
  const quiz = [1, 2, 3, 4, 5].map((n) => `Question ${n}\nWhat is slip?\nWrite below.\nPoints: ${n}`);
  assert.equal(await cleaned(quiz), quiz.join(' ').replaceAll('\n', ' '));
  const numbered = [1, 2, 3, 4, 5].map((n) => `- ${n + 7} -\nText ${n}\nof the\nbody.\nPage ${n}`);
  assert.equal(await cleaned(numbered), [1, 2, 3, 4, 5].map((n) => `Text ${n} of the body.`).join(' '));
});

test('Chinese and Japanese are read in the encodings of their countries, and Arabic letter by letter', async () => {
  const encoded = async (encoding: string, ordering: string, hex: string, toUnicode?: string) =>
    (await read(composite({ encoding, ordering, hex, toUnicode }), 'pdf')).text.trim();
  assert.equal(await encoded('90ms-RKSJ-H', 'Japan1', '93a98c7c'), '陶芸');
  assert.equal(await encoded('GBK-EUC-H', 'GB1', 'ccd5d2d5'), '陶艺');
  assert.equal(await encoded('KSCms-UHC-H', 'Korea1', 'b5b5bfb9'), '도예');
  // Drawn from left to right: meem, lam-alef, seen; then "the" as two glyphs behind it.
  const letters = '<0001> <0633> <0002> <06440627> <0003> <0645> <0004> <0627> <0005> <0644> <0006> <fefb>';
  assert.equal(await encoded('Identity-H', 'Identity', '0003000200010005000400030006', letters), 'لامالسلام');
  const pieces = `${letters} <0007> <0032> <0008> <0035> <0009> <0061>`;
  assert.equal(await encoded('Identity-H', 'Identity', '0003 00070008 000300020001', pieces), 'سلام 25 م');
  assert.equal(await encoded('Identity-H', 'Identity', '0009 0003 0001 0009', pieces), 'a س م a');
});

test('a file that takes too long, or too much memory, is given up and says so; the next is read', async () => {
  const pages = await pdf(Array.from({ length: 300 }, (_, n) => `Page ${n} `.repeat(200)));
  await assert.rejects(
    inReader(alone, 'extract', { bytes: pages, format: 'pdf' }, { seconds: 0.2, megabytes: 512 }),
    refuses('file-too-hard', /0\.2 seconds/),
  );
  const limits = { seconds: 60, megabytes: 256 };
  const bomb = inflating(160 * 1_048_576);
  assert.ok(bomb.length < 1_048_576);
  await assert.rejects(
    inReader(alone, 'extract', { bytes: bomb, format: 'pdf' }, limits),
    refuses('file-too-hard', /256 MB/),
  );
  const { text } = await inReader(
    alone,
    'extract',
    { bytes: Buffer.from('Still here'), format: 'text' },
    limits,
  );
  assert.equal(text, 'Still here');
});

test('a Word document keeps its headings', async () => {
  const { text } = await read(await docx(['# Closures', 'A closure remembers.', '# Next', 'More.']), 'docx');
  assert.deepEqual(
    chunk(text, 'markdown').map(({ headings, text: own }) => [headings[0], own.split('\n').at(-1)]),
    [
      ['Closures', 'A closure remembers.'],
      ['Next', 'More.'],
    ],
  );
});

test('a DOCX bomb, a zip that is none and a protected document are refused', async () => {
  const bomb = await docx(['Small'], { 'word/media/big.bin': Buffer.alloc(250 * 1_048_576) });
  assert.ok(bomb.length < 1_048_576);
  await assert.rejects(read(bomb, 'docx'), refuses('file-too-large', /200 MB/));
  await assert.rejects(read('PK\u0003\u0004 broken', 'docx'), refuses('file-broken', /damaged/));
  await assert.rejects(read(await zip({ 'a.txt': 'a' }), 'docx'), refuses('file-broken', /no Word document/));
  const ole = Buffer.from('d0cf11e0a1b11ae1000000', 'hex');
  await assert.rejects(read(ole, 'docx'), refuses('file-encrypted', /password/));
});

test('slides come in the order of the presentation, with their notes', async () => {
  const { text, pages, marks, title } = await read(
    await pptx([
      { title: 'Intro', text: 'Welcome', notes: 'Say hello' },
      { title: 'Loops', text: 'for\nwhile' },
    ]),
    'pptx',
  );
  assert.match(text, /## Intro\s+Welcome\s+Say hello\s+## Loops\s+for\s+while$/);
  assert.deepEqual([pages, title], [2, 'Intro']);
  assert.equal(placeIn(marks, text.indexOf('while'), text.length).firstPage, 2);
});

test('HTML gives its words and code, never its scripts', async () => {
  const { text, title } = await read(
    `<html><head><title>Page</title><style>p{}</style></head><body><nav>Menu</nav><script>alert('x')</script>
     <h1>Lists</h1><p onclick="steal()">Use <b>append</b>.</p><pre>a.append(1)
b</pre><ul><li>one</li><li>two</li></ul><noscript>no</noscript><svg><text>drawn</text></svg></body></html>`,
    'html',
  );
  assert.equal(title, 'Page');
  assert.match(text, /^# Lists\n+Use append\.\n+```\na\.append\(1\)\nb\n```\n+- one\n+- two$/);
});

test('what was typed into a form is read where it stands, and no password', async () => {
  const { text } = await read(await pdf(['Name of the kiln:'], { typed: 'Old Bertha' }), 'pdf');
  assert.equal(text, 'Name of the kiln:\nOld Bertha\n\n');
});

test('a document is called what it says, and not what its program says', async () => {
  const markdown = async (text: string) => (await read(text, 'markdown')).title;
  assert.equal(
    await markdown('---\ntitle: Bread at home\n---\n\n```sh\n# install the mixer\n```\n'),
    'Bread at home',
  );
  assert.equal(await markdown('```sh\n# install\n```\n\nBread `at` home\n===\n'), 'Bread at home');
  assert.equal((await read('---\ntitle: Bread\n---\nKnead.', 'markdown')).text, 'Knead.');
  for (const title of ['編程入門', '日本語の節', 'مقدمة في البرمجة', 'Введение', '2026'])
    assert.equal(await markdown(`# ${title}\n\nText.`), title);
  assert.equal(await markdown('# ***\n\nText.'), null);
  const { notices } = await read('---\ntitle: a: b\n---\nKnead.', 'markdown');
  assert.match(notices.map(({ english }) => english).join(), /front matter.*YAML.*\.$/);
  for (const Title of [
    'untitled',
    '(anonymous)',
    'about:blank',
    'C:\\thesis.tex',
    'Microsoft Word - Document1',
    ' ',
  ])
    assert.equal((await read(await pdf(['Text'], { title: Title }), 'pdf')).title, null, Title);
  assert.equal(
    (await read(await pdf(['Text'], { title: 'Microsoft Word - Kiln log' }), 'pdf')).title,
    'Kiln log',
  );
  assert.equal((await read('<title>Untitled</title><h1>Kilns</h1>', 'html')).title, 'Kilns');
  assert.equal(
    (await read('{"cells":[{"cell_type":"markdown","source":"# Loops"}]}', 'notebook')).title,
    'Loops',
  );
});

test('notebooks give prose and code, captions what is said and when', async () => {
  const notebook = {
    cells: [
      { cell_type: 'markdown', source: ['# Title\n', 'Words'] },
      { cell_type: 'code', source: 'x = 1', outputs: [{ text: 'never' }] },
    ],
  };
  assert.equal(
    (await read(JSON.stringify(notebook), 'notebook')).text,
    '# Title\nWords\n\n```python\nx = 1\n```',
  );
  await assert.rejects(read('{"cells": 1}', 'notebook'), refuses('file-broken', /notebook/));
  const vtt =
    'WEBVTT\n\n1\n00:01.500 --> 00:04.000\n<v Ann>Hello &amp; welcome\nto generators\n\n01:00:00.000 --> 01:00:02.000\nBye';
  const { text, marks } = await read(vtt, 'captions');
  assert.equal(text, 'Ann: Hello & welcome to generators\nBye\n');
  assert.deepEqual(placeIn(marks, 0, 5), { firstPage: null, lastPage: null, from: 1_500, to: 4_000 });
  const srt = await read('1\r\n00:00:01,000 --> 00:00:02,000\r\nHi\r\n', 'captions');
  assert.deepEqual(srt.marks, [{ at: 0, from: 1_000, to: 2_000 }]);
  await assert.rejects(read('no captions', 'captions'), refuses('file-broken', /00:01\.000/));
});

test('no word of captions is lost, and none comes twice', async () => {
  const said = async (source: string) => (await read(source, 'captions')).text.split('\n').filter(Boolean);
  const one = 'WEBVTT\n\n00:01.000 --> 00:04.000';
  assert.deepEqual(await said(`${one}\nfirst line\n \nabout saffron`), ['first line about saffron']);
  const talk = [
    '<v Ann>One.',
    '<v.loud Ann>Two.</v>',
    '<v Bo &amp; Co>Three.</v> <v Ann>Four.',
    'Five.',
    '<v Ann>Six.',
  ];
  assert.deepEqual(
    await said(`WEBVTT\n${talk.map((line, n) => `\n00:0${n}.000 --> 00:0${n}.900\n${line}\n`).join('')}`),
    ['Ann: One.', 'Two.', 'Bo & Co: Three. Ann: Four.', 'Five.', 'Ann: Six.'],
  );
  assert.deepEqual(await said(`${one} line:79%\n\nbehind an empty line\n\nand more`), [
    'behind an empty line and more',
  ]);
  assert.deepEqual(
    await said(
      `${one}\nHello\n\nSTYLE\n::cue { color: red }\n\nNOTE not\nsaid\n\nintro\n00:05.000 --> 00:06.000\nBye`,
    ),
    ['Hello', 'Bye'],
  );
  const srt = (times: string) => `1\n${times}\nFirst\n2\n${times}\nin 1999\n3\n${times}\n2001`;
  assert.deepEqual(await said(srt('00:00:01,000 --> 00:00:03,000')), ['First', 'in 1999', '2001']);
  assert.deepEqual(await said(srt('0:00:01 --> 0:00:03').replaceAll('\n', '\r')), [
    'First',
    'in 1999',
    '2001',
  ]);
  assert.deepEqual(
    await said(
      `${one}\n{\\an8}<font color="#fff">a &quot;b&quot; &#39;c&#39;&nbsp;d</font> 1 < 2 &amp;lt; &none;`,
    ),
    ['a "b" \'c\' d 1 < 2 &lt; &none;'],
  );
});

test('automatic captions roll and say everything once; people may say a thing twice', async () => {
  const vtt = (...cues: string[]) =>
    `WEBVTT\n\n${cues.map((text, n) => `00:0${n}.000 --> 00:0${n + 1}.000\n${text}`).join('\n\n')}`;
  const said = async (...cues: string[]) => (await read(vtt(...cues), 'captions')).text.trim().split('\n');
  assert.deepEqual(
    await said(
      ' \nwe<00:00:00.400><c> glaze</c>',
      'we glaze\n ',
      'we glaze\nbefore<c> firing</c>',
      'before firing\n ',
    ),
    ['we glaze', 'before firing'],
  );
  assert.deepEqual(await said('to', 'to be', 'to be or'), ['to', 'be', 'or']);
  assert.deepEqual(await said('No.', 'No.', 'Why not?', 'Because.'), ['No.', 'No.', 'Why not?', 'Because.']);
});

test('captions made to take long do not', async () => {
  for (const piece of [
    '<',
    '<a ',
    '{\\',
    '&#',
    '1',
    '\n',
    '00:00:',
    '-->',
    '00:01.000 --> 00:02.000\nx x\n',
  ]) {
    const captions = (size: number) =>
      read(`WEBVTT\n\n00:01.000 --> 00:02.000\nwords\n\n${piece.repeat(size / piece.length)}`, 'captions');
    assert.equal(await growsTooFast(captions, 50_000), null, piece);
  }
});

test('texts in other encodings are read, and what is no text is not', async () => {
  const { text, notices } = await read(Buffer.from('caf\xe9 \x93quoted\x94', 'latin1'), 'text');
  assert.equal(text, 'café “quoted”');
  assert.deepEqual(notices, [because('not-utf-8', { encoding: 'windows-1252' })]);
  assert.equal((await read(Buffer.from('\ufeffgrüße', 'utf16le'), 'text')).text, 'grüße');
  assert.match(
    (await read(Buffer.from('<meta charset="iso-8859-2"><body>\xb1', 'latin1'), 'html')).text,
    /ą/,
  );
  await assert.rejects(
    read(Buffer.from([0, 1, 2, 3, 0, 1, 2, 3]), 'text'),
    refuses('file-broken', /not a text/),
  );
  await assert.rejects(read(' \n ', 'text'), refuses('no-text', /no text/));
});

test('a format is what the file is, not what it is called', async () => {
  const head = Buffer.from('%PDF-1.4');
  assert.equal(formatOf('notes.txt', head), 'pdf');
  assert.equal(formatOf('notes.pdf', Buffer.from('hello')), undefined);
  assert.equal(formatOf('x.docx', Buffer.from('hello')), undefined);
  assert.equal(formatOf('x.exe', Buffer.from('MZ')), undefined);
  assert.equal(formatOf('page', Buffer.from('<html>'), 'text/html; charset=utf-8'), 'html');
  assert.equal(formatOf('Dockerfile', Buffer.from('FROM x')), 'code');
});

test('cleaning moves the marks with the text', () => {
  const found = {
    text: 'a\r\nb\u0000\r\nexam-\nple',
    title: null,
    pages: null,
    notices: [],
    marks: [
      { at: 0, page: 1 },
      { at: 7, page: 2 },
    ],
  };
  const { text, marks } = clean(found, 'pdf');
  assert.equal(text, 'a\nb\n\nexample\n\n');
  assert.deepEqual(
    marks.map(({ at, page }) => [text.slice(at, at + 1), page]),
    [
      ['a', 1],
      ['e', 2],
    ],
  );
});
