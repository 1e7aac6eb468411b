/**
 * What the tests of durable work share: a database of its own, hosts of workflows on it, each with an engine, and a
 * process to be killed: `node host.fixture.ts <engine> <database url> <workflow> <run id> <point>` kills itself at the
 * point, `… <engine> <database url> load <runs>` runs until somebody kills it.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { Type } from 'typebox';
import { contract } from '../contract/contract.ts';
import { KernosError } from '../contract/errors.ts';
import { newId } from '../contract/ids.ts';
import { service } from '../contract/service.ts';
import { startPostgres } from '../engines/embedded-postgres.ts';
import { startPollingWorkflows } from '../engines/polling-workflows.ts';
import { Trace } from '../observability/telemetry.ts';
import type { EngineOptions, StartEngine, WorkflowEngine } from '../ports/workflow-engine.ts';
import { migrate } from '../store/migrations.ts';
import { Store } from '../store/store.ts';
import { isUnreachable } from '../store/unreachable.ts';
import { serviceActor } from '../unit-of-work/caller.ts';
import type { Job, Runtime } from '../unit-of-work/context.ts';
import { EffectsBudget } from '../unit-of-work/effects-budget.ts';
import { type UnitOfWork, work } from '../unit-of-work/work.ts';
import { type ActivityContext, activities, type WorkflowDefinition } from './activities.ts';
import type { NamedSchedule } from './schedules.ts';
import { WorkflowRuns } from './workflow-runs.ts';
import { minutes, step, type Waits, workflow } from './workflows.ts';

/** The engines that there are. */
const engines = { polling: startPollingWorkflows } satisfies Record<string, StartEngine>;
export type EngineName = keyof typeof engines;

const tried = contract('tried', {});
const triedService = service(tried, { migrations: new URL('./host-migrations/', import.meta.url) });

type Names<S> = Record<keyof S & string, (input: unknown) => Promise<unknown>>;
type Run<S> = (steps: Names<S>, input: Record<string, unknown>, waits: Waits<Signals>) => Promise<unknown>;
const signals = { acknowledged: Type.Object({ by: Type.String() }) };
type Signals = typeof signals;

/** What a step does beside being counted; by `<direction> <step>`, or `<step>` for doing it. */
export type Acts = Readonly<Record<string, (input: unknown, ctx: ActivityContext<never>) => unknown>>;

/** A workflow of steps with these numbers of attempts; those in `undoable` have an `undo`. Takes `acknowledged`. */
export function define<const S extends Record<string, number>>(
  name: string,
  attempts: S,
  run: Run<S>,
  undoable: readonly (keyof S)[] = [],
) {
  const steps = Object.fromEntries(
    Object.entries(attempts).map(([key, tries]) => [
      key,
      step<unknown, unknown>({ en: `The step ${key}`, fr: `L’étape ${key}` }, { attempts: tries }),
    ]),
  );
  const title = { en: `The workflow ${name}`, fr: `Le processus ${name}` };
  const body = { title, input: Type.Object({}), steps, signals, run: run as never };
  return { workflow: workflow(`tried.${name}`, body), undoable: undoable as readonly string[] };
}
export type Defined = ReturnType<typeof define>;

/** validate → freeze → store; each gives what it got, and its own name. */
export const publish = define('publish', { validate: 5, freeze: 5, store: 5 }, async (steps, input) => {
  await steps.store(await steps.freeze(await steps.validate(input)));
});

/** Does two steps that can be undone, and is refused the third. */
export const doomed = define(
  'doomed',
  { reserve: 5, charge: 5, ship: 5 },
  async (steps) => {
    await steps.reserve({ seat: 7 });
    await steps.charge({ amount: 12 });
    await steps.ship({});
  },
  ['reserve', 'charge'],
);

/** Somebody is called, then the next in charge every half hour, until it is acknowledged. */
export const alarm = define(
  'alarm',
  { call: 5, escalate: 5 },
  async ({ call, escalate }, input, { waitFor }) => {
    await call(input);
    while (!(await waitFor('acknowledged', minutes(30)))) await escalate(input);
  },
);

export const refuse = (): never => {
  throw new KernosError('out-of-stock', 409, 'Nothing is left of it.', {
    errors: [{ path: '/item', message: 'must be in stock' }],
  });
};

