/** Of a name that was typed from its first letter to its last. */
export const EXACT = 4;

/** Without accents and capitals: what people type in a hurry. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/**
 * How well a name fits what was typed, best first: it is the same, it begins so, each typed word begins a word of it, it
 * has it inside; 0 where none of these.
 */
export function fit(name: string, typed: string): number {
  const [whole, part] = [plain(name), plain(typed)];
  if (whole === part) return EXACT;
  if (whole.startsWith(part)) return 3;
  const words = wordsOf(whole);
  const wanted = wordsOf(part);
  if (wanted.length > 0 && wanted.every((one) => words.some((word) => word.startsWith(one)))) return 2;
  return part !== '' && whole.includes(part) ? 1 : 0;
}
