/** Writes what formats say as Markdown: headings, lists, tables and code; no text becomes one of them by accident. */
export class MarkdownWriter {
  readonly #lines: string[] = [];
  #line = '';
  /** What the line begins with once there is a word in it: the mark of a list item. */
  #mark = '';

  /** Text that goes on with the line; white space is as in HTML. */
  text(text: string): void {
    const spaced = text.replaceAll(/\s+/g, ' ');
    const own = this.#line === '' ? spaced.trimStart() : spaced;
    this.#line += this.#line.endsWith(' ') ? own.trimStart() : own;
  }

  /** Ends the line. */
  end(): void {
    const line = this.#line.trimEnd();
    this.#line = '';
    if (line === '') return;
    this.#lines.push(this.#mark + (this.#mark === '' ? escaped(line) : line));
    this.#mark = '';
  }

  /** Ends the paragraph. */
  paragraph(): void {
    this.end();
    if (this.#mark === '' && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  /** Begins an item of a list, so many lists deep. */
  item(depth: number, mark: string): void {
    this.end();
    this.#mark = `${'  '.repeat(depth)}${mark} `;
  }

  heading(level: number, text: string): void {
    const title = text.replaceAll(/\s+/g, ' ').trim();
    if (title === '') return;
    this.paragraph();
    this.#raw(`${'#'.repeat(level)} ${title}`, '');
  }

  code(text: string, language = ''): void {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(({ 0: { length } }) => length));
    const fence = '`'.repeat(longest + 1);
    this.paragraph();
    this.#raw(fence + language, ...text.trimEnd().split('\n'), fence, '');
  }

  /** A line a row; the first is its head, as Markdown has it. */
  table(rows: readonly (readonly string[])[]): void {
    const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
    const width = Math.max(0, ...filled.map(({ length }) => length));
    if (width === 0) return;
    this.paragraph();
    for (const [index, row] of filled.entries()) {
      const cells = Array.from({ length: width }, (_, at) => oneLine(row[at] ?? '').replaceAll('|', '\\|'));
      this.#raw(`| ${cells.join(' | ')} |`);
      if (index === 0) this.#raw(`|${' --- |'.repeat(width)}`);
    }
    this.#raw('');
  }

  #raw(...lines: string[]): void {
    this.#mark = '';
    this.#lines.push(...lines);
  }

  toString(): string {
    this.end();
    return this.#lines
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
  }
}

export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** A line of text that would be a heading, a fence, a quote or a rule is none. */
const escaped = (line: string): string =>
  /^(?:#{1,6}(?:\s|$)|`{3}|~{3}|>|(?:=+|-+|[-*_ ]{3,})$|[-*+]\s)/.test(line) ? `\\${line}` : line;
