/** What a reader should know of how a document was read: a code with values, and the English of it (decision 28). */
import { type Coded, codedWords } from '@kernos/kernel/language';

type Pages = { pages: number; of: number; first: number };
const ofPages =
  (what: string) =>
  ({ pages, of, first }: Pages) =>
    `${pages} of ${of} pages have ${what} (first: page ${first}).`;

/** What of a document of Office is no text. */
export type LeftOut = {
  equations?: number;
  charts?: number;
  diagrams?: number;
  objects?: number;
  pictures?: number;
};

const names: Readonly<Record<keyof LeftOut, readonly [one: string, many: string]>> = {
  equations: ['equation of an old editor', 'equations of an old editor'],
  charts: ['chart', 'charts'],
  diagrams: ['diagram', 'diagrams'],
  objects: ['embedded object', 'embedded objects'],
  pictures: ['picture', 'pictures'],
};

const english = {
  'pages-without-text': ofPages('no text: they may be scanned'),
  'pages-of-strange-font': ofPages('a font that cannot be read'),
  'not-utf-8': ({ encoding }: { encoding: string }) =>
    `The file is not in UTF-8; it was read as ${encoding}.`,
  'front-matter-yaml': ({ problem }: { problem: string }) =>
    `The front matter is no valid YAML (${problem}).`,
  'front-matter-toml': ({ problem }: { problem: string }) =>
    `The front matter is no valid TOML (${problem}) and was left in the text.`,
  'not-read': (left: LeftOut) => {
    const told = Object.entries(left).map(
      ([what, n]) => `${n} ${names[what as keyof LeftOut][n === 1 ? 0 : 1]}`,
    );
    return `Not read: ${told.join(', ')}. Only text can be found.`;
  },
};

export const { codes: noticeCodes, because } = codedWords(english);
export type Notice = Coded<keyof typeof english>;

/** One notice of all that was left out; none where nothing was. */
export function notRead(left: Required<LeftOut> | LeftOut): Notice[] {
  const some = Object.entries(left).filter(([, n]) => n > 0);
  return some.length === 0 ? [] : [because('not-read', Object.fromEntries(some))];
}
