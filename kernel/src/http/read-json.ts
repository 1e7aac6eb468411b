/** JSON (RFC 8259) as others send it. What of it would hold the process up is refused before anything is made of it. */
import { parse } from 'secure-json-parse';
import { commonError } from '../contract/errors.ts';

/** Below this nothing takes long, whatever it is made of. */
const SHORT_CHARACTERS = 16_384;
/** Values and names in one text. A parser takes a hundred times as long for a list of lists as for a text of that size. */
const MOST_PARTS = 65_536;
/** Values within values: no contract asks for more, and what walks through a value calls itself as often. */
export const DEEPEST = 64;

/** The value of a text. Throws `invalid-input` where it has too many parts, and a `SyntaxError` where it is no JSON. */
export function readJson(text: string): unknown {
  if (text.length > SHORT_CHARACTERS) refuseExcess(text);
  // A key such as __proto__ would change what the other fields mean.
  return parse(text);
}

function refuseExcess(text: string): void {
  let [parts, depth] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '"':
        at = endOfText(text, at);
        break;
      case ':':
      case ',':
        parts += 1;
        break;
      case '[':
      case '{':
        parts += 1;
        depth += 1;
        break;
      case ']':
      case '}':
        depth -= 1;
        break;
    }
    if (depth > DEEPEST) throw tooMuch(`is nested deeper than ${DEEPEST} levels`);
    if (parts > MOST_PARTS) throw tooMuch(`has more than ${MOST_PARTS} values`);
  }
}

/** Where the text ends whose quote is at `start`. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function tooMuch(what: string) {
  const message = `${what}, which is too much`;
  return commonError('invalid-input', `The body ${message}.`, { errors: [{ path: '', message }] });
}
