/** Forms as large as a call takes, with files that take longest to look at. */
import { zipOf } from '@kernos/services/learning/courses/content/archive.fixture';
import { stumblingBlocks } from './largest-bodies.fixture.ts';

export interface LargeForm {
  readonly what: string;
  /** @param field that takes the file */
  form(field: string): FormData;
}

/** What each of the three calls that take files accepts at most, less what stands around a file. */
const LARGEST = 50 * 1_048_576 - 10_000;
/** As long as a lesson may be; a document of that length is read within the time that it may take, or given up. */
const LONG = 1_000_000;

const withFile = (what: string, fileName: string, content: () => Buffer | string): LargeForm => ({
  what: `${fileName}: ${what}`,
  form: (field) => {
    const form = new FormData();
    form.append(field, new Blob([new Uint8Array(Buffer.from(content()))]), fileName);
    return form;
  },
});

const filled = (text: string, length: number): string =>
  text.repeat(Math.floor(length / Buffer.byteLength(text)));

/** Each text in a format or two, so that all formats have some of them and all together can be sent. */
const formats = ['md', 'html', 'zip', 'txt', 'vtt', 'md', 'ipynb', 'zip', 'srt', 'py', 'csv', 'svg'];

function ofText(text: string, index: number): LargeForm {
  const format = formats[index % formats.length] ?? 'md';
  const content = filled(text, LONG);
  const what = `much of ${JSON.stringify(text)}`;
  if (format === 'zip') return withFile(what, 'a.zip', () => zipOf({ 'a.md': content }));
  if (format === 'ipynb')
    return withFile(what, 'a.ipynb', () =>
      JSON.stringify({ nbformat: 4, metadata: {}, cells: [{ cell_type: 'markdown', source: content }] }),
    );
  const heads: Readonly<Record<string, string>> = {
    vtt: 'WEBVTT\n\n00:00.000 --> 00:01.000\n',
    srt: '1\n00:00:00,000 --> 00:00:01,000\n',
  };
  return withFile(what, `a.${format}`, () => (heads[format] ?? '') + content);
}

const many = (count: number, entry: (index: number) => readonly [string, string]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)));

function withFields(what: string, fields: () => Iterable<readonly [string, string]>): LargeForm {
  return {
    what,
    form: (field) => {
      const form = new FormData();
      for (const [name, value] of fields()) form.append(name, value);
      form.append(field, new Blob(['# A lesson']), 'a.md');
      return form;
    },
  };
}

const lesson = (index: number) => `# Lesson ${index}\n\n[The next](l${index + 1}.md) of \`them\`.\n`;

/** The largest there are, and the oddest. */
const structures: readonly LargeForm[] = [
  ...['pdf', 'zip', 'png', 'md', 'docx', 'html', 'vtt', 'mp4'].map((format) =>
    withFile('fifty megabytes', `a.${format}`, () => Buffer.alloc(LARGEST, 'a b\n')),
  ),
  withFile('nothing but line breaks', 'a.txt', () => Buffer.alloc(LARGEST, '\n')),
  withFile('a thousand lessons', 'a.zip', () =>
    zipOf(many(1_000, (index) => [`part${index % 20}/l${index}.md`, lesson(index)])),
  ),
  withFile('ten thousand files', 'a.zip', () =>
    zipOf({ 'a.md': '# A', ...many(9_999, (index) => [`files/${index}.txt`, 'a']) }),
  ),
  withFile('folders in folders', 'a.zip', () =>
    zipOf(many(500, (index) => [`${'d/'.repeat(200)}l${index}.md`, lesson(index)])),
  ),
  withFile('a table of contents of ten thousand', 'a.zip', () =>
    zipOf({
      'SUMMARY.md': Array.from({ length: 10_000 }, (_, index) => `- [L](l${index % 50}.md)\n`).join(''),
      ...many(50, (index) => [`l${index}.md`, lesson(index)]),
    }),
  ),
  withFile('a document of a thousand headings', 'a.md', () => filled(`## A heading\n\n${lesson(1)}`, LONG)),
  withFile('a table of ten thousand rows', 'a.html', () => filled('<table><tr><td>a<td>b</table>', LONG)),
  withFile('Word with a long paragraph', 'a.docx', () =>
    zipOf({ 'word/document.xml': `<w:document><w:body><w:p>${filled('<w:r><w:t>a</w:t></w:r>', LONG)}` }),
  ),
  withFile('a name as long as a line may be', `${'a'.repeat(10_000)}.md`, () => '# A lesson'),
  withFields('as many fields as may be', () =>
    Array.from({ length: 900 }, (_, index) => [`field${index}`, 'a'] as const),
  ),
  withFields('the same field again and again', () =>
    Array.from({ length: 900 }, () => ['title', 'a'] as const),
  ),
  withFields('a megabyte of title', () => [['title', ' '.repeat(1_000_000)]]),
  withFields('a field of JSON', () => [['title', filled('{"a":[', LONG)]]),
];

export const largestForms: readonly LargeForm[] = [...stumblingBlocks.map(ofText), ...structures];
