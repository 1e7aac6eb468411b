/**
 * The host of durable work, the same under any engine: carries runs of workflows on, undoes them, takes in what is
 * sent to them. Each activity is one transaction that also records its step.
 */
import { KernosError } from '../contract/errors.ts';
import type { LoggedMessage } from '../messaging/consumer.ts';
import { check } from '../messaging/outbox.ts';
import { Trace } from '../observability/telemetry.ts';
import type { Due, EngineHost, EngineOptions, StartEngine } from '../ports/workflow-engine.ts';
import { awayPause, isServiceAway } from '../unit-of-work/away.ts';
import { serviceActor } from '../unit-of-work/caller.ts';
import type { Job, Runtime } from '../unit-of-work/context.ts';
import { FairQueue, type Outside } from '../unit-of-work/fair-queue.ts';
import { GivenUp, within } from '../unit-of-work/time-limit.ts';
import { type UnitOfWork, work } from '../unit-of-work/work.ts';
import type { WorkflowDefinition } from './activities.ts';
import { Carrying } from './carrying.ts';
import { Conductor, type Outcome, type Tried } from './conductor.ts';
import type { MadeCall } from './made-calls.ts';
import { type ErrorRecord, isRefusal, pauseAfter, revive, toRecord } from './run-errors.ts';
import { RunListeners } from './run-listeners.ts';
import type { RunMessage } from './run-messages.ts';
import { type CallRecord, isOvertaken, type OpenRun, RunRecords } from './run-records.ts';
import { RunSecrets } from './run-secrets.ts';
import { RunReader } from './run-status.ts';
import { type NamedSchedule, Schedules } from './schedules.ts';
import { shownStep } from './shown-step.ts';
import { asRecorded, type Place, type TryArguments } from './trial.ts';
import { undo } from './undoing.ts';

/** A job by the clock, or the start of a child, may take this long, milliseconds. */
const PLATFORM_LIMIT_MS = 10 * 60_000;
/** As many steps that share no transactions are at work at one time, and of one organization: each may hold a connection. */
const STEPS_APART = { atOnce: 8, eachAtOnce: 3 };
/** Nothing that came in changes what is done next. */
const ALL_NEWS = 2_147_483_647;
/** A run that another carries on is looked at again after this, milliseconds. */
const ELSEWHERE_MS = 5_000;
/** A run that whoever carried it on did not survive so often brings the system down. */
const MOST_LOSSES = 1_000;

/** Of an engine that carries on any number at once. */
const inPlace: Outside = (run) => run();

export class WorkflowRuns implements EngineHost {
  readonly workflows: readonly WorkflowDefinition[];
  readonly schedules: Schedules;
  readonly records: RunRecords;
  /** For people to look at. */
  readonly read: RunReader;
  readonly #runtime: Runtime;
  readonly #byName: ReadonlyMap<string, WorkflowDefinition>;
  readonly #listeners = new RunListeners();
  /** Runs that this process carries on now. */
  readonly #active = new Map<string, Conductor>();
  /** For steps that share no transactions. */
  readonly #apart = new FairQueue(STEPS_APART);
  /** Ends what is at work. */
  #givingUp = new AbortController();
  readonly #carrying = new Carrying();

