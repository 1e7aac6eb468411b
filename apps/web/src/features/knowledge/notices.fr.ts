/** French of what is noted of documents, and of why one could not be read, by their codes. */
import { count } from '../../language/words.ts';
import type { Notice } from './data.ts';

type Values = Notice['values'];

const pages = ({ pages: n, of, first }: Values, one: string, many: string) =>
  Number(n) === 1
    ? `1 page sur ${of} ${one} (page ${first}).`
    : `${n} pages sur ${of} ${many} (la première : page ${first}).`;

const leftOut: Readonly<Record<string, { readonly one: string; readonly other: string }>> = {
  equations: { one: 'équation d’un ancien éditeur', other: 'équations d’un ancien éditeur' },
  charts: { one: 'graphique', other: 'graphiques' },
  diagrams: { one: 'diagramme', other: 'diagrammes' },
  objects: { one: 'objet incorporé', other: 'objets incorporés' },
  pictures: { one: 'image', other: 'images' },
};

export const notices: Readonly<Record<NonNullable<Notice['code']>, (values: Values) => string>> = {
  'pages-without-text': (values) =>
    pages(
      values,
      'n’a pas de texte : elle est peut-être numérisée',
      'n’ont pas de texte : elles sont peut-être numérisées',
    ),
  'pages-of-strange-font': (values) => pages(values, 'a une police illisible', 'ont une police illisible'),
  'not-utf-8': ({ encoding }) => `Le fichier n’est pas en UTF-8 ; il a été lu en ${encoding}.`,
  'front-matter-yaml': ({ problem }) => `L’en-tête n’est pas du YAML valide (${problem}).`,
  'front-matter-toml': ({ problem }) =>
    `L’en-tête n’est pas du TOML valide (${problem}) ; il est resté dans le texte.`,
  'not-read': (values) => {
    const told = Object.entries(values).map(([what, n]) =>
      count(Number(n), leftOut[what] ?? { one: what, other: what }, 'fr'),
    );
    return `Non lu : ${told.join(', ')}. Seul le texte peut être trouvé.`;
  },
};

export const failures: Readonly<Record<string, string>> = {
  'type-not-supported': 'Ce type de fichier ne peut pas être lu.',
  'file-encrypted':
    'Ce fichier est protégé par un mot de passe, ou dans un format d’Office antérieur à 2007. Enregistrez-le à nouveau sans protection.',
  'file-broken': 'Ce fichier est endommagé ou n’est pas ce que son nom annonce.',
  'file-too-large': 'Ce fichier est trop grand pour être lu. Divisez-le.',
  'file-too-hard': 'Ce fichier est trop complexe pour être lu.',
  'no-text':
    'Il n’y a pas de texte dans ce fichier. S’il est numérisé, passez-le à la reconnaissance de caractères (OCR), puis ajoutez-le à nouveau.',
};
