/**
 * WebVTT and SubRip: what is said, a cue a line, with its time. Real files keep to neither format, so no word
 * between two times is dropped: what stands before the first, comments, styles and identifiers are none.
 */
import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import type { Extracted, Mark } from './extracted.ts';
import { Refused } from './refused.ts';

const TIME = String.raw`(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?`;
const TIMES = new RegExp(String.raw`^[ \t]{0,20}(${TIME})[ \t]{0,20}--+>[ \t]{0,20}(${TIME})`);

/** Milliseconds of `01:02:03.456`, or without hours. */
function milliseconds(time: string): number {
  const [seconds = '0', minutes = '0', hours = '0'] = time.replace(',', '.').split(':').reverse();
  return Math.round((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000);
}

export interface Cue {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A text of cues, each a line with its time. */
export function fromCues(cues: readonly Cue[]): Extracted {
  let text = '';
  const marks: Mark[] = [];
  for (const cue of cues) {
    const line = cue.text.replace(/\s+/g, ' ').trim();
    if (line === '') continue;
    marks.push({ at: text.length, from: cue.from, to: cue.to });
    text += `${line}\n`;
  }
  if (text === '') throw new Refused('no-text', 'There are no words in these captions.');
  return { text, title: null, marks, pages: null, notices: [] };
}

export function fromCaptions(source: string): Extracted {
  const cues = cuesIn(source.split(/\r\n|\n|\r/));
  if (cues.length === 0)
    throw new Refused(
      'file-broken',
      'No captions were found: each needs a line such as 00:01.000 --> 00:04.000.',
    );
  return fromCues(onceEach(cues));
}

function cuesIn(lines: readonly string[]): Cue[] {
  const times = lines.flatMap((line, at) => {
    const found = TIMES.exec(line);
    return found ? { at, from: milliseconds(found[1] as string), to: milliseconds(found[2] as string) } : [];
  });
  const isNumber = (at: number) => /^\s*\d{1,9}\s*$/.test(lines[at] ?? '');
  const numbered = isNumber((times[0]?.at ?? 0) - 1);
  let speaker = '';
  return times.map(({ at, from, to }, index) => {
    let end = times[index + 1]?.at ?? lines.length;
    // A line right above a time names the next caption, if it stands apart or all of them are numbered.
    const named = end < lines.length && lines[end - 1] !== '' && end - 1 > at;
    if (named && (lines[end - 2] === '' || (numbered && isNumber(end - 1)))) end -= 1;
    const spoken = said(lines.slice(at + 1, end)).join(' ');
    if (!VOICE.test(spoken)) speaker = '';
    // Who speaks is named where that changes, so that cues which go on with each other do.
    const text = spoken.replaceAll(VOICES, (_, name: string) => {
      const before = speaker;
      speaker = name.trim();
      return speaker === before || speaker === '' ? '' : `${speaker}: `;
    });
    return { from, to, text: plain(text) };
  });
}

/** Lines without the blocks of comments and styles among them. */
function said(lines: readonly string[]): string[] {
  let inBlock = false;
  return lines.filter((line, index) => {
    if (line === '') inBlock = false;
    else if (lines[index - 1] === '' && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line)) inBlock = true;
    return !inBlock;
  });
}

/** `<v Ann>`, perhaps with classes; an attribute of the tag is no name. */
const VOICE = /<v(?:\.[^\s<>]{1,200})?[ \t][^<>]{1,200}>/;
const VOICES = /<v(?:\.[^\s<>]{1,200})?[ \t]([^<>]{1,200})>/g;

/** Classes, times of words and places on the screen are not said. */
const plain = (line: string): string =>
  line
    .replaceAll(/<(?:\/?[a-z][^<>]*|\/|[\d:.]*)>/gi, '')
    .replaceAll(/\{\\[^{}]*\}/g, '')
    .replaceAll(/\\[Nnh]/g, ' ')
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,30}));/gi, (whole, decimal, hex, name) => {
      if (name) return decodeNamedCharacterReference(name) || whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });

const WORDS_COMPARED = 100;
/** Cues that touch: between those of automatic captions there is hardly any time. */
const TOUCH_MS = 100;

/**
 * Automatic captions roll: each cue repeats the end of the one before. Where most do, what is repeated goes. In
 * others it stays, for people do say things twice.
 */
function onceEach(cues: readonly Cue[]): Cue[] {
  const worded = cues.map((cue) => ({ ...cue, words: cue.text.split(/\s+/).filter((word) => word !== '') }));
  const spoken = worded.filter(({ words }) => words.length > 0);
  const repeated = spoken.map(({ words, from }, index) => {
    const before = spoken[index - 1];
    return before && from <= before.to + TOUCH_MS ? overlap(before.words, words) : 0;
  });
  const rolling = repeated.filter((count) => count > 0).length;
  if (rolling < 2 || rolling < spoken.length / 2) return [...cues];
  return spoken.map(({ from, to, words }, index) => ({
    from,
    to,
    text: words.slice(repeated[index]).join(' '),
  }));
}

/** How many words end one cue and begin the next; a few that are the whole of neither do not count. */
function overlap(before: readonly string[], words: readonly string[]): number {
  for (let count = Math.min(before.length, words.length, WORDS_COMPARED); count > 0; count -= 1) {
    if (count < 3 && count < before.length && count < words.length) return 0;
    const tail = before.slice(-count);
    if (tail.every((word, index) => word === words[index])) return count;
  }
  return 0;
}
