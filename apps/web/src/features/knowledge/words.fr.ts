import { count } from '../../language/words.ts';
import type { KnowledgeWords } from './words.en.ts';

export const fr: KnowledgeWords = {
  title: 'Documents',
  lead: 'Ce que les réponses peuvent citer à côté des leçons publiées. Ce que vous ajoutez peut être demandé dès que c’est lu.',
  states: { waiting: 'En attente', working: 'En cours de lecture', ready: 'Trouvable', failed: 'Illisible' },
  allStates: 'Tous les états',
  state: 'État',
  visibility: {
    organization: 'Tout le monde ici',
    members: 'Qui suit le cours',
    instructors: 'Seulement qui enseigne',
  },
  visibilityLabel: 'Qui peut le trouver',
  course: 'Cours',
  noCourse: 'Aucun cours',
  search: 'Chercher un document',
  none: 'Pas encore de documents',
  noneText: 'Déposez un fichier ci-dessus, ou ajoutez l’adresse d’une page.',
  nothing: 'Aucun document ne convient',
  nothingText: 'Enlevez un filtre, ou essayez d’autres mots.',
  add: {
    drop: 'Déposez des fichiers ici',
    or: 'ou',
    choose: 'choisissez des fichiers',
    kinds: 'Markdown, PDF, Word, diapositives, pages web, carnets, code, sous-titres. 50 Mo au plus chacun.',
    sending: (name, percent) => `${name} : ${percent} % envoyés`,
    failed: (name) => `${name} n’a pas été ajouté.`,
  },
  address: {
    label: 'Adresse d’une page ou d’un fichier',
    refresh: 'Relire',
    never: 'Jamais de soi-même',
    daily: 'Chaque jour',
    weekly: 'Chaque semaine',
    monthly: 'Chaque mois',
    add: 'Ajouter cette adresse',
    added: 'L’adresse est ajoutée et va être lue.',
  },
  row: {
    passages: (n) => count(n, { one: 'passage', other: 'passages' }, 'fr'),
    pages: (n) => count(n, { one: 'page', other: 'pages' }, 'fr'),
    size: (n) =>
      n < 1_000
        ? `${n} o`
        : n < 1_000_000
          ? `${Math.round(n / 1_000)} ko`
          : `${(n / 1_000_000).toFixed(1)} Mo`,
    retry: 'Relire',
    delete: 'Supprimer',
    retried: 'Il est relu.',
    lastGood: 'Ce qui avait été lu reste trouvable.',
  },
  remove: {
    title: (name) => `Supprimer « ${name} » ?`,
    text: 'Le fichier et ses passages sont supprimés pour de bon, et aucune réponse ne peut plus le citer.',
    sure: 'Supprimer le document',
    keep: 'Le garder',
    done: 'Le document est supprimé.',
  },
  find: {
    title: 'Essayer la recherche',
    label: 'Que demanderait un apprenant ?',
    text: 'Voyez ce que l’assistant trouverait, et pourquoi.',
    none: 'Rien n’a été trouvé. D’autres mots aideront peut-être, ou il manque un document.',
    why: 'Pourquoi il a été trouvé',
    lexicalRank: (rank) => `rang ${rank} par les mots`,
    vectorRank: (rank) => `rang ${rank} par le sens`,
  },
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
