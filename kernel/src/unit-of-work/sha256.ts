/** The SHA-256 of what may be tens of megabytes, while others get their turn. */
import { createHash } from 'node:crypto';
import { setImmediate as othersFirst } from 'node:timers/promises';

/** A few milliseconds' worth, of bytes or of UTF-16. */
const AT_ONCE = 4_000_000;

/** In hexadecimal; of a text, that of its UTF-8. */
export async function sha256(content: string | Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let start = 0; start < content.length; ) {
    let end = Math.min(start + AT_ONCE, content.length);
    if (typeof content === 'string') {
      // Not between the two halves of a character.
      if (end < content.length && /[\uD800-\uDBFF]/.test(content.charAt(end - 1))) end += 1;
      hash.update(content.slice(start, end));
    } else hash.update(content.subarray(start, end));
    start = end;
    if (start < content.length) await othersFirst();
  }
  return hash.digest('hex');
}
