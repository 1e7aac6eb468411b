/** What the database knows of a run, for the one who carries it on: nobody else's records are taken. */
import { randomUUID } from 'node:crypto';
import type { Due } from '../ports/workflow-engine.ts';
import { askedTogether } from '../store/asked-together.ts';
import type { Sql } from '../store/sql.ts';
import { type Store, violates } from '../store/store.ts';
import type { ErrorRecord } from './run-errors.ts';
import type { RunSecrets } from './run-secrets.ts';

/** A run as whoever carries it on has it. */
export interface OpenRun {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string | null;
  readonly traceparent: string;
  readonly input: unknown;
  /** Of whoever carries it on. */
  readonly token: string;
  /** How many signals and the like had come in when it was taken up. */
  readonly news: number;
  /** Whoever carried it on before was lost in the midst of it. */
  readonly lost: number;
  /** It is being undone, because of this. */
  readonly error: ErrorRecord | null;
  /** Somebody asked for it to be cancelled. */
  readonly cancelledBy: unknown;
  /** The run that waits for it. */
  readonly parentId: string | null;
  readonly wasFresh: boolean;
  readonly secrets: RunSecrets;
}

/** A call of a run, as it is recorded. */
export interface CallRecord {
  readonly call: number;
  readonly direction: 'do' | 'undo';
  readonly kind: 'step' | 'timer' | 'signal' | 'child';
  readonly step: string;
  readonly status: 'running' | 'waiting' | 'done' | 'failed';
  readonly input: unknown;
  readonly result?: unknown;
  readonly error?: ErrorRecord | null;
  readonly attempts: number;
  readonly until?: string | null;
  readonly endedAs?: number | null;
  readonly startedAt: string;
  readonly endedAt?: string | null;
  readonly spanId?: string | null;
}

export interface Sent {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly sentAt: string;
}

export interface Child {
  readonly id: string;
  readonly status: 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly error: ErrorRecord | null;
}

/** All that has come in for a run so far. */
export interface News {
  readonly count: number;
  readonly cancelledBy: unknown;
  readonly sent: readonly Sent[];
  readonly children: readonly Child[];
}

/** A run, as whoever sends it something names it. */
export interface Addressed {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string | null;
}

const COLUMNS = `call, direction, kind, step, status, input, result, error, attempts, until, ended_as,
  started_at, ended_at, span_id`;

type TakenRun = Omit<OpenRun, 'secrets'>;

/** A run to take up, if its workflow is one of these. */
interface Taking {
  readonly id: string;
  readonly names: readonly string[];
}

const RECORD = {
  name: 'kernel.workflows.record',
  text: 'SELECT kernel.record_step($1, $2)',
  forMany: {
    name: 'kernel.workflows.record-many',
    text: `SELECT kernel.record_step(holder, entry) FROM unnest($1::uuid[], $2::jsonb[]) AS r (holder, entry)`,
  },
};

export class RunRecords {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #take: (wanted: Taking) => Promise<TakenRun | undefined>;
  readonly #succeed: (run: OpenRun) => Promise<boolean>;
  readonly #secretsOf: (name: string, organizationId: string | null) => Promise<RunSecrets>;

  constructor(
    store: Store,
    now: () => Date,
    secretsOf: (name: string, organizationId: string | null) => Promise<RunSecrets>,
  ) {
    this.#store = store;
    this.#now = now;
    this.#take = askedTogether((wanted) => this.#takeAll(wanted));
    this.#succeed = askedTogether((runs) => this.#succeedAll(runs));
    this.#secretsOf = secretsOf;
  }

