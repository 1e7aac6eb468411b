/**
 * A follow-up made to stand alone, for the search knows nothing of what was said before. Which questions are
 * follow-ups, and how one is completed without a model, is a heuristic: short or pointing back ("and why is
 * that?"), it gets the leading terms of the question before. A model, where there is one, rewrites it better.
 */
import { languageOf } from '../../formats/languages.ts';
import { contentWords } from './terms.ts';

export interface Turn {
  readonly question: string;
  /** The question as it was understood then. */
  readonly understood: string;
  readonly answer: string;
}

const POINTS_BACK =
  /\b(?:it|its|that|this|these|those|they|them|their|he|she|one|ones|the same|above|previous|former|latter|instead|again|more|another|else)\b/i;
const BEGINS_AS_FOLLOW_UP =
  /^(?:and|but|so|then|or|also|why|how so|how come|what about|how about|what if|ok|okay|really|go on|continue|explain (?:more|further|again)|can you (?:elaborate|explain (?:more|again))|(?:an|one)(?: |)other|give me|show me (?:an|another)|for example|in other words|simpler|shorter)\b/i;
const LONGEST_FOLLOW_UP = 14;
const MOST_CARRIED = 6;

/** The same in other languages, by what such questions begin with. */
const BEGINS_ELSEWHERE =
  /^(?:et|mais|donc|alors|ou bien|aussi|pourquoi|comment ça|encore|par exemple|un autre|une autre|y|pero|entonces|también|por qué|otro|otra|por ejemplo|e|mas|então|também|por que|outro|outra|por exemplo|und|aber|also|dann|auch|warum|wieso|noch ein|noch eine|zum beispiel|ma|allora|anche|perché|per esempio|و|لكن|لماذا|а|но|почему|тогда)(?![\p{L}\p{N}])/iu;

/** True where a question can hardly be answered without the one before. */
export function isFollowUp(question: string, previous: Turn | undefined): boolean {
  if (!previous) return false;
  const asked = question.trim();
  if (asked.split(/\s+/).length > LONGEST_FOLLOW_UP) return false;
  const terms = contentWords(question);
  if (terms.length <= 1) return true;
  if (languageOf(question) !== 'en' && BEGINS_ELSEWHERE.test(asked)) return true;
  return BEGINS_AS_FOLLOW_UP.test(asked) || (POINTS_BACK.test(question) && terms.length <= 4);
}

/** The question with the topic of the one before: its terms that the new one lacks. */
export function carryTopic(question: string, previous: Turn): string {
  const known = new Set(contentWords(question).map(({ term }) => term));
  const carried: string[] = [];
  for (const { term, written } of contentWords(previous.understood)) {
    if (known.has(term)) continue;
    known.add(term);
    carried.push(written);
    if (carried.length === MOST_CARRIED) break;
  }
  return carried.length > 0 ? `${question.trim()} (${carried.join(' ')})` : question.trim();
}

const LONGEST_REWRITE = 500;

/** What a model made of a follow-up, where it is usable: one line, of a sensible length; else null. */
export function acceptRewrite(text: string): string | null {
  const line = text
    .trim()
    .split('\n')[0]
    ?.replace(/^["'`]+|(?<!["'`])["'`]+$/g, '')
    .trim();
  if (!line || line.length > LONGEST_REWRITE || contentWords(line).length === 0) return null;
  return line;
}

/** What a model is asked to rewrite a follow-up. */
export function rewritePrompt(question: string, turns: readonly Turn[]): { system: string; content: string } {
  const talk = turns
    .slice(-3)
    .map(({ question: asked, answer }) => `Q: ${asked}\nA: ${answer.slice(0, 400)}`);
  return {
    system:
      'Rewrite the last question so that it can be understood without the conversation. Keep its language and ' +
      'its meaning. Answer with the rewritten question alone, on one line. Do not answer the question.',
    content: `${talk.join('\n\n')}\n\nLast question: ${question}`,
  };
}
