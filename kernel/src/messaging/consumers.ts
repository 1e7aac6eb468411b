/** Who reads what is sent in one system: each service's subscriptions, its tasks, and its workflows. */
import type { TObject } from 'typebox';
import { hasSensitive } from '../contract/sensitive.ts';
import type { ServiceDefinition, Subscription, TaskHandler } from '../contract/service.ts';
import { Trace } from '../observability/telemetry.ts';
import { openFields } from '../store/sealed-fields.ts';
import { ofEachService, type Sql } from '../store/sql.ts';
import { violates } from '../store/store.ts';
import { serviceActor } from '../unit-of-work/caller.ts';
import type { Job, Runtime } from '../unit-of-work/context.ts';
import { type UnitOfWork, work } from '../unit-of-work/work.ts';
import type { WorkflowRuns } from '../workflows/workflow-runs.ts';
import {
  type Consumer,
  DELIVERY_LIMIT_MS,
  type Delivering,
  type LoggedMessage,
  type PlacedConsumer,
} from './consumer.ts';
import { type Retry, type RetryPolicy, retryPolicies } from './retry.ts';

/** The consumers of these services. A service's events are one consumer, so that they stay in order. */
export function eventConsumers(runtime: Runtime, services: readonly ServiceDefinition[]): PlacedConsumer[] {
  const types = services.flatMap(({ contract }) => Object.keys(contract.events));
  return services.flatMap((service) =>
    [
      ...subscriptions(runtime, service),
      ...everyEvent(runtime, service, types),
      ...tasks(runtime, service),
    ].map((consumer) => ({ ...consumer, service: service.name })),
  );
}

/** Takes in what is sent to the runs of a service, where it has workflows. It runs where they are carried on. */
export function workflowConsumers(
  services: readonly ServiceDefinition[],
  runs: Pick<WorkflowRuns, 'receive'>,
): PlacedConsumer[] {
  const deliver = (message: LoggedMessage) => runs.receive(message);
  return services.flatMap(({ name: service, workflows = [] }) => {
    const types = workflows.map(({ workflow }) => workflow.name);
    return types.length > 0
      ? [{ name: workflowsOf(service), service, kind: 'workflow', types, deliver }]
      : [];
  });
}

/** The name of the consumer, and of the duty, of a service's workflows. */
export const workflowsOf = (service: string): string => `${service}.workflows`;

/** The policy that each type was declared with. */
function retryOf(declared: readonly (readonly [type: string, retry: Retry | undefined])[]) {
  const policies = new Map(declared.map(([type, retry]) => [type, retryPolicies[retry ?? 'fast']]));
  return (type: string): RetryPolicy => policies.get(type) ?? retryPolicies.fast;
}

/** What depends on another system sends it few requests at once, whatever its own transactions share. */
const isForMany = ({ groupCommitKey, retry }: Pick<Subscription | TaskHandler, 'groupCommitKey' | 'retry'>) =>
  groupCommitKey !== undefined && retry !== 'persistent';

function subscriptions(runtime: Runtime, { name, on = [] }: ServiceDefinition): Consumer[] {
  if (on.length === 0) return [];
  const deliver = async (message: LoggedMessage, delivering: Delivering) => {
    for (const { event, run, groupCommitKey: keyOf } of on) {
      if (event.type !== message.type) continue;
      const about = { id: message.id, type: message.type, time: message.time };
      const data = await readable(runtime, event.schema, message);
      const groupCommitKey = keyOf?.(data as never, message.key);
      await once(runtime, name, name, { message, ...delivering, groupCommitKey }, (ctx) =>
        run(data as never, Object.assign(ctx, { event: about }) as never),
      );
    }
  };
  checkOnePerEvent(
    name,
    on.map(({ event }) => event.type),
  );
  return [
    {
      name,
      kind: 'event',
      types: on.map(({ event }) => event.type),
      fromNow: on.filter(({ from }) => from === 'now').map(({ event }) => event.type),
      retry: retryOf(on.map(({ event, retry }) => [event.type, retry])),
      shared: new Set(on.filter(isForMany).map(({ event }) => event.type)),
      deliver,
    },
  ];
}

// Two functions for one event would share one inbox row, and the second would never run.
function checkOnePerEvent(service: string, types: readonly string[]): void {
  const twice = types.find((type, index) => types.indexOf(type) !== index);
  if (twice) throw new Error(`the service ${service} subscribes to ${twice} twice; do both in one function`);
}

