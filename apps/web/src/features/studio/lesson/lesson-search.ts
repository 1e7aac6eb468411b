import { flag, oneOf, search } from '../../../app/search-params.ts';

/** How much of the page the text and its preview get. */
export const lessonViews = ['write', 'both', 'read'] as const;

/** What the editor's address says. */
export const lessonSearch = search({
  /** Without: both. */
  view: oneOf(['write', 'read']),
  history: flag,
  /** Of the history: the one that is looked at; beside what it replaced, or beside what is written now. */
  revision: (given) => (typeof given === 'number' && Number.isSafeInteger(given) ? given : undefined),
  compare: oneOf(['now']),
});
