/**
 * Group commit: short transactions travel together and share one COMMIT.
 *
 * There are a few lanes; the key that a transaction contends on chooses one, so that those which want the same row
 * queue here instead of at its lock. In a lane they go one after the other on one connection, each below a savepoint
 * of its own and under its own role and organization; one that fails takes back what it did, and nothing else.
 * States of a member: waiting → its turn → done (what comes next in the lane travels with its last words) →
 * committed, and only then may anybody hear of it.
 *
 * Two things can end a member that would not have ended it alone: its group fails for another's sake, or it holds up
 * the others for too long. `mayGoAlone` recognises both; nothing of it was kept, and it is run again, alone.
 */
import pg from 'pg';
import { oneStatement, type Session, sendTogether, toPg } from './session.ts';
import type { Sql } from './store.ts';
import { isUnreachable, ofOurs, outcomeOf } from './unreachable.ts';

const LANES = 4;
/** PostgreSQL keeps 64 subtransactions of a connection at hand; with more, every snapshot there costs more. */
const MEMBERS_AT_MOST = 32;
/** How long a member may hold up the others: in all, and at a lock or in one statement. */
const PATIENCE_MS = 200;

class GroupFailed extends Error {
  override readonly name = 'GroupFailed';
}

const tookTooLong = () => new GroupFailed('this transaction took longer than others can wait');

/** True where a member of a group failed as it may not fail when it is run again alone. */
export function mayGoAlone(error: unknown): boolean {
  if (error instanceof GroupFailed) return true;
  // The one before it failed with its last words, or our patience ended within a statement.
  return error instanceof pg.DatabaseError && (error.code === '25P02' || error.code === '57014');
}

export class GroupCommit {
  readonly #lanes: readonly Lane[];

  constructor(pool: pg.Pool) {
    this.#lanes = Array.from({ length: LANES }, () => new Lane(pool));
  }

  /** Waits for a turn. `binding` are the statements that say on whose behalf this transaction runs. */
  join(key: string, binding: string): Promise<Session> {
    let hash = 0;
    for (let at = 0; at < key.length; at += 1) hash = (hash * 31 + key.charCodeAt(at)) | 0;
    return (this.#lanes[Math.abs(hash) % LANES] as Lane).join(binding);
  }
}

/** A connection while a lane has it. */
interface Line {
  readonly client: pg.PoolClient;
  readonly noteError: (error: Error) => void;
  /** Those that have not ended. */
  groups: number;
  error: Error | undefined;
}

class Lane {
  readonly #pool: pg.Pool;
  readonly #waiting: { readonly binding: string; readonly turn: PromiseWithResolvers<Session> }[] = [];
  #line: Line | undefined;
  #group: Group | undefined;
  /** A member has its turn, or waits for a connection. */
  #isTaken = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  join(binding: string): Promise<Session> {
    const turn = Promise.withResolvers<Session>();
    this.#waiting.push({ binding, turn });
    if (!this.#isTaken) void this.#advance();
    return turn.promise;
  }

  /** The turn is free: gives it to the next, and ends the group where there is none or it is large enough. */
  async #advance(): Promise<void> {
    const next = this.#waiting.shift();
    this.#isTaken = next !== undefined;
    if (this.#group && (!next || this.#group.isOver)) void this.#end(this.#group);
    if (!next) return;
    try {
      this.#line ??= await this.#connect();
    } catch (error) {
      this.#isTaken = false;
      for (const { turn } of [next, ...this.#waiting.splice(0)]) turn.reject(error);
      return;
    }
    this.#group ??= new Group(this.#line);
    next.turn.resolve(new Member(this.#group, next.binding, () => void this.#advance()));
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
    if (line === this.#line || line.groups > 0) return;
    line.client.off('error', line.noteError);
    line.client.release(line.error);
  }
}

/** What is committed together. */
class Group {
  readonly line: Line;
  readonly #committed = Promise.withResolvers<void>();
  #members = 0;
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
    return this.#failed || this.line.error !== undefined || this.#members === MEMBERS_AT_MOST;
  }

  /** Begins the next member's part; true for the first. Not awaited: it travels with its first statement, and makes that fail if it fails. */
  admit(binding: string): boolean {
    const isFirst = this.#members === 0;
    const begin = isFirst ? `BEGIN; SET LOCAL statement_timeout = ${PATIENCE_MS}; ` : 'RESET ROLE; ';
    this.#members += 1;
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

  constructor(group: Group, binding: string, pass: () => void) {
    this.#group = group;
    this.#pass = pass;
    sendTogether(group.line.client);
    this.#isFirst = group.admit(binding);
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
    const closing = [...last, { text: 'RELEASE SAVEPOINT member' }].map((sql) => this.#query(toPg(sql)));
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
