import { id, search, text } from '../../app/search-params.ts';

/** Of a text: the passage that is meant, e.g. by a citation (its id, as knowledge calls it), and its very words. */
export const meantPassage = { passage: id, quote: text(500) };

/** What the address of a lesson says beside which one it is: the panel that is open, and what is meant. */
export const lessonSearch = search({
  side: (given) => (typeof given === 'string' && /^[a-z-]{1,30}$/.test(given) ? given : undefined),
  ...meantPassage,
});
