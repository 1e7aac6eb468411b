/**
 * A host for the engine's tests that keeps its books in the database, as the kernel's does, and a process
 * to be killed: `node dbos.fixture.ts <database url> crash <workflow> <run id> <point>` kills itself at a
 * point, `… load <number of runs>` runs until somebody kills it.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Type } from 'typebox';
import { KernosError } from '../contract/errors.ts';
import type { EngineHost, Schedule, Step, WorkflowDefinition, WorkflowRun } from '../workflows/workflows.ts';
import { startDbos } from './dbos.ts';

type Names<S> = Record<keyof S & string, (input: unknown) => Promise<unknown>>;

/** A workflow of steps with these numbers of attempts; those in `undoable` have an `undo`. */
export function define<const S extends Record<string, number>>(
  name: string,
  attempts: S,
  run: (steps: Names<S>, input: Record<string, unknown>) => Promise<unknown>,
  undoable: readonly (keyof S)[] = [],
): WorkflowDefinition {
  const steps: Record<string, Step<unknown, unknown>> = {};
  const activities: Record<string, WorkflowDefinition['activities'][string]> = {};
  const nothing = async () => undefined;
  for (const [step, tries] of Object.entries(attempts)) {
    steps[step] = { title: `The step ${step}`, attempts: tries };
    activities[step] = { do: nothing, ...(undoable.includes(step) && { undo: nothing }) };
  }
  const input = Type.Object({});
  const body = async (callable: unknown, given: Record<string, unknown>) => {
    await run(callable as Names<S>, given);
  };
  return { service: 'test', workflow: { name, title: name, input, steps, run: body }, activities };
}

export function runOf(name: string, input: unknown = {}, id: string = randomUUID()): WorkflowRun {
  return { id, name, input, organizationId: null, traceparent: '00-0-0-00' };
}

/** validate → freeze → store; each gives what it got, and its own name. */
export const publish = define('test.publish', { validate: 5, freeze: 5, store: 5 }, async (steps, input) => {
  const valid = await steps.validate(input);
  const frozen = await steps.freeze(valid);
  await steps.store(frozen);
});

/** Does two steps that can be undone, and is refused the third. */
export const doomed = define(
  'test.doomed',
  { reserve: 5, charge: 5, ship: 5 },
  async (steps) => {
    await steps.reserve({ seat: 7 });
    await steps.charge({ amount: 12 });
    await steps.ship({});
  },
  ['reserve', 'charge'],
);

type Act = (input: unknown, run: WorkflowRun) => unknown;

export interface Script {
  readonly workflows?: readonly WorkflowDefinition[];
  readonly schedules?: readonly Schedule[];
  /** What a step does, by `<direction> <step>`; without one it gives `{ step, input }`. */
  readonly acts?: Readonly<Record<string, Act>>;
  /** Called before and after each effect with `<before|after> <direction> <step>`. */
  readonly at?: (point: string) => Promise<void> | void;
}

/** A host whose steps take effect once; `calls` in the database has every time that the engine asked. */
export function bookkeeper(pool: pg.Pool, script: Script): EngineHost {
  const { workflows = [], schedules = [], acts = {}, at = () => undefined } = script;
  const recorded = async (run: WorkflowRun, step: string, direction: string) => {
    const sql = 'SELECT output FROM effects WHERE run = $1 AND step = $2 AND direction = $3';
    const { rows } = await pool.query<{ output: unknown }>(sql, [run.id, step, direction]);
    return rows[0];
  };
  return {
    workflows,
    schedules,
    async execute(run, step, input, direction) {
      await pool.query('INSERT INTO calls VALUES ($1, $2, $3)', [run.id, step, direction]);
      await at(`before ${direction} ${step}`);
      if (!(await recorded(run, step, direction))) {
        const act = acts[`${direction} ${step}`] ?? acts[step] ?? (() => ({ step, input }));
        const output = await act(input, run);
        const sql = 'INSERT INTO effects VALUES (DEFAULT, $1, $2, $3, $4, $5)';
        await pool.query(sql, [
          run.id,
          step,
          direction,
          JSON.stringify(input),
          JSON.stringify(output ?? null),
        ]);
      }
      await at(`after ${direction} ${step}`);
      return (await recorded(run, step, direction))?.output;
    },
    async finish(run, error) {
      await at('before finish');
      const code = error instanceof KernosError ? error.code : null;
      const values = [run.id, error?.message ?? null, code];
      await pool.query('INSERT INTO ends VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', values);
      await at('after finish');
    },
    async tick(schedule, dueAt) {
      await pool.query('INSERT INTO ticks VALUES ($1, $2)', [schedule, dueAt]);
    },
  };
}

export async function makeTables(pool: pg.Pool): Promise<void> {
  await pool.query(`
    CREATE TABLE calls (run text, step text, direction text);
    CREATE TABLE effects (position bigserial, run text, step text, direction text, input jsonb, output jsonb,
                          PRIMARY KEY (run, step, direction));
    CREATE TABLE ends (run text PRIMARY KEY, message text, code text);
    CREATE TABLE ticks (schedule text, due_at timestamptz);
    CREATE TABLE acknowledged (run text PRIMARY KEY);`);
}

export const refuse = (): never => {
  throw new KernosError('out-of-stock', 409, 'Nothing is left of it.', {
    errors: [{ path: '/item', message: 'must be in stock' }],
  });
};

async function child([url, mode, ...rest]: readonly string[]): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  const log = {
    warn: () => undefined,
    error: (_fields: object, text: string) => void process.stderr.write(`${text}\n`),
  };
  const workflows = [publish, doomed];
  if (mode === 'crash') {
    const [name = '', id, fatal] = rest;
    const at = (point: string) => void (point === fatal && process.kill(process.pid, 'SIGKILL'));
    const host = bookkeeper(pool, { workflows, at, acts: { ship: refuse } });
    const engine = await startDbos({ databaseUrl: String(url), host, log });
    await engine.start(runOf(name, { title: 'a course' }, id));
  } else {
    const at = () => pause(Math.random() * 30).then(() => undefined);
    const host = bookkeeper(pool, { workflows, at, acts: { ship: refuse } });
    const engine = await startDbos({ databaseUrl: String(url), host, log });
    process.stdout.write('ready\n');
    for (let i = 0; i < Number(rest[0]); i++) {
      const run = runOf(i % 3 === 0 ? doomed.workflow.name : publish.workflow.name, { i });
      await engine.start(run);
      await pool.query('INSERT INTO acknowledged VALUES ($1)', [run.id]);
    }
  }
  await pause(60_000);
}

if (import.meta.main) await child(process.argv.slice(2));
