/**
 * The text of a web page, as Markdown. Only what says of itself that it is no content is left out: what is
 * missing cannot be found, and what is too much stands last in every search (decision 38).
 */
import type { CheerioAPI } from 'cheerio';
import { equation, type MathNode } from './equations.ts';
import type { Extracted } from './extracted.ts';
import { MarkdownWriter, oneLine } from './markdown-writer.ts';
import { titleFrom } from './titles.ts';

const NEVER =
  'script,style,noscript,template,svg,canvas,iframe,object,embed,head,select,datalist,textarea,nav,a.headerlink,' +
  'button:not(:is(h1,h2,h3,h4,h5,h6,summary,dt) button),' +
  '[role=navigation],[role=search],[hidden]:not([hidden=until-found]),[aria-hidden=true]';
/** What a page has around its content; within an article these belong to it. */
const AROUND = ['header', 'footer', 'aside', '[role=banner]', '[role=contentinfo]'];
const CONTENT = ':is(main,article,section,[role=main])';

/** @param html any; it is read, never run */
export async function fromHtml(html: string): Promise<Extracted> {
  const { load } = await import('cheerio');
  const $ = load(html);
  const title = titleFrom($('head title, body > title').first().text(), $('h1').first().text());
  const whole = written($, 'body');
  $(NEVER).remove();
  $(AROUND.map((selector) => `${selector}:not(${CONTENT} ${selector}):not(:has(h1))`).join()).remove();
  const body = written($, 'body');
  const main = written($, 'main,[role=main]');
  const text = main.length > body.length / 2 ? main : body;
  return { text: text || whole, title, marks: [], pages: null, notices: [] };
}

/** Addresses that a page links to, as they are written. */
export async function linksIn(html: string): Promise<string[]> {
  const { load } = await import('cheerio');
  const $ = load(html);
  if (/\bnofollow\b/i.test($('meta[name=robots]').attr('content') ?? '')) return [];
  return $('a[href]:not([rel~=nofollow])')
    .toArray()
    .flatMap((link) => $(link).attr('href') ?? []);
}

interface Element {
  readonly name: string;
  readonly attribs: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}
type Node = { readonly type: string; readonly data?: string } & Partial<Element>;

const BLOCKS = new Set(
  (
    'p div section article main ul ol dl dt dd blockquote figure figcaption details summary address table caption ' +
    'tr td th form fieldset legend header footer aside hr body'
  ).split(' '),
);
/** A table in many of whose cells these stand gives a page its shape, and holds no data. */
const SHAPED = new Set('table h1 h2 h3 h4 h5 h6 pre'.split(' '));

function written($: CheerioAPI, selector: string): string {
  const out = new MarkdownWriter();
  const roots = $(selector).toArray() as unknown as Node[];
  for (const root of roots.filter((one) => !roots.some((other) => other !== one && isWithin(one, other))))
    write(root, out);
  return out.toString();
}

function isWithin(node: Node, other: Node): boolean {
  for (let up = parentOf(node); up; up = parentOf(up)) if (up === other) return true;
  return false;
}

const parentOf = (node: Node) => (node as unknown as { parent: Node | null }).parent;

/** Goes through all that stands in a node. By a list, because pages nest deeper than functions can call. */
function write(root: Node, out: MarkdownWriter): void {
  const lists: { next: number | null }[] = [];
  const open: (Node | (() => void))[] = [root];
  const enter = (node: Node, after?: () => void) => {
    if (after) open.push(after);
    open.push(...(node.children ?? []).toReversed());
  };
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node === 'function') {
      node();
      continue;
    }
    if (node.type === 'text') out.text(node.data ?? '');
    const { name = '', attribs = {} } = node;
    const heading = /^h([1-6])$/.exec(name);
    if (heading) out.heading(Number(heading[1]), flat(node));
    else if (name === 'pre') out.code(plain(node), languageOf(node));
    else if (name === 'br') out.end();
    else if (name === 'math') out.text(mathOf(node));
    else if (name === 'input') out.text(boxOf(attribs));
    else if (name === 'sup') out.text(raised(node));
    else if (name === 'table' && isData(node)) writeTable(node, out);
    else if (name === 'ul' || name === 'ol') {
      if (lists.length === 0) out.paragraph();
      lists.push({ next: name === 'ol' ? Number(attribs.start ?? 1) || 1 : null });
      enter(node, () => {
        lists.pop();
        if (lists.length === 0) out.paragraph();
      });
    } else if (name === 'li') {
      const list = lists.at(-1);
      out.item(Math.max(0, lists.length - 1), list?.next ? `${list.next}.` : '-');
      if (list?.next) list.next += 1;
      enter(node, () => out.end());
    } else if (BLOCKS.has(name)) {
      // The paragraphs of an item stay with it.
      const between = () => (lists.length > 0 ? out.end() : out.paragraph());
      between();
      enter(node, between);
    } else enter(node);
  }
}

