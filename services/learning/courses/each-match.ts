/** Looking through a long text, such as the HTML of a lesson of a megabyte, while others get their turn. */
import { setImmediate as othersFirst } from 'node:timers/promises';

/** A few milliseconds' worth. */
const CHARACTERS_AT_ONCE = 250_000;
const MATCHES_AT_ONCE = 5_000;

/** Hands over every match of a global pattern, in order. */
export async function eachMatch(
  text: string,
  pattern: RegExp,
  take: (match: RegExpExecArray) => void,
): Promise<void> {
  // With a place of its own: others look through their texts meanwhile.
  const own = new RegExp(pattern);
  let [begun, matches] = [0, 0];
  for (let match = own.exec(text); match; match = own.exec(text)) {
    take(match);
    matches += 1;
    if (own.lastIndex - begun < CHARACTERS_AT_ONCE && matches < MATCHES_AT_ONCE) continue;
    await othersFirst();
    [begun, matches] = [own.lastIndex, 0];
  }
}
