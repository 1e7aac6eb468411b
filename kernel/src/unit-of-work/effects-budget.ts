/**
 * Requests come before effects. What follows from messages (consumers, workflows, jobs by the clock) asks here before it
 * begins. As long as requests are answered in time, it begins at once. Where requests come and this process is busy, or
 * most of them take long, effects begin in bunches with pauses between, longer ones as long as it stays so. A pause has
 * an end, so a backlog always drains, however many requests come.
 *
 * It looks at the event loop and at the requests that were answered, and only while effects ask: whoever rests costs
 * nothing.
 */
import { type EventLoopUtilization, performance } from 'node:perf_hooks';

/** So many effects begin together: enough to share transactions, few enough not to be felt. */
export const BUNCH = 16;
/** The longest pause between two bunches, milliseconds. */
export const LONGEST_PAUSE_MS = 50;
const SHORTEST_PAUSE_MS = 5;
const LOOK_EVERY_MS = 25;
/** After so many looks at which nobody had asked, it looks no more. */
const LOOKS_AT_REST = 40;
/** The event loop has hardly any time left. */
const BUSY = 0.9;
/** A request that takes longer than this, milliseconds, is slow; so many have to be answered to tell. */
const SLOW_MS = 20;
const ENOUGH_TO_TELL = 8;
/** What was seen at the look before counts so much at the next. */
const FADING = 0.7;

export class EffectsBudget {
  /** Requests answered lately, and how many of them were slow. */
  #answered = 0;
  #slow = 0;
  /** Milliseconds between two bunches; none where there is nothing to wait for. */
  #pause = 0;
  #left = BUNCH;
  #nextBunchAt = 0;
  readonly #waiting: (() => void)[] = [];
  #looks: NodeJS.Timeout | undefined;
  #restful = 0;
  #seen: EventLoopUtilization | undefined;
  #bunches: NodeJS.Timeout | undefined;

  /** A request was answered, so many milliseconds after it had come. */
  answered(milliseconds: number): void {
    this.#answered += 1;
    if (milliseconds > SLOW_MS) this.#slow += 1;
  }

  /** How long effects pause between two bunches now, milliseconds. */
  get pause(): number {
    return this.#pause;
  }

  /** Resolves when an effect may begin. In the order in which they asked. */
  admit(): Promise<void> | undefined {
    this.#restful = 0;
    this.#looks ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    if (this.#pause === 0) return undefined;
    if (this.#left > 0 && this.#waiting.length === 0) {
      this.#left -= 1;
      return undefined;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    this.#bunches ??= setTimeout(() => this.#nextBunch(), Math.max(0, this.#nextBunchAt - performance.now()));
    return promise;
  }

  #nextBunch(): void {
    this.#bunches = undefined;
    const some = this.#pause === 0 ? this.#waiting.length : BUNCH;
    const begin = this.#waiting.splice(0, some);
    this.#left = BUNCH - begin.length;
    this.#nextBunchAt = performance.now() + this.#pause;
    for (const one of begin) one();
    if (this.#waiting.length > 0) this.#bunches = setTimeout(() => this.#nextBunch(), this.#pause);
  }

  #look(): void {
    const before = this.#seen;
    this.#seen = performance.eventLoopUtilization();
    const { utilization } = before
      ? performance.eventLoopUtilization(this.#seen, before)
      : { utilization: 0 };
    const areSlow = this.#answered >= ENOUGH_TO_TELL && this.#slow > this.#answered / 2;
    const isBusy = this.#answered >= 1 && utilization > BUSY;
    const longer = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, this.#pause * 1.5));
    this.#pause = areSlow || isBusy ? longer : this.#pause > SHORTEST_PAUSE_MS ? this.#pause * 0.7 : 0;
    this.#answered *= FADING;
    this.#slow *= FADING;
    this.#restful += 1;
    if (this.#restful < LOOKS_AT_REST || this.#waiting.length > 0) return;
    clearInterval(this.#looks);
    this.#looks = undefined;
    this.#seen = undefined;
    this.#pause = 0;
  }
}
