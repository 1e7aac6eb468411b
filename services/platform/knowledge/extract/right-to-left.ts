/**
 * Scripts that run from right to left, which PDFs draw from left to right. pdf.js turns around what is drawn at once,
 * letter by letter: the pieces of a line stay in the order of drawing, and the letters that one glyph stands for are
 * turned around too, so that lam-alef becomes alef-lam, another word.
 */
export const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

export type Pdf = Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>;
export type Page = Awaited<ReturnType<Pdf['getPage']>>;

/** What the glyphs of a page stand for, in the order in which they are drawn. */
export async function drawnGlyphs(page: Page): Promise<string[]> {
  const { getResolvedPDFJS } = await import('unpdf');
  const { OPS, AnnotationMode } = await getResolvedPDFJS();
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
  return fnArray.flatMap((operation: number, index: number) =>
    operation === OPS.showText
      ? (argsArray[index][0] as (number | { unicode?: string })[]).flatMap((glyph) =>
          typeof glyph === 'object' && glyph.unicode ? glyph.unicode : [],
        )
      : [],
  );
}

export class LigatureOrder {
  /** Letters in the order of drawing, without spaces: of those, texts have more than are drawn. */
  readonly #letters: string[] = [];
  /** Where glyphs of several letters begin among them, and how many they are. */
  readonly #ligatures = new Map<number, number>();
  #at = 0;

  constructor(glyphs: readonly string[]) {
    for (const glyph of glyphs) {
      const letters = [...glyph.replaceAll(/\s+/g, '')];
      if (letters.length > 1 && letters.every((letter) => RIGHT_TO_LEFT.test(letter)))
        this.#ligatures.set(this.#letters.length, letters.length);
      this.#letters.push(...letters);
    }
  }

  /** The next text of the page, with the letters of its ligatures in their order. */
  righted(text: string): string {
    const letters = [...text];
    const places = letters.flatMap((letter, place) => (/\s/.test(letter) ? [] : place));
    const [from, to] = [this.#at, this.#at + places.length];
    this.#at = to;
    for (let at = from; at < to; at += 1) {
      const length = this.#ligatures.get(at);
      if (length === undefined) continue;
      const drawn = this.#letters.slice(at, at + length);
      // The whole text is turned around, or in a text of another script the words of this one are.
      const [first, last] = this.#runAround(at, from, to);
      const turned = [from + to - at - length, first + last - at - length].find((place) =>
        drawn.every((letter, index) => letters[places[place - from + length - 1 - index] ?? -1] === letter),
      );
      if (turned === undefined) continue;
      for (const [index, letter] of drawn.entries())
        letters[places[turned - from + index] as number] = letter;
    }
    return letters.join('');
  }

  #runAround(at: number, from: number, to: number): [number, number] {
    let [first, last] = [at, at];
    const isOfScript = (place: number) => RIGHT_TO_LEFT.test(this.#letters[place] ?? '');
    while (first > from && isOfScript(first - 1)) first -= 1;
    while (last < to && isOfScript(last)) last += 1;
    return [first, last];
  }
}

/** A piece of a line, and where it stands. */
export interface Drawn {
  readonly text: string;
  readonly x: number;
}

/** The pieces of a line as they are read: words of each script among each other, and all of them as the line runs. */
export function inReadingOrder(line: readonly Drawn[]): string {
  const whole = line.map(({ text }) => text).join('');
  if (!RIGHT_TO_LEFT.test(whole)) return whole;
  const letters = whole.match(/\p{L}/gu) ?? [];
  const runsLeft = letters.filter((letter) => RIGHT_TO_LEFT.test(letter)).length * 2 >= letters.length;
  const runs: { isLeft: boolean; pieces: Drawn[] }[] = [];
  const pieces = line.toSorted((a, b) => a.x - b.x);
  for (const [index, piece] of pieces.entries()) {
    const isLeft = directionOf(pieces, index) ?? runsLeft;
    const run = runs.at(-1);
    if (run?.isLeft === isLeft) run.pieces.push(piece);
    else runs.push({ isLeft, pieces: [piece] });
  }
  const ordered = runsLeft ? runs.toReversed() : runs;
  return ordered
    .flatMap((run) => (run.isLeft ? run.pieces.toReversed() : run.pieces))
    .map(({ text }) => text)
    .join('');
}

/** True where a piece runs to the left; what has no letters, digits aside, goes as both of its neighbours do. */
function directionOf(pieces: readonly Drawn[], at: number): boolean | undefined {
  const own = (index: number, step: number): boolean | undefined => {
    for (let place = index; place >= 0 && place < pieces.length; place += step) {
      const { text } = pieces[place] as Drawn;
      if (RIGHT_TO_LEFT.test(text)) return true;
      if (/[\p{L}\p{N}]/u.test(text)) return false;
      if (step === 0) return undefined;
    }
    return undefined;
  };
  const direct = own(at, 0);
  if (direct !== undefined) return direct;
  const [before, after] = [own(at - 1, -1), own(at + 1, 1)];
  return before === after ? before : undefined;
}
