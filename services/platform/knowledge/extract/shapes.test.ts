/** What has a shape keeps it: pages, lists, tables, formulas, slides. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { because } from '../contract-notices.ts';
import { docx, pptx } from '../testing/files.fixture.ts';
import { extract } from './extract.ts';
import type { Format } from './extracted.ts';

const read = (bytes: Buffer | string, format: Format) => extract({ bytes: Buffer.from(bytes), format });

test('what a page says of itself to be navigation is left out, and nothing else', async () => {
  const text = async (body: string) => (await read(`<html><body>${body}</body></html>`, 'html')).text;
  const long = 'A sentence of some length stands here. '.repeat(10);
  assert.equal(
    await text('<form><div><h1>Parking</h1><p>Three coins.</p><input type=text></div></form>'),
    '# Parking\n\nThree coins.',
  );
  const articles = ['otters', 'lentils']
    .map((word) => `<article><h2>${word}</h2><p>${long}</p></article>`)
    .join('');
  assert.match(await text(`<h1>News</h1>${articles}`), /^# News\n\n## otters\n[\s\S]*## lentils\n/);
  const around = '<header><a href="/">Home</a></header><nav>Menu</nav>';
  assert.equal(await text(`${around}<main><p>Short.</p></main><footer>Imprint</footer>`), 'Short.');
  assert.equal(
    await text(`<main><p>Hello</p></main><section><p>${long}</p></section>`),
    `Hello\n\n${long.trim()}`,
  );
  assert.equal(
    await text('<header><h1>Title</h1></header><article><header>By Ann</header>Text</article>'),
    '# Title\n\nBy Ann\n\nText',
  );
  assert.equal(
    await text(
      '<h3><button>Rent</button></h3><button>Copy</button><h2>Buy<a class="headerlink">¶</a></h2>10<sup>-3</sup> m<sup>a</sup>',
    ),
    '### Rent\n\n## Buy\n\n10⁻³ ma',
  );
  assert.equal(await text('<nav><p>All that there is.</p></nav>'), 'All that there is.');
});

test('a table has a line a row, also with paragraphs in its cells; one that gives a page its shape is none', async () => {
  const text = async (body: string) => (await read(`<body>${body}</body>`, 'html')).text;
  const rows = (...all: string[][]) =>
    all.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  const table = rows(['<p>Room</p>', '<p>Open</p>'], ['<p>Library</p>', '08:15<br>|<p>10:45</p>']);
  assert.equal(
    await text(`<table>${table}</table>`),
    '| Room | Open |\n| --- | --- |\n| Library | 08:15 \\| 10:45 |',
  );
  const nested = rows(['a', 'b'], ['c', `<table>${rows(['d', 'e'])}</table><ul><li>f</ul>`]);
  assert.match(await text(`<table>${nested}</table>`), /\n\| c \| d e f \|$/);
  const shape = rows(['<ul><li>Menu</li></ul>', `<h1>Hours</h1><table>${table}</table>`]);
  assert.match(await text(`<table>${shape}</table>`), /^- Menu\n\n# Hours\n\n\| Room \| Open \|\n/);
});

test('lists, formulas and code keep their shape, and words that look like Markdown are words', async () => {
  const text = async (body: string) => (await read(`<body>${body}</body>`, 'html')).text;
  assert.equal(
    await text(
      '<ul><li><p>one</p><ol start=3><li>two<li>three</ol><li><input type=checkbox checked> done</ul>',
    ),
    '- one\n  3. two\n  4. three\n- [x] done',
  );
  assert.equal(
    await text('<p># of items</p><p>```</p><p>Title<br>---</p>'),
    '\\# of items\n\n\\```\n\nTitle\n\\---',
  );
  assert.equal(
    await text('<pre><code class="language-js">a\n```\nb</code></pre>'),
    '````js\na\n```\nb\n````',
  );
  const tex = '<annotation encoding="application/x-tex">e^{i}</annotation>';
  assert.equal(
    await text(`<p>So <math><semantics><mi>e</mi>${tex}</semantics></math> is.</p>`),
    'So e^{i} is.',
  );
  assert.equal(
    await text(
      '<math><msup><mi>c</mi><mn>2</mn></msup><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>',
    ),
    'c^2a/(b+1)',
  );
  assert.equal(
    (await read('<p>deep'.repeat(5) + '<span>'.repeat(6_000), 'html')).text.split('\n\n').length,
    5,
  );
});

test('a Word document keeps its equations and the rows of its tables, whatever its parts are called', async () => {
  const run = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
  const squared = `<m:sSup><m:e>${run('c')}</m:e><m:sup>${run('2')}</m:sup></m:sSup>`;
  const fraction = `<m:f><m:num>${run('a+b')}</m:num><m:den>${run('2')}</m:den></m:f>`;
  const sum = `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${run('i=1')}</m:sub><m:sup>${run('n')}</m:sup><m:e>${run('i')}</m:e></m:nary>`;
  const cell = (text: string) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
  const body =
    `<w:p><w:r><w:t xml:space="preserve">So </w:t></w:r><m:oMath>${run('E=m')}${squared}</m:oMath><w:r><w:t> it is.</w:t></w:r></w:p>` +
    `<m:oMathPara><m:oMath>${fraction}</m:oMath><m:oMath>${sum}</m:oMath></m:oMathPara>` +
    `<w:tbl><w:tr>${cell('Room')}${cell('Saturday')}</w:tr><w:tr>${cell('Library')}${cell('10:45')}</w:tr></w:tbl>`;
  const box =
    '<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>';
  const field = '<w:fldSimple><w:r><w:t>Figure 1</w:t></w:r></w:fldSimple>';
  const newer = (run: string) =>
    `<w:p><mc:AlternateContent><mc:Choice>${run}</mc:Choice></mc:AlternateContent></w:p>`;
  const rest = `${newer(box)}${newer(`<m:oMath>${run('x')}</m:oMath>`)}<w:p>${field}</w:p>`;
  assert.equal((await read(await docx([], { body: rest }), 'docx')).text, 'In a box\n\nx\n\nFigure 1');
  const main = 'word/document2.xml';
  const { text, notices } = await read(
    await docx([], { main, body, 'word/charts/chart1.xml': '<c/>', 'word/media/a.png': '' }),
    'docx',
  );
  assert.equal(
    text,
    'So E=mc^2 it is.\n\n(a+b)/2\n\n∑_(i=1)^n i\n\n| Room | Saturday |\n| --- | --- |\n| Library | 10:45 |',
  );
  assert.deepEqual(notices, [because('not-read', { charts: 1, pictures: 1 })]);
});

test('what is hidden in a Word document is not shown, whether its run says so or its style', async () => {
  const run = (text: string, properties: string) =>
    `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const styles =
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="character" w:styleId="Notes"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>';
  const body =
    `<w:p>${run('Shown', '<w:b/>')}${run(' never', '<w:vanish/>')}${run(' nor this', '<w:rStyle w:val="Notes"/>')}` +
    `${run(' again', '<w:vanish w:val="0"/>')}${run(' too', '<w:rStyle w:val="Notes"/><w:vanish w:val="false"/>')}</w:p>`;
  const { text } = await read(await docx([], { body, 'word/styles.xml': styles }), 'docx');
  assert.equal(text.replaceAll('*', ''), 'Shown again too');
});

test('slides say once what is there for newer and older programs, with their tables, charts and diagrams', async () => {
  const said = (text: string) => `<p:sp><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
  const cell = (text: string) => `<a:tc><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`;
  const frame = (kind: string, inner = '') =>
    `<p:graphicFrame><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/${kind}">${inner}</a:graphicData></a:graphic></p:graphicFrame>`;
  const shapes =
    `<mc:AlternateContent><mc:Choice>${said('Prune it')}</mc:Choice><mc:Fallback>${said('Prune it')}</mc:Fallback></mc:AlternateContent>` +
    `<mc:AlternateContent><mc:Choice><p:pic/></mc:Choice><mc:Fallback>${said('Older')}</mc:Fallback></mc:AlternateContent>` +
    `${frame('table', `<a:tbl><a:tr>${cell('Plant')}${cell('Weeks')}</a:tr></a:tbl>`)}${frame('diagram', '<dgm:relIds r:dm="rId8"/>')}` +
    `${frame('chart', '<c:chart r:id="rId9"/>')}${frame('diagram')}<p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>7</a:t></a:r></a:p></p:txBody></p:sp>`;
  const points = (kind: string, ...values: string[]) =>
    `<c:${kind}>${values.map((value, index) => `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`).join('')}</c:${kind}>`;
  const chart = `<c:chartSpace><c:ser><c:tx><c:v>Eggs</c:v></c:tx>${points('cat', 'May')}${points('val', '12')}</c:ser></c:chartSpace>`;
  const { text, notices } = await read(
    await pptx([
      {
        title: 'Garden',
        text: 'Go',
        shapes,
        parts: {
          rId8: ['diagramData', `<d><dgm:pt>${said('First dig')}</dgm:pt></d>`],
          rId9: ['chart', chart],
        },
      },
    ]),
    'pptx',
  );
  assert.equal(
    text,
    '## Garden\n\nGo\n\nPrune it\n\nOlder\n\n| Plant | Weeks |\n| --- | --- |\n\nFirst dig\n\n|  | Eggs |\n| --- | --- |\n| May | 12 |',
  );
  assert.deepEqual(notices, [because('not-read', { diagrams: 1 })]);
  assert.equal(notices[0]?.english, 'Not read: 1 diagram. Only text can be found.');
});
