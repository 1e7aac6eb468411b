/**
 * Ligatures of scripts that run from right to left. A PDF draws a line from left to right; pdf.js turns it around
 * letter by letter, and with it the letters that one glyph stands for: lam-alef becomes alef-lam, another word.
 */
export const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

export type Pdf = Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;

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
