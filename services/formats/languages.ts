/**
 * Words as they are compared whatever language they are in: folded, by their stem, and which of them everybody
 * uses about everything. A text's language decides how its words are stemmed; where nothing tells it, that is
 * English. Documents and questions are read by the same rules, in search and in answers alike.
 */
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stopwords as arabicStopWords } from '@orama/stopwords/arabic';
import { stopwords as englishStopWords } from '@orama/stopwords/english';
import { stopwords as frenchStopWords } from '@orama/stopwords/french';
import { stopwords as germanStopWords } from '@orama/stopwords/german';
import { stopwords as italianStopWords } from '@orama/stopwords/italian';
import { stopwords as portugueseStopWords } from '@orama/stopwords/portuguese';
import { stopwords as russianStopWords } from '@orama/stopwords/russian';
import { stopwords as spanishStopWords } from '@orama/stopwords/spanish';
import { stemmer as english } from 'stemmer';

/** Letters that have no accent to take away, and yet are typed otherwise. */
const SPELT_OTHERWISE: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ʼ: "'", '’': "'" },
  // Forms of one letter in Arabic and Persian, and what only stretches a word.
  ...{ ة: 'ه', ى: 'ي', ی: 'ي', ک: 'ك', ـ: '' },
};
const spelt = new RegExp(`[${Object.keys(SPELT_OTHERWISE).join('')}]`, 'gu');
// Vowel signs of Indic scripts and the voicing marks of kana are letters in their own right.
const ACCENTS =
  /[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Greek}\p{Script=Cyrillic}]]--[\u3099\u309A]]/gv;

/** Lower case, without accents and ligatures: what a person types who has no such keys. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the fast way, and most of it
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(spelt, (letter) => SPELT_OTHERWISE[letter] ?? letter);
}

export type Language = 'en' | 'fr' | 'es' | 'pt' | 'de' | 'it' | 'ar' | 'ru';
type Script = 'Latin' | 'Arabic' | 'Cyrillic';

interface Rules {
  readonly script: Script;
  /** Of a word in lower case, with its accents. */
  readonly stem: (word: string) => string;
  readonly everyday: ReadonlySet<string>;
}

/** Words of questions and of talking about them, which the lists lack; folded. */
const rules = (script: Script, stem: Rules['stem'], words: readonly string[], more: string): Rules => ({
  script,
  stem,
  everyday: new Set([...words, ...more.split(' ')].map(fold).filter((word) => /\p{L}/u.test(word))),
});

// Plurals in -ões and -ães, which the stemmer leaves apart from their singular in -ão.
const portugueseSingular = (word: string): string => word.replace(/(?:õ|ã|o|a)es$/, 'ao');
// As people type who have no umlauts.
const withoutUmlauts = (word: string): string => word.replace(/([ao])e/g, '$1').replace(/(?<![aeq])ue/g, 'u');

