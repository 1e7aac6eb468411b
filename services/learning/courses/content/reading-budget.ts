/**
 * What of a Markdown text its parser cannot read in time that grows with the length alone, counted while it reads, before
 * it begins with it. A lesson that people wrote comes nowhere near; text that means harm is refused at once, with the
 * words for it, where it would keep a thread busy until its deadline.
 */
import { blockQuote, list, setextUnderline } from 'micromark-core-commonmark';
import type { Construct, Extension, ParseContext, TokenizeContext } from 'micromark-util-types';
import { because } from '../contract-import-reasons.ts';
import { ContentError, MARKDOWN_DEPTH, tooDeep } from './errors.ts';

/**
 * The squares of what is in each paragraph, together: half a second. In one paragraph alone it is 6,300 brackets or
 * stars, or 60,000 words.
 */
const MARKS = 40_000_000;

/**
 * How many events of the parser may be copied: three to five seconds. It copies all that there are by then at the end of each
 * quote and list, and at each underlined heading; a lesson of 300 kB with a thousand lists comes near to it.
 */
const COPIES = 40_000_000;

const [OPENING, CLOSING] = ['['.charCodeAt(0), ']'.charCodeAt(0)];

/** What the parser looks back for, through all of a paragraph, or ahead; the others only end a piece of text. */
const costly = new Map([...'[]*_~', '<<', '&&&'].map((marks) => [marks.charCodeAt(0), marks.length]));
const ENDS_A_PIECE = 0.1;

/** What each character of ASCII counts. */
const weights = Array.from({ length: 128 }, (_, code) => {
  const isWord = /[0-9A-Za-z]/.test(String.fromCharCode(code));
  return isWord ? 0 : (costly.get(code) ?? ENDS_A_PIECE);
});

class Budget {
  #marks = MARKS;
  #copies = COPIES;

  copies(events: number): void {
    this.#copies -= events;
    if (this.#copies >= 0) return;
    throw new ContentError(
      'content-too-complex',
      'It has too many lists, quotes and underlined headings to be read as one text. Split it into several lessons.',
      { reason: because('too-many-blocks') },
    );
  }

  /** Takes the pieces of one paragraph, heading or cell of a table, in their order. */
  paragraph(): (piece: string) => void {
    let marks = 0;
    let beginning = '';
    /** How deep what stands in each bracket that is still open is nested. */
    const open: number[] = [];
    return (piece) => {
      if (beginning.length < 40) beginning = `${beginning}${piece}`.trimStart().slice(0, 40);
      const more = marksIn(piece);
      this.#marks -= more * (2 * marks + more);
      marks += more;
      if (nestedIn(piece, open) > MARKDOWN_DEPTH) throw tooDeep();
      if (this.#marks >= 0) return;
      const begins = beginning.toWellFormed();
      throw new ContentError(
        'content-too-complex',
        `The paragraph that begins “${begins}” has too many words, brackets or other marks to be read. ` +
          'Part it with empty lines, or make it a code block.',
        { reason: because('paragraph-too-dense', { begins }) },
      );
    };
  }
}

function marksIn(text: string): number {
  let marks = 0;
  let wasAscii = true;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isAscii = code < 128;
    // A Latin word within others begins a piece of text too.
    if (isAscii) marks += wasAscii ? (weights[code] ?? 0) : Math.max(ENDS_A_PIECE, weights[code] ?? 0);
    wasAscii = isAscii;
  }
  return marks;
}

/** The most brackets in each other that end in a piece of text; those still open behind it are left in `open`. */
function nestedIn(text: string, open: number[]): number {
  let most = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === OPENING) open.push(0);
    else if (code === CLOSING) {
      const nested = (open.pop() ?? 0) + 1;
      if (open.length > 0) open.push(Math.max(nested, open.pop() ?? 0));
      most = Math.max(most, nested);
    }
  }
  return most;
}

/** Each parser reads one text. */
const budgets = new WeakMap<ParseContext, Budget>();

function budgetOf(parser: ParseContext): Budget {
  const known = budgets.get(parser);
  if (known) return known;
  const budget = new Budget();
  budgets.set(parser, budget);
  const { text, flow } = parser;
  // What stands within lines is read last, when all blocks are known: here its paragraphs are told apart for certain.
  parser.text = (from) => {
    const tokenizer = text(from);
    const { write } = tokenizer;
    const take = budget.paragraph();
    tokenizer.write = (chunks) => {
      for (const chunk of chunks) if (chunk !== null) take(typeof chunk === 'string' ? chunk : ' ');
      return write(chunks);
    };
    return tokenizer;
  };
  // For a line that goes on with a quote without its mark, all that is in the quote is looked through.
  parser.flow = (from) => {
    const tokenizer = flow(from);
    const { write } = tokenizer;
    tokenizer.write = (chunks) => {
      if (parser.lazy[tokenizer.now().line]) budget.copies(tokenizer.events.length);
      return write(chunks);
    };
    return tokenizer;
  };
  return budget;
}

/** Begins nothing, and is asked before anything else is. */
const first: Construct = {
  partial: true,
  tokenize(_effects, _ok, nok) {
    budgetOf(this.parser);
    return nok;
  },
};

const counted = (container: Construct): Construct => ({
  ...container,
  // Before the first block is begun that a text may have: what begins with a quote is counted from there on.
  tokenize(effects, ok, nok) {
    budgetOf(this.parser);
    return container.tokenize.call(this, effects, ok, nok);
  },
  exit(this: TokenizeContext, effects) {
    budgetOf(this.parser).copies(this.events.length);
    return container.exit?.call(this, effects);
  },
});

const countedHeading: Construct = {
  ...setextUnderline,
  resolveTo(events, context) {
    budgetOf(context.parser).copies(events.length);
    return setextUnderline.resolveTo?.(events, context) ?? events;
  },
};

const at = (characters: string, construct: Construct) =>
  Object.fromEntries([...characters].map((character) => [character.charCodeAt(0), construct]));

/** For the parser of Markdown, which then throws a {@link ContentError} `content-too-complex` or `markdown-too-deep`. */
export const readingBudget: Extension = {
  flowInitial: { null: first },
  document: { ...at('>', counted(blockQuote)), ...at('*+-0123456789', counted(list)) },
  flow: at('=-', countedHeading),
};
