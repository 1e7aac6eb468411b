/** Files on their way into a text: each holds its place while more is written around it. */
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

interface Bringing {
  readonly bring: (file: File) => Promise<string>;
  readonly onRefused: (error: Error) => void;
  readonly uploading: (name: string) => string;
}

class Waiting extends WidgetType {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.textContent = ` ${this.text} `;
    element.style.opacity = '0.6';
    element.setAttribute('role', 'status');
    return element;
  }
}

const begun = StateEffect.define<{ id: symbol; at: number; text: string }>();
const ended = StateEffect.define<symbol>();

/** Where the files will stand. Not part of the text, so that no half of it is ever saved. */
export const filesBeingBrought = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, { changes, effects }) => {
    let places = before.map(changes);
    for (const effect of effects) {
      if (effect.is(begun)) {
        const { id, at, text } = effect.value;
        places = places.update({
          add: [Decoration.widget({ widget: new Waiting(text), id, side: 1 }).range(at)],
        });
      }
      if (effect.is(ended))
        places = places.update({ filter: (_from, _to, { spec }) => spec.id !== effect.value });
    }
    return places;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function placeOf(view: EditorView, id: symbol): number | undefined {
  const cursor = view.state.field(filesBeingBrought).iter();
  for (; cursor.value; cursor.next()) if (cursor.value.spec.id === id) return cursor.from;
  return undefined;
}

/** Keeps each file, and puts its Markdown where the cursor was. */
export function bringFiles(view: EditorView, files: readonly File[], how: Bringing): void {
  for (const file of files) void bringOne(view, file, how);
}

async function bringOne(
  view: EditorView,
  file: File,
  { bring, onRefused, uploading }: Bringing,
): Promise<void> {
  const id = Symbol(file.name);
  const at = view.state.selection.main.to;
  view.dispatch({ effects: begun.of({ id, at, text: uploading(file.name) }) });
  try {
    const insert = await bring(file);
    const from = placeOf(view, id) ?? view.state.selection.main.to;
    view.dispatch({ changes: { from, insert }, effects: ended.of(id), userEvent: 'input.paste' });
  } catch (error) {
    view.dispatch({ effects: ended.of(id) });
    onRefused(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Files that are pasted or dropped into the text; all else is the editor's own. */
export const filesDropped = (onFiles: (view: EditorView, files: readonly File[]) => void) =>
  EditorView.domEventHandlers({
    paste: ({ clipboardData }, view) => {
      const files = [...(clipboardData?.files ?? [])];
      // A text with a picture of itself, as office programs give it, is meant as a text.
      if (files.length === 0 || clipboardData?.getData('text/plain')) return false;
      onFiles(view, files);
      return true;
    },
    drop: (event, view) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return false;
      event.preventDefault();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at !== null) view.dispatch({ selection: { anchor: at } });
      onFiles(view, files);
      return true;
    },
  });
