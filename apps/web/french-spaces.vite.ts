import type { Plugin } from 'vite';

/** What French sets a space before, and after: such a space ends no line. Those who write words type a plain one. */
const before = / (?=[:;!?»%])/g;
const after = /« /g;
const NO_BREAK = '\u00a0';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Makes the spaces of French punctuation, in the files of French words, such that no line is broken at. */
export function frenchSpaces(): Plugin {
  return {
    name: 'french-spaces',
    enforce: 'post',
    transform: {
      filter: { id: /\.fr\.ts$/ },
      handler(code) {
        let set = code;
        // A character stands for a character, so what the tree says of places holds on.
        for (const { start, end } of textsIn(this.parse(code)))
          set =
            set.slice(0, start) +
            set.slice(start, end).replace(before, NO_BREAK).replace(after, `«${NO_BREAK}`) +
            set.slice(end);
        return { code: set, map: null };
      },
    },
  };
}

/** Every text of the tree: what is quoted, and what stands between the braces of a template. */
function* textsIn(node: unknown): Generator<Node> {
  if (Array.isArray(node)) for (const one of node) yield* textsIn(one);
  else if (typeof node === 'object' && node !== null) {
    const { type } = node as Partial<Node>;
    if (type === 'Literal' || type === 'TemplateElement') yield node as Node;
    for (const child of Object.values(node)) yield* textsIn(child);
  }
}
