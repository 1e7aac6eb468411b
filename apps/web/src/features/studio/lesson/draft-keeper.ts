/**
 * Keeps what somebody writes in a lesson until the server has it: saves a moment after the last letter, holds on
 * to it while the server cannot be reached or the session has ended, and never overwrites what somebody else
 * saved meanwhile. It goes on when the page shows something else.
 */
import { KernosError, TransportError } from '@kernos/kernel/errors';

/** What is written. */
export interface Text {
  readonly title: string;
  readonly markdown: string;
}
/** A lesson as the server has it. */
export interface Saved extends Text {
  readonly version: number;
}

/** A text that is not saved yet, with the one it began from: null where that is not known any more. */
export interface Unsaved {
  readonly text: Text;
  readonly base: Text | null;
  readonly version: number;
}

export interface DraftState {
  readonly text: Text;
  readonly status: 'saved' | 'typing' | 'saving' | 'offline' | 'signed-out' | 'refused' | 'conflict';
  /** Why it was refused. */
  readonly error?: Error;
  /** At a conflict: what somebody else saved, and what both began from. */
  readonly theirs?: Saved;
  readonly base?: Text | null;
}

export interface Server {
  /** Throws `version-conflict` where the server has another version than this. */
  readonly write: (changed: Partial<Text>, version: number) => Promise<Saved>;
  readonly fetch: () => Promise<Saved>;
  /** Whether the session has ended. */
  readonly ended: () => boolean;
}
/** Where unsaved texts are kept: they outlive a reload and a crash of the page. */
export interface UnsavedStore {
  readonly read: () => Unsaved | undefined;
  readonly write: (unsaved: Unsaved | undefined) => void;
}

const PAUSE_MS = 900;
const TRY_AGAIN_MS = 5_000;
const MOST_TRIES = 3;

export const isSame = (a: Text, b: Text): boolean => a.title === b.title && a.markdown === b.markdown;
const textOf = ({ title, markdown }: Text): Text => ({ title, markdown });

export class DraftKeeper {
  readonly #server: Server;
  readonly #store: UnsavedStore;
  readonly #listeners = new Set<() => void>();
  #state: DraftState | undefined;
  /** What the server is known to have. */
  #known: { text: Text | null; version: number } = { text: null, version: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(server: Server, store: UnsavedStore) {
    this.#server = server;
    this.#store = store;
  }

  readonly read = (): DraftState | undefined => this.#state;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  /** What the server has: taken over unless something here is not saved yet. */
  load(saved: Saved): void {
    if (saved.version < this.#known.version || (this.#state && this.#state.status !== 'saved')) return;
    const kept = this.#state ? undefined : this.#store.read();
    if (!kept) {
      this.#take(saved);
      this.#become({ text: textOf(saved), status: 'saved' });
      return;
    }
    this.#known = { text: kept.base, version: kept.version };
    this.#state = { text: kept.text, status: 'typing' };
    if (kept.version === saved.version) this.#take(saved);
    else if (!this.#meets(saved)) return;
    this.#become({ text: kept.text, status: 'typing' });
    this.#later(PAUSE_MS);
  }

  type(changed: Partial<Text>): void {
    if (!this.#state) return;
    const { status } = this.#state;
    const text = { ...this.#state.text, ...changed };
    // While it is being saved, what is typed waits its turn; at a conflict it waits for the choice.
    if (status === 'saving' || status === 'conflict') this.#become({ ...this.#state, text });
    else {
      this.#become({ text, status: 'typing' });
      this.#later(PAUSE_MS);
    }
  }

  /** Saves now what is not saved yet. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#state || this.#state.status === 'saving' || this.#state.status === 'conflict') return;
    const { text } = this.#state;
    if (this.#known.text && isSame(text, this.#known.text)) return this.#become({ text, status: 'saved' });
    // A title that is being written anew may be empty for a moment.
    if (text.title.trim() === '') return;
    if (this.#server.ended()) return this.#become({ text, status: 'signed-out' });
    this.#become({ text, status: 'saving' });
    try {
      if ((await this.#send(text)) === 'conflict') return;
      const now = this.#state.text;
      this.#become({ text: now, status: isSame(now, text) ? 'saved' : 'typing' });
      if (!isSame(now, text)) this.#later(PAUSE_MS);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Ends a conflict with this text, which takes the place of what somebody else saved. */
  settle(text: Text): void {
    if (!this.#state?.theirs) return;
    this.#take(this.#state.theirs);
    this.#become({ text, status: 'typing' });
    void this.save();
  }

  /** The server has this now, by another way than saving: a version of the history, say. */
  replace(saved: Saved): void {
    clearTimeout(this.#timer);
    this.#take(saved);
    this.#become({ text: textOf(saved), status: 'saved' });
  }

  #become(next: DraftState): void {
    this.#state = next;
    const { text: base, version } = this.#known;
    this.#store.write(base && isSame(next.text, base) ? undefined : { text: next.text, base, version });
    for (const listener of this.#listeners) listener();
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), ms);
  }

  #take(saved: Saved): void {
    this.#known = { text: textOf(saved), version: saved.version };
  }

  /** Somebody saved between: a conflict, unless they left the text alone or wrote the same. True: go on. */
  #meets(theirs: Saved): boolean {
    const base = this.#known.text;
    const text = this.#state?.text ?? textOf(theirs);
    if (!isSame(theirs, text) && !(base && isSame(theirs, base))) {
      this.#become({ text, status: 'conflict', theirs, base });
      return false;
    }
    this.#take(theirs);
    return true;
  }

  async #send(text: Text): Promise<'sent' | 'conflict'> {
    for (let tries = 1; ; tries += 1) {
      const changed = changesOf(this.#known.text, text);
      if (!changed) return 'sent';
      try {
        const { version } = await this.#server.write(changed, this.#known.version);
        // The server tidies titles; what is written here goes on from what was sent.
        this.#known = { text, version };
        return 'sent';
      } catch (error) {
        if (!(error instanceof KernosError && error.status === 412) || tries === MOST_TRIES) throw error;
        if (!this.#meets(await this.#server.fetch())) return 'conflict';
      }
    }
  }

  #failed(error: unknown): void {
    const text = this.#state?.text ?? { title: '', markdown: '' };
    const status = error instanceof KernosError ? error.status : undefined;
    if (status === 401) this.#become({ text, status: 'signed-out' });
    else if (error instanceof TransportError || (status !== undefined && status >= 500)) {
      this.#become({ text, status: 'offline' });
      this.#later(TRY_AGAIN_MS);
    } else {
      const reason = error instanceof Error ? error : new Error(String(error));
      this.#become({ text, status: 'refused', error: reason });
    }
  }
}

/** Only what changed is sent: a title does not carry a megabyte of text along. */
function changesOf(known: Text | null, text: Text): Partial<Text> | undefined {
  const changed = {
    ...(known?.title !== text.title && { title: text.title }),
    ...(known?.markdown !== text.markdown && { markdown: text.markdown }),
  };
  return Object.keys(changed).length > 0 ? changed : undefined;
}
