import type { Element, ElementContent, Nodes, Parents, Root } from 'hast';
import rehypeSanitize from 'rehype-sanitize';
import rehypeSlug from 'rehype-slug';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { addressKind, decodePercent, outsideSchemes, parseInternal } from './address.ts';
import { parseMarkdown } from './markdown.ts';
import { mediaOf } from './media.ts';
import { foldHtml, ID_PREFIX, safeSchema } from './safe-html.ts';

/** Where the lessons and assets of a course are found; undefined for a key that is not there. */
export type RenderUrls = {
  lessonUrl: (key: string) => string | undefined;
  assetUrl: (key: string) => string | undefined;
  /** Where the course's table of contents is found. Without it, links there become text. */
  courseUrl?: () => string | undefined;
};

/** A heading of a lesson. `id` is the one in the HTML, with its prefix. */
export type Heading = { depth: number; text: string; id: string };

/** A lesson as learners read it. */
export type Rendered = {
  /** Safe HTML: it may stand in a page of ours as it is. */
  html: string;
  headings: Heading[];
  /** The plain text, for search: blocks stand on lines of their own. */
  text: string;
  /** How many words it has; a Chinese or Japanese character counts as one. */
  words: number;
};

const toTree = unified()
  // Ids get their prefix once, when all is sanitized.
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
  .use(() => foldHtml)
  .use(() => tidyAddresses)
  .use(rehypeSlug)
  .use(rehypeSanitize, safeSchema)
  .freeze();

const toHtml = unified().use(rehypeStringify).freeze();

/**
 * Renders a lesson's Markdown (CommonMark with GFM) as HTML that is safe to show.
 *
 * HTML in the text is kept where it is harmless and dropped otherwise; ids begin with `user-content-`, and
 * links to them follow; links to other sites carry `rel="noopener nofollow"`; an image that is missing gives
 * its description; an embedded video or other file becomes a player or link. Relative addresses, which mean
 * nothing in a stored lesson, become text.
 *
 * Throws a `ContentError` `markdown-too-large` or `markdown-too-deep`. It runs as long as the parser needs:
 * untrusted text belongs into the content thread.
 */
export function renderMarkdown(markdown: string, urls: RenderUrls): Rendered {
  const tree = toTree.runSync(parseMarkdown(markdown)) as Root;
  const headings: Heading[] = [];
  settle(tree, urls, headings, false);
  const text = textOf(tree)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
  return { html: toHtml.stringify(tree), headings, text, words: countWords(text) };
}

/** Makes addresses plain before they are judged: a browser would ignore blanks, controls and case too. */
function tidyAddresses(tree: Root): void {
  const open: Nodes[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'element') {
      for (const name of ['href', 'src'] as const) {
        const value = node.properties[name];
        if (typeof value !== 'string') continue;
        const tidy = value.replace(/\p{Cc}+/gu, '').trim();
        node.properties[name] = tidy.replace(/^[a-z][a-z0-9+.-]*:/i, (scheme) => scheme.toLowerCase());
      }
    }
    if ('children' in node) open.push(...node.children);
  }
}

/** Resolves addresses, gathers headings. `linked` tells whether this stands inside a link. */
function settle(parent: Parents, urls: RenderUrls, headings: Heading[], linked: boolean): void {
  for (const [i, node] of parent.children.entries()) {
    if (node.type !== 'element') continue;
    if (node.tagName === 'img') {
      parent.children[i] = settleImage(node, urls, linked);
      continue;
    }
    const isLink = node.tagName === 'a' && node.properties.href !== undefined;
    if (isLink) settleLink(node, urls);
    // The note section brings a heading of its own, which is no heading of the lesson.
    if (/^h[1-6]$/.test(node.tagName) && typeof node.properties.id === 'string' && !isUnseen(node)) {
      const text = textOf(node).replace(/\s+/g, ' ').trim();
      headings.push({ depth: Number(node.tagName[1]), text, id: node.properties.id });
    }
    settle(node, urls, headings, linked || isLink);
  }
}

