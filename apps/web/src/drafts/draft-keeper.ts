/**
 * Keeps what somebody writes until the server has it: saves a moment after the last letter, holds on to it while
 * the server cannot be reached or the session has ended, and never overwrites what was saved elsewhere meanwhile.
 * It goes on when the page shows something else.
 */
import { KernosError, TransportError } from '@kernos/kernel/errors';

/** What is written, field by field. */
export type Fields = Readonly<Record<string, string>>;
/** The same as the server has it. */
export type Saved<Draft> = Draft & { readonly version: number };

/** A draft that is not saved yet, with what it began from: null where that is not known any more. */
export interface Unsaved<Draft> {
  readonly draft: Draft;
  readonly base: Draft | null;
  readonly version: number;
}

export interface DraftState<Draft> {
  readonly draft: Draft;
  readonly status: 'saved' | 'typing' | 'saving' | 'waiting' | 'signed-out' | 'refused' | 'conflict';
  /** Why it was refused. */
  readonly error?: Error;
  /** At a conflict: what was saved elsewhere, and what both began from. */
  readonly theirs?: Saved<Draft>;
  readonly base?: Draft | null;
}

/** Where drafts go. */
interface DraftServer<Draft> {
  /** Gets the fields that changed. Throws `version-conflict` where the server has another version than this. */
  readonly write: (changed: Partial<Draft>, version: number) => Promise<Saved<Draft>>;
  readonly fetch: () => Promise<Saved<Draft>>;
  /** Whether the session has ended. */
  readonly ended: () => boolean;
  /** Whether it can be sent as it is: a title that is being written anew may be empty for a moment. */
  readonly isComplete?: (draft: Draft) => boolean;
}

/** Where unsaved drafts are kept: they outlive a reload and a crash of the page. */
export interface DraftStore<Draft> {
  readonly read: () => Unsaved<Draft> | undefined;
  readonly write: (unsaved: Unsaved<Draft> | undefined) => void;
}

const PAUSE_MS = 900;
const TRY_AGAIN_MS = 5_000;
const MOST_TRIES = 3;

export class DraftKeeper<Draft extends Fields> {
  readonly #empty: Draft;
  readonly #server: DraftServer<Draft>;
  readonly #store: DraftStore<Draft>;
  readonly #listeners = new Set<() => void>();
  #state: DraftState<Draft> | undefined;
  /** What the server is known to have. */
  #known: { draft: Draft | null; version: number } = { draft: null, version: 0 };
  /** What was sent since the server last answered that it has it: it may have any of these. */
  #sent: readonly Draft[] = [];
  #saving: Promise<void> | undefined;
  /** What is typed while a saving is under way is not to wait for a pause. */
  #atOnce = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param empty the fields that a draft has, each empty */
  constructor(empty: Draft, server: DraftServer<Draft>, store: DraftStore<Draft>) {
    this.#empty = empty;
    this.#server = server;
    this.#store = store;
  }

