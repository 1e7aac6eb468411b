/** What the addresses of these pages say beyond their path. */
import { id, oneOf, search, text } from '../../../app/search-params.ts';
import { kinds, levels } from '../kinds.ts';

/** A month as `2026-11`; without one, this month. */
export const monthSearch = search({
  month: (given) => {
    const month = text()(given);
    return month && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : undefined;
  },
});

export const templateSearch = search({
  level: oneOf(levels),
  version: (given) => (Number.isInteger(given) ? (given as number) : undefined),
});

export const pairSearch = search({ kind: oneOf(kinds), a: id, b: id });

export const feedbackSearch = search({ show: oneOf(['helpful', 'unhelpful']) });