function settleLink(link: Element, urls: RenderUrls): void {
  const { href, ...others } = link.properties;
  const url = resolveLink(String(href), urls);
  link.properties = url === undefined ? others : { ...others, href: url };
  if (url !== undefined && leadsOutside(String(href))) link.properties.rel = ['noopener', 'nofollow'];
}

function resolveLink(href: string, urls: RenderUrls): string | undefined {
  const internal = parseInternal(decodePercent(href));
  if (internal?.kind === 'course') return urls.courseUrl?.();
  if (internal?.kind === 'asset') return urls.assetUrl(internal.key);
  if (internal) {
    const url = urls.lessonUrl(internal.key);
    return url === undefined ? undefined : url + anchor(/#.*/s.exec(href)?.[0] ?? '');
  }
  const kind = addressKind(href);
  if (kind === 'fragment') return anchor(href);
  if (kind === 'network') return href;
  if (kind === 'path') return href.startsWith('/') ? href : undefined;
  return typeof kind === 'object' && outsideSchemes.has(kind.scheme) ? href : undefined;
}

/** A fragment that leads to an id as it is in the HTML. */
function anchor(fragment: string): string {
  if (!fragment.startsWith('#') || fragment.length === 1) return fragment === '#' ? '#' : '';
  return fragment.startsWith(`#${ID_PREFIX}`) ? fragment : `#${ID_PREFIX}${fragment.slice(1)}`;
}

function leadsOutside(href: string): boolean {
  const kind = addressKind(href);
  return kind === 'network' || (typeof kind === 'object' && /^https?$/.test(kind.scheme));
}

function settleImage(image: Element, urls: RenderUrls, linked: boolean): ElementContent {
  const { src, alt, ...others } = image.properties;
  const described = typeof alt === 'string' ? alt : '';
  const internal = parseInternal(decodePercent(String(src ?? '')));
  if (internal?.kind === 'asset') {
    const url = urls.assetUrl(internal.key);
    const kind = mediaOf(internal.key)?.kind ?? 'image';
    if (url !== undefined && kind !== 'image') return embed(kind, url, described || internal.key, linked);
    if (url !== undefined) return picture(url, { ...others, alt: described });
  } else if (typeof src === 'string' && (leadsOutside(src) || /^\/(?![\\/])/.test(src))) {
    const quiet = leadsOutside(src) ? { referrerPolicy: 'no-referrer' } : {};
    return picture(src, { ...others, alt: described, ...quiet });
  }
  return { type: 'text', value: described };
}

function picture(src: string, properties: Element['properties']): Element {
  const settled = { ...properties, src, loading: 'lazy', decoding: 'async' };
  return { type: 'element', tagName: 'img', properties: settled, children: [] };
}

/** A film, a sound or another file where an image was meant. */
function embed(kind: string, url: string, name: string, linked: boolean): ElementContent {
  const text: ElementContent = { type: 'text', value: name };
  if (linked) return text;
  const isPlayed = kind === 'video' || kind === 'audio';
  const properties: Element['properties'] = isPlayed
    ? { src: url, controls: true, preload: 'none' }
    : { href: url };
  return { type: 'element', tagName: isPlayed ? kind : 'a', properties, children: [text] };
}

const inline = new Set(
  (
    'a abbr b code del dfn em i img input ins kbd mark q rp rt ruby s samp small span strike strong sub sup tt u ' +
    'var wbr'
  ).split(' '),
);

const isUnseen = (node: Element) =>
  node.properties.dataFootnoteBackref !== undefined ||
  (Array.isArray(node.properties.className) && node.properties.className.includes('sr-only'));

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (!('children' in node)) return '';
  if (node.type === 'element') {
    if (isUnseen(node)) return '';
    if (node.tagName === 'img') return typeof node.properties.alt === 'string' ? node.properties.alt : '';
  }
  const inside = node.children.map(textOf).join('');
  return node.type === 'element' && !inline.has(node.tagName) ? `\n${inside}\n` : inside;
}

const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’_-][\p{L}\p{N}]+)*/gu;

function countWords(text: string): number {
  return text.match(word)?.length ?? 0;
}
