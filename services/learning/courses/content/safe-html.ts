import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';
import type { Options as Schema } from 'rehype-sanitize';
import { type Attribute, scanHtml } from './html.ts';

/** What stands before every id in rendered HTML, so that no text of a lesson can name an id of the page. */
export const ID_PREFIX = 'user-content-';

const shown = new Set(
  (
    'a abbr b blockquote br caption code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr ' +
    'i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub summary sup table tbody td ' +
    'tfoot th thead tr tt u ul var wbr'
  ).split(' '),
);

/** These vanish with all that they hold; other tags that are not shown leave their text. */
const vanishing = new Set(
  (
    'script style template noscript noembed noframes iframe object embed applet svg math select textarea title ' +
    'head xmp plaintext frameset'
  ).split(' '),
);

const empty = new Set('br hr img wbr embed'.split(' '));

/** What the start of an element ends, when its author left the end out as HTML allows. */
const endsBefore: Record<string, readonly string[]> = {
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  p: ['p'],
  tr: ['tr', 'td', 'th'],
  td: ['td', 'th'],
  th: ['td', 'th'],
};

const propertyNames: Record<string, string> = {
  alt: 'alt',
  align: 'align',
  colspan: 'colSpan',
  dir: 'dir',
  height: 'height',
  href: 'href',
  id: 'id',
  lang: 'lang',
  open: 'open',
  reversed: 'reversed',
  rowspan: 'rowSpan',
  scope: 'scope',
  src: 'src',
  start: 'start',
  title: 'title',
  width: 'width',
};

const align: [string, ...string[]] = ['align', 'left', 'right', 'center', 'justify'];
const size = (name: string): [string, RegExp] => [name, /^\d{1,4}%?$/];
const count = (name: string): [string, RegExp] => [name, /^\d{1,3}$/];

/** What may remain of any HTML, from Markdown or written by hand. Everything that is not named here goes. */
export const safeSchema: Schema = {
  tagNames: [...shown, 'input', 'section'],
  strip: [...vanishing],
  allowComments: false,
  allowDoctypes: false,
  clobber: ['id', 'ariaDescribedBy', 'ariaLabelledBy'],
  clobberPrefix: ID_PREFIX,
  protocols: {
    href: ['http', 'https', 'mailto', 'tel', 'lesson', 'asset', 'course'],
    src: ['http', 'https', 'asset'],
  },
  required: { input: { disabled: true, type: 'checkbox' } },
  attributes: {
    '*': ['id', 'title', 'lang', ['dir', 'ltr', 'rtl', 'auto']],
    a: [
      'href',
      'dataFootnoteRef',
      'dataFootnoteBackref',
      'ariaDescribedBy',
      'ariaLabel',
      ['className', 'data-footnote-backref'],
    ],
    code: [['className', /^language-[\w+#.-]{1,40}$/]],
    details: ['open'],
    div: [align],
    h1: [align],
    h2: [align, ['className', 'sr-only']],
    h3: [align],
    img: ['src', 'alt', align, size('width'), size('height')],
    input: [['disabled', true], ['type', 'checkbox'], 'checked'],
    li: [['className', 'task-list-item']],
    ol: [['className', 'contains-task-list'], ['start', /^-?\d{1,9}$/], 'reversed'],
    p: [align],
    section: ['dataFootnotes', ['className', 'footnotes']],
    td: [align, count('colSpan'), count('rowSpan')],
    th: [align, count('colSpan'), count('rowSpan'), ['scope', 'row', 'col', 'rowgroup', 'colgroup']],
    ul: [['className', 'contains-task-list']],
  },
};

/** Whether an HTML element that an author wrote is shown to learners. */
export function isShown(name: string): boolean {
  return shown.has(name);
}

const deepest = 60;

type Open = { element: Element; name: string; into: ElementContent[] };

/**
 * Makes elements of the HTML that stands in a Markdown text, in linear time and memory. A full HTML parser
 * would repair more, but its repairs (reopening what was not closed) can multiply a small text without bound.
 * Elements are built from names and attributes on a list alone; sanitizing still has to follow.
 */
export function foldHtml(tree: Root): void {
  tree.children = fold(tree.children);
}

function fold(children: readonly RootContent[]): ElementContent[] {
  const result: ElementContent[] = [];
  const open: Open[] = [];
  const target = () => open.at(-1)?.element.children ?? result;
  for (const child of children) {
    if (child.type === 'raw') takeTokens(child.value, open, target);
    else if (child.type === 'element') {
      child.children = fold(child.children);
      target().push(child);
    } else if (child.type === 'text') target().push(child);
  }
  // Something that would make the rest vanish was never closed: only its tag goes, not the rest.
  for (const { element, name, into } of open.toReversed()) {
    if (vanishing.has(name)) into.splice(into.indexOf(element), 1, ...element.children);
  }
  return result;
}

function takeTokens(html: string, open: Open[], target: () => ElementContent[]): void {
  for (const token of scanHtml(html)) {
    if (token.kind === 'text') target().push({ type: 'text', value: token.value });
    else if (token.kind === 'close') {
      const at = open.findLastIndex(({ name }) => name === token.name);
      if (at >= 0) open.length = at;
    } else if (shown.has(token.name) || vanishing.has(token.name)) {
      const { name } = token;
      const ended = endsBefore[name] ?? [];
      while (open.length > 0 && ended.includes(open.at(-1)?.name ?? '')) open.pop();
      const properties = propertiesOf(token.attributes);
      const element: Element = { type: 'element', tagName: name, properties, children: [] };
      const into = target();
      into.push(element);
      if (!empty.has(name) && open.length < deepest) open.push({ element, name, into });
    }
  }
}

function propertiesOf(attributes: readonly Attribute[]): Properties {
  const properties: Properties = {};
  for (const { name, value } of attributes) {
    const property = Object.hasOwn(propertyNames, name) ? propertyNames[name] : undefined;
    if (property === undefined) continue;
    properties[property] = property === 'open' || property === 'reversed' ? true : value;
  }
  // Old anchors are written <a name>; they are links' aims all the same.
  const anchor = attributes.find(({ name }) => name === 'name')?.value;
  if (anchor && properties.id === undefined) properties.id = anchor;
  return properties;
}
