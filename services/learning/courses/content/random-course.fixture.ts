import type { StoredCourse } from './export.ts';
import { keyFor } from './names.ts';
import { randomFrom } from './random.fixture.ts';
import type { StoredAsset } from './zip-layout.ts';

const oddTitles = [
  'Intro',
  'Intro',
  '  spaced   out  ',
  '../../etc/passwd',
  'CON',
  '# [x](y) *z* `q` <b> & "quotes" \\ |',
  '日本語の題名',
  'עברית',
  'İstanbul ﬁ ½ e\u0301',
  '😀😀',
  '...',
  '0',
  'x'.repeat(200),
  'ж'.repeat(200),
  '- list\t',
];

/** A stored course as an editor may have left it: odd and equal titles, links both ways. */
export function randomCourse(seed: number): StoredCourse {
  const random = randomFrom(seed);
  const title = () => {
    const odd = random.pick(oddTitles);
    return random.chance(0.5) ? odd.replace(/\t/g, ' ') : `${random.word()} ${random.word()}`;
  };
  const taken = new Set<string>();
  const assets: StoredAsset[] = random.times(4, () => ({
    key: keyFor(`${random.word()}/${random.word()}.png`, true, taken),
    mediaType: 'image/png',
    bytes: Buffer.from(random.word()),
  }));
  assets.push({ key: 'plain-name', mediaType: 'application/pdf', bytes: Buffer.from('pdf') });
  const modules = random.times(5, () => ({
    title: title(),
    lessons: random.times(6, () => ({
      key: keyFor(`${random.word()}/${title()}`, false, taken),
      title: title(),
      markdown: '',
    })),
  }));
  modules.push({ title: title(), lessons: [{ key: 'last', title: title(), markdown: '' }] });
  const keys = modules.flatMap(({ lessons }) => lessons.map(({ key }) => key));
  for (const lesson of modules.flatMap(({ lessons }) => lessons)) {
    lesson.markdown = random
      .times(12, () => {
        const link = `[${random.word()}](lesson:${random.pick(keys)}${random.pick(['', '#a-b', '#a%20b'])})`;
        const picture = `![pic](asset:${random.pick(assets).key})`;
        return random.pick([
          link,
          picture,
          `# ${random.word()}`,
          '[the course](course:)',
          `> ${link}\n> ${picture}`,
          random.word(),
        ]);
      })
      .join(random.pick(['\n\n', '\r\n\r\n', ' ']));
    lesson.markdown += ` ${random.word()}.`;
  }
  const capacity = random.chance(0.5) ? null : 1 + random.below(500);
  return { title: title(), summary: random.pick(['', 'A\nb', '“x”']), capacity, modules, assets };
}

/** A folder of Markdown made of link syntax in disorder, much of which leads nowhere. */
export function randomFolder(seed: number): Record<string, string | Buffer> {
  const random = randomFrom(seed);
  const folders = ['', 'a/', '01_b/', '01_b/deep er/', 'Ünï/'];
  const paths = random.times(
    12,
    () =>
      random.pick(folders) +
      random.pick(['x', 'Y 1', '02_z', 'ü(1)', 'README', 'Contents']) +
      random.pick(['.md', '.md', '.png', '.markdown']),
  );
  paths.push('always.md');
  const pieces = [
    '[',
    ']',
    '(',
    ')',
    '![',
    '](',
    '<',
    '>',
    '"',
    '`',
    '*',
    '_',
    '\n',
    '\n\n',
    '\r\n',
    '> ',
    '- ',
    '    ',
    '|',
    '\n|-|-|\n',
    '[r]: ',
    '[r]',
    ' ',
    '\\',
    '&amp;',
    '<img src="',
    '<a href=',
    '#',
    'javascript:x',
    'gone.md',
    'https://x.org',
    '<!--',
    '-->',
    'lesson:x',
    '---\n',
    'text',
  ];
  const target = () =>
    random.pick([
      random.pick(paths),
      `../${random.pick(paths)}`,
      encodeURI(random.pick(paths)),
      `<${random.pick(paths)}>`,
    ]);
  const files: Record<string, string | Buffer> = {};
  for (const path of paths) {
    if (path.endsWith('.png')) files[path] = Buffer.from(random.word());
    else {
      const text = random.times(60, () =>
        random.chance(0.25)
          ? `[${random.word()}](${target()})`
          : random.chance(0.2)
            ? target()
            : random.pick(pieces),
      );
      files[path] = `${random.word()} ${text.join('')}`;
    }
  }
  return files;
}