  constructor(
    runtime: Runtime,
    workflows: readonly WorkflowDefinition[],
    schedules: readonly NamedSchedule[],
  ) {
    this.#runtime = runtime;
    this.workflows = workflows;
    this.#byName = new Map(workflows.map((definition) => [definition.workflow.name, definition]));
    if (this.#byName.size < workflows.length) throw new Error('Two workflows have the same name.');
    this.records = new RunRecords(runtime.store, runtime.clock, (name, organizationId) => {
      const { workflow } = this.#byName.get(name) as WorkflowDefinition;
      return RunSecrets.of(workflow, runtime.keys, organizationId);
    });
    this.read = new RunReader(runtime.store, workflows);
    this.schedules = new Schedules(runtime, schedules, (...job) => this.#inTimeOf(...job));
  }

  now(): Date {
    return this.#runtime.clock();
  }

  /** Carries on the unfinished runs of a service, and its jobs by the clock, until the returned function is called. */
  async carryOn(
    service: string,
    start: StartEngine,
    options: Omit<EngineOptions, 'host'>,
  ): Promise<() => Promise<void>> {
    const jobs = await this.schedules.keep(service);
    return this.#carrying.begin(service, jobs, start, { ...options, host: this });
  }

  async due(limit: number, except: readonly string[], enough: readonly (string | null)[]): Promise<Due[]> {
    const runs = await this.records.due(this.#carrying.namesOf(this.workflows), limit, except, enough);
    const schedules = await this.schedules.due(this.#carrying.services);
    const jobs = schedules.filter((id) => !except.includes(id));
    return [...jobs.map((id) => ({ id, organizationId: null })), ...runs];
  }

  async advance(id: string, signal: AbortSignal, outside: Outside = inPlace): Promise<Date | null> {
    await this.#runtime.effects.admit();
    if (Schedules.isOne(id)) return this.schedules.advance(id);
    const run = await this.records.takeUp(id, [...this.#byName.keys()]);
    const definition = run && this.#byName.get(run.name);
    if (!definition) return null;
    try {
      return await this.#carryOn(run, definition, { signal, outside });
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      const mine = await this.records.holds(run);
      return new Date(this.now().getTime() + (mine ? 0 : ELSEWHERE_MS));
    }
  }

  async #carryOn(run: OpenRun, definition: WorkflowDefinition, place: Place): Promise<Date | null> {
    if (run.lost >= MOST_LOSSES) {
      const detail = `Whoever carried this run on was lost ${run.lost} times; it is given up.`;
      return this.#finish(run, new KernosError('workflow-lost', 500, detail));
    }
    if (run.error) return this.#undo(run, definition, run.error, place);
    const outcome = await this.#conduct(run, definition, place);
    if (outcome.state === 'waiting') return outcome.until;
    if (outcome.state === 'succeeded') return this.#finish(run, null);
    const error =
      outcome.state === 'failed'
        ? outcome.error
        : new KernosError('cancelled', 409, 'It was cancelled; what was done is undone.');
    return this.#undo(run, definition, toRecord(error), place);
  }

  async #conduct(run: OpenRun, definition: WorkflowDefinition, place: Place): Promise<Outcome> {
    const records = run.wasFresh ? [] : await this.records.calls(run);
    const conductor = new Conductor(
      definition.workflow,
      records,
      {
        signal: place.signal,
        now: () => this.now(),
        attempt: (call, number) => {
          const attempts = definition.workflow.steps[call.step]?.attempts ?? 1;
          const trial = { ...call, direction: 'do', attempt: call.tries, attempts } as const;
          return this.#tryInTurn(run, definition, trial, place, number);
        },
        wait: (call) => this.#wait(run, definition, call),
        waited: (call, endedAs, how) => this.#waited(run, call, endedAs, how),
        childId: (call) => `${run.id}/${call.number}`,
        checkChild: ({ name, input: schema }, input) => {
          if (this.#byName.get(name)?.service !== definition.service)
            throw new Error(
              `the service ${definition.service} has no workflow ${name} for ${run.name} to run`,
            );
          check(schema, name, input);
        },
        news: () => this.records.news(run),
      },
      { cancelled: Boolean(run.cancelledBy) },
    );
    this.#active.set(run.id, conductor);
    try {
      const outcome = await conductor.run(run.input);
      if (outcome.state !== 'waiting') return outcome;
      const seen = Math.max(run.news, conductor.newsSeen);
      return { state: 'waiting', until: await this.records.release(run, outcome.until, seen) };
    } finally {
      if (this.#active.get(run.id) === conductor) this.#active.delete(run.id);
      this.#listeners.tell(run.id);
    }
  }

  async #undo(
    run: OpenRun,
    definition: WorkflowDefinition,
    failure: ErrorRecord,
    place: Place,
  ): Promise<Date | null> {
    const by = run.cancelledBy ?? { kind: 'service', name: 'workflows', because: 'its parent ended' };
    for (const child of await this.records.cancel('parent_id', run.id, by))
      this.#told(child, run.organizationId);
    const undone = await undo({
      run,
      definition,
      failure,
      records: this.records,
      signal: place.signal,
      now: () => this.now(),
      attempt: (trial) => this.#tryInTurn(run, definition, trial, place, () => trial.number),
    });
    if (undone instanceof Date) return this.records.release(run, undone, ALL_NEWS);
    return this.#finish(run, revive(undone));
  }

  async #finish(run: OpenRun, error: Error | null): Promise<null> {
    const cancelled = error instanceof KernosError && error.code === 'cancelled';
    if (error && !cancelled)
      this.#runtime.log.warn({ err: error, workflowId: run.id, workflow: run.name }, 'a workflow failed');
    const status = error ? (cancelled ? 'cancelled' : 'failed') : 'succeeded';
    const parent = await this.records.finish(run, status, error && toRecord(error));
    if (parent !== null) this.#told(parent, run.organizationId);
    this.#listeners.tell(run.id);
    return null;
  }

  /** Steps that share transactions go side by side, however many they are; of others, a few, in turns of the organizations. */
  #tryInTurn(...given: TryArguments): Promise<Tried> {
    const [run, { workflow }, { step }, { signal, outside }] = given;
    if (workflow.steps[step]?.groupCommitKey) return this.#try(given, outside);
    // Whoever comes back takes up its place in the engine first and its turn here then, as whoever begins does: the
    // other way round, those who hold one would wait for those who hold the other.
    const trying = async (apart: Outside): Promise<Tried> =>
      signal.aborted
        ? { again: this.now(), counts: false }
        : this.#try(given, (doing) => apart(() => outside(doing)));
    return this.#apart.run(run.organizationId, trying);
  }

  /** One try of a step. The record of how it ended is part of its transaction, or says why there is none. */
  async #try([run, definition, trial, { signal }, number]: TryArguments, outside: Outside): Promise<Tried> {
    const { step, direction, attempt, attempts } = trial;
    const act = definition.activities[step]?.[direction];
    if (!act) throw new Error(`the workflow ${run.name} has nothing to ${direction} its step ${step}`);
    const base = asRecorded(trial);
    const shown = this.#showRunning(run, base);
    // Where whoever ran it before was lost, it is recorded first who runs it now.
    if (run.lost > 0) await shown.now();
    let endedAs = 0;
    let result: unknown;
    try {
      const repeatKey = `${run.id} ${trial.number} ${direction}`;
      const groupCommitKey = definition.workflow.steps[step]?.groupCommitKey?.(trial.input);
      await this.#inTime(definition, run, step, outside, (given) => {
        const job = { ...given, repeatKey, groupCommitKey };
        const doing = (ctx: UnitOfWork) =>
          act(trial.input as never, Object.assign(ctx, { workflowId: run.id }) as never);
        return work(this.#runtime, job, doing, (given) => {
          endedAs = number();
          // As it will be read back: JSON.
          result = given === undefined ? undefined : JSON.parse(JSON.stringify(given));
          const ended = { result, error: null, endedAs, endedAt: this.#iso(), spanId: job.trace.spanId };
          return [this.records.recording(run, { ...base, ...ended, status: 'done' })];
        });
      });
      this.#runtime.crashPoint(`workflow-step:${step}`);
      return { endedAs, result };
    } catch (error) {
      if (isOvertaken(error)) throw error;
      await shown.settled();
      // A failure while everything is being stopped says nothing about the step: the next start tries again.
      if (signal.aborted) return { again: this.now(), counts: false };
      const failed = toRecord(error);
      const about = { err: error, workflowId: run.id, workflow: run.name, step, attempt };
      if (isServiceAway(error)) {
        this.#runtime.log.warn(about, 'a step of a workflow waits for a service that is away');
        return { again: new Date(this.now().getTime() + awayPause()), counts: false };
      }
      const isLast = attempt >= attempts || isRefusal(failed);
      if (!isLast) this.#runtime.log.warn(about, 'a step of a workflow failed; it is tried again');
      else if (direction === 'undo')
        this.#runtime.log.error(about, 'a step of a workflow could not be undone');
      const again = isLast ? null : new Date(this.now().getTime() + pauseAfter(attempt));
      const last = isLast ? { endedAs: number() } : {};
      const ended = { error: failed, ...last, until: again?.toISOString() ?? null, endedAt: this.#iso() };
      await this.records.record(run, { ...base, ...ended, status: 'failed' });
      return again ? { again, counts: true } : { endedAs: last.endedAs as number, error: failed };
    } finally {
      shown.cancel();
      this.#listeners.tell(run.id);
    }
  }

  /** Runs a job by the clock, for as long as it may take. */
  #inTimeOf(
    service: string,
    name: string,
    trace: Trace,
    run: (job: Job) => Promise<unknown>,
  ): Promise<unknown> {
    return within({ milliseconds: PLATFORM_LIMIT_MS, name, stopping: this.#givingUp.signal }, (signal) =>
      run({ ...this.#job(service, name, null, trace), signal }),
    );
  }

  /** Does a step in a span of its own, for as long as it may take. */
  #inTime(
    { service, workflow }: WorkflowDefinition,
    run: OpenRun,
    step: string,
    outside: Outside,
    doing: (job: Job) => Promise<unknown>,
  ): Promise<unknown> {
    const name = `${run.name}.${step}`;
    const milliseconds = workflow.steps[step]?.limit ?? PLATFORM_LIMIT_MS;
    return Trace.of(run.traceparent).inSpan(`${run.name} ${step}`, (trace) =>
      within({ milliseconds, name, stopping: this.#givingUp.signal }, (signal, time) => {
        const job = this.#job(service, name, run.organizationId, trace);
        const deadline = this.now().getTime() + milliseconds;
        const standing: Outside = (waiting) => time.standStill(() => outside(waiting));
        return doing({ ...job, signal, deadline, outside: standing, stoodStill: () => time.stoodStill() });
      }),
    );
  }

  giveUp(): void {
    const before = this.#givingUp;
    this.#givingUp = new AbortController();
    before.abort(new GivenUp('stopping', 'the system stops'));
  }

  #showRunning(run: OpenRun, base: Pick<CallRecord, 'call'> & object) {
    return shownStep(() =>
      this.records
        .record(run, { ...base, status: 'running' } as CallRecord)
        // It is done by now, or another's: who records its end will find out.
        .catch(() => undefined)
        .then(() => this.#listeners.tell(run.id)),
    );
  }

  async #wait(run: OpenRun, definition: WorkflowDefinition, call: MadeCall): Promise<void> {
    const { number, kind, step, input, startedAt, until } = call;
    const record: CallRecord = {
      ...{ call: number, direction: 'do', kind, step, input, startedAt, attempts: 1 },
      ...{ status: 'waiting', until: until?.toISOString() ?? null },
    };
    const child = kind === 'child' && this.#byName.get(step);
    if (!child) return this.records.record(run, record);
    const id = `${run.id}/${number}`;
    await Trace.of(run.traceparent).inSpan(`${run.name} ${step}`, (trace) => {
      const job = this.#job(definition.service, `${run.name}.${step}`, run.organizationId, trace);
      const begin = async (ctx: UnitOfWork) => void ctx.startChild(child.workflow, id, input, run.id);
      return work(this.#runtime, job, begin, () => [
        this.records.recording(run, { ...record, spanId: trace.spanId }),
      ]);
    });
  }