/** The activities of a workflow: each writes a row in its transaction, so that it is seen what took effect. */
function withActs(
  { workflow: defined, undoable }: Defined,
  acts: Acts,
  at: (point: string) => unknown,
): WorkflowDefinition {
  const doing =
    (name: string, direction: 'do' | 'undo') => async (input: unknown, ctx: ActivityContext<never>) => {
      await at(`before ${direction} ${name}`);
      const act = acts[`${direction} ${name}`] ?? (direction === 'do' ? acts[name] : undefined);
      const given = act ? await act(input, ctx) : { step: name, input };
      await ctx.tx.query({
        text: 'INSERT INTO tried.effects (run, step, direction, input) VALUES ($1, $2, $3, $4)',
        values: [ctx.workflowId, name, direction, JSON.stringify(input)],
      });
      return given;
    };
  const doers = Object.keys(defined.steps).map((name) => [
    name,
    undoable.includes(name) ? { do: doing(name, 'do'), undo: doing(name, 'undo') } : doing(name, 'do'),
  ]);
  return activities(tried, defined, Object.fromEntries(doers) as never);
}

export interface Script {
  readonly workflows?: readonly Defined[];
  readonly schedules?: readonly Omit<NamedSchedule, 'service'>[];
  readonly acts?: Acts;
  /** Called before each effect with `before <direction> <step>`, and after its COMMIT with `after …`. */
  readonly at?: (point: string) => unknown;
}

export interface Said {
  readonly level: string;
  readonly msg: string;
  readonly workflowId?: string;
  readonly step?: string;
}

/** One system's durable work: a host and its engine, as a process has them. */
export class Host {
  readonly runs: WorkflowRuns;
  readonly said: Said[] = [];
  readonly runtime: Runtime;
  readonly #options: Omit<EngineOptions, 'host' | 'log'>;
  readonly #engineName: EngineName;
  engine: WorkflowEngine | undefined;
  #end: () => Promise<void> = async () => undefined;

  constructor(
    engine: EngineName,
    store: Store,
    clock: () => Date,
    script: Script,
    options: Partial<EngineOptions> = {},
  ) {
    const { workflows = [], schedules = [], acts = {}, at = () => undefined } = script;
    const lines = { write: (line: string) => void this.said.push(JSON.parse(line) as Said) };
    const log = pino({ level: 'warn', formatters: { level: (level) => ({ level }) } }, lines);
    const of: Partial<Runtime> = {
      ...{
        store,
        log,
        clock,
        shared: new Map(),
        hint: () => undefined,
        spans: { ended: () => undefined } as never,
        effects: new EffectsBudget(),
      },
      eventKind: () => undefined,
      rowFacts: () => undefined,
      crashPoint: (point) => void (point.startsWith('workflow-step:') && at(`after ${point.slice(14)}`)),
    };
    this.runtime = of as Runtime;
    this.#engineName = engine;
    this.#options = { databaseUrl: store.url, ...options };
    this.runs = new WorkflowRuns(
      this.runtime,
      workflows.map((one) => withActs(one, acts, at)),
      schedules.map((one) => ({ ...one, service: 'tried' })),
    );
  }

  async start(): Promise<this> {
    const start = async (options: EngineOptions) => {
      this.engine = await engines[this.#engineName](options);
      return this.engine;
    };
    this.#end = await this.runs.carryOn('tried', start, { ...this.#options, log: this.runtime.log });
    return this;
  }

  async stop(): Promise<void> {
    this.engine = undefined;
    await this.#end();
    this.#end = async () => undefined;
  }

  /** A unit of work of the service, as a handler of it has. What it sends reaches the runs at once. */
  async within(run: (ctx: UnitOfWork) => void, organizationId: string | null = null): Promise<void> {
    const trace = new Trace();
    const job: Job = {
      ...{
        service: 'tried',
        name: 'test',
        actor: serviceActor('tried'),
        organizationId,
        scope: organizationId ? 'organization' : 'platform',
      },
      ...{ deadline: Number.POSITIVE_INFINITY, trace, requestId: trace.spanId },
    };
    const { store } = this.runtime;
    const { rows } = await store.query<{ last: number }>({
      text: 'SELECT coalesce(max(position), 0) AS last FROM kernel.outbox',
    });
    await work(this.runtime, job, async (ctx) => run(ctx));
    const sent = await store.query({
      text: `SELECT * FROM kernel.outbox WHERE position > $1 ORDER BY position`,
      values: [rows[0]?.last],
    });
    for (const message of sent.rows) await this.runs.receive(message as never);
  }

  /** Starts a run; gives its id. */
  async begin(
    { workflow: defined }: Defined,
    input: object = {},
    { id = randomUUID(), organizationId }: { id?: string; organizationId?: string } = {},
  ): Promise<string> {
    await this.within((ctx) => void ctx.start(defined, id, input as never), organizationId);
    return id;
  }
}

/** A database for tests, and what they ask of it. */
export class Ground {
  readonly store: Store;
  readonly #end: () => Promise<void>;
  readonly #hosts: Host[] = [];
  /** Real time until it is set; then it stands still. */
  at: number | undefined;
  readonly clock = (): Date => new Date(this.at ?? Date.now());

