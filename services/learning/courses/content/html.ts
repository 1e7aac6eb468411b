import { decodeNamedCharacterReference } from 'decode-named-character-reference';

/** An attribute, its value decoded, with offsets of the raw value (inside its quotes) and of the whole. */
export type Attribute = {
  name: string;
  value: string;
  start: number;
  end: number;
  valueStart: number;
  valueEnd: number;
};

/** A piece of HTML. Offsets are in the scanned text; names are in lower case. */
export type HtmlToken =
  | { kind: 'text'; value: string }
  | { kind: 'open'; name: string; attributes: Attribute[]; start: number; end: number }
  | { kind: 'close'; name: string };

const tagStart = /<(\/?)([a-z][a-z0-9-]*)/iy;
const attributeName = /[\s/]*([^\s/>=]+)/y;
const attributeValue = /\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))/y;
const tagEnd = /[\s/]*>/y;

/** What these hold is not markup, so that a tag in it opens nothing. */
const rawText = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes']);

/**
 * Splits HTML into tags and text in one pass, as the HTML standard's tokenizer does where it matters:
 * comments and doctypes vanish, a tag without an end swallows the rest. It makes nothing safe by itself;
 * what is built from the tokens has to be sanitized.
 */
export function scanHtml(html: string): HtmlToken[] {
  const tokens: HtmlToken[] = [];
  let at = 0;
  const text = (until: number) => {
    if (until > at) tokens.push({ kind: 'text', value: decodeEntities(html.slice(at, until)) });
    at = until;
  };
  for (let next = html.indexOf('<'); next >= 0; next = html.indexOf('<', next)) {
    const end = skipMarkup(html, next);
    if (end !== undefined) {
      text(next);
      next = at = end;
      continue;
    }
    tagStart.lastIndex = next;
    const match = tagStart.exec(html);
    if (!match) {
      next++;
      continue;
    }
    text(next);
    const tag = readTag(html, match, next);
    next = at = tag.end;
    if (tag.kind === 'cut') break;
    tokens.push(tag);
    if (tag.kind === 'open' && rawText.has(tag.name)) next = at = endOfRawText(html, tag.name, tag.end);
  }
  text(html.length);
  return tokens;
}

/** Where a comment, doctype or processing instruction that starts here ends; undefined for anything else. */
function skipMarkup(html: string, at: number): number | undefined {
  const sign = html[at + 1];
  if (sign !== '!' && sign !== '?') return undefined;
  const close = html.startsWith('<!--', at) ? '-->' : html.startsWith('<![CDATA[', at) ? ']]>' : '>';
  const end = html.indexOf(close, at + 2);
  return end < 0 ? html.length : end + close.length;
}

type Tag =
  | (Extract<HtmlToken, { kind: 'open' }> & { end: number })
  | { kind: 'close'; name: string; end: number }
  | { kind: 'cut'; end: number };

function readTag(html: string, match: RegExpExecArray, start: number): Tag {
  const attributes: Attribute[] = [];
  const seen = new Set<string>();
  let at = start + match[0].length;
  for (;;) {
    tagEnd.lastIndex = at;
    const closing = tagEnd.exec(html);
    if (closing) {
      const name = (match[2] ?? '').toLowerCase();
      const end = at + closing[0].length;
      return match[1] ? { kind: 'close', name, end } : { kind: 'open', name, attributes, start, end };
    }
    const attribute = readAttribute(html, at);
    if (!attribute) return { kind: 'cut', end: html.length };
    at = attribute.end;
    // The first of two equal attributes counts, in browsers too.
    if (!seen.has(attribute.name)) attributes.push(attribute);
    seen.add(attribute.name);
  }
}

function readAttribute(html: string, at: number): Attribute | undefined {
  attributeName.lastIndex = at;
  const named = attributeName.exec(html);
  if (!named) return undefined;
  const name = (named[1] ?? '').toLowerCase();
  const nameEnd = at + named[0].length;
  attributeValue.lastIndex = nameEnd;
  const valued = attributeValue.exec(html);
  const start = nameEnd - (named[1] ?? '').length;
  if (!valued) return { name, value: '', start, end: nameEnd, valueStart: nameEnd, valueEnd: nameEnd };
  const end = nameEnd + valued[0].length;
  const raw = valued[1] ?? valued[2] ?? valued[3] ?? '';
  const valueEnd = valued[3] === undefined ? end - 1 : end;
  return { name, value: decodeEntities(raw), start, end, valueStart: valueEnd - raw.length, valueEnd };
}

function endOfRawText(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  close.lastIndex = from;
  return close.exec(html)?.index ?? html.length;
}

/** Replaces character references (`&amp;`, `&#39;`, `&#x27;`) by their characters; leaves unknown ones. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,31}));/gi,
    (whole, dec, hex, name) => {
      if (name !== undefined) return decodeNamedCharacterReference(name) || whole;
      const code = dec === undefined ? Number.parseInt(hex, 16) : Number.parseInt(dec, 10);
      const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isCharacter ? String.fromCodePoint(code) : '\uFFFD';
    },
  );
}

/** A text in which nothing has a meaning, neither to Markdown nor to HTML: all but letters is a reference. */
export function encodeInert(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`);
}
