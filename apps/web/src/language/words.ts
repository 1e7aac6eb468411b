/**
 * The words of the interface. A feature keeps its own in `words.en.ts`, and each further language in a file of
 * the same shape beside it, which is fetched when somebody reads that language:
 *
 *     export const useCourseWords = words(en, { fr: () => import('./words.fr.ts').then((m) => m.fr) });
 */
import { use, useSyncExternalStore } from 'react';

export const languages = { en: 'English', fr: 'Français' } as const;
export type Language = keyof typeof languages;

type Others<Words> = Record<Exclude<Language, 'en'>, () => Promise<Words>>;

const storageKey = 'kernos-language';
const listeners = new Set<() => void>();
const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text);

let language: Language =
  [remembered(), ...navigator.languages.map((tag) => tag.slice(0, 2))].find(isLanguage) ?? 'en';
document.documentElement.lang = language;

function remembered(): string {
  try {
    return localStorage.getItem(storageKey) ?? '';
  } catch {
    return '';
  }
}

export const currentLanguage = (): Language => language;

/** Chooses the language of this browser. */
export function chooseLanguage(chosen: Language): void {
  language = chosen;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem(storageKey, chosen);
  } catch {
    // Then it holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

export const useLanguage = (): Language =>
  useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, currentLanguage);

/** A hook that gives a feature's words in the reader's language; suspends while they are fetched. */
export interface UseWords<Words> {
  (): Words;
  /** The words outside of a component, e.g. in a message that comes later: English until others are there. */
  now(): Words;
}

export function words<Words>(en: Words, others: Others<Words>): UseWords<Words> {
  const asked = new Map<Language, Promise<Words>>();
  const here = new Map<Language, Words>([['en', en]]);
  const fetchOnce = (wanted: Exclude<Language, 'en'>): Promise<Words> => {
    const known = asked.get(wanted) ?? others[wanted]();
    asked.set(wanted, known);
    void known.then((fetched) => here.set(wanted, fetched));
    return known;
  };
  const useWords = () => {
    const wanted = useLanguage();
    return wanted === 'en' ? en : (here.get(wanted) ?? use(fetchOnce(wanted)));
  };
  return Object.assign(useWords, { now: () => here.get(language) ?? en });
}

/** A number with its noun, by the plural rules of the language: `count(3, { one: 'lesson', other: 'lessons' })`. */
export function count(
  amount: number,
  nouns: { one: string; other: string },
  locale: Language = language,
): string {
  const form = new Intl.PluralRules(locale).select(amount) === 'one' ? nouns.one : nouns.other;
  return `${new Intl.NumberFormat(locale).format(amount)} ${form}`;
}
