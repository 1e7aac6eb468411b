import Slugger from 'github-slugger';
import type { Heading, Html, Nodes, Root } from 'mdast';
import { toString as nodeText } from 'mdast-util-to-string';
import { scanHtml } from './html.ts';
import { parseMarkdown, type Span, spanOf, walk } from './markdown.ts';
import { findPageLinks, type PageLinks } from './page-links.ts';

/** A link or image with its destination in place. */
export type Inline = { kind: 'link' | 'image'; span: Span; label?: Span; url: string; destination?: Span };

/** A link or image that names a definition. */
export type ByReference = {
  kind: 'link-reference' | 'image-reference';
  span: Span;
  label?: Span;
  identifier: string;
};

/** A definition that links and images name. */
export type Defined = {
  kind: 'definition';
  span: Span;
  url: string;
  identifier: string;
  destination?: Span;
};

/** A place of a text that leads somewhere, or that holds HTML which may. */
export type Mention = Inline | ByReference | Defined | { kind: 'html'; span: Span };

/** What an import needs to know of a text, without the tree, which is many times larger. */
export type Facts = {
  /** The first heading that is not empty, as plain text. */
  heading: string;
  /** The first paragraph that is prose rather than links, as plain text. */
  paragraph: string;
  /** The links that stand in lists, in tables and in lines of their own, in order: a table of contents consists of them. */
  listed: { url: string; text: string }[];
  /** How much of the text below its headings stands in those links: 0 to 1. */
  listedShare: number;
  /** How much of it stands in lists and tables at all: 0 to 1. */
  listShare: number;
  mentions: Mention[];
  /** The lines “Contents | Previous | Next” at its top and bottom. */
  pageLinks: PageLinks[];
  /** What a link can lead to in it: ids of headings, and ids and names in its HTML. */
  anchors: string[];
  /** Instructions of other tools that it would show as they stand: `{{< figure >}}`, `{% include %}`, `:::note`. */
  instructions: string[];
};

const instruction =
  /\{\{[<%#][^{}\n]{1,200}\}\}|\{%[^{}\n]{1,200}%\}|^:::.*$|^!!! .*$|^\{:[^{}\n]{1,200}\}$/gm;

/** Reads a Markdown text once. Throws what {@link parseMarkdown} throws. */
export function inspectMarkdown(markdown: string): Facts {
  const tree = parseMarkdown(markdown);
  const urls = definedUrls(tree);
  const facts: Facts = {
    heading: '',
    paragraph: '',
    listed: [],
    listedShare: 0,
    listShare: 0,
    mentions: [],
    pageLinks: findPageLinks(tree),
    anchors: [],
    instructions: [],
  };
  const slugger = new Slugger();
  const inLines = new Set<Nodes>(tree.children.flatMap(linksOfLine));
  let linkText = 0;
  let listText = 0;
  let allText = 0;
  for (const { node, within } of walk(tree)) {
    if (node.type === 'heading') {
      facts.heading ||= lineOf(node);
      facts.anchors.push(anchorOf(node, slugger));
    } else if (node.type === 'html') facts.anchors.push(...anchorsOf(node));
    else if (node.type === 'text') facts.instructions.push(...(node.value.match(instruction) ?? []));
    if (node.type === 'paragraph' && within.length === 1) facts.paragraph ||= proseOf(node);
    const isListed = within.includes('listItem') || within.includes('tableCell') || inLines.has(node);
    if (node.type === 'text' && !within.includes('heading')) {
      const length = node.value.trim().length;
      allText += length;
      if (isListed) listText += length;
    }
    const mention = mentionOf(node);
    if (mention) facts.mentions.push(mention);
    if (!isListed || (node.type !== 'link' && node.type !== 'linkReference')) continue;
    const url = node.type === 'link' ? node.url : urls.get(node.identifier);
    if (url === undefined) continue;
    const text = lineOf(node);
    linkText += text.length;
    facts.listed.push({ url, text });
  }
  facts.listedShare = Math.min(1, linkText / (allText || 1));
  facts.listShare = listText / (allText || 1);
  return facts;
}

/** The links of a paragraph that consists of nothing else, as the first and last chapters of a book are listed. */
function linksOfLine(block: Nodes): Nodes[] {
  if (block.type !== 'paragraph') return [];
  const links = block.children.filter(({ type }) => type === 'link' || type === 'linkReference');
  const others = block.children.filter((child) => !links.includes(child) && child.type !== 'break');
  return others.every((child) => child.type === 'text' && !/[\p{L}\p{N}]/u.test(child.value)) ? links : [];
}

/** The id that rendering gives a heading: its own, or one made of its text as code forges make it. */
function anchorOf(heading: Heading, slugger: Slugger): string {
  const { id } = heading.data?.hProperties ?? {};
  return typeof id === 'string'
    ? id
    : slugger.slug(nodeText(heading, { includeImageAlt: false, includeHtml: false }));
}

function anchorsOf({ value }: Html): string[] {
  return scanHtml(value).flatMap((token) =>
    token.kind === 'open'
      ? token.attributes.flatMap(({ name, value }) => (name === 'id' || name === 'name' ? [value] : []))
      : [],
  );
}

function definedUrls(tree: Root): Map<string, string> {
  const urls = new Map<string, string>();
  for (const { node } of walk(tree)) {
    if (node.type === 'definition' && !urls.has(node.identifier)) urls.set(node.identifier, node.url);
  }
  return urls;
}

function lineOf(node: Nodes): string {
  return nodeText(node, { includeHtml: false }).replace(/\s+/g, ' ').trim();
}

function proseOf(node: Extract<Nodes, { type: 'paragraph' }>): string {
  const prose = node.children.filter(
    ({ type }) => type === 'text' || type === 'strong' || type === 'emphasis',
  );
  return nodeText(prose).trim().length >= 20 ? lineOf(node) : '';
}

function mentionOf(node: Nodes): Mention | undefined {
  const span = spanOf(node);
  if (!span) return undefined;
  const { label, destination } = node.data ?? {};
  const labelled = label ? { label } : {};
  const aimed = destination ? { destination } : {};
  switch (node.type) {
    case 'link':
    case 'image':
      return { kind: node.type, span, url: node.url, ...labelled, ...aimed };
    case 'linkReference':
      return { kind: 'link-reference', span, identifier: node.identifier, ...labelled };
    case 'imageReference':
      return { kind: 'image-reference', span, identifier: node.identifier, ...labelled };
    case 'definition':
      return { kind: 'definition', span, url: node.url, identifier: node.identifier, ...aimed };
    case 'html':
      return { kind: 'html', span };
    default:
      return undefined;
  }
}
