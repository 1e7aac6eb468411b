import { type Attribute, encodeInert, scanHtml } from './html.ts';
import {
  type ByReference,
  type Defined,
  type Facts,
  type Inline,
  inspectMarkdown,
  type Mention,
} from './inspect.ts';
import type { Span } from './markdown.ts';

/**
 * A link or image of a text: where it leads, how the source writes that (with escapes, if it has any; empty
 * where a new destination cannot simply take its place), and its text or description as the source has it.
 */
export type Reference = { kind: 'link' | 'image'; url: string; written: string; label: string };

/**
 * What is to become of it: it stays; it leads elsewhere; or only its text (an image's description) stays.
 * A new destination has to be made of characters that need no escaping in Markdown and HTML.
 */
export type Verdict = 'keep' | 'drop' | { to: string };

export type Judge = (reference: Reference) => Verdict;

type Edit = Span & { text: string };

// Dropping a link inside the text of another makes the outer one a link, which has to be judged in turn.
const mostRounds = 50;

/**
 * Changes where the links and images of a text lead, and nothing else: every other character stays, because
 * the source is edited in place and never written anew. Judging the result again changes nothing more.
 *
 * Links, images, reference definitions, and `<a href>` and `<img src>` in HTML are judged; a `<…>` autolink
 * can only be kept or dropped. `facts` are those of `markdown`, when they are known already.
 */
export function rewriteLinks(markdown: string, judge: Judge, facts?: Facts): string {
  let text = markdown;
  let known = facts ?? inspectMarkdown(text);
  for (let round = 0; round < mostRounds; round++) {
    const { edits, dropped } = editsOf(text, known.mentions, judge);
    text = apply(text, edits);
    if (!dropped) break;
    known = inspectMarkdown(text);
  }
  return text;
}

function apply(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

type Edits = { edits: Edit[]; dropped: boolean };

function editsOf(text: string, mentions: readonly Mention[], judge: Judge): Edits {
  const result: Edits = { edits: [], dropped: false };
  const byReference: ByReference[] = [];
  const definitions = new Map<string, Defined>();
  for (const mention of mentions) {
    if (mention.kind === 'html') judgeHtml(text, mention.span, judge, result);
    else if (!('identifier' in mention)) judgeInline(text, mention, judge, result);
    else if (mention.kind !== 'definition') byReference.push(mention);
    else if (!definitions.has(mention.identifier)) definitions.set(mention.identifier, mention);
  }
  judgeReferences(text, byReference, definitions, judge, result);
  return result;
}

function judgeReferences(
  text: string,
  mentions: readonly ByReference[],
  definitions: ReadonlyMap<string, Defined>,
  judge: Judge,
  result: Edits,
): void {
  const settled = new Map<Defined, Verdict>();
  for (const mention of mentions) {
    const definition = definitions.get(mention.identifier);
    if (!definition) continue;
    const kind = mention.kind === 'link-reference' ? 'link' : 'image';
    const written = sliceOf(text, definition.destination);
    const verdict = judge({ kind, url: definition.url, written, label: labelOf(text, mention) });
    if (verdict === 'drop') unwrap(text, mention, result);
    // A definition may serve links and images; it goes only when it serves none of them.
    if (verdict !== 'drop' || !settled.has(definition)) settled.set(definition, verdict);
  }
  for (const [definition, verdict] of settled) {
    if (verdict === 'drop') result.edits.push({ ...definition.span, text: '' });
    else if (verdict !== 'keep' && definition.destination) {
      result.edits.push({ ...definition.destination, text: verdict.to });
    }
  }
}

function judgeInline(text: string, mention: Inline, judge: Judge, result: Edits): void {
  const { kind, url, destination } = mention;
  const verdict = judge({ kind, url, written: sliceOf(text, destination), label: labelOf(text, mention) });
  if (verdict === 'drop') unwrap(text, mention, result);
  else if (verdict !== 'keep' && destination) result.edits.push({ ...destination, text: verdict.to });
}

const sliceOf = (text: string, span: Span | undefined) => (span ? text.slice(span.start, span.end) : '');

function labelOf(text: string, { label, span }: { label?: Span; span: Span }): string {
  if (label) return text.slice(label.start, label.end);
  return text[span.start] === '<' ? text.slice(span.start + 1, span.end - 1) : '';
}

/** Takes away all of a link but its text. */
function unwrap(text: string, { label, span }: { label?: Span; span: Span }, result: Edits): void {
  const isAutolink = text[span.start] === '<';
  // A bare address that GFM made a link of has nothing that could be taken away.
  if (!label && !isAutolink && !/[\])]/.test(text[span.end - 1] ?? '')) return;
  const inner = label ?? (isAutolink ? { start: span.start + 1, end: span.end - 1 } : undefined);
  result.dropped = true;
  if (!inner) {
    result.edits.push({ ...span, text: '' });
    return;
  }
  result.edits.push({ start: span.start, end: inner.start, text: '' });
  result.edits.push({ start: inner.end, end: span.end, text: '' });
}

function judgeHtml(text: string, span: Span, judge: Judge, result: Edits): void {
  for (const token of scanHtml(text.slice(span.start, span.end))) {
    if (token.kind !== 'open' || (token.name !== 'img' && token.name !== 'a')) continue;
    const attributes = new Map(token.attributes.map((attribute) => [attribute.name, attribute]));
    const aim = attributes.get(token.name === 'img' ? 'src' : 'href');
    if (!aim || aim.value === '') continue;
    const kind = token.name === 'img' ? 'image' : 'link';
    const alt = attributes.get('alt')?.value ?? '';
    const at = shift(aim, span.start);
    // An address with a slash has to be quoted, and then coming back unquoted is out of question.
    const isQuoted = /["']/.test(text[at.start - 1] ?? '');
    const written = isQuoted ? sliceOf(text, at) : '';
    const verdict = judge({ kind, url: aim.value, written, label: alt });
    if (verdict === 'keep') continue;
    if (verdict !== 'drop') {
      result.edits.push({ ...at, text: isQuoted ? verdict.to : `"${verdict.to}"` });
    } else {
      result.dropped = true;
      const whole = { start: span.start + token.start, end: span.start + token.end, text: encodeInert(alt) };
      const attribute = { start: span.start + aim.start, end: span.start + aim.end, text: '' };
      result.edits.push(kind === 'image' ? whole : attribute);
    }
  }
}

const shift = ({ valueStart, valueEnd }: Attribute, by: number): Span => ({
  start: valueStart + by,
  end: valueEnd + by,
});
