import type { Code, Heading, Nodes, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { headingAttributes } from '../../../formats/heading-attributes.ts';
import { MARKDOWN_DEPTH, tooDeep } from './errors.ts';
import { readingBudget } from './reading-budget.ts';
import { assertMarkdownSize } from './text.ts';

/** Offsets in the source: from the first character to behind the last. */
export type Span = { start: number; end: number };

declare module 'mdast' {
  interface Data {
    /** Where the source says the destination of a link, image or definition, without its `<>`. */
    destination?: Span;
    /** Where the source says the text of a link or the description of an image. */
    label?: Span;
  }
}

/** The parser keeps no offsets of the parts of a link, and without them a text cannot be edited in place. */
function recordSpans(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), readingBudget];
  const extensions = data.fromMarkdownExtensions ?? [];
  data.fromMarkdownExtensions = extensions;
  type Token = { start: { offset: number }; end: { offset: number } };
  const put = (node: Nodes | undefined, name: 'destination' | 'label', token: Token, inset = 0) => {
    if (!node) return;
    node.data = {
      ...node.data,
      [name]: { start: token.start.offset + inset, end: token.end.offset - inset },
    };
  };
  extensions.push({
    enter: {
      // A fragment that gathers the label lies above the link on the stack.
      labelText(token) {
        put(this.stack.at(-2) as Nodes | undefined, 'label', token);
      },
    },
    exit: {
      resourceDestinationRaw(token) {
        put(this.stack.at(-1) as Nodes | undefined, 'destination', token);
      },
      resourceDestinationLiteral(token) {
        put(this.stack.at(-1) as Nodes | undefined, 'destination', token, 1);
      },
      definitionDestinationRaw(token) {
        put(this.stack.at(-1) as Nodes | undefined, 'destination', token);
      },
      definitionDestinationLiteral(token) {
        put(this.stack.at(-1) as Nodes | undefined, 'destination', token, 1);
      },
    },
  });
}

const parser = unified().use(remarkParse).use(remarkGfm).use(recordSpans).freeze();

// Such a line costs the parser far more than the square of its depth before there is a tree to measure. The
// bound is generous, because a row of `>` in a code block looks the same; a thematic break is flat.
const nestedLine =
  /^(?![ \t]*([-*])(?:[ \t]*\1)*[ \t]*$)(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])|\[\^[^\]\s]{1,999}\]:)){300}/m;

/**
 * Parses CommonMark with GFM. Offsets in the tree are offsets in `markdown`.
 *
 * Throws a {@link ContentError} `markdown-too-large` or `markdown-too-deep`. It runs as long as the parser
 * needs, which for hostile text can be minutes: untrusted text belongs into the content thread.
 */
export function parseMarkdown(markdown: string): Root {
  assertMarkdownSize(markdown);
  if (nestedLine.test(markdown)) throw tooDeep();
  try {
    const tree = parser.parse(withoutMark(markdown));
    assertDepth(tree);
    for (const { node } of walk(tree)) {
      if (node.type === 'heading') takeAttributes(node);
      else if (node.type === 'code') node.lang = languageOf(node);
    }
    return tree;
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
}

/** A heading keeps the id that its author gave it. */
function takeAttributes(heading: Heading): void {
  const last = heading.children.at(-1);
  if (last?.type !== 'text') return;
  const { text, id } = headingAttributes(last.value);
  last.value = text;
  if (id) heading.data = { ...heading.data, hProperties: { id } };
}

/** Directives of MyST that hold code; its language stands behind them. */
const codeDirectives = new Set(['code', 'code-block', 'code-cell', 'sourcecode']);

/**
 * The language of a code block, without what other tools read beside it: `rust,editable` (mdBook), `{python}`
 * (Quarto, R Markdown), `{.python .numberLines}` (Pandoc), `{code-cell} python` (MyST), `js{1,3}`, `py:run.py`.
 */
function languageOf({ lang, meta }: Code): string | null {
  const info = `${lang ?? ''} ${meta ?? ''}`.trim();
  const [, braced, behind] = /^\{([^}]*)\}?(.*)/s.exec(info) ?? [];
  const words = (text: string) => text.split(/[\s,:;={}()]+/).filter((word) => word !== '');
  if (braced === undefined) return words(info)[0] ?? null;
  const [first = '', ...others] = words(braced);
  if (codeDirectives.has(first)) return words(behind ?? '')[0] ?? null;
  const named = [first, ...others].find((word) => word.startsWith('.')) ?? first;
  return named.replace(/^[.#]/, '') || null;
}

/** The parser drops a leading byte order mark and would count all offsets from behind it. */
function withoutMark(markdown: string): string {
  return markdown.startsWith('\uFEFF') ? ` ${markdown.slice(1)}` : markdown;
}

function assertDepth(tree: Root): void {
  let level: Nodes[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MARKDOWN_DEPTH) throw tooDeep();
    level = level.flatMap((node) => ('children' in node ? (node.children as Nodes[]) : []));
  }
}

/** Where a node stands in the source, or undefined for one that the parser made up. */
export function spanOf(node: Nodes): Span | undefined {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** The nodes of a tree in document order, a parent before its children, each with its ancestors' types. */
export function* walk(tree: Root): Generator<{ node: Nodes; within: readonly string[] }> {
  const open: { node: Nodes; within: readonly string[] }[] = [{ node: tree, within: [] }];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    yield item;
    const { node } = item;
    if (!('children' in node)) continue;
    const within = [...item.within, node.type];
    for (const child of (node.children as Nodes[]).toReversed()) open.push({ node: child, within });
  }
}
