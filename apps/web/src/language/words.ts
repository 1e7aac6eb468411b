/**
 * The words of the interface. A feature keeps its own in `words.en.ts`, and each further language in a file of
 * the same shape beside it, which is fetched when somebody reads that language:
 *
 *     export const useCourseWords = words(en, { fr: () => import('./words.fr.ts').then((m) => m.fr) });
 *
 * They are asked for with the code that says them, and a page waits for both (`withWords`): nothing is drawn that is then
 * taken away until its words are there.
 */
import { use, useSyncExternalStore } from 'react';
import { directionOf, type Nouns, pluralForm } from './plural.ts';

export const languages = { en: 'English', fr: 'Français' } as const;
export type Language = keyof typeof languages;
/** The same in every language of the pages, where it is too little to be fetched by itself. */
export type InEachLanguage = Readonly<Record<Language, string>>;

type Others<Words> = Record<Exclude<Language, 'en'>, () => Promise<Words>>;

const storageKey = 'kernos-language';
const listeners = new Set<() => void>();
const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text);

let language: Language =
  [remembered(), ...navigator.languages].map(languageOf).find((known) => known !== undefined) ?? 'en';
show(language);

function remembered(): string {
  try {
    return localStorage.getItem(storageKey) ?? '';
  } catch {
    return '';
  }
}

/** Of a tag of BCP 47, such as `fr-CH`: the language that the pages have for it; undefined where they have none. */
export function languageOf(tag: string): Language | undefined {
  return [tag.slice(0, 2).toLowerCase()].find(isLanguage);
}

function show(shown: Language): void {
  document.documentElement.lang = shown;
  document.documentElement.dir = directionOf(shown);
}

export const currentLanguage = (): Language => language;

/** Fetches the words of all code that is here. */
const fetchers = new Set<(wanted: Language) => Promise<unknown>>();
const wordsHere = (wanted = language): Promise<unknown> =>
  Promise.all([...fetchers].map((fetchWords) => fetchWords(wanted)));

/** Fetches code together with its words. */
export const withWords =
  <File>(file: () => Promise<File>) =>
  async (): Promise<File> => {
    const code = await file();
    await wordsHere();
    return code;
  };

let chosenLast: Language = language;

/** Chooses the language of this browser; what is shown changes once all its words are there. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  chosenLast = chosen;
  await wordsHere(chosen);
  if (chosenLast !== chosen) return;
  language = chosen;
  show(chosen);
  try {
    localStorage.setItem(storageKey, chosen);
  } catch {
    // Then it holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

const listen = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

export const useLanguage = (): Language => useSyncExternalStore(listen, currentLanguage);

/** A hook that gives a feature's words in the reader's language; suspends where they are not there yet. */
export interface UseWords<Words> {
  (): Words;
  /** The words outside of a component, e.g. in a message that comes later: English until others are there. */
  now(): Words;
  /** As `now`, for a component that must not wait for them; it is drawn again when they are there. */
  soon(): Words;
}

export function words<Words>(en: Words, others: Others<Words>): UseWords<Words> {
  const asked = new Map<Language, Promise<Words>>();
  const here = new Map<Language, Words>([['en', en]]);
  const fetchOnce = (wanted: Exclude<Language, 'en'>): Promise<Words> => {
    const known = asked.get(wanted);
    if (known !== undefined) return known;
    const coming = others[wanted]();
    asked.set(wanted, coming);
    // Told once: whoever waits is drawn again by it, and would ask, and be told, for ever.
    coming.then(
      (fetched) => {
        here.set(wanted, fetched);
        // So React knows without waiting that it is there.
        Object.assign(coming, { status: 'fulfilled', value: fetched });
        for (const listener of listeners) listener();
      },
      // What did not come may come the next time.
      () => asked.delete(wanted),
    );
    return coming;
  };
  const fetchWords = async (wanted: Language) => wanted !== 'en' && fetchOnce(wanted);
  fetchers.add(fetchWords);
  void fetchWords(language);
  const useWords = () => {
    const wanted = useLanguage();
    // Always by `use`, also where they are there: React counts its calls, and would take those of one hook for another's.
    return wanted === 'en' ? en : use(fetchOnce(wanted));
  };
  const now = () => {
    return here.get(language) ?? en;
  };
  return Object.assign(useWords, { now, soon: () => useSyncExternalStore(listen, now) });
}

/** A number with its noun, by the plural rules of the language: `count(3, { one: 'lesson', other: 'lessons' })`. */
export const count = (amount: number, nouns: Nouns, locale: Language = language): string =>
  `${new Intl.NumberFormat(locale).format(amount)} ${pluralForm(amount, nouns, locale)}`;