/** Every node below, in the order of the page. */
function* below(root: Node, into: (node: Node) => boolean = () => true): Generator<Node> {
  const open = [...(root.children ?? [])].toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if (into(node)) open.push(...(node.children ?? []).toReversed());
  }
}

/** The words of a node on one line. */
function flat(root: Node): string {
  let text = '';
  for (const node of below(root, ({ name }) => name !== 'math' && name !== 'sup')) {
    const { name = '' } = node;
    if (node.type === 'text') text += node.data ?? '';
    else if (name === 'math') text += mathOf(node);
    else if (name === 'input') text += boxOf(node.attribs ?? {});
    else if (name === 'sup') text += raised(node);
    else if (name === 'br' || name === 'li' || BLOCKS.has(name)) text += ' ';
  }
  return oneLine(text);
}

/** The characters of a node as they are, each line on its own. */
function plain(root: Node): string {
  let text = '';
  for (const node of below(root)) {
    if (node.type === 'text') text += node.data ?? '';
    else if (node.name === 'br' || (node.name === 'div' && text !== '' && !text.endsWith('\n'))) text += '\n';
  }
  return text;
}

function languageOf(pre: Node): string {
  const code = pre.children?.find(({ name }) => name === 'code');
  const classes = `${pre.attribs?.class ?? ''} ${code?.attribs?.class ?? ''}`;
  return /(?:^|\s)(?:lang|language)-([\w+-]{1,30})/.exec(classes)?.[1] ?? '';
}

/** A formula as its author wrote it, where the page says that, and else what is seen of it. */
function mathOf(math: Node): string {
  for (const node of below(math))
    if (node.name === 'annotation' && /tex/i.test(node.attribs?.encoding ?? '')) return flat(node);
  return equation(math as MathNode);
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Ten to the third is not 103. */
function raised(sup: Node): string {
  const text = flat(sup);
  if (!/^[-+−]?\d{1,9}$/.test(text)) return text;
  return text
    .replaceAll(/\d/g, (digit) => RAISED[Number(digit)] ?? digit)
    .replace('+', '⁺')
    .replace(/[-−]/, '⁻');
}

const boxOf = ({ type, checked }: Readonly<Record<string, string>>): string =>
  type === 'checkbox' ? (checked === undefined ? '[ ] ' : '[x] ') : '';

/** True where next to all cells hold words, and no headings, code or tables. */
function isData(table: Node): boolean {
  if (table.attribs?.role === 'presentation') return false;
  let [columns, cells, shaped] = [0, 0, 0];
  for (const row of below(table, ({ name }) => name !== 'tr')) {
    if (row.name !== 'tr') continue;
    const own = (row.children ?? []).filter(isCell);
    columns = Math.max(columns, own.length);
    cells += own.length;
    shaped += own.filter((cell) => [...below(cell)].some(({ name = '' }) => SHAPED.has(name))).length;
  }
  return columns > 1 && shaped * 4 <= cells;
}

const isCell = ({ name }: Node): boolean => name === 'td' || name === 'th';

function writeTable(table: Node, out: MarkdownWriter): void {
  const rows: string[][] = [];
  for (const node of below(table, ({ name }) => name !== 'tr' && name !== 'caption')) {
    if (node.name === 'caption') {
      out.paragraph();
      out.text(flat(node));
    } else if (node.name === 'tr') rows.push((node.children ?? []).filter(isCell).map(flat));
  }
  out.table(rows);
}
