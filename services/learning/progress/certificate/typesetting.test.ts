import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';
import { Fonts } from './fonts.ts';
import { type Setting, setText } from './typesetting.ts';
import { unwrapWoff } from './woff.ts';

const name: Setting = { style: 'strong', width: 430, fits: [{ size: 42, least: 20, lines: 2 }] };
const textOf = (lines: readonly { pieces: readonly { text: string }[] }[]) =>
  lines.map(({ pieces }) => pieces.map(({ text }) => text).join(' '));

const names = {
  Latin: 'Ada Lovelace Łukasz Żółć Þór Ñandú',
  Vietnamese: 'Nguyễn Thị Ánh Đặng',
  Yoruba: 'Adébáyọ̀ Ṣọlá',
  Greek: 'Ελένη Παπαδοπούλου',
  Cyrillic: 'Анна Ахматова Їжак Қабыл',
  Arabic: 'محمد علي عبد الرحمن',
  Persian: 'پروین اعتصامی گلچهره',
  Urdu: 'فیض احمد فیض ٹھٹھہ',
  Hebrew: 'דוד בן־גוריון',
  Devanagari: 'श्रीमती इन्दिरा गांधी',
  Bengali: 'রবীন্দ্রনাথ ঠাকুর',
  Tamil: 'சுப்பிரமணிய பாரதி',
  Telugu: 'శ్రీనివాస రావు',
  Thai: 'สมชาย ใจดี',
  Armenian: 'Արամ Խաչատրյան',
  Georgian: 'შოთა რუსთაველი',
  Ethiopic: 'ኃይለ ሥላሴ',
  Chinese: '王小明 陳慧琳 龘',
  Japanese: '山田 さくら タナカ',
  Korean: '김민준 이서연',
};

for (const [script, text] of Object.entries(names)) {
  test(`every letter of a name in ${script} has a glyph`, async () => {
    const { lines } = await setText(new Fonts(), text, name);
    const missing = lines
      .flatMap(({ pieces }) => pieces)
      .flatMap(({ text: letters, face }) =>
        Array.from(letters).filter((letter) => !face.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)),
      );
    assert.deepEqual(missing, []);
  });
}

test('right-to-left words stand from right to left, and a Latin word among them keeps its place', async () => {
  const arabic = await setText(new Fonts(), 'محمد علي', name);
  assert.deepEqual(textOf(arabic.lines), ['علي محمد']);
  const mixed = await setText(new Fonts(), 'مقدمة في Practical Python العملي', { ...name, width: 2_000 });
  assert.deepEqual(textOf(mixed.lines), ['العملي Practical Python في مقدمة']);
  const latin = await setText(new Fonts(), 'Course محمد علي here', { ...name, width: 2_000 });
  assert.deepEqual(textOf(latin.lines), ['Course علي محمد here']);
});

test('a text is set as large as it fits, and its lines are about equally long', async () => {
  const short = await setText(new Fonts(), 'Ada', name);
  assert.deepEqual([short.size, short.lines.length], [42, 1]);
  const long = await setText(
    new Fonts(),
    'Maria Magdalena Theresia von und zu Hohenfels-Rautenstrauch',
    name,
  );
  assert.equal(long.lines.length, 2);
  assert.ok(long.size < 42 && long.size > 20);
  const [first, second] = long.lines.map(({ width }) => width * long.size) as [number, number];
  assert.ok(Math.max(first, second) <= 430);
  assert.ok(Math.min(first, second) > 300, `${first} and ${second} points`);
});

test('what cannot fit takes the lines it needs, and no line is wider than the column', async () => {
  for (const text of [
    'W'.repeat(100),
    '漢'.repeat(200),
    'การเขียนโปรแกรม'.repeat(12),
    'many short words '.repeat(30),
  ]) {
    const { lines, size } = await setText(new Fonts(), text, name);
    assert.equal(size, 20);
    assert.ok(lines.length > 2);
    for (const { width } of lines) assert.ok(width * size <= 430.01, `${width * size} points`);
    const letters = lines.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join('');
    assert.equal(letters, text.replaceAll(' ', ''));
  }
});

test('an empty text is a line without pieces', async () => {
  assert.deepEqual((await setText(new Fonts(), ' ', name)).lines, [{ pieces: [], width: 0 }]);
});

test('an unwrapped font shapes text as the wrapped one does', async () => {
  for (const file of [
    '@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff',
    '@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-600-normal.woff',
  ]) {
    const woff = await readFile(fileURLToPath(import.meta.resolve(file)));
    const shape = (data: Buffer) => {
      const font = create(data) as Font;
      const { glyphs, advanceWidth } = font.layout('fi AV محمد');
      return [font.type, glyphs.map(({ id }) => id), advanceWidth];
    };
    const [wrapped, unwrapped] = [shape(woff), shape(unwrapWoff(woff))];
    assert.deepEqual(unwrapped, ['TTF', ...wrapped.slice(1)]);
  }
  assert.throws(() => unwrapWoff(Buffer.from('wOF2 and so on')), /not a WOFF/);
});
