/**
 * Short transactions that are made as one: one BEGIN, one COMMIT, and as many round trips for all as for one.
 *
 * Each says by a key what it contends on. Those with different keys run at the same time inside one transaction, their
 * statements mixed on its connection; those with one key go one after the other, so that they queue here instead of at a
 * row's lock, and each sees what those before it did. They share who they work for (`opening`: the role of a service,
 * an organization), and each sets what is its own (`own`: who acts) before its statements. Who comes while transactions
 * for the same service and organization are under way waits for the end of one, and then goes with all others that came
 * meanwhile: the busier it is, the more go together.
 *
 * All of a shared transaction is kept, or none: where one fails, the others could not be told from it. `mayGoAlone`
 * recognises that, and each is run again, alone; whose fault it was finds out then, and nobody else hears of it. What
 * contends on the same as the one at fault goes alone for a while, so that nobody fails for its sake again and again.
 * Who goes alone has a transaction and a connection to itself, but still comes after those before it with its key.
 */
import pg from 'pg';
import { CommitWith } from './commit-with.ts';
import { GroupFailed } from './group-failed.ts';
import { sentTogether } from './many-rows.ts';
import { beginAlone, oneStatement, type Session, sendTogether } from './session.ts';
import type { Sql } from './sql.ts';
import { ofOurs, outcomeOf } from './unreachable.ts';

/** Transactions at one time, for all services and organizations. */
const AT_ONCE = 8;
/** In one transaction: in all, and with one key, since the others wait for the last of these. */
const MEMBERS_AT_MOST = 64;
const MEMBERS_OF_ONE_KEY_AT_MOST = 16;
/** How long what contends on the same as one at fault goes alone. */
const APART_MS = 10_000;

interface Options {
  /** How many transactions of one service and organization are under way at a time. */
  readonly atOnce: number;
  /** How long a member may keep the others from their COMMIT: in all, and at a lock or in one statement. */
  readonly patienceMs: number;
}

/** How a transaction begins, and on whose behalf it runs, as statements. */
interface Bound {
  /** Of all that share it. */
  readonly opening: string;
  /** Several are parted by `SEPARATOR`. */
  readonly own: string;
}

/** No value that is set holds it (row-facts.ts). */
const SEPARATOR = '; ';

interface Waiting {
  readonly key: string;
  readonly own: string;
  readonly alone: boolean;
  readonly turn: PromiseWithResolvers<Session>;
}

/** Those of one service and organization. */
class Queue {
  readonly opening: string;
  /** How many transactions that are shared are under way. */
  running = 0;
  #waiting: Waiting[] = [];
  /** What those contend on that are under way. */
  readonly #held = new Set<string>();
  /** What goes alone for a while. */
  readonly #apart = new Set<string>();

  constructor(opening: string) {
    this.opening = opening;
  }

  get isIdle(): boolean {
    return this.#waiting.length + this.#held.size + this.#apart.size === 0;
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
  }

  /** The first that goes alone and need not wait for another with its key. */
  takeAlone(): Waiting | undefined {
    const at = this.#waiting.findIndex((one) => this.#isAlone(one) && !this.#held.has(one.key));
    const [one] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (one) this.#held.add(one.key);
    return one;
  }

  /** Those that may go together now, by key, in the order in which they came. */
  takeTogether(): ReadonlyMap<string, readonly Waiting[]> {
    const taken = new Map<string, Waiting[]>();
    const left: Waiting[] = [];
    let members = 0;
    for (const one of this.#waiting) {
      const same = taken.get(one.key) ?? [];
      const fits = members < MEMBERS_AT_MOST && same.length < MEMBERS_OF_ONE_KEY_AT_MOST;
      if (!fits || this.#isAlone(one) || this.#held.has(one.key)) {
        left.push(one);
        continue;
      }
      same.push(one);
      taken.set(one.key, same);
      members += 1;
    }
    this.#waiting = left;
    for (const key of taken.keys()) this.#held.add(key);
    return taken;
  }

  #isAlone({ alone, key }: Waiting): boolean {
    return alone || this.#apart.has(key);
  }

  letGo(keys: Iterable<string>): void {
    for (const key of keys) this.#held.delete(key);
  }

  setApart(keys: Iterable<string>): void {
    for (const key of keys) {
      this.#apart.add(key);
      setTimeout(() => this.#apart.delete(key), APART_MS).unref();
    }
  }
}

