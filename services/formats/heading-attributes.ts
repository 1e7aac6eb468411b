/** What may stand in braces behind a heading of Markdown, one reading for lessons and passages. */

/** An id, a class, a key with a value, and the signs of comments and of “not numbered”. */
const attribute = /^(?:[#.][\p{L}\p{N}_:.-]+|:|-|\/\*|\*\/|[\p{L}\p{N}_-]+="?[^"]*"?)$/u;

/**
 * Takes `{#id}` and the like off the end of a heading's text: mdBook, Docusaurus (`{/* #id *\/}` too), kramdown
 * (`{: #id}`) and Pandoc (`{#id .class key=value}`, `{-}`) write it so. Braces with anything else are text.
 */
export function headingAttributes(heading: string): { text: string; id?: string } {
  const text = heading.trimEnd();
  const open = text.endsWith('}') ? text.lastIndexOf('{') : -1;
  if (open < 0) return { text: heading };
  const words = text
    .slice(open + 1, -1)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0 || !words.every((word) => attribute.test(word))) return { text: heading };
  const id = words.find((word) => word.startsWith('#'))?.slice(1);
  return { text: text.slice(0, open).trimEnd(), ...(id && { id }) };
}
