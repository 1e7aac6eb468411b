/** The words of documents: what an organization’s people may find. */
import { count } from '../../language/words.ts';

const bytes = (n: number): string =>
  n < 1_000 ? `${n} B` : n < 1_000_000 ? `${Math.round(n / 1_000)} kB` : `${(n / 1_000_000).toFixed(1)} MB`;

export const en = {
  title: 'Documents',
  lead: 'What answers may quote beside published lessons. What you add can be asked about as soon as it is read.',
  states: { waiting: 'Waiting', working: 'Being read', ready: 'Can be found', failed: 'Not readable' },
  allStates: 'In any state',
  state: 'State',
  visibility: {
    organization: 'Everybody here',
    members: 'Who is in the course',
    instructors: 'Only who teaches',
  },
  visibilityLabel: 'Who may find it',
  course: 'Course',
  noCourse: 'No course',
  search: 'Find a document',
  none: 'No documents yet',
  noneText: 'Drop a file above, or add the address of a page.',
  nothing: 'No document fits',
  nothingText: 'Take out a filter, or try other words.',
  add: {
    drop: 'Drop files here',
    or: 'or',
    choose: 'choose files',
    kinds: 'Markdown, PDF, Word, slides, web pages, notebooks, code, captions. Up to 50 MB each.',
    sending: (name: string, percent: number) => `${name}: ${percent} % sent`,
    failed: (name: string) => `${name} was not added.`,
  },
  address: {
    label: 'Address of a page or file',
    refresh: 'Look again',
    never: 'Never by itself',
    daily: 'Every day',
    weekly: 'Every week',
    monthly: 'Every month',
    add: 'Add this address',
    added: 'The address is added and being fetched.',
  },
  row: {
    passages: (n: number) => count(n, { one: 'passage', other: 'passages' }),
    pages: (n: number) => count(n, { one: 'page', other: 'pages' }),
    size: bytes,
    retry: 'Read it again',
    delete: 'Delete',
    retried: 'It is being read again.',
    lastGood: 'What was read before can still be found.',
  },
  remove: {
    title: (name: string) => `Delete “${name}”?`,
    text: 'The file and its passages are deleted for good, and no answer can quote it from the next question on.',
    sure: 'Delete document',
    keep: 'Keep it',
    done: 'The document is deleted.',
  },
  find: {
    title: 'Try the search',
    label: 'What would a learner ask?',
    text: 'See what the assistant would find, and why.',
    none: 'Nothing was found. Other words may help, or a document about it is missing.',
    why: 'Why it was found',
    lexicalRank: (rank: number) => `rank ${rank} by words`,
    vectorRank: (rank: number) => `rank ${rank} by meaning`,
  },
  types: {
    lesson: 'Lesson',
    markdown: 'Markdown',
    html: 'Web page',
    pdf: 'PDF',
    docx: 'Word',
    pptx: 'Slides',
    text: 'Text',
    notebook: 'Notebook',
    code: 'Source code',
    captions: 'Captions',
    media: 'Sound or film',
  },
  source: {
    marked: 'The passage is marked below.',
    notMarked: 'The passage is not in this document any more.',
    missingTitle: 'This document is not here',
    missingText: 'It was deleted, or it is not meant for you.',
  },
};
export type KnowledgeWords = typeof en;
