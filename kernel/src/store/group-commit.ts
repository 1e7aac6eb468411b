/**
 * Group commit: short transactions share a connection and one COMMIT.
 *
 * Each says by a key what it contends on. Those with one key go one after the other on one connection, so that they
 * queue here instead of at a row's lock; those with different keys go on whichever of a few connections is free, in
 * the order in which they came. On a connection each goes below a savepoint of its own and under its own role and
 * organization; one that fails takes back what it did, and nothing else.
 * States of a member: waiting → its turn → done (its last statements are sent with the first of the next member) →
 * committed, and only then may anybody hear of it. A connection keeps a key until what it did for it is committed.
 *
 * Two things can end a member that would not have ended it alone: its group fails for another's sake, or it holds up
 * the others for too long. `mayGoAlone` recognises both; nothing of it was kept, and it is run again, alone.
 */
import pg from 'pg';
import { GroupFailed } from './group-failed.ts';
import { sentTogether } from './many-rows.ts';
import { oneStatement, type Session, sendTogether, toPg } from './session.ts';
import type { Sql } from './sql.ts';
import { isUnreachable, ofOurs, outcomeOf } from './unreachable.ts';

const CONNECTIONS = 8;
/** The first of a group waits for the last; and PostgreSQL keeps no more than 64 subtransactions at hand. */
const MEMBERS_AT_MOST = 16;
/** How long a member may hold up the others: in all, and at a lock or in one statement. */
const PATIENCE_MS = 200;

const tookTooLong = () => new GroupFailed('this transaction took longer than others can wait');

/** A transaction that waits for its turn. */
interface Waiting {
  readonly key: string;
  /** Statements that say on whose behalf it runs. */
  readonly binding: string;
  readonly turn: PromiseWithResolvers<Session>;
}

export class GroupCommit {
  readonly #workers: readonly Worker[];
  readonly #waiting: Waiting[] = [];
  /** Who works for a key, and for how many of its transactions that are not committed yet. */
  readonly #holders = new Map<string, { readonly worker: Worker; members: number }>();

  constructor(pool: pg.Pool) {
    this.#workers = Array.from({ length: CONNECTIONS }, () => new Worker(pool, this));
  }

  /** Waits for a turn. `binding` are the statements that say on whose behalf this transaction runs. */
  join(key: string, binding: string): Promise<Session> {
    const turn = Promise.withResolvers<Session>();
    this.#waiting.push({ key, binding, turn });
    this.#wake();
    return turn.promise;
  }

  /** The first that this worker may go on with. */
  take(worker: Worker): Waiting | undefined {
    const at = this.#waiting.findIndex(({ key }) => (this.#holders.get(key)?.worker ?? worker) === worker);
    const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (!next) return undefined;
    const holder = this.#holders.get(next.key) ?? { worker, members: 0 };
    holder.members += 1;
    this.#holders.set(next.key, holder);
    return next;
  }

  /** What was done for these is committed, or came to nothing. */
  letGo(keys: readonly string[]): void {
    for (const key of keys) {
      const holder = this.#holders.get(key);
      if (!holder) continue;
      holder.members -= 1;
      if (holder.members === 0) this.#holders.delete(key);
    }
    this.#wake();
  }