/** One article or conjunction before a word, and its endings, as Lucene's light10 takes them off. */
function arabic(word: string): string {
  let stem = fold(word).replace(/^(?:وال|بال|كال|فال|ال|لل|و)(?=..)/, (prefix) =>
    prefix === 'و' && word.length < 4 ? prefix : '',
  );
  for (const ending of ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي'])
    if (stem.length > ending.length + 1 && stem.endsWith(ending)) stem = stem.slice(0, -ending.length);
  return stem;
}

const languages: Readonly<Record<Language, Rules>> = {
  en: rules('Latin', (word) => (/^[a-z]{3,}$/.test(word) ? english(word) : word), englishStopWords, 'a'),
  fr: rules(
    'Latin',
    french,
    frenchStopWords,
    'quoi comment pourquoi quand combien où dont si donc car comme alors plus très peut peux puis faut fait faire être avoir ça y lui elles mêmes aussi encore lorsque puisque jusque lors entre vers chez tout tous toute toutes',
  ),
  es: rules(
    'Latin',
    spanish,
    spanishStopWords,
    'qué quién cómo cuándo dónde cuál por para con es son está están hay puede puedo hace se si y o u e más muy también ya porque pues así tan',
  ),
  pt: rules(
    'Latin',
    (word) => portuguese(portugueseSingular(word)),
    portugueseStopWords,
    'quê quem como quando onde porque porquê por é são está há pode posso faz fazer se e ou mais muito também já então assim tão',
  ),
  de: rules(
    'Latin',
    (word) => german(withoutUmlauts(fold(word))),
    germanStopWords,
    'was wer wo wann warum wieso weshalb wofür womit gibt macht wurde wurden bitte mal denn dass ja nein',
  ),
  it: rules(
    'Latin',
    italian,
    italianStopWords,
    'cosa come quando perché quanto può posso fare fa è e o ma se anche più molto già così',
  ),
  ar: rules(
    'Arabic',
    arabic,
    arabicStopWords,
    'ما ماذا هل كيف لماذا متى أين من هو هي هذا هذه ذلك تلك في على إلى عن مع و أو ثم',
  ),
  ru: rules(
    'Cyrillic',
    russian,
    russianStopWords,
    'что как почему зачем когда где какой какая какие это такое для из или и в на с',
  ),
};

const names = Object.keys(languages) as Language[];
const scripts: Readonly<Record<Script, RegExp>> = {
  Latin: /\p{Script=Latin}/u,
  Arabic: /\p{Script=Arabic}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
};

/** Languages that a word may be of, by the script it is written in. */
export function languagesOf(word: string): readonly Language[] {
  return byScript.find(({ script }) => script.test(word))?.names ?? ENGLISH;
}
const ENGLISH: readonly Language[] = ['en'];
const byScript = (Object.keys(scripts) as Script[]).map((script) => ({
  script: scripts[script],
  names: names.filter((name) => languages[name].script === script),
}));

/** No language has longer words that end in several ways; a stemmer would take long over them. */
const LONGEST_STEMMED = 40;

/** What a word is compared by in a language; the word as it is written, in any case. */
export function stemIn(language: Language, word: string): string {
  if (word.length > LONGEST_STEMMED) return fold(word);
  return fold(languages[language].stem(word.toLowerCase().normalize('NFC')));
}

/** True for words that are used about everything; folded. */
export const isEveryday = (language: Language, word: string): boolean =>
  languages[language].everyday.has(word);

/** What is left of a word behind an article or pronoun that lost its vowel: `l’eau`, `qu’une`, `dell’acqua`. */
export const elided = (word: string): number =>
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|d[ae]ll|n[e]ll|s[ou]ll|all|un|quest|quell)['’ʼ](?=\p{L})/iu.exec(
    word,
  )?.[0].length ?? 0;

const WORD = /[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*/gu;
/** So much of a text tells its language. */
const READ = 2_000;
/** A text of fewer such words than one in so many words is no running text of a language. */
const EVERYDAY_AMONG = 12;

interface Telling {
  readonly names: readonly Language[];
  readonly weight: number;
}
/** In which languages a word is one that everybody uses, and how much that tells: the fewer, the more. */
const telling = new Map<string, Telling>();
for (const name of names)
  for (const word of languages[name].everyday) {
    const known = [...(telling.get(word)?.names ?? []), name];
    telling.set(word, { names: known, weight: 1 / known.length });
  }

const NOTHING: readonly Telling[] = [];
const remembered = new Map<string, readonly Telling[]>();
const WORDS_REMEMBERED = 20_000;

function toldBy(word: string): readonly Telling[] {
  const known = remembered.get(word);
  if (known) return known;
  const at = elided(word);
  const pieces = at > 0 ? [word.slice(0, at - 1), word.slice(at)] : [word];
  const told = pieces.flatMap((piece) => telling.get(fold(piece)) ?? []);
  if (word.length > 12) return told;
  if (remembered.size >= WORDS_REMEMBERED) remembered.clear();
  remembered.set(word, told.length > 0 ? told : NOTHING);
  return told;
}

/** The language of a text by the words that everybody uses, else by its script; English where neither tells. */
export function languageOf(text: string): Language {
  const counts = new Map<Language, number>();
  const beginning = text.slice(0, READ);
  let words = 0;
  for (const [word] of beginning.matchAll(WORD)) {
    words += 1;
    for (const told of toldBy(word))
      for (const name of told.names) counts.set(name, (counts.get(name) ?? 0) + told.weight);
  }
  let best: Language = 'en';
  for (const name of names) if ((counts.get(name) ?? 0) > (counts.get(best) ?? 0)) best = name;
  if ((counts.get(best) ?? 0) * EVERYDAY_AMONG >= words && words > 0) return best;
  if (scripts.Latin.test(beginning)) return 'en';
  return languagesOf(beginning)[0] ?? 'en';
}
