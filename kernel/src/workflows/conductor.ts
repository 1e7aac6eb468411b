/**
 * Runs the function of a workflow as far as it gets: answers its calls from the record where they ended before, in
 * the order in which they ended, and from then on does what it asks for.
 *
 * What a workflow calls next may depend on which of two calls ended first. So ends are told one at a time, in the
 * order of their numbers, and the function is let run on before the next: then it always makes the same calls.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type MadeCall, MadeCalls } from './made-calls.ts';
import { type ErrorRecord, revive } from './run-errors.ts';
import type { CallRecord, News } from './run-records.ts';
import type { AnyWorkflow } from './workflows.ts';

/** How often a run that is at work looks whether a time has come, and a sleeping one for what it was not told of. */
const LOOK_MS = 1_000;
const LOOK_ASLEEP_MS = 3_600_000;

/** How a try ended: `again` at an instant, as one that counts or not, or for good under the number `endedAs`. */
export type Tried =
  | { readonly again: Date; readonly counts: boolean }
  | { readonly endedAs: number; readonly result: unknown }
  | { readonly endedAs: number; readonly error: ErrorRecord };

/** What a conductor has done for it. All of it throws where the run is another's, or the database away. */
export interface Stage {
  readonly signal: AbortSignal;
  now(): Date;
  /** Tries a step once. `number` gives the number of its end, taken when it is about to be recorded. */
  attempt(call: MadeCall, number: () => number): Promise<Tried>;
  /** Records that the run waits, and starts the child that it waits for. */
  wait(call: MadeCall): Promise<void>;
  /** Records that a wait is over. */
  waited(call: MadeCall, endedAs: number, how: { result: unknown } | { error: ErrorRecord }): Promise<void>;
  /** Throws where this run cannot run such a child. */
  checkChild(workflow: AnyWorkflow<unknown>, input: unknown): void;
  /** The id of the child that a call waits for. */
  childId(call: MadeCall): string;
  news(): Promise<News>;
}

export type Outcome =
  | { readonly state: 'succeeded' | 'cancelled' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'waiting'; readonly until: Date };

type End =
  | { readonly call: number; readonly result: unknown }
  | { readonly call: number; readonly error: ErrorRecord };

export class Conductor {
  readonly #stage: Stage;
  readonly #workflow: AnyWorkflow<unknown>;
  readonly #calls: MadeCalls;
  /** Ends by their numbers, from 1; one that could not be recorded is `lost`. */
  readonly #ends: (End | 'lost' | undefined)[] = [];
  readonly #onRecord: number;
  readonly #takenSignals = new Set<string>();
  #told = 0;
  #numbers: number;
  #caughtUp = false;
  #working = 0;
  #over: { readonly error?: unknown } | undefined;
  #broken: { readonly error: unknown } | undefined;
  #cancelled: boolean;
  #stale = true;
  #poked = false;
  #news: News | undefined;
  #happened = false;
  #resume: () => void = () => undefined;

