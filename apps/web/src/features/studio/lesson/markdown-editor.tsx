/** A field for Markdown. Import it lazily: it brings CodeMirror. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdown, markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, placeholder as hint, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import { bringFiles, filesBeingBrought, filesDropped } from './brought-files.ts';
import { type Format, formatted } from './formats.ts';
import styles from './lesson.module.css';

export type { Format } from './formats.ts';

export interface EditorHandle {
  readonly format: (format: Format) => void;
  /** Brings files into the course, and their Markdown to where the cursor is. */
  readonly bring: (files: readonly File[]) => void;
}

const looks = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '650', color: 'var(--ink)' },
  { tag: tags.strong, fontWeight: '650' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.link, tags.url], color: 'var(--accent-ink)' },
  { tag: tags.monospace, color: 'var(--good)' },
  { tag: tags.quote, color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: [tags.processingInstruction, tags.meta, tags.contentSeparator], color: 'var(--ink-soft)' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '0.9375rem', backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    lineHeight: '1.65',
    overflow: 'auto',
  },
  '.cm-content': { padding: '20px 24px 40vh', caretColor: 'var(--accent-ink)', maxWidth: '90ch' },
  '.cm-cursor': { borderLeftColor: 'var(--accent-ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in oklab, var(--learning) 26%, transparent)',
  },
  '.cm-placeholder': { color: 'var(--ink-soft)' },
  '.cm-panels': { backgroundColor: 'var(--wash)', color: 'var(--ink)', border: 'none' },
  '.cm-textfield, .cm-button': { backgroundImage: 'none', background: 'var(--sheet)', color: 'var(--ink)' },
  '.cm-searchMatch': { background: 'color-mix(in oklab, var(--learning) 30%, transparent)' },
});

interface EditorProps {
  handle: RefObject<EditorHandle | null>;
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** Keeps a file of the course; gives the Markdown that shows it. */
  bring: (file: File) => Promise<string>;
  onRefused: (error: Error) => void;
  /** What stands in the text while a file is on its way. */
  uploading: (name: string) => string;
}

export function MarkdownEditor({ handle, value, ...given }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const props = useRef(given);
  props.current = given;
  const first = useRef(value);
  useEffect(() => {
    if (!place.current) return;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({ doc: first.current, extensions: extensionsOf(props) }),
    });
    view.current = made;
    return () => made.destroy();
  }, []);
  // What changed elsewhere (a version brought back, a conflict settled) comes in as one step that can be undone.
  useEffect(() => {
    const { current } = view;
    if (!current || current.state.doc.toString() === value) return;
    current.dispatch({
      changes: { from: 0, to: current.state.doc.length, insert: value },
      annotations: Transaction.userEvent.of('replace'),
    });
  }, [value]);
  useImperativeHandle(handle, () => ({
    format: (format) => view.current && apply(view.current, format),
    bring: (files) => view.current && bringFiles(view.current, files, props.current),
  }));
  return <div ref={place} className={styles.editor} />;
}

function apply(view: EditorView, format: Format): boolean {
  const { from, to } = view.state.selection.main;
  const change = formatted(view.state.doc.toString(), from, to, format);
  view.dispatch({
    changes: { from: change.from, to: change.to, insert: change.insert },
    selection: { anchor: change.anchor, head: change.head },
    scrollIntoView: true,
    userEvent: 'input',
  });
  view.focus();
  return true;
}

const extensionsOf = (props: RefObject<Omit<EditorProps, 'handle' | 'value'>>) => [
  history(),
  drawSelection(),
  EditorView.lineWrapping,
  markdown({ base: markdownLanguage }),
  syntaxHighlighting(looks),
  theme,
  search({ top: true }),
  hint(props.current.placeholder),
  EditorView.contentAttributes.of({ 'aria-label': props.current.label, spellcheck: 'true', tabindex: '0' }),
  // Tab leaves the field, as everywhere on the page.
  keymap.of([
    { key: 'Mod-b', run: (view) => apply(view, 'bold') },
    { key: 'Mod-i', run: (view) => apply(view, 'italic') },
    { key: 'Mod-e', run: (view) => apply(view, 'code') },
    ...markdownKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...defaultKeymap,
  ]),
  filesBeingBrought,
  filesDropped((view, files) => bringFiles(view, files, props.current)),
  EditorView.updateListener.of(({ docChanged, state, transactions }) => {
    const ours = transactions.some((one) => one.isUserEvent('replace'));
    if (docChanged && !ours) props.current.onChange(state.doc.toString());
  }),
];