  /** There is no connection to be had. */
  giveUp(next: Waiting, error: unknown): void {
    for (const { turn } of [next, ...this.#waiting.splice(0)]) turn.reject(error);
    this.letGo([next.key]);
  }

  /** Whoever is free goes on with what waits; first those that wait for no COMMIT of their own. */
  #wake(): void {
    for (const idle of [true, false])
      for (const worker of this.#workers)
        if (this.#waiting.length > 0 && worker.isFree && worker.isIdle === idle) worker.advance();
  }
}

/** A connection while a worker has it. */
interface Line {
  readonly client: pg.PoolClient;
  readonly noteError: (error: Error) => void;
  /** Those that have not ended. */
  groups: number;
  error: Error | undefined;
}

/** Has one connection at a time, and none where there is nothing to do. */
class Worker {
  readonly #pool: pg.Pool;
  readonly #queue: GroupCommit;
  #line: Line | undefined;
  #group: Group | undefined;
  /** No member has its turn, nor waits for a connection. */
  isFree = true;

  constructor(pool: pg.Pool, queue: GroupCommit) {
    this.#pool = pool;
    this.#queue = queue;
  }

  /** No COMMIT is on its way. */
  get isIdle(): boolean {
    return this.#line === undefined;
  }

  /** The turn is free: gives it to the next, and ends the group where there is none or it is large enough. */
  advance(): void {
    const next = this.#queue.take(this);
    this.isFree = next === undefined;
    if (this.#group && (!next || this.#group.isOver)) void this.#end(this.#group);
    if (next) void this.#begin(next);
  }

  async #begin(next: Waiting): Promise<void> {
    try {
      this.#line ??= await this.#connect();
    } catch (error) {
      this.isFree = true;
      this.#queue.giveUp(next, error);
      return;
    }
    this.#group ??= new Group(this.#line);
    next.turn.resolve(new Member(this.#group, next, () => this.advance()));
  }

  async #connect(): Promise<Line> {
    const client = await ofOurs(this.#pool.connect());
    const line: Line = {
      ...{ client, groups: 0, error: undefined },
      noteError: (error) => {
        line.error = error;
      },
    };
    client.once('error', line.noteError);
    return line;
  }

  async #end(group: Group): Promise<void> {
    const { line } = group;
    this.#group = undefined;
    await group.end();
    line.groups -= 1;
    // The next group is behind this one's COMMIT already, on the same connection, unless that is broken.
    if (line === this.#line && (line.error || line.groups === 0)) this.#line = undefined;
    if (line !== this.#line && line.groups === 0) {
      line.client.off('error', line.noteError);
      line.client.release(line.error);
    }
    this.#queue.letGo(group.keys);
  }
}

/** What is committed together. */
class Group {
  readonly line: Line;
  /** What its members contend on, once for each. */
  readonly keys: string[] = [];
  readonly #committed = Promise.withResolvers<void>();
  #failed = false;

  constructor(line: Line) {
    this.line = line;
    line.groups += 1;
    this.committed.catch(() => undefined);
  }

  get committed(): Promise<void> {
    return this.#committed.promise;
  }

  get isOver(): boolean {
    return this.#failed || this.line.error !== undefined || this.keys.length >= MEMBERS_AT_MOST;
  }

  /** Begins the next member's part; true for the first. Not awaited: it is sent with its first statement, and makes that fail if it fails. */
  admit({ key, binding }: Waiting): boolean {
    const isFirst = this.keys.length === 0;
    const begin = isFirst ? `BEGIN; SET LOCAL statement_timeout = ${PATIENCE_MS}; ` : 'RESET ROLE; ';
    this.keys.push(key);
    this.line.client.query(`${begin}SAVEPOINT member; ${binding}`).catch(() => undefined);
    return isFirst;
  }

  /** What was promised to others cannot be kept. */
  fail(): void {
    this.#failed = true;
  }

  async end(): Promise<void> {
    sendTogether(this.line.client);
    try {
      const last = this.line.client.query(this.#failed ? 'ROLLBACK' : 'COMMIT');
      const { command } = await ofOurs(last, this.line.client);
      if (command === 'COMMIT') this.#committed.resolve();
      else this.#committed.reject(new GroupFailed('another transaction of its group failed'));
    } catch (error) {
      // A deferred constraint says no to all of them: each finds out alone whether it was the one.
      const isDeferred = error instanceof pg.DatabaseError && error.severity === 'ERROR';
      if (!isDeferred) this.line.error ??= error as Error;
      // A ROLLBACK that was not answered kept nothing either.
      const outcome = this.#failed ? error : outcomeOf(error);
      this.#committed.reject(isDeferred ? new GroupFailed('its group failed', { cause: error }) : outcome);
    }
  }
}

/** One transaction within a group, while it has its turn. */
class Member implements Session {
  readonly #group: Group;
  readonly #isFirst: boolean;
  readonly #pass: () => void;
  readonly #patience: NodeJS.Timeout;
  #hasTurn = true;

  constructor(group: Group, waiting: Waiting, pass: () => void) {
    this.#group = group;
    this.#pass = pass;
    sendTogether(group.line.client);
    this.#isFirst = group.admit(waiting);
    this.#patience = setTimeout(() => this.destroy(), PATIENCE_MS);
  }

  send(sql: Sql): Promise<pg.QueryResult> {
    return this.#query(oneStatement(sql));
  }

  #query(query: pg.QueryConfig): Promise<pg.QueryResult> {
    if (!this.#hasTurn) return Promise.reject(tookTooLong());
    const { client } = this.#group.line;
    sendTogether(client);
    return ofOurs(client.query(query), client);
  }

  async commit(last: readonly Sql[]): Promise<void> {
    if (!this.#hasTurn) throw tookTooLong();
    const closing = [...sentTogether(last), { text: 'RELEASE SAVEPOINT member' }].map((sql) =>
      this.#query(toPg(sql)),
    );
    this.#leave();
    try {
      await Promise.all(closing);
    } catch (error) {
      this.#group.fail();
      // The COMMIT may be on its way behind these, and then it is its answer that counts.
      if (isUnreachable(error)) await this.#group.committed;
      throw error;
    }
    await this.#group.committed;
  }

  async rollback(): Promise<void> {
    if (!this.#hasTurn) return;
    await this.#undo();
    // What it was rolled back for may be rows of those before it, which are not there yet and may never be.
    if (this.#isFirst) return;
    await this.#group.committed.catch((error: unknown) => {
      throw new GroupFailed('what this transaction saw was not kept', { cause: error });
    });
  }

  async #undo(): Promise<void> {
    const undone = this.#query({ text: 'ROLLBACK TO SAVEPOINT member; RELEASE SAVEPOINT member' });
    this.#leave();
    await undone.catch(() => this.#group.fail());
  }

  destroy(): void {
    if (this.#hasTurn) void this.#undo();
  }

  #leave(): void {
    if (!this.#hasTurn) return;
    this.#hasTurn = false;
    clearTimeout(this.#patience);
    this.#pass();
  }
}
