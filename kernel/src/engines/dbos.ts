/**
 * Durable workflows inside this process, on DBOS, whose tables stand in the schema `dbos` of the same
 * database. DBOS records which steps of a run are done; what a step does, and that it happens once, is the
 * host's part. The caller makes sure that no second process runs the engine on one database.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { DBOS } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import { commonError } from '../contract/errors.ts';
import type { EngineHost, WorkflowEngine, WorkflowRun } from '../workflows/workflows.ts';
import { Gate } from './dbos-gate.ts';
import { conduct } from './dbos-run.ts';
import { keepSchedules, ticker } from './dbos-schedules.ts';
import type { EngineLog, Stage } from './dbos-step.ts';

export interface DbosOptions {
  /** Of a role that may create and change the schema `dbos`. */
  readonly databaseUrl: string;
  readonly host: EngineHost;
  readonly log: EngineLog;
  /** Connections that the engine keeps for its own records, at most. Default 5. */
  readonly connections?: number;
  /**
   * Runs at work at one time, at most; more wait their turn. Each may hold a connection of the host, so leave
   * some for others. Default 8.
   */
  readonly concurrency?: number;
  /** Milliseconds for which `stop` waits for running steps. Default 5000. */
  readonly stopWithin?: number;
}

// DBOS takes up only runs of its own version and executor. Ours never change: one process owns the engine,
// and a run must go on under the next release, too.
const identity = { name: 'kernos', applicationVersion: 'kernos', executorID: 'kernos' } as const;

// DBOS gives a run up for dead once it was taken up this often. Being killed is no fault of the run, so the
// limit is only for one that brings the process down every single time.
const maxRecoveryAttempts = 1000;

let taken = false;

/**
 * Starts the engine: brings its tables up to date, takes up the runs that an earlier process left, keeps the
 * schedules. Throws if one runs in this process already, for DBOS exists once per process.
 */
export async function startDbos(options: DbosOptions): Promise<WorkflowEngine> {
  if (taken)
    throw new Error('The workflow engine runs in this process already: stop it before starting another.');
  const { host, log, concurrency = 8, stopWithin = 5000 } = options;
  const stage: Stage = {
    host,
    log,
    gate: new Gate(concurrency),
    busy: new Set(),
    open: true,
    outside: AsyncLocalStorage.snapshot(),
  };
  const pool = openPool(options);
  taken = true;
  try {
    const starters = registerWorkflows(stage);
    const tick = DBOS.registerWorkflow(ticker(stage), { name: 'engine:tick', maxRecoveryAttempts });
    configure(pool, log);
    await DBOS.launch();
    await keepSchedules(host.schedules, tick);
    return engineOn(stage, pool, starters, stopWithin);
  } catch (error) {
    stage.open = false;
    await close(pool);
    throw error;
  }
}

function openPool({ databaseUrl, connections = 5, log }: DbosOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    application_name: 'kernos-workflows',
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    stream: openSocket,
  });
  // While closing, a connection may well end before it was asked to.
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ err: error }, 'The workflow engine lost a database connection');
  });
  return pool;
}

/**
 * To write to a Unix socket whose other end is gone says EPIPE. DBOS asks again after any loss of a connection
 * but this one, which it takes for an answer of the database; so it gets it under the name that it knows.
 */
function openSocket(): Socket {
  const socket = new Socket();
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') error.code = 'ECONNRESET';
  });
  return socket;
}

function configure(pool: pg.Pool, log: EngineLog): void {
  DBOS.setConfig({
    ...identity,
    systemDatabasePool: pool,
    // Goes unused beside a pool, yet its form is checked, and the URL of a Unix socket would not pass.
    systemDatabaseUrl: 'postgresql://kernos@pool/kernos',
    systemDatabaseSchemaName: 'dbos',
    serializer: json,
    // Serves messages, events and streams between workflows alone.
    useListenNotify: false,
    // Schedules change with a release, that is with a start, which looks at them at once.
    schedulerPollingIntervalMs: 3_600_000,
    maxConcurrentQueueDispatches: 1,
    enableOTLP: false,
    tracingEnabled: false,
    logger: {
      debug() {},
      info() {},
      // It lists every run that is still open when it stops, which may be thousands.
      warn: (entry) => log.warn({ engine: 'dbos' }, String(entry).slice(0, 300)),
      error: (entry, about) => log.error({ engine: 'dbos', err: about?.error ?? entry }, String(entry)),
    },
  });
}

// Everything a run takes and gives is JSON. DBOS' own format would walk through each value several times.
const json = {
  name: () => 'json',
  stringify: (value: unknown) => JSON.stringify(value ?? null),
  parse: (text: string | null | undefined): unknown => JSON.parse(text ?? 'null'),
};

type Starter = (run: WorkflowRun) => Promise<void>;

function registerWorkflows(stage: Stage): Map<string, Starter> {
  const starters = new Map<string, Starter>();
  for (const definition of stage.host.workflows) {
    const { name } = definition.workflow;
    if (starters.has(name)) throw new Error(`Two workflows are named "${name}".`);
    const conducted = (run: WorkflowRun) => conduct(stage, definition, run);
    starters.set(name, DBOS.registerWorkflow(conducted, { name, maxRecoveryAttempts }));
  }
  return starters;
}

function engineOn(
  stage: Stage,
  pool: pg.Pool,
  starters: ReadonlyMap<string, Starter>,
  stopWithin: number,
): WorkflowEngine {
  let stopped: Promise<void> | undefined;
  return {
    async start(run) {
      const starter = starters.get(run.name);
      if (!starter) throw new Error(`No workflow is named "${run.name}".`);
      if (!stage.open) throw commonError('unavailable', 'The workflow engine is stopping.');
      const call = { run: `${run.name} ${run.id}`, step: ':start' };
      stage.busy.add(call);
      try {
        await DBOS.startWorkflow(starter, { workflowID: run.id })(run);
      } finally {
        stage.busy.delete(call);
      }
    },
    stop() {
      stopped ??= stop(stage, pool, stopWithin);
      return stopped;
    },
  };
}

async function stop(stage: Stage, pool: pg.Pool, within: number): Promise<void> {
  stage.open = false;
  const deadline = Date.now() + within;
  while (stage.busy.size > 0 && Date.now() < deadline) await pause(5);
  if (stage.busy.size > 0) {
    stage.log.warn(
      { steps: [...stage.busy].map(({ run, step }) => `${run} ${step}`) },
      'Stopped in the midst of steps; the next start does them again',
    );
  }
  await close(pool);
}

async function close(pool: pg.Pool): Promise<void> {
  try {
    await DBOS.shutdown({ deregister: true });
  } finally {
    // A query that hangs would keep its connection, and so us, for ever.
    await Promise.race([pool.end(), pause(2000, undefined, { ref: false })]);
    taken = false;
  }
}
