/** The text of a web page, as Markdown: headings, code and lists stay what they are, scripts do not. */
import type { Cheerio, CheerioAPI } from 'cheerio';
import type { Extracted } from './extracted.ts';

type Node = Parameters<CheerioAPI['contains']>[1];

const NEVER =
  'script,style,noscript,template,svg,canvas,iframe,object,embed,form,nav,head,[hidden],[aria-hidden=true]';

/** @param html any; it is read, never run */
export async function fromHtml(html: string): Promise<Extracted> {
  const { load } = await import('cheerio');
  const $ = load(html);
  const title = $('title').first().text().trim() || $('h1').first().text().trim() || null;
  const main = $('main,article,[role=main]').first();
  const root = main.length > 0 && main.text().trim().length > 200 ? main : $('body');
  root.find(NEVER).remove();
  if (main.length === 0) root.find('header,footer,aside').remove();
  const lines: string[] = [];
  write($, root, lines);
  return {
    text: lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    title,
    marks: [],
    pages: null,
    notices: [],
  };
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

const BLOCKS = new Set(
  'p div section article main table tbody thead tr ul ol dl dt dd blockquote figure figcaption details summary address'.split(
    ' ',
  ),
);

function write($: CheerioAPI, parent: Cheerio<never>, lines: string[]): void;
function write($: CheerioAPI, parent: { contents(): { toArray(): unknown[] } }, lines: string[]): void;
function write($: CheerioAPI, parent: { contents(): { toArray(): unknown[] } }, lines: string[]): void {
  for (const child of parent.contents().toArray()) {
    const node = child as { type: string; name?: string; data?: string };
    if (node.type === 'text') {
      append(lines, (node.data ?? '').replace(/\s+/g, ' '));
      continue;
    }
    if (node.type !== 'tag' || node.name === undefined) continue;
    writeTag($, child as Node, node.name, lines);
  }
}

function writeTag($: CheerioAPI, child: Node, name: string, lines: string[]): void {
  const element = $(child);
  const heading = /^h([1-6])$/.exec(name);
  if (heading) {
    const text = element.text().replace(/\s+/g, ' ').trim();
    if (text) lines.push('', `${'#'.repeat(Number(heading[1]))} ${text}`, '', '');
  } else if (name === 'pre') {
    lines.push('', '```', ...element.text().replace(/\s+$/, '').split('\n'), '```', '', '');
  } else if (name === 'br') lines.push('');
  else if (name === 'li') {
    lines.push('- ');
    write($, element, lines);
  } else if (name === 'td' || name === 'th') {
    write($, element, lines);
    append(lines, ' | ');
  } else if (BLOCKS.has(name)) {
    lines.push('', '');
    write($, element, lines);
    lines.push('', '');
  } else write($, element, lines);
}

/** Goes on with the last line. */
function append(lines: string[], text: string): void {
  const last = lines.pop() ?? '';
  lines.push(last === '' ? text.trimStart() : last + text);
}
