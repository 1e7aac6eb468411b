/** French of what a report on imported files tells, by its code. */
import { bytes } from '../../../language/format.ts';
import { count } from '../../../language/words.ts';
import type { Skipped } from './data.ts';

type Values = Skipped['values'];
type Say = (values: Values) => string;

const always = (text: string) => () => text;
const files = (n: unknown) => count(Number(n), { one: 'fichier', other: 'fichiers' }, 'fr');
const named = ({ kind, label, url }: Values) =>
  `${kind === 'image' ? 'l’image' : 'le lien'}${label === '' ? '' : ` « ${label} »`} vers ${url}`;
const outcomes: Readonly<Record<string, (isImage: boolean) => string>> = {
  'as-is': (isImage) => (isImage ? 'elle est restée telle quelle' : 'il est resté tel quel'),
  text: () => 'son texte a été conservé',
  description: () => 'sa description a été conservée',
};
const lost =
  (why: string): Say =>
  (values) =>
    `${named(values)} ${why} ; ${outcomes[String(values.kept)]?.(values.kind === 'image') ?? ''}`;
const included =
  (why: string): Say =>
  ({ text }) =>
    `« ${text} » ${why} ; le texte est resté tel quel`;

export const reasons: Readonly<Record<Skipped['code'], Say>> = {
  'path-too-long': ({ most }) => `son chemin dépasse ${most} caractères`,
  'path-control-characters': always('son chemin contient des caractères de contrôle'),
  'path-backslash': always('son chemin contient une barre oblique inverse ; les dossiers sont séparés par /'),
  'path-absolute': always('son chemin est absolu ; il doit être relatif'),
  'path-drive': always('son chemin nomme un lecteur ; il doit être relatif'),
  'path-outside': always('son chemin mène hors de l’archive'),
  'path-twice': always('son chemin apparaît deux fois ; le premier fichier a été conservé'),
  'no-name': always('il n’a pas de nom'),
  'type-not-carried': always('ce type de fichier ne fait pas partie d’un cours'),
  'file-too-large': (values) => `il dépasse ${bytes(Number(values.bytes))}`,
  'hidden-folder': (values) =>
    `c’est un dossier caché ou système${values.files === undefined ? '' : ` (${files(values.files)})`}`,
  'hidden-file': always('c’est un fichier caché ou système'),
  'symbolic-link': always('c’est un lien symbolique ; envoyez le fichier lui-même'),
  'not-ordinary': always('ce n’est pas un fichier ordinaire'),
  'compression-unknown': ({ method }) =>
    `sa compression (méthode ${method}) n’est pas prise en charge ; utilisez deflate`,
  'lesson-too-large': (values) =>
    `il dépasse ${bytes(Number(values.bytes))} ; répartissez-le sur plusieurs leçons`,
  'not-text': always('ce n’est pas un fichier texte, bien que son nom annonce du Markdown'),
  'read-as-utf-16': always('il a été lu en UTF-16 ; il est conservé en UTF-8'),
  'read-as-windows-1252': always(
    'il n’est pas en UTF-8 et a été lu en Windows-1252 ; vérifiez accents et guillemets',
  ),
  'no-text': always('il ne contient pas de texte'),
  'front-matter-yaml': ({ problem }) => `son en-tête n’est pas du YAML valide (${problem})`,
  'front-matter-toml': ({ problem }) =>
    `son en-tête n’est pas du TOML valide (${problem}) ; il est resté dans le texte`,
  'nested-too-deep': ({ most }) => `listes, citations et emphases y dépassent ${most} niveaux imbriqués`,
  'too-many-blocks': always(
    'il contient trop de listes, de citations et de titres soulignés pour être lu d’un bloc ; répartissez-le sur plusieurs leçons',
  ),
  'paragraph-too-dense': ({ begins }) =>
    `son paragraphe qui commence par « ${begins} » contient trop de mots, de crochets ou d’autres signes pour être lu ; séparez-le par des lignes vides, ou faites-en un bloc de code`,
  'not-readable': ({ problem }) => `il n’a pas pu être lu (${problem})`,
  'other-tools-instruction': ({ text }) =>
    `« ${text} » est une instruction d’un autre outil ; elle est affichée comme du texte`,
  'include-missing': included('nomme un fichier qui n’a pas été envoyé'),
  'include-too-large': included('nomme un fichier trop grand pour être inclus'),
  'include-not-text': included('nomme un fichier qui n’est pas du texte'),
  'include-part-missing': included('nomme une partie qui n’est pas dans son fichier'),
  'include-lesson-too-large': included('rendrait la leçon trop longue'),
  'listed-but-missing': ({ name }) =>
    `il cite « ${name} », qui ne figure pas parmi les fichiers Markdown envoyés`,
  unlisted: always('il n’est pas dans la table des matières ; il a été ajouté à la fin'),
  'page-links': ({ line, more }) =>
    `la ligne « ${line} » a été retirée${Number(more) === 0 ? '' : ` ici et dans ${files(more)} de plus`} ; un cours a déjà ces liens`,
  'manifest-unusable': ({ problem }) =>
    `il n’a pas pu être utilisé (${problem}) ; dossiers et titres l’ont remplacé`,
  'manifest-names-missing': always('course.json le nomme, mais il est absent'),
  'table-of-contents': always('c’est une table des matières ; l’ordre et les titres en ont été repris'),
  'file-of-tool': ({ tool }) =>
    `c’est un fichier de ${tool} ; le titre, l’ordre ou les noms en ont été repris`,
  'instructor-notes': always(
    'les notes pour formateurs ne sont pas montrées aux apprenants ; renommez le fichier pour en faire une leçon',
  ),
  'about-repository': always('il concerne le dépôt et n’est pas une leçon ; renommez-le pour en faire une'),
  'html-not-shown': ({ tag }) => `la balise HTML <${tag}> n’est pas affichée`,
  'leads-to-nothing': (values) => `${named(values)} ne mène à rien dans ce cours`,
  'no-image': (values) => `${named(values)} n’est pas une image ; sa description a été conservée`,
  'heading-missing': (values) => `${named(values)} nomme un titre qui n’existe pas`,
  'heading-missing-top': (values) =>
    `${named(values)} nomme un titre qui n’existe pas ; il mène au début de la leçon`,
  'scheme-not-allowed': (values) =>
    `${named(values)} a été retiré : un lien peut utiliser ${values.schemes}, pas ${values.scheme}`,
  'leads-to-left-out': lost('mène à un fichier qui n’a pas été repris'),
  'leads-outside': lost('mène hors du cours'),
  'leads-to-empty-folder': lost('mène à un dossier sans leçon'),
  'leads-to-missing': lost('mène à un fichier absent'),
  more: (values) => `et ${values.count} de plus`,
};
