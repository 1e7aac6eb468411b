/**
 * An answer without a language model: quotations from the passages, in their own words, each cited. What only
 * a model could do (judge an answer, rephrase) is not pretended.
 */
import type { Language } from '@kernos/kernel/language';
import { languageOf } from '../../formats/languages.ts';
import { type Choice, chooseQuotes } from './choose-quotes.ts';
import { type ExtractWords, extractWords } from './extract-words.ts';
import { isAbout, type QuotedPassage, Weights } from './quotable.ts';
import type { CheckedSentence, Kind, ModeReason } from './schemas.ts';
import { contentWords, termsOf } from './terms.ts';

export interface Extract {
  readonly text: string;
  readonly sentences: readonly CheckedSentence[];
  /** False: nothing was found, and the text says so. */
  readonly found: boolean;
}

export interface ExtractInput {
  readonly question: string;
  readonly kind: Kind;
  /** Best first. */
  readonly passages: readonly QuotedPassage[];
  readonly reason: ModeReason;
  /** True: the passages are known to be about the question, e.g. by meaning or because a lesson was named. */
  readonly about: boolean;
  /** Of whoever asks. */
  readonly language?: Language;
}

/** Quotations that answer the question as its kind asks for; or a sentence that there is nothing. */
export function extract({ question, kind, passages, reason, about, language = 'en' }: ExtractInput): Extract {
  const words = extractWords[language];
  const nothing = (): Extract => ({ text: words.nothingFound, sentences: [], found: false });
  if (passages.length === 0 || !(about || isAbout(question, passages))) return nothing();
  const weights = new Weights(
    about ? [question, ...passages.map(({ title }) => title)].join(' ') : question,
    passages,
  );
  const choices = chooseQuotes(kind, passages, weights);
  const page = new Page(words);
  page.say(`*${words.quotations(words.reasons[reason])}*`);
  const found = forms[kind](page, choices, passages);
  return found ? { text: page.text, sentences: page.sentences, found: true } : nothing();
}

type Form = (page: Page, choices: readonly Choice[], passages: readonly QuotedPassage[]) => boolean;

/** The quotations under the name of the place they are from, code behind the sentence that leads to it. */
const passageByPassage: Form = (page, choices) => {
  let place = '';
  for (const group of groupByPassage(choices)) {
    const { passage } = group[0] as Choice;
    const name = placeOf(passage);
    if (name !== place) page.say(`**${name}**`);
    place = name;
    page.quote(group);
  }
  return choices.length > 0;
};

const list: Form = (page, choices) => {
  const ordered = choices.filter(({ quote }) => quote.kind === 'sentence');
  page.paragraph();
  for (const choice of ordered) page.item('- ', choice);
  return ordered.length > 0;
};

const places: Form = (page, choices, passages) => {
  page.paragraph();
  let number = 0;
  for (const passage of passages.slice(0, 8)) {
    const best = choices.find((choice) => choice.passage === passage);
    if (!best && number >= 3) continue;
    number += 1;
    page.write(`${number}. **${placeOf(passage)}**`);
    if (best) page.item(': ', best);
    else page.write(` [${passage.n}]\n`);
  }
  return number > 0;
};

const QUIZ_QUESTIONS = 4;
/** In the place of a word with its marks: underscores in a row emphasise nothing, so that none needs a backslash. */
const GAP = '______';

/** Sentences with a gap, because they can be checked by the learner alone. */
const gaps: Form = (page, choices) => {
  const items: { choice: Choice; masked: string; answer: string }[] = [];
  const asked = new Set<string>();
  for (const choice of choices) {
    const answer = gapIn(choice);
    if (!answer || asked.has(answer.toLowerCase())) continue;
    asked.add(answer.toLowerCase());
    items.push({ choice, masked: choice.quote.text.replace(answer, GAP), answer });
    if (items.length === QUIZ_QUESTIONS) break;
  }
  if (items.length === 0) return false;
  page.say(page.words.fillGaps);
  page.paragraph();
  for (const [at, { choice, masked }] of items.entries()) page.item(`${at + 1}. `, choice, masked);
  // A page that shows this folds away what stands below the line.
  page.say('---');
  page.say(`**${page.words.answers}**`);
  page.paragraph();
  for (const [at, { answer, choice }] of items.entries())
    page.write(`${at + 1}. ${answer} [${choice.passage.n}]\n`);
  return true;
};

