/** The languages in which the system speaks to people by itself. */

export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** The same in each of them. */
export type InEachLanguage<T = string> = Readonly<Record<Language, T>>;

const known = (tag: string): Language | undefined =>
  languages.find((language) => language === tag.trim().slice(0, 2).toLowerCase());

/** The language that is nearest to a tag of BCP 47, such as `fr-CH`; English where we have none that is. */
export const languageOf = (tag: string | null): Language => known(tag ?? '') ?? 'en';

/**
 * The language that a request asks for by `Accept-Language`, undefined where it names none of ours. Its tags are read
 * in their order, which is how browsers and our pages rank them.
 */
export const askedLanguage = (request: {
  requestHeader(name: string): string | undefined;
}): Language | undefined =>
  request
    .requestHeader('accept-language')
    ?.split(',')
    .map(known)
    .find((language) => language !== undefined);

/** What is told in words of a reader's own language: its code, what it is about, and the English of it (decision 28). */
export interface Coded<Code extends string = string> {
  readonly code: Code;
  readonly values: Record<string, string | number>;
  readonly english: string;
}

type Sentence = (values: never) => string;

/** Sentences by their codes, and how one is made: `because('path-too-long', { most: 512 })`. */
export function codedWords<const English extends Readonly<Record<string, Sentence>>>(english: English) {
  type Code = keyof English & string;
  return {
    codes: Object.keys(english) as Code[],
    because<C extends Code>(code: C, ...values: Parameters<English[C]>): Coded<C> {
      const [given = {}] = values as [Record<string, string | number>?];
      return { code, values: given, english: (english[code] as (values: object) => string)(given) };
    },
  };
}
