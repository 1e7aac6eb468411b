/**
 * A noun in the forms that the language has (CLDR plural rules): English has `one` and `other`, French `many` as
 * well, Arabic six. Where a form is not given, `other` stands for it.
 */
export type Nouns = { readonly other: string } & { readonly [Form in Intl.LDMLPluralRule]?: string };

/** The form that goes with an amount. */
export const pluralForm = (amount: number, nouns: Nouns, language: string): string =>
  nouns[new Intl.PluralRules(language).select(amount)] ?? nouns.other;

interface WithTextInfo {
  readonly textInfo?: { readonly direction?: string };
  readonly getTextInfo?: () => { readonly direction?: string };
}

/** Which way a language is written; from left to right where the browser cannot tell. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const locale = new Intl.Locale(language) as Intl.Locale & WithTextInfo;
  const { direction } = locale.getTextInfo?.() ?? locale.textInfo ?? {};
  return direction === 'rtl' ? 'rtl' : 'ltr';
}