  /** Runs of these workflows that are due, those that have begun first. */
  async due(
    names: readonly string[],
    limit: number,
    except: readonly string[],
    enough: readonly (string | null)[],
  ): Promise<Due[]> {
    const { rows } = await this.#store.query<Due>({
      name: 'kernel.workflows.due',
      text: `(${dueWhere('NOT fresh')}) UNION ALL (${dueWhere('fresh')}) LIMIT $4`,
      values: [names, this.#now(), except, limit, enough.map((organizationId) => organizationId ?? '')],
    });
    return rows;
  }

  /**
   * Takes a run up: whoever carried it on so far can record nothing more. Undefined where it has ended, or its
   * workflow is none of `names`.
   */
  async takeUp(id: string, names: readonly string[]): Promise<OpenRun | undefined> {
    const row = await this.#take({ id, names });
    if (!row) return undefined;
    const secrets = await this.#secretsOf(row.name, row.organizationId);
    return { ...row, input: secrets.input(row.input), secrets };
  }

  async #takeAll(wanted: readonly Taking[]): Promise<(TakenRun | undefined)[]> {
    // One statement changes a row once: who takes up a run that another takes up in this moment comes after it.
    const again = wanted.findIndex(({ id }, n) => wanted.findIndex((one) => one.id === id) < n);
    if (again > 0)
      return [
        ...(await this.#takeAll(wanted.slice(0, again))),
        ...(await this.#takeAll(wanted.slice(again))),
      ];
    const tokens = wanted.map(() => randomUUID());
    const { rows } = await this.#store.query<TakenRun>({
      name: 'kernel.workflows.take',
      text: `UPDATE kernel.workflows w SET token = t.token, fresh = false, lost = w.lost + (w.token IS NOT NULL)::int
               FROM (SELECT o.id, g.token, o.fresh
                       FROM unnest($1::text[], $2::uuid[]) AS g (id, token) JOIN kernel.workflows o USING (id)
                      WHERE o.status = 'running' AND o.name = ANY ($3) FOR UPDATE OF o) t
              WHERE w.id = t.id
             RETURNING w.id, w.name, w.organization_id, w.traceparent, w.input, w.token, w.news, w.parent_id,
                       w.lost, w.error, w.cancelled_by, t.fresh AS was_fresh`,
      values: [wanted.map(({ id }) => id), tokens, wanted[0]?.names],
    });
    const taken = new Map(rows.map((row) => [row.token, row]));
    return tokens.map((token) => taken.get(token));
  }

  /** What was recorded of a run, in the order of its calls. */
  async calls({ id, secrets }: OpenRun): Promise<CallRecord[]> {
    const { rows } = await this.#store.query<CallRecord>({
      name: 'kernel.workflows.calls',
      text: `SELECT ${COLUMNS} FROM kernel.workflow_steps WHERE workflow_id = $1 ORDER BY call, direction`,
      values: [id],
    });
    return rows.map((row) => ({
      ...row,
      input: secrets.open(row.call, row.input),
      result: secrets.open(row.call, row.result),
    }));
  }

  /** The statement that records a call. It fails, so that `isOvertaken`, where the run is not `run`'s to carry on. */
  recording({ id, token, secrets }: OpenRun, record: CallRecord): Sql {
    const { endedAs, startedAt, endedAt, spanId, ...same } = record;
    const entry = {
      ...same,
      input: secrets.seal(record.call, record.input),
      result: secrets.seal(record.call, record.result),
      workflow_id: id,
      ended_as: endedAs,
      started_at: startedAt,
      ended_at: endedAt,
      span_id: spanId,
    };
    return { ...RECORD, values: [token, JSON.stringify(entry)] };
  }

  async record(run: OpenRun, record: CallRecord): Promise<void> {
    await this.#store.query(this.recording(run, record));
  }

  /** What has come in for a run. Throws, so that `isOvertaken`, where another carries it on. */
  async news({ id, token, secrets }: OpenRun): Promise<News> {
    const { rows } = await this.#store.query<News>({
      name: 'kernel.workflows.news',
      text: `SELECT news AS count, cancelled_by,
                    coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'payload', s.payload,
                                                                  'sentAt', s.sent_at) ORDER BY s.position)
                                FROM kernel.workflow_signals s WHERE s.workflow_id = w.id), '[]') AS sent,
                    coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'status', c.status, 'error', c.error))
                                FROM kernel.workflows c WHERE c.parent_id = w.id), '[]') AS children
               FROM kernel.workflows w WHERE id = $1 AND token = $2 AND status = 'running'`,
      values: [id, token],
    });
    const news = rows[0] ?? overtaken(id);
    const sent = news.sent.map((one) => ({ ...one, payload: secrets.payload(one.name, one.payload) }));
    return { ...news, sent };
  }

  /** Lets a run sleep until an instant; if more has come in than the `seen` pieces of news, until now. */
  async release({ id, token }: OpenRun, until: Date, seen: number): Promise<Date> {
    const { rows } = await this.#store.query<{ wakeAt: string }>({
      name: 'kernel.workflows.release',
      text: `UPDATE kernel.workflows SET token = NULL, wake_at = CASE WHEN news > $4 THEN $5::timestamptz ELSE $3::timestamptz END
              WHERE id = $1 AND token = $2 AND status = 'running' RETURNING wake_at`,
      values: [id, token, until, seen, this.#now()],
    });
    return rows[0] ? new Date(rows[0].wakeAt) : overtaken(id);
  }

  /** Undoing begins: it does not go on with the workflow after that, whatever becomes of its code. */
  async undoing({ id, token }: OpenRun, error: ErrorRecord): Promise<void> {
    const { rowCount } = await this.#store.query({
      text: `UPDATE kernel.workflows SET error = $3 WHERE id = $1 AND token = $2 AND status = 'running'`,
      values: [id, token, JSON.stringify(error)],
    });
    if (rowCount === 0) overtaken(id);
  }

  /** Ends a run. Gives the id of the one that waits for it, if one does. */
  async finish(
    run: OpenRun,
    status: 'succeeded' | 'failed' | 'cancelled',
    error: ErrorRecord | null,
  ): Promise<string | null> {
    const { id, token, parentId } = run;
    if (status === 'succeeded' && parentId === null) {
      if (!(await this.#succeed(run))) overtaken(id);
      return null;
    }
    const { rows } = await this.#store.query<{ parentId: string | null }>({
      name: 'kernel.workflows.finish',
      text: `WITH ended AS (
               UPDATE kernel.workflows SET status = $3, error = $4, ended_at = $5, token = NULL
                WHERE id = $1 AND token = $2 AND status = 'running' RETURNING parent_id),
             told AS (
               UPDATE kernel.workflows SET news = news + 1, wake_at = $5
                WHERE id = (SELECT parent_id FROM ended) AND status = 'running')
             SELECT parent_id FROM ended`,
      values: [id, token, status, error && JSON.stringify(error), this.#now()],
    });
    return (rows[0] ?? overtaken(id)).parentId;
  }

  /** Those that nobody waits for: of a run and its parent in one statement, one would change and not the other. */
  async #succeedAll(runs: readonly OpenRun[]): Promise<boolean[]> {
    const { rows } = await this.#store.query<{ id: string }>({
      name: 'kernel.workflows.succeed',
      text: `UPDATE kernel.workflows w SET status = 'succeeded', ended_at = $3, token = NULL
               FROM unnest($1::text[], $2::uuid[]) AS r (id, token)
              WHERE w.id = r.id AND w.token = r.token AND status = 'running' RETURNING w.id`,
      values: [runs.map(({ id }) => id), runs.map(({ token }) => token), this.#now()],
    });
    const ended = new Set(rows.map(({ id }) => id));
    return runs.map(({ id }) => ended.has(id));
  }

  /** Asks for a run, or all children of one, to be cancelled. Gives the ids of those that still run. */
  async cancel(which: 'id' | 'parent_id', id: string, by: unknown): Promise<string[]> {
    const { rows } = await this.#store.query<{ id: string }>({
      text: `UPDATE kernel.workflows SET cancelled_by = coalesce(cancelled_by, $2), news = news + 1, wake_at = $3
              WHERE ${which} = $1 AND status = 'running' RETURNING id`,
      values: [id, JSON.stringify(by), this.#now()],
    });
    return rows.map((row) => row.id);
  }

  /** Keeps what was sent to a run; false where no run of this id, workflow and organization is open. */
  async receive(to: Addressed, sent: Sent & { readonly position: number }): Promise<boolean> {
    const { rowCount } = await this.#store.query({
      text: `WITH open AS (
               UPDATE kernel.workflows SET news = news + 1, wake_at = $8
                WHERE id = $1 AND name = $2 AND organization_id IS NOT DISTINCT FROM $3 AND status = 'running'
               RETURNING id)
             INSERT INTO kernel.workflow_signals (workflow_id, id, name, payload, sent_at, position)
             SELECT id, $4, $5, $6, $7, $9 FROM open ON CONFLICT (id) DO UPDATE SET id = excluded.id`,
      values: [
        ...[to.id, to.name, to.organizationId, sent.id, sent.name, JSON.stringify(sent.payload)],
        ...[sent.sentAt, this.#now(), sent.position],
      ],
    });
    return rowCount > 0;
  }

  /** True where this run is still `run`'s to carry on. */
  async holds({ id, token }: OpenRun): Promise<boolean> {
    const { rowCount } = await this.#store.query({
      text: `SELECT FROM kernel.workflows WHERE id = $1 AND token = $2 AND status = 'running'`,
      values: [id, token],
    });
    return rowCount > 0;
  }
}

const dueWhere = (which: string) => `SELECT id, organization_id FROM kernel.workflows
  WHERE status = 'running' AND ${which} AND wake_at <= $2 AND name = ANY ($1) AND id <> ALL ($3)
    AND coalesce(organization_id::text, '') <> ALL ($5::text[]) ORDER BY wake_at LIMIT $4`;

class Overtaken extends Error {}

function overtaken(id: string): never {
  throw new Overtaken(`another has carried on the run ${id}`);
}

/** True where another recorded what was to be recorded, or carries the run on. */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof Overtaken || violates(error, 'workflow_steps_holder');
