/** What a button or key does to a text: put signs around what is selected, or before its lines; or take them off. */
export type Format = 'bold' | 'italic' | 'heading' | 'link' | 'list' | 'numbered' | 'quote' | 'code';

interface Formatted {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  /** What is selected afterwards. */
  readonly anchor: number;
  readonly head: number;
}

const around: Partial<Record<Format, string>> = { bold: '**', italic: '*', code: '`' };
const before: Partial<Record<Format, (line: number) => string>> = {
  heading: () => '## ',
  list: () => '- ',
  numbered: (line) => `${line + 1}. `,
  quote: () => '> ',
};
const signs: Partial<Record<Format, RegExp>> = {
  heading: /^#{1,6} /,
  list: /^[-*+] /,
  numbered: /^\d+[.)] /,
  quote: /^> ?/,
};

export function formatted(text: string, from: number, to: number, format: Format): Formatted {
  const sign = around[format];
  if (format === 'link') return linked(text.slice(from, to), from, to);
  if (sign === undefined) return linesFormatted(text, from, to, format);
  const inside = text.slice(from, to);
  if (format === 'code' && inside.includes('\n')) return fenced(inside, from, to);
  const n = sign.length;
  if (text.slice(from - n, from) === sign && text.slice(to, to + n) === sign)
    return { from: from - n, to: to + n, insert: inside, anchor: from - n, head: to - n };
  return { from, to, insert: sign + inside + sign, anchor: from + n, head: to + n };
}

// What is written next is the half that is missing.
function linked(inside: string, from: number, to: number): Formatted {
  const isAddress = /^(https?:\/\/|mailto:)\S+$/.test(inside);
  const insert = isAddress ? `[](${inside})` : `[${inside}]()`;
  const at = isAddress || inside === '' ? from + 1 : from + insert.length - 1;
  return { from, to, insert, anchor: at, head: at };
}

function fenced(inside: string, from: number, to: number): Formatted {
  const insert = `\`\`\`\n${inside.replace(/\n$/, '')}\n\`\`\``;
  return { from, to, insert, anchor: from + 3, head: from + 3 };
}

function linesFormatted(text: string, from: number, to: number, format: Format): Formatted {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to);
  const end = next < 0 ? text.length : next;
  const lines = text.slice(start, end).split('\n');
  const sign = signs[format] ?? /^$/;
  const taken = lines.every((line) => sign.test(line));
  const insert = lines
    .map((line, n) => (taken ? line.replace(sign, '') : (before[format]?.(n) ?? '') + line.replace(sign, '')))
    .join('\n');
  const single = lines.length === 1;
  return {
    from: start,
    to: end,
    insert,
    anchor: single ? start + insert.length : start,
    head: start + insert.length,
  };
}
