/**
 * Effects that share a transaction: what follows from many messages is one transaction, with one BEGIN,
 * one row-by-row insert less for each of them, and one COMMIT.
 *
 * Each says by a key what it contends on. Those with different keys run at the same time inside one transaction, their
 * statements mixed on its connection; of those with one key, the later ones wait for the next transaction. Who comes
 * while a transaction for the same service and organization is under way waits for its end, and then goes with all
 * others that came meanwhile: the busier it is, the more go together. One that is alone goes as if none of this were.
 *
 * All of a shared transaction is kept, or none: where one fails, the others could not be told from it. `mayGoAlone` recognises
 * that, and each is run again, alone; whose fault it was finds out then, and nobody else hears of it.
 */
import pg from 'pg';
import { GroupFailed } from './group-failed.ts';
import { sentTogether } from './many-rows.ts';
import { Alone, oneStatement, type Session, sendTogether, toPg } from './session.ts';
import type { Sql } from './sql.ts';
import { ofOurs, outcomeOf } from './unreachable.ts';

const AT_ONCE = 4;
const MEMBERS_AT_MOST = 64;
/** How long a member may keep the others from their COMMIT: in all, and at a lock or in one statement. */
const PATIENCE_MS = 500;

interface Waiting {
  readonly key: string;
  readonly turn: PromiseWithResolvers<Session>;
}

export class SharedTransactions {
  readonly #pool: pg.Pool;
  /** Who waits, by the statements that say on whose behalf they run. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #running = new Set<string>();
  #looking = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Waits for a transaction to take part in. `binding` are the statements that say on whose behalf it runs. */
  join(key: string, binding: string): Promise<Session> {
    const turn = Promise.withResolvers<Session>();
    const waiting = this.#waiting.get(binding);
    if (waiting) waiting.push({ key, turn });
    else this.#waiting.set(binding, [{ key, turn }]);
    this.#look();
    return turn.promise;
  }

  // When this turn of the event loop ends, so that all who come in it go together.
  #look(): void {
    if (this.#looking) return;
    this.#looking = true;
    setImmediate(() => {
      this.#looking = false;
      for (const binding of [...this.#waiting.keys()]) {
        if (this.#running.size >= AT_ONCE) break;
        if (!this.#running.has(binding)) void this.#run(binding, this.#take(binding));
      }
    });
  }

  /** Those that may go together, in the order in which they came. */
  #take(binding: string): readonly Waiting[] {
    const keys = new Set<string>();
    const members: Waiting[] = [];
    const left: Waiting[] = [];
    for (const one of this.#waiting.get(binding) ?? []) {
      if (members.length < MEMBERS_AT_MOST && !keys.has(one.key)) members.push(one);
      else left.push(one);
      keys.add(one.key);
    }
    // To the end, so that everybody comes to their turn.
    this.#waiting.delete(binding);
    if (left.length > 0) this.#waiting.set(binding, left);
    return members;
  }

  async #run(binding: string, members: readonly Waiting[]): Promise<void> {
    this.#running.add(binding);
    try {
      const client = await ofOurs(this.#pool.connect());
      const [first, ...others] = members as [Waiting, ...Waiting[]];
      if (others.length === 0) first.turn.resolve(alone(client, binding));
      else await new Shared(client, binding, members).ended;
    } catch (error) {
      for (const { turn } of members) turn.reject(error);
    }
    this.#running.delete(binding);
    if (this.#waiting.size > 0) this.#look();
  }
}

function alone(client: pg.PoolClient, binding: string): Session {
  sendTogether(client);
  client.query(`BEGIN; ${binding}`).catch(() => undefined);
  return new Alone(client);
}

/** What is committed together. */
class Shared {
  readonly #client: pg.PoolClient;
  readonly #committed = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();
  readonly #last: Sql[] = [];
  readonly #patience: NodeJS.Timeout;
  /** How many have not said their last words. */
  #open: number;
  #failure: GroupFailed | undefined;
  #isOver = false;

  constructor(client: pg.PoolClient, binding: string, members: readonly Waiting[]) {
    this.#client = client;
    this.#open = members.length;
    this.#committed.promise.catch(() => undefined);
    sendTogether(client);
    // Not awaited: it is sent with the first statement, and makes that fail if it fails.
    client
      .query(`BEGIN; SET LOCAL statement_timeout = ${PATIENCE_MS}; ${binding}`)
      .catch((error: unknown) => this.fail(error));
    this.#patience = setTimeout(() => {
      this.fail();
      void this.#end();
    }, PATIENCE_MS);
    for (const { turn } of members) turn.resolve(new Member(this));
  }

  /** Resolves once its connection is free again. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  get committed(): Promise<void> {
    return this.#committed.promise;
  }

  async send(sql: Sql): Promise<pg.QueryResult> {
    if (this.#failure || this.#isOver) throw this.#failure ?? new GroupFailed('its transaction has ended');
    sendTogether(this.#client);
    try {
      return await ofOurs(this.#client.query(oneStatement(sql)), this.#client);
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  /** Nothing of this transaction is kept. */
  fail(cause?: unknown): void {
    this.#failure ??= new GroupFailed('a transaction that it shares with others failed', { cause });
  }

  /** A member has said its last words. */
  leave(last: readonly Sql[]): void {
    this.#last.push(...last);
    this.#open -= 1;
    if (this.#open === 0) void this.#end();
  }

  async #end(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#patience);
    let broken: Error | undefined;
    try {
      if (this.#failure) await this.#rollBack();
      else await this.#commit();
      this.#committed.resolve();
    } catch (error) {
      if (!(error instanceof GroupFailed)) broken = error as Error;
      this.#committed.reject(error);
    }
    this.#client.release(broken);
    this.#ended.resolve();
  }

  async #rollBack(): Promise<never> {
    sendTogether(this.#client);
    await ofOurs(this.#client.query('ROLLBACK'), this.#client);
    throw this.#failure as GroupFailed;
  }

  async #commit(): Promise<void> {
    const client = this.#client;
    sendTogether(client);
    const last = Promise.all(sentTogether(this.#last).map((sql) => client.query(toPg(sql))));
    last.catch((error: unknown) => this.fail(error));
    const { command } = await ofOurs(client.query('COMMIT'), client).catch((error: unknown) => {
      // A deferred constraint says no to all of them: each finds out alone whether it was the one.
      const isRefused = error instanceof pg.DatabaseError && error.severity === 'ERROR';
      throw isRefused ? new GroupFailed('its transaction failed', { cause: error }) : outcomeOf(error);
    });
    // COMMIT of a failed transaction answers ROLLBACK instead of an error.
    if (command !== 'COMMIT') throw this.#failure ?? new GroupFailed('its transaction was rolled back');
  }
}

/** What one member does in it. */
class Member implements Session {
  readonly #shared: Shared;
  #isDone = false;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  send(sql: Sql): Promise<pg.QueryResult> {
    return this.#shared.send(sql);
  }

  async commit(last: readonly Sql[]): Promise<void> {
    this.#leave(last);
    await this.#shared.committed;
  }

  /** What it did cannot be told from what the others did, so that the others hear of it; and so does it, to be run again. */
  async rollback(): Promise<void> {
    if (this.#isDone) return;
    this.#shared.fail();
    this.#leave([]);
    await this.#shared.committed.catch((cause: unknown) => {
      throw new GroupFailed('this transaction is to be run again alone', { cause });
    });
  }

  destroy(): void {
    if (this.#isDone) return;
    this.#shared.fail();
    this.#leave([]);
  }

  #leave(last: readonly Sql[]): void {
    this.#isDone = true;
    this.#shared.leave(last);
  }
}
