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
