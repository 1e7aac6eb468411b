/**
 * Which font prints which character. The fonts come from npm, cut into files by ranges of characters; a
 * certificate loads the few that its words need. Source Serif 4 prints Latin, Greek and Cyrillic; Noto Serif
 * and its relatives print the scripts of `FAMILIES`. What none of them has prints as an empty box.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';
import { unwrapWoff } from './woff.ts';

export type Style = 'regular' | 'italic' | 'strong';

/** A font file: `data` can be embedded into the document; without it glyphs are drawn as outlines. */
export interface Face {
  readonly name: string;
  readonly font: Font;
  readonly data: Buffer | null;
  /** Width, in em, of a stroke that brings outlines to the weight of the rest. */
  readonly stroke: number;
}

interface Family {
  readonly package: string;
  /** The one file that has the script; without it the file is found by its ranges of characters. */
  readonly subset?: string;
  readonly style: 'italic too' | 'upright' | 'variable';
}

const SOURCE_SERIF: Family = { package: '@fontsource/source-serif-4', style: 'italic too' };
const noto = (script: string, kind = 'serif'): Family => ({
  package: `@fontsource/noto-${kind}-${script}`,
  subset: script,
  style: 'upright',
});
// Their single weights would be ten times as large on disk, so these come as variable fonts.
const notoCjk = (language: 'sc' | 'jp' | 'kr'): Family => ({
  package: `@fontsource-variable/noto-serif-${language}`,
  style: 'variable',
});

const FAMILIES: readonly [RegExp, Family][] = [
  [/\p{Script=Arabic}/u, noto('arabic', 'naskh')],
  [/\p{Script=Hebrew}/u, noto('hebrew')],
  [/\p{Script=Devanagari}/u, noto('devanagari')],
  [/\p{Script=Bengali}/u, noto('bengali')],
  [/\p{Script=Tamil}/u, noto('tamil')],
  [/\p{Script=Telugu}/u, noto('telugu')],
  [/\p{Script=Thai}/u, noto('thai')],
  [/\p{Script=Armenian}/u, noto('armenian')],
  [/\p{Script=Georgian}/u, noto('georgian')],
  [/\p{Script=Ethiopic}/u, noto('ethiopic', 'sans')],
  [/\p{Script=Hangul}/u, notoCjk('kr')],
  [/[\p{Script=Hiragana}\p{Script=Katakana}ー]/u, notoCjk('jp')],
  [/[\p{Script=Han}\p{Script=Bopomofo}]/u, notoCjk('sc')],
];

// A variable font opens at its lightest weight.
const STROKES: Record<Style, number> = { regular: 0.014, italic: 0.014, strong: 0.034 };
const WEIGHTS: Record<Style, string> = { regular: '400-normal', italic: '400-italic', strong: '600-normal' };

interface Range {
  readonly subset: string;
  readonly from: number;
  readonly to: number;
}

/** The fonts of one document. Nothing is kept beyond it: parsed fonts are large, and certificates are rare. */
export class Fonts {
  readonly #faces = new Map<string, Promise<Face>>();
  readonly #ranges = new Map<string, Promise<Range[]>>();

  /**
   * The face that prints a grapheme.
   * @param text the whole text, whose other letters tell Japanese and Korean from Chinese.
   */
  async faceOf(grapheme: string, text: string, style: Style): Promise<Face> {
    const family = familyOf(grapheme, text);
    const subset = family.subset ?? (await this.#subsetOf(family, grapheme));
    const weight =
      family.style === 'variable'
        ? 'wght-normal'
        : WEIGHTS[family.style === 'upright' && style === 'italic' ? 'regular' : style];
    const file = `${family.package.split('/')[1]}-${subset}-${weight}`;
    const key = `${file} ${style}`;
    const known = this.#faces.get(key);
    if (known) return known;
    const loading = load(family, file, STROKES[style]);
    this.#faces.set(key, loading);
    return loading;
  }

  /** The file that has every character of the grapheme, or else its first. */
  async #subsetOf(family: Family, grapheme: string): Promise<string> {
    let reading = this.#ranges.get(family.package);
    if (!reading) {
      reading = readRanges(family);
      this.#ranges.set(family.package, reading);
    }
    const ranges = await reading;
    const points = Array.from(grapheme, (character) => character.codePointAt(0) ?? 0);
    const has = (subset: string, point: number) =>
      ranges.some((range) => range.subset === subset && point >= range.from && point <= range.to);
    const having = ranges.filter(({ from, to }) => (points[0] ?? 0) >= from && (points[0] ?? 0) <= to);
    const whole = having.find(({ subset }) => points.every((point) => has(subset, point)));
    return (whole ?? having[0] ?? ranges.at(-1))?.subset ?? 'latin';
  }
}

function familyOf(grapheme: string, text: string): Family {
  const found = FAMILIES.find(([script]) => script.test(grapheme))?.[1];
  if (found?.style !== 'variable') return found ?? SOURCE_SERIF;
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return notoCjk('jp');
  if (/\p{Script=Hangul}/u.test(text)) return notoCjk('kr');
  return found;
}

async function load(family: Family, file: string, stroke: number): Promise<Face> {
  const variable = family.style === 'variable';
  const address = import.meta.resolve(`${family.package}/files/${file}.${variable ? 'woff2' : 'woff'}`);
  const stored = await readFile(fileURLToPath(address));
  const data = variable ? stored : unwrapWoff(stored);
  return { name: file, font: create(data) as Font, data: variable ? null : data, stroke };
}

/** The ranges of each file: `{"latin": "U+0000-00FF,U+0131"}`; numbered files have their number in brackets. */
async function readRanges(family: Family): Promise<Range[]> {
  const address = import.meta.resolve(`${family.package}/unicode.json`);
  const files = JSON.parse(await readFile(fileURLToPath(address), 'utf8')) as Record<string, string>;
  const ranges = Object.entries(files).flatMap(([key, list]) =>
    list.split(',').map((range) => {
      const [from = '', to = from] = range.trim().slice(2).split('-');
      return {
        subset: key.replace(/[[\]]/g, ''),
        from: Number.parseInt(from, 16),
        to: Number.parseInt(to, 16),
      };
    }),
  );
  // The file of everyday letters first and last: most graphemes are in it, and so is the empty box.
  const latin = ranges.filter(({ subset }) => subset === 'latin');
  return [...latin, ...ranges, ...latin.slice(0, 1)];
}
