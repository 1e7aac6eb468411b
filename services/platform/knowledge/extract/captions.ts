/** WebVTT and SubRip: what is said, a cue a line, with its time. */
import type { Extracted, Mark } from './extracted.ts';
import { Refused } from './refused.ts';

const TIMES = /^\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})/;

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
  const cues: Cue[] = [];
  let open: { from: number; to: number; lines: string[] } | undefined;
  const close = () => {
    if (open) cues.push({ from: open.from, to: open.to, text: open.lines.join(' ') });
    open = undefined;
  };
  for (const line of source.split(/\r?\n/)) {
    const times = TIMES.exec(line);
    if (times) {
      close();
      open = { from: milliseconds(times[1] as string), to: milliseconds(times[2] as string), lines: [] };
    } else if (line.trim() === '') close();
    // Tags of voices, classes and karaoke are not said.
    else
      open?.lines.push(
        line
          .replace(/<[^>]*>/g, '')
          .replaceAll('&amp;', '&')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>'),
      );
  }
  close();
  if (cues.length === 0)
    throw new Refused(
      'file-broken',
      'No captions were found: each needs a line such as 00:01.000 --> 00:04.000.',
    );
  return fromCues(cues);
}
