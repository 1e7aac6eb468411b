/**
 * Keeps what somebody writes about a lesson: saves it a moment after the last letter, holds on to it while the
 * server cannot be reached or the session has ended, and never overwrites what was written elsewhere. It goes
 * on when the page shows something else, and what it could not save yet is also in the browser's own storage.
 */
import { KernosError, TransportError } from '@kernos/kernel/errors';

/** A note as the server has it. */
export interface Note {
  readonly text: string;
  readonly version: number;
}

export interface NoteState {
  readonly text: string;
  readonly status: 'kept' | 'typing' | 'saving' | 'waiting' | 'signed-out' | 'refused' | 'conflict';
  /** Why it was refused. */
  readonly error?: Error;
  /** At a conflict: what was written elsewhere. */
  readonly theirs?: Note;
}

export interface NoteKeeper {
  readonly read: () => NoteState | undefined;
  readonly subscribe: (changed: () => void) => () => void;
  /** What the server has: taken over unless something here is not saved yet. */
  readonly load: (note: Note) => void;
  readonly type: (text: string) => void;
  /** Saves now what is not saved yet. */
  readonly save: () => Promise<void>;
  /** Ends a conflict with this text, which replaces what was written elsewhere. */
  readonly settle: (text: string) => void;
}

const PAUSE_MS = 900;
const TRY_AGAIN_MS = 8_000;

/** Where drafts are kept; a browser without storage keeps them until the page is closed. */
export interface DraftStore {
  readonly read: () => { text: string; version: number } | undefined;
  readonly write: (draft: { text: string; version: number } | undefined) => void;
}

type Write = (text: string, version: number) => Promise<Note>;
type Fetch = () => Promise<Note>;

/** One note's keeper. `write` and `fetch` reach the server; `ended` says whether the session has. */
export function noteKeeper(
  { write, fetch, ended }: { write: Write; fetch: Fetch; ended: () => boolean },
  drafts: DraftStore,
): NoteKeeper {
  let state: NoteState | undefined;
  /** What the server is known to have. */
  let known: { text: string; version: number } = { text: '', version: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  const become = (next: NoteState) => {
    state = next;
    drafts.write(next.text === known.text ? undefined : { text: next.text, version: known.version });
    for (const listener of listeners) listener();
  };
  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  };
  const changedElsewhere = (theirs: Note) => {
    const text = state?.text ?? '';
    // Somebody else who wrote the same is us: the answer to an earlier try was lost.
    if (theirs.text !== text) return become({ text, status: 'conflict', theirs });
    known = theirs;
    become({ text, status: 'kept' });
  };
  const failed = async (error: unknown) => {
    const text = state?.text ?? '';
    if (error instanceof KernosError && error.status === 412) {
      try {
        changedElsewhere(await fetch());
      } catch {
        become({ text, status: 'waiting' });
        later(TRY_AGAIN_MS);
      }
    } else if (error instanceof KernosError && error.status === 401) become({ text, status: 'signed-out' });
    else if (error instanceof TransportError || (error instanceof KernosError && error.status >= 500)) {
      become({ text, status: 'waiting' });
      later(TRY_AGAIN_MS);
    } else
      become({ text, status: 'refused', error: error instanceof Error ? error : new Error(String(error)) });
  };
  async function save(): Promise<void> {
    clearTimeout(timer);
    if (!state || state.status === 'saving' || state.status === 'conflict') return;
    const { text } = state;
    if (text === known.text) return become({ text, status: 'kept' });
    if (ended()) return become({ text, status: 'signed-out' });
    become({ text, status: 'saving' });
    try {
      const { version } = await write(text, known.version);
      known = { text, version };
      // More may have been typed meanwhile.
      const now = state?.text ?? text;
      become({ text: now, status: now === text ? 'kept' : 'typing' });
      if (now !== text) later(PAUSE_MS);
    } catch (error) {
      await failed(error);
    }
  }
  return {
    read: () => state,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    load: (note) => {
      if (note.version < known.version || (state && state.status !== 'kept')) return;
      const draft = state ? undefined : drafts.read();
      known = note;
      if (!draft || draft.text === note.text) return become({ text: note.text, status: 'kept' });
      if (draft.version !== note.version)
        return become({ text: draft.text, status: 'conflict', theirs: note });
      become({ text: draft.text, status: 'typing' });
      later(PAUSE_MS);
    },
    type: (text) => {
      if (!state) return;
      // While it is being saved, what is typed waits its turn; at a conflict it waits for the choice.
      if (state.status === 'saving' || state.status === 'conflict') return become({ ...state, text });
      become({ text, status: 'typing' });
      later(PAUSE_MS);
    },
    save,
    settle: (text) => {
      if (!state?.theirs) return;
      known = state.theirs;
      become({ text, status: 'typing' });
      void save();
    },
  };
}
