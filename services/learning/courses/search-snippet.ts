/** The piece of a lesson that a search found it by. */
import { languageOfLesson } from './search-index.ts';
import { type Place, placesOf } from './search-terms.ts';

/** Of a text that is shown, with what was found in it. */
export interface SnippetPiece {
  readonly text: string;
  readonly match: boolean;
}

/** So many words are shown, of which some stand before the first that was found. */
const SHOWN = 32;
const BEFORE = 8;

/** The terms of a search in PostgreSQL's notation, whole and as beginnings of others. */
function termsOf(query: string): (term: string) => boolean {
  const whole = new Set<string>();
  const begun: string[] = [];
  for (const [, quoted = '', prefix] of query.matchAll(/'((?:[^']|'')*)'(:\*)?/g)) {
    const term = quoted.replaceAll("''", "'").replaceAll('\\\\', '\\');
    if (prefix) begun.push(term);
    else whole.add(term);
  }
  return (term) => whole.has(term) || begun.some((beginning) => term.startsWith(beginning));
}

/** Where most of what was looked for stands together, on one line; the beginning where it is further down. */
export function snippetOf(title: string, plain: string, query: string): SnippetPiece[] {
  const isLookedFor = termsOf(query);
  const known = new Map<string, boolean>();
  const finds = (term: string): boolean => {
    const before = known.get(term);
    if (before !== undefined) return before;
    const found = isLookedFor(term);
    known.set(term, found);
    return found;
  };
  const places = [...placesOf(plain, languageOfLesson(title, plain))];
  const matches = withoutLoneLetters(
    places,
    places.flatMap(({ terms }, n) => (terms.some(finds) ? [n] : [])),
  );
  const from = Math.max(0, densest(places, matches, finds) - BEFORE);
  const shown = places.slice(from, from + SHOWN);
  const begins = from === 0 ? 0 : (shown[0]?.start ?? 0);
  const ends = from + SHOWN >= places.length ? plain.length : (shown.at(-1)?.end ?? 0);
  return marked(
    plain,
    begins,
    ends,
    shown.filter((_, n) => matches.has(from + n)),
  );
}

/** A letter of a script without spaces is found by itself only where none was found beside another. */
function withoutLoneLetters(places: readonly Place[], found: readonly number[]): ReadonlySet<number> {
  const all = new Set(found);
  const letters = (n: number) => all.has(n) && places[n]?.letter === true;
  const follows = (n: number) => letters(n - 1) && letters(n) && places[n - 1]?.end === places[n]?.start;
  if (!found.some(follows)) return all;
  return new Set(found.filter((n) => !letters(n) || follows(n) || follows(n + 1)));
}

/** The place at which the most different terms begin to stand together; the first of them. */
function densest(
  places: readonly Place[],
  matches: ReadonlySet<number>,
  finds: (term: string) => boolean,
): number {
  const ordered = [...matches];
  let best = ordered[0] ?? 0;
  let most = 0;
  for (const [index, first] of ordered.entries()) {
    const different = new Set<string>();
    for (const n of ordered.slice(index, index + SHOWN)) {
      if (n >= first + SHOWN - BEFORE) break;
      for (const term of places[n]?.terms ?? []) if (finds(term)) different.add(term);
    }
    if (different.size > most) [best, most] = [first, different.size];
  }
  return best;
}

function marked(plain: string, begins: number, ends: number, found: readonly Place[]): SnippetPiece[] {
  const pieces: { text: string; match: boolean }[] = [];
  const say = (from: number, to: number, match: boolean): void => {
    const text = plain.slice(from, to).replace(/\s+/g, ' ');
    const before = pieces.at(-1);
    if (text === '') return;
    if (before?.match === match) before.text += text;
    else pieces.push({ text, match });
  };
  let at = begins;
  for (const { start, end } of found) {
    say(at, start, false);
    say(start, end, true);
    at = end;
  }
  say(at, ends, false);
  const [first] = pieces;
  const last = pieces.at(-1);
  if (first) first.text = first.text.trimStart();
  if (last) last.text = last.text.trimEnd();
  return pieces.filter(({ text }) => text !== '');
}