  constructor(
    workflow: AnyWorkflow<unknown>,
    records: readonly CallRecord[],
    stage: Stage,
    { cancelled }: { cancelled: boolean },
  ) {
    this.#workflow = workflow;
    this.#stage = stage;
    this.#cancelled = cancelled;
    const done = records.filter(({ direction }) => direction === 'do');
    this.#calls = new MadeCalls({
      workflow,
      records: new Map(done.map((record) => [record.call, record])),
      now: () => stage.now(),
      checkChild: (child, input) => stage.checkChild(child, input),
    });
    for (const { call, kind, endedAs, status, result, error } of done) {
      if (typeof endedAs !== 'number') continue;
      this.#ends[endedAs - 1] =
        status === 'failed' ? { call, error: error as ErrorRecord } : { call, result };
      if (kind === 'signal' && result) this.#takenSignals.add((result as { id: string }).id);
    }
    for (let at = 0; at < this.#ends.length; at += 1) this.#ends[at] ??= 'lost';
    this.#onRecord = this.#ends.length;
    this.#numbers = this.#onRecord;
  }

  /** Something has come in: a signal, the end of a child, a request to cancel. */
  poke(): void {
    this.#stale = true;
    this.#poked = true;
    this.#wake();
  }

  /** How many pieces of news it has taken into account. */
  get newsSeen(): number {
    return this.#news?.count ?? 0;
  }

  async run(input: unknown): Promise<Outcome> {
    const onAbort = () => this.#wake();
    this.#stage.signal.addEventListener('abort', onAbort, { once: true });
    try {
      this.#begin(input);
      for (;;) {
        await nextTurn();
        const outcome = await this.#goOn();
        if (outcome) return outcome;
      }
    } finally {
      this.#stage.signal.removeEventListener('abort', onAbort);
    }
  }

  #begin(input: unknown): void {
    const over = (end: { error?: unknown }) => {
      this.#over = end;
      this.#calls.close();
      this.#wake();
    };
    const run = async () => this.#workflow.run(this.#calls.steps() as never, input, this.#calls.waits());
    run().then(
      () => over({}),
      (error: unknown) => over({ error }),
    );
  }

  /** Does what can be done now, and waits for the next thing to happen. Gives an outcome where the run can get no further. */
  async #goOn(): Promise<Outcome | undefined> {
    // Whatever happens from here on, while something is waited for, may not have been taken into account.
    this.#happened = false;
    if (this.#broken) throw this.#broken.error;
    if (this.#calls.misfit === undefined && this.#tellNext()) return undefined;
    this.#checkRecord();
    if (this.#stale && this.#looksForNews()) await this.#readNews();
    const ending = this.#calls.misfit ? { error: this.#calls.misfit } : this.#over;
    const failed = ending !== undefined && 'error' in ending;
    if (failed || this.#cancelled || this.#stage.signal.aborted) {
      if (this.#working > 0) return this.#event();
      if (failed) return { state: 'failed', error: ending.error };
      return this.#cancelled ? { state: 'cancelled' } : { state: 'waiting', until: this.#stage.now() };
    }
    if (await this.#endWaits()) return undefined;
    for (const call of this.#calls.all) if (this.#isDue(call)) this.#do(call);
    if (this.#working > 0 || this.#happened) return this.#event();
    const open = this.#calls.waiting(ending ? 'step' : undefined);
    if (open.length > 0) return { state: 'waiting', until: this.#soonest(open) };
    if (ending) return { state: 'succeeded' };
    return {
      state: 'failed',
      error: new Error(
        `${this.#workflow.name} awaits something that is no call of its own, for which it cannot be woken.`,
      ),
    };
  }

  /** Tells the function the next end there is; false where it has not come yet. */
  #tellNext(): boolean {
    const end = this.#ends[this.#told];
    if (end === undefined) return false;
    this.#told += 1;
    if (end === 'lost') return true;
    const call = this.#calls.all[end.call];
    if (!call) this.#calls.missed(end.call);
    else if ('error' in end) call.reject(revive(end.error));
    else
      call.resolve(
        call.kind === 'signal' ? toPayload(end.result) : call.kind === 'step' ? end.result : undefined,
      );
    return true;
  }

  /** Once, when all that was on record is told: every call that is on record was made again. */
  #checkRecord(): void {
    if (this.#caughtUp) return;
    this.#caughtUp = true;
    this.#calls.checkComplete();
  }

  #isDue({ state, kind, until }: MadeCall): boolean {
    if (state === 'new') return true;
    return state === 'waiting' && kind === 'step' && until !== null && until <= this.#stage.now();
  }

  #do(call: MadeCall): void {
    call.state = 'working';
    this.#working += 1;
    const doing = call.kind === 'step' ? this.#try(call) : this.#beginWait(call);
    doing
      .catch((error: unknown) => {
        this.#broken ??= { error };
      })
      .finally(() => {
        this.#working -= 1;
        this.#wake();
      });
  }

  async #try(call: MadeCall): Promise<void> {
    let number: number | undefined;
    call.tries += 1;
    const take = () => {
      if (number !== undefined) this.#ends[number - 1] = 'lost';
      this.#numbers += 1;
      number = this.#numbers;
      return number;
    };
    const tried = await this.#stage.attempt(call, take);
    if ('again' in tried) {
      if (number !== undefined) this.#ends[number - 1] = 'lost';
      if (!tried.counts) call.tries -= 1;
      call.until = tried.again;
      call.state = 'waiting';
    } else
      this.#end(call, tried.endedAs, 'error' in tried ? { error: tried.error } : { result: tried.result });
  }

  async #beginWait(call: MadeCall): Promise<void> {
    await this.#stage.wait(call);
    call.state = 'waiting';
    this.#stale = true;
  }

  #end({ number: call }: MadeCall, endedAs: number, how: { result: unknown } | { error: ErrorRecord }): void {
    (this.#calls.all[call] as MadeCall).state = 'ended';
    this.#ends[endedAs - 1] = { call, ...how };
  }

  #looksForNews(): boolean {
    // What is on record is told first; nobody could have been cancelled, or sent anything, since it was taken up.
    return this.#poked || this.#calls.waiting('signal').length > 0 || this.#calls.waiting('child').length > 0;
  }

  async #readNews(): Promise<void> {
    this.#stale = false;
    this.#poked = false;
    this.#news = await this.#stage.news();
    if (this.#news.cancelledBy) this.#cancelled = true;
  }

  /** Ends what is waited for and has come, or whose time is over; false where there is no such wait. */
  async #endWaits(): Promise<boolean> {
    const now = this.#stage.now();
    const isOver = ({ until }: MadeCall) => until !== null && until <= now;
    const signals = this.#calls.waiting('signal');
    // Whoever sent something may have had no way to say so here.
    if (signals.some(isOver)) await this.#readNews();
    let ended = false;
    for (const call of this.#calls.waiting()) {
      const end = this.#endOf(call, isOver(call));
      if (!end) continue;
      ended = true;
      this.#numbers += 1;
      await this.#stage.waited(call, this.#numbers, end);
      this.#end(call, this.#numbers, end);
    }
    return ended;
  }

  #endOf(call: MadeCall, isOver: boolean): { result: unknown } | { error: ErrorRecord } | undefined {
    if (call.kind === 'timer') return isOver ? { result: null } : undefined;
    if (call.kind === 'signal') {
      const sent = this.#news?.sent.find(
        ({ id, name, sentAt }) =>
          name === call.step && !this.#takenSignals.has(id) && Date.parse(sentAt) <= Number(call.until),
      );
      if (!sent) return isOver ? { result: null } : undefined;
      this.#takenSignals.add(sent.id);
      return { result: { id: sent.id, payload: sent.payload } };
    }
    const child = this.#news?.children.find(({ id }) => id === this.#stage.childId(call));
    if (call.kind === 'step' || !child || child.status === 'running') return undefined;
    return child.status === 'succeeded' ? { result: null } : { error: child.error as ErrorRecord };
  }

  #soonest(calls: readonly MadeCall[]): Date {
    const last = this.#stage.now().getTime() + LOOK_ASLEEP_MS;
    return new Date(Math.min(last, ...calls.map(({ until }) => until?.getTime() ?? last)));
  }

  /** The next thing that happens. The clock may be set, so a run at work that waits beside it looks every second. */
  async #event(): Promise<undefined> {
    if (!this.#happened) {
      await new Promise<void>((resolve) => {
        const timer = this.#calls.waiting().length > 0 ? setTimeout(resolve, LOOK_MS) : undefined;
        this.#resume = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  #wake(): void {
    this.#happened = true;
    this.#resume();
  }
}

const toPayload = (result: unknown): unknown => (result as { payload: unknown } | null)?.payload;