/** The one consumer of a service that listens to all events there are. */
function everyEvent(
  runtime: Runtime,
  { name, onEvery }: ServiceDefinition,
  types: readonly string[],
): Consumer[] {
  if (!onEvery) return [];
  const consumer = `${name}.every`;
  const run = (messages: readonly LoggedMessage[]) => (ctx: UnitOfWork) =>
    onEvery.run(messages, ctx as never);
  return [
    {
      name: consumer,
      kind: 'event',
      types,
      fromNow: onEvery.from === 'now' ? types : [],
      deliver: (message, delivering) =>
        once(runtime, name, consumer, { message, ...delivering, scope: 'platform' }, run([message])),
      deliverMany: async (messages, progress, signal) => {
        await runtime.effects.admit();
        const trace = new Trace();
        const job: Job = {
          service: name,
          name: consumer,
          actor: serviceActor(name),
          organizationId: null,
          scope: 'platform',
          deadline: runtime.clock().getTime() + DELIVERY_LIMIT_MS,
          trace,
          requestId: trace.spanId,
          signal,
        };
        await work(runtime, job, run(messages), () => [progress]);
      },
    },
  ];
}

function tasks(runtime: Runtime, { name, tasks: handlers = [] }: ServiceDefinition): Consumer[] {
  return handlers.map((handler) => {
    const { task, run, retry, groupCommitKey: keyOf } = handler;
    return {
      name: task.type,
      kind: 'task',
      types: [task.type],
      retry: retryOf([[task.type, retry]]),
      shared: new Set(isForMany(handler) ? [task.type] : []),
      deliver: async (message, delivering) => {
        const data = await readable(runtime, task.schema, message);
        const groupCommitKey = keyOf?.(data as never, message.key);
        await once(runtime, name, task.type, { message, ...delivering, groupCommitKey }, (ctx) =>
          run(data as never, ctx as never),
        );
      },
    };
  });
}

/** The data of a message, as it was sent. */
async function readable(
  runtime: Runtime,
  schema: TObject,
  { type, data, organizationId }: LoggedMessage,
): Promise<unknown> {
  if (!hasSensitive(schema)) return data;
  return openFields(await runtime.keys.cipherOf(organizationId), type, schema, data);
}

interface Once extends Delivering, Pick<Job, 'groupCommitKey'> {
  readonly message: LoggedMessage;
  readonly scope?: 'platform';
}

const COLUMNS = 'consumer, message_id, logged_at, duration_ms, attempts, span_id';
const seenOf = ofEachService({
  name: 'kernel.inbox.insert',
  text: `INSERT INTO kernel.inbox (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6)`,
  forMany: {
    name: 'kernel.inbox.insert-many',
    text: `INSERT INTO kernel.inbox (${COLUMNS})
           SELECT * FROM unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::real[], $5::smallint[], $6::text[])`,
  },
});

/** Runs a consumer's function; its inbox row commits with its effects, so a second delivery changes nothing. */
async function once(
  runtime: Runtime,
  service: string,
  consumer: string,
  { message, attempt, signal, scope, groupCommitKey }: Once,
  run: (ctx: UnitOfWork) => Promise<void>,
): Promise<void> {
  await runtime.effects.admit();
  const began = performance.now();
  const seen = (spanId: string): Sql => ({
    ...seenOf(service),
    values: [consumer, message.id, message.loggedAt, performance.now() - began, attempt, spanId],
  });
  try {
    await Trace.of(message.traceparent).inSpan(`${consumer} ${message.type}`, (trace) => {
      const job: Job = {
        service,
        name: `${consumer}:${message.type}`,
        actor: serviceActor(service),
        organizationId: scope ? null : message.organizationId,
        scope: scope ?? (message.organizationId ? 'organization' : 'platform'),
        deadline: runtime.clock().getTime() + DELIVERY_LIMIT_MS,
        trace,
        requestId: message.id,
        repeatKey: `${consumer} ${message.id}`,
        groupCommitKey,
        signal,
      };
      return work(runtime, job, run, () => [seen(trace.spanId)]);
    });
  } catch (error) {
    const constraint = (error as { constraint?: string }).constraint ?? '';
    if (constraint.startsWith('inbox_') && violates(error, constraint)) return;
    throw error;
  }
}