  private constructor(url: string, end: () => Promise<void>) {
    this.store = new Store(url, { connections: 20 });
    this.#end = end;
  }

  static async open(): Promise<Ground> {
    const { KERNOS_TEST_DATABASE_URL: given } = env;
    const dataDir = given ? undefined : await mkdtemp(join(tmpdir(), 'kernos-workflows-'));
    const server = dataDir ? await startPostgres({ dataDir, durable: false }) : undefined;
    const serverUrl = given ?? (server?.url as string);
    const name = `workflows_${newId().replaceAll('-', '')}`;
    const onServer = async (sql: string) => {
      const client = new pg.Client({ connectionString: serverUrl });
      await client.connect();
      await client.query(sql);
      await client.end();
    };
    await onServer(`CREATE DATABASE ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    await migrate(url.href, [triedService]);
    return new Ground(url.href, async () => {
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
      await server?.stop();
      if (dataDir) await rm(dataDir, { recursive: true, force: true });
    });
  }

  /** A host with a running engine; `reset` stops it. */
  async start(engine: EngineName, script: Script, options: Partial<EngineOptions> = {}): Promise<Host> {
    const host = await new Host(engine, this.store, this.clock, script, options).start();
    this.#hosts.push(host);
    return host;
  }

  async reset(): Promise<void> {
    for (const host of this.#hosts.splice(0)) await host.stop();
    this.at = undefined;
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.#end();
  }

  advance(milliseconds: number): void {
    this.at = this.clock().getTime() + milliseconds;
  }

  async query<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
    return (await this.store.query<Row>({ text, values })).rows;
  }

  async until(what: string, isSo: () => boolean | Promise<boolean>, within = 60_000): Promise<void> {
    const deadline = Date.now() + within;
    // A test may cut all connections.
    const isSoByNow = async () => {
      try {
        return await isSo();
      } catch (error) {
        if (isUnreachable(error)) return false;
        throw error;
      }
    };
    while (!(await isSoByNow())) {
      if (Date.now() > deadline) throw new Error(`${what} did not come to pass`);
      await pause(10);
    }
  }

  /** Waits for the end of a run. */
  async endOf(run: string): Promise<{ status: string; error: { code: string; detail: string } | null }> {
    type End = { status: string; error: { code: string; detail: string } | null };
    let end: End | undefined;
    await this.until(`the end of ${run}`, async () => {
      const sql = `SELECT status, error FROM kernel.workflows WHERE id = $1 AND status <> 'running'`;
      [end] = await this.query<End>(sql, run);
      return end !== undefined;
    });
    return end as End;
  }

  /** Waits until a run sleeps; gives what it waits for and until when. */
  async asleep(run: string, kind: string): Promise<{ step: string; until: string }> {
    let wait: { step: string; until: string } | undefined;
    await this.until(`${run} to wait for a ${kind}`, async () => {
      [wait] = await this.query(
        `SELECT s.step, s.until FROM kernel.workflow_steps s JOIN kernel.workflows w ON w.id = s.workflow_id
          WHERE w.id = $1 AND w.token IS NULL AND s.kind = $2 AND s.status IN ('waiting', 'failed') AND w.wake_at > $3
          ORDER BY s.call DESC LIMIT 1`,
        run,
        kind,
        this.clock(),
      );
      return wait !== undefined;
    });
    return wait as { step: string; until: string };
  }

  /** `<direction> <step>` of each effect of a run, in their order. */
  async effectsOf(run: string): Promise<string[]> {
    const rows = await this.query<{ effect: string }>(
      `SELECT direction || ' ' || step AS effect FROM tried.effects WHERE run = $1 ORDER BY position`,
      run,
    );
    return rows.map(({ effect }) => effect);
  }
}

async function child([engine, url, what = '', id = '', fatal]: readonly string[]): Promise<void> {
  const store = new Store(String(url), { connections: 10 });
  const workflows = [publish, doomed, alarm];
  const at = (point: string) => {
    if (what === 'load') return pause(Math.random() * 30);
    return point === fatal ? process.kill(process.pid, 'SIGKILL') : undefined;
  };
  const script = { workflows, at, acts: { ship: refuse } };
  const host = await new Host(engine as EngineName, store, () => new Date(), script).start();
  process.stdout.write('ready\n');
  if (what === 'load') {
    for (let n = 0; n < Number(id); n += 1) await host.begin(n % 3 === 0 ? doomed : publish, { n });
  } else if (what !== 'nothing') {
    const found = workflows.find(({ workflow: { name } }) => name === `tried.${what}`) as Defined;
    await host.begin(found, {}, { id });
  }
  await pause(60_000);
}

if (import.meta.main) await child(process.argv.slice(2));
