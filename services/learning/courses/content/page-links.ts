import type { Nodes, Root } from 'mdast';
import { toString as nodeText } from 'mdast-util-to-string';
import { scanHtml } from './html.ts';
import { type Span, spanOf } from './markdown.ts';

/** A line “Contents | Previous | Next”: where it stands, what it says, and where its links lead. */
export type PageLinks = Span & { text: string; urls: string[] };

/** How such links begin, in the languages in which courses are most often written. */
const wayWords = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:${[
    'next|previous|prev|back|up|home|top|contents|table of contents|toc|index|overview|start',
    'suivant|précédent|retour|sommaire|accueil|table des matières|chapitre suivant|chapitre précédent',
    'weiter|nächste[rs]?|zurück|vorherige[rs]?|inhalt|inhaltsverzeichnis|übersicht',
    'siguiente|anterior|índice|inicio|contenidos?|próximo|voltar|seguinte|avançar|sumário',
    'successivo|precedente|indice|avanti|indietro|volgende|vorige|上一[页章节篇]|下一[页章节篇]|目录|前へ|次へ|目次',
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
);
/** Links that consist of an arrow. */
const arrow = /^(?:[\s←→⟵⟶⇐⇒«»‹›<>⏮⏭◀▶⬅➡-]|\uFE0F)+$/u;

/** What may stand between such links. */
const between = /^[^\p{L}\p{N}]*$/u;

/**
 * Finds the lines at the top and the bottom of a text that consist of links to the pages before and after it and to
 * the table of contents: paragraphs, tables or HTML. Whether the links lead into the course is for the caller to say.
 */
export function findPageLinks(tree: Root): PageLinks[] {
  const blocks = tree.children.filter(({ type }) => type !== 'definition');
  const found: PageLinks[] = [];
  for (const walk of [blocks, blocks.toReversed()]) {
    let rule: Nodes | undefined;
    for (const [i, block] of walk.entries()) {
      const links = pageLinksOf(block);
      const span = links && spanOf(block);
      if (span && !found.some(({ start }) => start === span.start)) {
        // The rule between such a line and the text has nothing to part any more.
        const next = walk[i + 1];
        const parting = rule ?? (next?.type === 'thematicBreak' ? next : undefined);
        const other = parting ? spanOf(parting) : undefined;
        found.push({ ...links, ...(other ? joined(span, other) : span) });
        break;
      }
      rule = block.type === 'thematicBreak' ? block : undefined;
      // They may also stand below the title.
      if (!rule && !(walk === blocks && i === 0 && block.type === 'heading')) break;
    }
  }
  return found;
}

const joined = (a: Span, b: Span): Span => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
});

type Link = { text: string; url: string };

function pageLinksOf(block: Nodes): { text: string; urls: string[] } | undefined {
  if (block.type !== 'paragraph' && block.type !== 'table' && block.type !== 'html') return undefined;
  const links: Link[] = [];
  if (!gather(block, links) || links.length === 0) return undefined;
  if (!links.every(({ text }) => wayWords.test(text) || arrow.test(text))) return undefined;
  return { text: links.map(({ text }) => text).join(' | '), urls: links.map(({ url }) => url) };
}

/** Gathers the links of a block; false when it says anything besides. */
function gather(node: Nodes, links: Link[]): boolean {
  switch (node.type) {
    case 'text':
      return between.test(node.value);
    case 'link':
      links.push({ text: nodeText(node).replace(/\s+/g, ' ').trim(), url: node.url });
      return true;
    case 'html':
      return gatherHtml(node.value, links);
    case 'break':
      return true;
    default:
      return 'children' in node && (node.children as Nodes[]).every((child) => gather(child, links));
  }
}

function gatherHtml(html: string, links: Link[]): boolean {
  let link: Link | undefined;
  for (const token of scanHtml(html)) {
    if (token.kind === 'open' && token.name === 'a') {
      link = { text: '', url: token.attributes.find(({ name }) => name === 'href')?.value ?? '' };
      links.push(link);
    } else if (token.kind === 'close' && token.name === 'a') link = undefined;
    else if (token.kind === 'open' && token.name === 'img') return false;
    else if (token.kind === 'text') {
      if (link) link.text += token.value;
      else if (!between.test(token.value)) return false;
    }
  }
  return true;
}
