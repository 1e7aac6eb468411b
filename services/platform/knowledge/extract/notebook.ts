/** Jupyter notebooks (nbformat 3 and 4): prose as it is, code in fences, what it printed left out. */
import Type from 'typebox';
import { Value } from 'typebox/value';
import { firstHeading } from '../chunk.ts';
import type { Extracted } from './extracted.ts';
import { Refused } from './refused.ts';
import { titleFrom } from './titles.ts';

const Source = Type.Union([Type.String(), Type.Array(Type.String())]);
const Cell = Type.Object({
  cell_type: Type.String(),
  source: Type.Optional(Source),
  input: Type.Optional(Source),
});
const Notebook = Type.Object({
  cells: Type.Optional(Type.Array(Cell)),
  worksheets: Type.Optional(Type.Array(Type.Object({ cells: Type.Array(Cell) }))),
  metadata: Type.Optional(
    Type.Object({
      title: Type.Optional(Type.Unknown()),
      language_info: Type.Optional(Type.Object({ name: Type.Optional(Type.String()) })),
    }),
  ),
});

export function fromNotebook(json: string): Extracted {
  const notebook = parse(json);
  const language = notebook.metadata?.language_info?.name ?? 'python';
  const cells = notebook.cells ?? notebook.worksheets?.flatMap((sheet) => sheet.cells) ?? [];
  const parts = cells.flatMap(({ cell_type: kind, source, input }) => {
    const given = source ?? input ?? '';
    const text = (typeof given === 'string' ? given : given.join('')).trim();
    if (text === '') return [];
    if (kind !== 'code') return [text];
    const fence = text.includes('```') ? '````' : '```';
    return [`${fence}${language}\n${text}\n${fence}`];
  });
  if (parts.length === 0) throw new Refused('no-text', 'This notebook has no cell with anything in it.');
  const text = parts.join('\n\n');
  return {
    text,
    title: titleFrom(notebook.metadata?.title, firstHeading(text)),
    marks: [],
    pages: null,
    notices: [],
  };
}

function parse(json: string): Type.Static<typeof Notebook> {
  try {
    const value: unknown = JSON.parse(json);
    if (Value.Check(Notebook, value)) return value;
  } catch (error) {
    throw new Refused('file-broken', 'This notebook is damaged: it is not JSON.', { cause: error });
  }
  throw new Refused('file-broken', 'This is no Jupyter notebook, whatever its name says.');
}
