/** As long as the title may be that somebody gives. */
export const TITLE_LENGTH = 200;

/**
 * What a document is called that nobody named, made of what it has: its own heading, the name of its file, its address. One
 * line; where that is too long, shortened, and a file name without its extension. Empty where nothing can be seen of it.
 */
export function titleOf(text: string): string {
  const line = text
    .replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .toWellFormed()
    .trim();
  if (line.length <= TITLE_LENGTH) return line;
  const bare = line.replace(/\.[\p{L}\p{N}]{1,10}$/u, '');
  if (bare.length <= TITLE_LENGTH) return bare;
  // Not in the middle of a character that takes two units.
  return `${bare.slice(0, TITLE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