  readonly read = (): DraftState<Draft> | undefined => this.#state;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  /** Whether letters would be lost if the page were closed now; what is merely typed is sent while it closes. */
  get isAtRisk(): boolean {
    if (!this.#state) return false;
    const { status, draft } = this.#state;
    const sent = this.#sent.at(-1);
    if (status === 'saving') return sent !== undefined && !this.#isSame(draft, sent);
    return status !== 'saved' && status !== 'typing';
  }

  /** What the server has: taken over unless something here is not saved yet. */
  load(saved: Saved<Draft>): void {
    if (saved.version < this.#known.version || (this.#state && this.#state.status !== 'saved')) return;
    const kept = this.#state ? undefined : this.#store.read();
    if (!kept) {
      this.#take(saved);
      this.#become({ draft: this.#draftOf(saved), status: 'saved' });
      return;
    }
    this.#known = { draft: kept.base, version: kept.version };
    this.#state = { draft: kept.draft, status: 'typing' };
    if (kept.version === saved.version) this.#take(saved);
    else if (!this.#meets(saved)) return;
    this.#become({ draft: kept.draft, status: 'typing' });
    this.#later(PAUSE_MS);
  }

  type(changed: Partial<Draft>): void {
    if (!this.#state) return;
    const { status } = this.#state;
    const draft = { ...this.#state.draft, ...changed };
    // While it is being saved, what is typed waits its turn; at a conflict it waits for the choice.
    if (status === 'saving' || status === 'conflict') this.#become({ ...this.#state, draft });
    else {
      this.#become({ draft, status: 'typing' });
      this.#later(PAUSE_MS);
    }
  }

  /** Saves now what is not saved yet, also what is typed meanwhile; done when there is no more to be done. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#saving !== undefined) this.#atOnce = true;
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = undefined;
      this.#atOnce = false;
    });
    return this.#saving;
  }

  /** Ends a conflict with this draft, which takes the place of what was saved elsewhere. */
  settle(draft: Draft): void {
    if (!this.#state?.theirs) return;
    this.#take(this.#state.theirs);
    this.#become({ draft, status: 'typing' });
    void this.save();
  }

  /** The server has this now, by another way than saving: a version of the history, say. */
  replace(saved: Saved<Draft>): void {
    clearTimeout(this.#timer);
    this.#take(saved);
    this.#become({ draft: this.#draftOf(saved), status: 'saved' });
  }

  async #saveAll(): Promise<void> {
    for (;;) {
      if (!this.#state || this.#state.status === 'conflict') return;
      const { draft } = this.#state;
      if (this.#known.draft && this.#isSame(draft, this.#known.draft))
        return this.#become({ draft, status: 'saved' });
      if (this.#server.isComplete?.(draft) === false) return;
      if (this.#server.ended()) return this.#become({ draft, status: 'signed-out' });
      this.#become({ draft, status: 'saving' });
      this.#atOnce = false;
      try {
        if ((await this.#send(draft)) === 'conflict') return;
      } catch (error) {
        return this.#failed(error);
      }
      const now = this.#state.draft;
      if (this.#isSame(now, draft)) return this.#become({ draft: now, status: 'saved' });
      this.#become({ draft: now, status: 'typing' });
      if (!this.#atOnce) return this.#later(PAUSE_MS);
    }
  }

  #become(next: DraftState<Draft>): void {
    this.#state = next;
    const { draft: base, version } = this.#known;
    const isSaved = base !== null && this.#isSame(next.draft, base);
    this.#store.write(isSaved ? undefined : { draft: next.draft, base, version });
    for (const listener of this.#listeners) listener();
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), ms);
  }

  #take(saved: Saved<Draft>): void {
    this.#known = { draft: this.#draftOf(saved), version: saved.version };
  }

  /** Somebody saved between: a conflict, unless they left it alone or wrote the same. True: go on. */
  #meets(theirs: Saved<Draft>): boolean {
    const base = this.#known.draft;
    const draft = this.#state?.draft ?? this.#draftOf(theirs);
    // Who wrote just what was sent from here is us: the answer to an earlier try was lost.
    const isOurs = [draft, base, ...this.#sent].some((one) => one && this.#isSame(theirs, one));
    if (!isOurs) {
      this.#become({ draft, status: 'conflict', theirs, base });
      return false;
    }
    this.#take(theirs);
    return true;
  }

  async #send(draft: Draft): Promise<'sent' | 'conflict'> {
    for (let tries = 1; ; tries += 1) {
      const changed = this.#changesTo(draft);
      if (!changed) return 'sent';
      try {
        this.#sent = [...this.#sent, draft];
        const { version } = await this.#server.write(changed, this.#known.version);
        // The server tidies titles; what is written here goes on from what was sent.
        this.#known = { draft, version };
        this.#sent = [];
        return 'sent';
      } catch (error) {
        if (!(error instanceof KernosError && error.status === 412) || tries === MOST_TRIES) throw error;
        if (!this.#meets(await this.#server.fetch())) return 'conflict';
      }
    }
  }

  #failed(error: unknown): void {
    const draft = this.#state?.draft ?? this.#empty;
    const status = error instanceof KernosError ? error.status : undefined;
    if (status === 401) this.#become({ draft, status: 'signed-out' });
    else if (error instanceof TransportError || (status !== undefined && status >= 500)) {
      this.#become({ draft, status: 'waiting' });
      this.#later(TRY_AGAIN_MS);
    } else {
      const reason = error instanceof Error ? error : new Error(String(error));
      this.#become({ draft, status: 'refused', error: reason });
    }
  }

  get #names(): readonly (keyof Draft & string)[] {
    return Object.keys(this.#empty);
  }

  #isSame(a: Draft, b: Draft): boolean {
    return this.#names.every((name) => a[name] === b[name]);
  }

  #draftOf(saved: Saved<Draft>): Draft {
    return Object.fromEntries(this.#names.map((name) => [name, saved[name]])) as unknown as Draft;
  }

  /** Only what changed is sent: a title does not carry a megabyte of text along. */
  #changesTo(draft: Draft): Partial<Draft> | undefined {
    const known = this.#known.draft;
    const changed = this.#names.filter((name) => known?.[name] !== draft[name]);
    if (changed.length === 0) return undefined;
    return Object.fromEntries(changed.map((name) => [name, draft[name]])) as unknown as Partial<Draft>;
  }
}