  #waited(
    run: OpenRun,
    { number, kind, step, input, startedAt, until }: MadeCall,
    endedAs: number,
    how: { result: unknown } | { error: ErrorRecord },
  ): Promise<void> {
    return this.records.record(run, {
      ...{ call: number, direction: 'do', kind, step, input, startedAt, attempts: 1, ...how },
      ...{ status: 'error' in how ? 'failed' : 'done', endedAs, endedAt: this.#iso() },
      until: 'error' in how ? null : (until?.toISOString() ?? null),
    });
  }

  /** Takes in a message of the outbox for a run. */
  async receive(message: LoggedMessage): Promise<void> {
    const { type: name, organizationId, position, time: sentAt } = message;
    const data = message.data as RunMessage;
    const { id } = data;
    if ('signal' in data) {
      const sent = { id: message.id, name: data.signal, payload: data.payload, sentAt, position };
      if (!(await this.records.receive({ id, name, organizationId }, sent)))
        this.#runtime.log.warn(
          { workflowId: id, workflow: name, signal: data.signal },
          'a signal reached no run: it has ended, or never was',
        );
    } else if ('cancelledBy' in data) await this.records.cancel('id', id, data.cancelledBy);
    this.#told(id, organizationId);
  }

  /** Something has come in for a run. */
  #told(id: string, organizationId: string | null): void {
    this.#active.get(id)?.poke();
    this.#carrying.wake({ id, organizationId }).catch((error: unknown) => {
      // It is on record: the engine finds it due.
      this.#runtime.log.warn({ err: error, workflowId: id }, 'the workflow engine could not be woken');
    });
  }

  /** Calls `listener` at every change of a run in this process, until the returned function is called. */
  onChange(id: string, listener: () => void): () => void {
    return this.#listeners.on(id, listener);
  }

  #job(service: string, name: string, organizationId: string | null, trace: Trace): Job {
    return {
      service,
      name,
      actor: serviceActor(service),
      organizationId,
      scope: organizationId ? 'organization' : 'platform',
      deadline: this.now().getTime() + PLATFORM_LIMIT_MS,
      trace,
      requestId: trace.spanId,
    };
  }

  #iso(): string {
    return this.now().toISOString();
  }
}
