import type { KnowledgeWords } from './words.en.ts';

export const fr: KnowledgeWords = {
  types: {
    lesson: 'Leçon',
    markdown: 'Markdown',
    html: 'Page web',
    pdf: 'PDF',
    docx: 'Word',
    pptx: 'Diapositives',
    text: 'Texte',
    notebook: 'Carnet',
    code: 'Code source',
    captions: 'Sous-titres',
    media: 'Son ou film',
  },
  source: {
    marked: 'Le passage est surligné ci-dessous.',
    notMarked: 'Le passage n’est plus dans ce document.',
    missingTitle: 'Ce document n’est pas ici',
    missingText: 'Il a été supprimé, ou il ne vous est pas destiné.',
  },
};
