/** The words of documents: what an organization’s people may find. */
export const en = {
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