export class SharedTransactions {
  readonly #pool: pg.Pool;
  readonly #options: Options;
  readonly #queues = new Map<string, Queue>();
  #running = 0;
  #looking = false;

  constructor(pool: pg.Pool, options: Options) {
    this.#pool = pool;
    this.#options = options;
  }

  /** Waits for a transaction to take part in, or with `alone` for one of its own. */
  join(key: string, { opening, own }: Bound, alone: boolean): Promise<Session> {
    const turn = Promise.withResolvers<Session>();
    let queue = this.#queues.get(opening);
    if (!queue) {
      queue = new Queue(opening);
      this.#queues.set(opening, queue);
    }
    queue.add({ key, own, alone, turn });
    this.#look();
    return turn.promise;
  }

  // When this turn of the event loop ends, so that all who come in it go together.
  #look(): void {
    if (this.#looking) return;
    this.#looking = true;
    setImmediate(() => {
      this.#looking = false;
      for (const queue of [...this.#queues.values()]) this.#begin(queue);
    });
  }

  #begin(queue: Queue): void {
    for (let one = queue.takeAlone(); one; one = queue.takeAlone()) void this.#runAlone(queue, one);
    while (this.#running < AT_ONCE && queue.running < this.#options.atOnce) {
      const members = queue.takeTogether();
      if (members.size === 0) break;
      void this.#run(queue, members);
    }
    this.#queues.delete(queue.opening);
    // To the end, so that everybody comes to their turn.
    if (!queue.isIdle) this.#queues.set(queue.opening, queue);
  }

  async #runAlone(queue: Queue, { key, own, turn }: Waiting): Promise<void> {
    const ended = () => {
      queue.letGo([key]);
      this.#look();
    };
    try {
      turn.resolve(await beginAlone(this.#pool, `${queue.opening}; ${own}`, ended));
    } catch (error) {
      turn.reject(error);
      ended();
    }
  }

  async #run(queue: Queue, members: ReadonlyMap<string, readonly Waiting[]>): Promise<void> {
    this.#running += 1;
    queue.running += 1;
    try {
      const client = await ofOurs(this.#pool.connect());
      const shared = new Shared(client, queue.opening, members, this.#options.patienceMs);
      await shared.ended;
      queue.setApart(shared.atFault);
    } catch (error) {
      for (const { turn } of [...members.values()].flat()) turn.reject(error);
    }
    this.#running -= 1;
    queue.running -= 1;
    queue.letGo(members.keys());
    this.#look();
  }
}

/** What is committed together. */
class Shared {
  readonly #client: pg.PoolClient;
  readonly #committed = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();
  /** What is to be said before the COMMIT and on whose behalf, in the order in which they ended: messages of one key keep theirs. */
  readonly #last: { readonly own: string; readonly said: Sql[] }[] = [];
  readonly #patience: NodeJS.Timeout;
  /** What each key's members wait for: the first has its turn. */
  readonly #turns: Map<string, Waiting[]>;
  /** What those contended on that failed by themselves, or took too long. */
  readonly atFault = new Set<string>();
  /** On whose behalf the next statement runs. */
  #own: string;
  #failure: GroupFailed | undefined;
  #isOver = false;

  constructor(
    client: pg.PoolClient,
    opening: string,
    members: ReadonlyMap<string, readonly Waiting[]>,
    patienceMs: number,
  ) {
    this.#client = client;
    this.#turns = new Map([...members].map(([key, all]) => [key, [...all]]));
    this.#own = [...this.#turns.values()][0]?.[0]?.own ?? '';
    this.#committed.promise.catch(() => undefined);
    sendTogether(client);
    // Not awaited: it is sent with the first statement, and makes that fail if it fails.
    client
      .query(`${opening}; SET LOCAL statement_timeout = ${patienceMs}; ${this.#own}`)
      .catch((error: unknown) => this.#fail(error));
    this.#patience = setTimeout(() => {
      for (const key of this.#turns.keys()) this.atFault.add(key);
      this.#fail();
    }, patienceMs);
    for (const key of this.#turns.keys()) this.#giveTurn(key);
  }

  /** Resolves once its connection is free again. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  get committed(): Promise<void> {
    return this.#committed.promise;
  }

  #giveTurn(key: string): void {
    const [next] = this.#turns.get(key) ?? [];
    next?.turn.resolve(new Member(this, next));
  }

  async send({ key, own }: Waiting, sql: Sql): Promise<pg.QueryResult> {
    if (this.#failure || this.#isOver) throw this.#failure ?? new GroupFailed('its transaction has ended');
    sendTogether(this.#client);
    if (this.#binding(own).length > 0) this.#client.query(own).catch(() => undefined);
    try {
      return await ofOurs(this.#client.query(oneStatement(sql)), this.#client);
    } catch (error) {
      // After the first that fails PostgreSQL refuses all others.
      if (error instanceof pg.DatabaseError) this.failFor(key, error);
      else this.#fail(error);
      throw error;
    }
  }

  /** What is to be sent before that of one of them. What follows fails where it fails, so nothing runs under another's name. */
  #binding(own: string): readonly Sql[] {
    if (own === this.#own) return [];
    this.#own = own;
    return own.split(SEPARATOR).map((text) => ({ text }));
  }

  /** Nothing of this transaction is kept, for the sake of what contends on `key`, unless it was lost already. */
  failFor(key: string, cause?: unknown): void {
    if (!this.#failure) this.atFault.add(key);
    this.#fail(cause);
  }

  #fail(cause?: unknown): void {
    if (this.#isOver) return;
    this.#failure ??= new GroupFailed('a transaction that it shares with others failed', { cause });
    for (const waiting of this.#turns.values())
      for (const { turn } of waiting.slice(1)) turn.reject(this.#failure);
    void this.#end();
  }

  /** A member has said its last words. */
  leave({ key, own }: Waiting, last: readonly Sql[]): void {
    if (this.#isOver) return;
    const before = this.#last.at(-1);
    if (before?.own === own) before.said.push(...last);
    else this.#last.push({ own, said: [...last] });
    const turns = this.#turns.get(key);
    turns?.shift();
    if (turns?.length === 0) this.#turns.delete(key);
    else this.#giveTurn(key);
    if (this.#turns.size === 0) void this.#end();
  }

  async #end(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#patience);
    let broken: Error | undefined;
    try {
      if (this.#failure) await this.#rollBack(this.#failure);
      else await this.#commit();
      this.#committed.resolve();
    } catch (error) {
      if (!(error instanceof GroupFailed)) broken = error as Error;
      this.#committed.reject(error);
    }
    this.#client.release(broken);
    this.#ended.resolve();
  }

  async #rollBack(failure: GroupFailed): Promise<never> {
    sendTogether(this.#client);
    await ofOurs(this.#client.query('ROLLBACK'), this.#client);
    throw failure;
  }

  async #commit(): Promise<void> {
    sendTogether(this.#client);
    const last = this.#last.flatMap(({ own, said }) => [...this.#binding(own), ...sentTogether(said)]);
    const ending = this.#client.query(new CommitWith(last));
    const command = await ofOurs(ending.command, this.#client).catch((error: unknown) => {
      const isRefused = error instanceof pg.DatabaseError && error.severity === 'ERROR';
      if (!isRefused) throw ending.isBeforeCommit(error) ? error : outcomeOf(error);
      // Each finds out alone whether it was the one.
      return this.#rollBack(new GroupFailed('its transaction failed', { cause: error }));
    });
    // COMMIT of a failed transaction answers ROLLBACK instead of an error.
    if (command !== 'COMMIT') throw new GroupFailed('its transaction was rolled back');
  }
}

/** What one member does in it, while it has its turn. */
class Member implements Session {
  readonly #shared: Shared;
  readonly #waiting: Waiting;
  #hasBegun = false;
  #isDone = false;

  constructor(shared: Shared, waiting: Waiting) {
    this.#shared = shared;
    this.#waiting = waiting;
  }

  send(sql: Sql): Promise<pg.QueryResult> {
    this.#hasBegun = true;
    return this.#shared.send(this.#waiting, sql);
  }

  async commit(last: readonly Sql[]): Promise<void> {
    this.#isDone = true;
    this.#shared.leave(this.#waiting, last);
    await this.#shared.committed;
  }

  /** What it did cannot be told from what the others did, so that the others hear of it; and so does it, to be run again. */
  async rollback(): Promise<void> {
    if (this.#isDone) return;
    this.destroy();
    await this.#shared.committed.catch((cause: unknown) => {
      throw new GroupFailed('this transaction is to be run again alone', { cause });
    });
  }

  destroy(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    // It may have been given up while it waited for its turn.
    if (this.#hasBegun) this.#shared.failFor(this.#waiting.key);
    else this.#shared.leave(this.#waiting, []);
  }
}
