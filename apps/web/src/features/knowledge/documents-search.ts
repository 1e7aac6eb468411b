import { oneOf, search, text } from '../../app/search-params.ts';

const documentStates = ['waiting', 'working', 'ready', 'failed'] as const;

/** What the page of documents shows. */
export const documentsSearch = search({ q: text(), state: oneOf(documentStates) });
