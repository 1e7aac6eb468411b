/**
 * Whether a regular expression takes longer than a text is long: by its shape (scslre), and by trying. The shape tells of
 * quantifiers that can take the same characters from each other; what it does not see, a beginning of more than one
 * character that comes again and again, is tried with texts made of the expression itself.
 */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { analyse } from 'scslre';

/** Characters of each text that is tried: so many that going through it once for each of them is told from once. */
const LENGTH = 8_000;
/** One of each kind of character that a class may ask for. */
const CHARACTERS = [...'a0 -_./\\"\'`[](){}<>@:;,*#!?|=&%$^+~A\n\tıéñ한あ漢\u0301…'];

/** What is wrong with it; null where it is linear. */
export function superLinear(source: string, flags: string): string | null {
  const [report] = analyse({ source, flags }).reports;
  if (report) return `its shape (${report.type})`;
  const expression = new RegExp(source, flags);
  for (const text of hardTexts(source, flags))
    if (timeFor(expression, text) > tooLong() && timeFor(expression, text) > tooLong())
      return `it takes long for ${JSON.stringify(text.slice(0, 40))}…`;
  return null;
}

/** Texts of what the expression begins with, and of what it repeats, many times. */
function hardTexts(source: string, flags: string): Set<string> {
  const texts = new Set<string>();
  const add = (before: string, repeated: string) => {
    if (repeated === '') return;
    const many = repeated.repeat(Math.ceil(LENGTH / repeated.length));
    texts.add(`${before}${many}\0`);
  };
  const unicode = { uFlag: flags.includes('u'), vFlag: flags.includes('v') };
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: unicode.uFlag,
    unicodeSets: unicode.vFlag,
  });
  visitRegExpAST(pattern, {
    onAlternativeEnter: ({ elements }) => {
      let before = '';
      for (const element of elements) {
        if (element.type === 'Quantifier') add(before, exampleOf(element.element, flags));
        before += exampleOf(element, flags);
        add('', before);
      }
    },
  });
  return texts;
}

/** A short text that a part of an expression takes. */
function exampleOf(part: AST.Element, flags: string): string {
  switch (part.type) {
    case 'Character':
      return String.fromCodePoint(part.value);
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass': {
      const one = new RegExp(`^${part.raw}$`, flags.replace(/[gy]/g, ''));
      return CHARACTERS.find((character) => one.test(character)) ?? '';
    }
    case 'Quantifier':
      return exampleOf(part.element, flags).repeat(Math.max(1, part.min));
    case 'Group':
    case 'CapturingGroup':
      return part.alternatives[0]?.elements.map((element) => exampleOf(element, flags)).join('') ?? '';
    default:
      return '';
  }
}

/** Processor time, microseconds. */
function timeFor(expression: RegExp, text: string): number {
  const { user, system } = process.threadCpuUsage();
  text.replace(expression, '');
  const after = process.threadCpuUsage();
  return after.user + after.system - user - system;
}

let known: number | undefined;

/** A part of what this machine takes for an expression that goes through the text once for each of its characters. */
function tooLong(): number {
  known ??= Math.min(...Array.from({ length: 5 }, () => timeFor(/-+$/, `${'-'.repeat(LENGTH)}\0`)));
  return known / 12;
}