const forms: Readonly<Record<Kind, Form>> = {
  explain: passageByPassage,
  code_help: passageByPassage,
  debugging: passageByPassage,
  summarize: list,
  find: places,
  quiz_me: gaps,
};

/**
 * What to ask for, as it is written with its marks: code, then something in bold, then a word of the heading; never one
 * that repeats, nor one that stands in an address only.
 */
function gapIn({ quote, passage }: Choice): string | undefined {
  const language = languageOf(passage.text);
  const { text } = quote;
  if (text.length < 40 || text.length > 300 || quote.terms.size < 4) return undefined;
  const marked = [...text.matchAll(/(?<!`)`[^`\n]{2,40}`(?!`)|\*\*[^*`\n]{3,40}\*\*/g)].map(
    ([written]) => written,
  );
  const topic = termsOf([passage.title, ...passage.headings].join(' '), language);
  const topical = contentWords(text, language)
    .filter(({ term, written }) => topic.has(term) && written.length > 3)
    .map(({ written }) => written);
  const said = text.replace(/\]\([^)\]]*\)|<[^<>]*>/g, ' ');
  return [...marked, ...topical].find((word) => {
    const bare = word.replace(/^(?:`|\*\*)|(?:`|\*\*)$/g, '');
    return bare && text.split(bare).length === 2 && said.includes(bare);
  });
}

function groupByPassage(choices: readonly Choice[]): Choice[][] {
  const groups: Choice[][] = [];
  for (const choice of choices) {
    const last = groups.at(-1);
    if (last?.[0]?.passage === choice.passage) last.push(choice);
    else groups.push([choice]);
  }
  return groups;
}

/** `Lesson › Heading`, as short as it is clear. */
export function placeOf({ title, headings }: { title: string; headings: readonly string[] }): string {
  const nearest = headings.at(-1);
  return nearest && nearest !== title ? `${title} › ${nearest}` : title;
}

/** An answer being written, with the place of every quotation in it. */
class Page {
  readonly words: ExtractWords;
  text = '';
  readonly sentences: CheckedSentence[] = [];

  constructor(words: ExtractWords) {
    this.words = words;
  }

  write(text: string): void {
    this.text += text;
  }

  /** Ends what stands before with a blank line. */
  paragraph(): void {
    if (this.text) this.text = `${this.text.trimEnd()}\n\n`;
  }

  /** A paragraph in our own words. */
  say(text: string): void {
    this.paragraph();
    this.text += text;
  }

  /** A quotation on a line of its own. */
  item(lead: string, { quote, passage }: Choice, text = quote.text): void {
    this.write(lead);
    this.#sentence(text, passage.n);
    this.write('\n');
  }

  /** The pieces of one passage: sentences as a quotation that is cited at its end, code as code. */
  quote(pieces: readonly Choice[]): void {
    for (const [at, { quote, passage }] of pieces.entries()) {
      const [before, after] = [pieces[at - 1]?.quote, pieces[at + 1]?.quote];
      if (quote.kind === 'code') {
        this.paragraph();
        if (before?.kind !== 'sentence') this.write(`${this.words.codeOf(passage.n)}\n\n`);
        const fence = quote.text.includes('```') ? '````' : '```';
        this.write(`${fence}${quote.language}\n${quote.text}\n${fence}`);
        continue;
      }
      if (before?.kind === 'sentence') this.write(quote.index === before.index + 1 ? ' ' : ' … ');
      else {
        this.paragraph();
        this.write('> ');
      }
      this.#sentence(quote.text, passage.n, after?.kind !== 'sentence');
    }
  }

  #sentence(text: string, n: number, mark = true): void {
    const start = this.text.length;
    this.text += mark ? `${text} [${n}]` : text;
    this.sentences.push({
      start,
      end: this.text.length,
      verdict: 'supported',
      reason: null,
      citations: [{ n, support: 1 }],
    });
  }
}
