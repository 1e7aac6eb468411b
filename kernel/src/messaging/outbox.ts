/**
 * Everything asynchronous leaves through here: an event, a task, the start of a workflow. Each is a row
 * in the caller's own transaction, so nobody can announce a change that did not happen, nor make one in
 * silence. `relay.ts` reads the rows after the commit.
 */
import type { TObject } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { EventKind, TaskKind } from '../contract/contract.ts';
import { newId } from '../contract/ids.ts';
import { hasSensitive } from '../contract/sensitive.ts';
import { type SealedSql, sealFields } from '../store/sealed-fields.ts';
import { ofEachService, type Sql } from '../store/sql.ts';
import type { RunMessage } from '../workflows/run-messages.ts';

export interface Message {
  readonly id: string;
  readonly kind: 'event' | 'task' | 'workflow';
  /** Event type, `<service>.<task>`, or workflow name. */
  readonly type: string;
  /** The service that sent it. */
  readonly source: string;
  /** Messages of one organization with one key reach a consumer in commit order. */
  readonly key: string;
  readonly organizationId: string | null;
  /** When it happened, by the sender's clock. */
  readonly time: string;
  readonly data: unknown;
  /** W3C Trace Context of the request that caused it. */
  readonly traceparent: string;
}

/** CloudEvents 1.0, JSON format, with the partitioning and distributed-tracing extensions. */
export function toCloudEvent(message: Message) {
  return {
    specversion: '1.0',
    id: message.id,
    source: `/services/${message.source}`,
    type: message.type,
    time: message.time,
    datacontenttype: 'application/json',
    partitionkey: message.key,
    traceparent: message.traceparent,
    ...(message.organizationId && { organizationid: message.organizationId }),
    data: message.data,
  };
}

interface Sender {
  readonly service: string;
  readonly organizationId: string | null;
  readonly traceparent: string;
  readonly now: Date;
}

/** Throws when `data` does not fit the event's schema: such a row would fail at every consumer. */
export function eventMessage(kind: EventKind, data: unknown, sender: Sender): Message {
  check(kind.schema, kind.type, data);
  const key = String((data as Record<string, unknown>)[kind.key]);
  return message('event', kind.type, key, data, sender);
}

export function taskMessage(kind: TaskKind, input: unknown, sender: Sender): Message {
  check(kind.schema, kind.type, input);
  // Tasks are not ordered among one another: each has a key of its own.
  return message('task', kind.type, newId(), input, sender);
}

/** What a run is to know: its start, a signal, a request to cancel it. They reach it in commit order. */
export function runMessage(name: string, about: RunMessage, sender: Sender): Message {
  return message('workflow', name, about.id, about, sender);
}

function message(kind: Message['kind'], type: string, key: string, data: unknown, sender: Sender): Message {
  return {
    id: newId(),
    kind,
    type,
    source: sender.service,
    key,
    organizationId: sender.organizationId,
    time: sender.now.toISOString(),
    data,
    traceparent: sender.traceparent,
  };
}

const validators = new WeakMap<TObject, Validator>();

/** Throws where `data` does not fit: such a message would fail wherever it arrives. */
export function check(schema: TObject, type: string, data: unknown): void {
  let validator = validators.get(schema);
  if (!validator) {
    validator = Compile(schema);
    validators.set(schema, validator);
  }
  if (validator.Check(data)) return;
  const [first] = validator.Errors(data);
  throw new Error(`${type} does not fit its schema: ${first?.instancePath || '/'} ${first?.message ?? ''}`);
}

/** A message, and the schema of what it says. */
export interface OutgoingMessage {
  readonly message: Message;
  readonly schema: TObject;
}

/** The rows that carry these messages, in their order; what a schema calls sensitive is encrypted. */
export const insertMessages = (outgoing: readonly OutgoingMessage[]): readonly (Sql | SealedSql)[] =>
  outgoing.map(insertOne);

function insertOne({ message, schema }: OutgoingMessage): Sql | SealedSql {
  if (!hasSensitive(schema)) return insertRow(message);
  const { type, data, organizationId } = message;
  return {
    organizationId,
    seal: (cipher) => insertRow({ ...message, data: sealFields(cipher, type, schema, data) }),
  };
}

const COLUMNS = 'id, kind, type, source, key, organization_id, time, data, traceparent';
const insertOf = ofEachService({
  name: 'kernel.outbox.insert',
  text: `INSERT INTO kernel.outbox (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
  forMany: {
    name: 'kernel.outbox.insert-many',
    text: `INSERT INTO kernel.outbox (${COLUMNS})
           SELECT * FROM unnest($1::uuid[], $2::kernel.message_kind[], $3::text[], $4::text[], $5::text[], $6::uuid[],
                                $7::timestamptz[], $8::jsonb[], $9::text[])`,
  },
});

const insertRow = (message: Message): Sql => ({ ...insertOf(message.source), values: valuesOf(message) });

const valuesOf = (m: Message): readonly unknown[] => [
  m.id,
  m.kind,
  m.type,
  m.source,
  m.key,
  m.organizationId,
  m.time,
  JSON.stringify(m.data),
  m.traceparent,
];
