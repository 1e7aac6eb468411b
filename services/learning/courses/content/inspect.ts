import type { Nodes, Root } from 'mdast';
import { toString as nodeText } from 'mdast-util-to-string';
import { parseMarkdown, type Span, spanOf, walk } from './markdown.ts';

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
  /** The links that stand in lists and tables, in order: what a table of contents consists of. */
  listed: { url: string; text: string }[];
  /** How much of the text below its headings stands in those links: 0 to 1. */
  listedShare: number;
  /** How much of it stands in lists and tables at all: 0 to 1. */
  listShare: number;
  mentions: Mention[];
};

/** Reads a Markdown text once. Throws what {@link parseMarkdown} throws. */
export function inspectMarkdown(markdown: string): Facts {
  const tree = parseMarkdown(markdown);
  const urls = definedUrls(tree);
  const facts: Facts = { heading: '', paragraph: '', listed: [], listedShare: 0, listShare: 0, mentions: [] };
  let linkText = 0;
  let listText = 0;
  let allText = 0;
  for (const { node, within } of walk(tree)) {
    if (node.type === 'heading') facts.heading ||= lineOf(node);
    if (node.type === 'paragraph' && within.length === 1) facts.paragraph ||= proseOf(node);
    const isListed = within.includes('listItem') || within.includes('tableCell');
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
