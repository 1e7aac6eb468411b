/** OpenAPI 3.1 and AsyncAPI 3.0 documents, read from the contracts. */

import { hearersText, realtimeApi } from './asyncapi.ts';
import type { AnyCall, Contract } from './contract.ts';
import { type CommonCode, commonErrors } from './errors.ts';
import {
  etagPattern,
  isBinary,
  isEventStream,
  isLines,
  jsonInsteadOfEvents,
  typesOfFile,
  wholeBody,
} from './media.ts';

const JSON_TYPE = 'application/json';

const problem = {
  type: 'object',
  description: 'RFC 9457 problem details; `code` is stable and meant for programs',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    currentVersion: { type: 'integer', description: 'Of version-conflict: the version that is there now' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: {
          path: { type: 'string' },
          message: { type: 'string' },
          code: { type: 'string', description: 'What is wrong with it: a keyword of JSON Schema, say' },
          limit: { type: 'number', description: 'Of minLength and its like: how much it may be' },
        },
      },
    },
  },
};

/** The HTTP API of these contracts; internal calls are left out. */
export function openApi(
  contracts: readonly Contract[],
  { version, serverUrl }: { version: string; serverUrl: string },
) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const contract of contracts) {
    for (const call of Object.values(contract.calls) as AnyCall[]) {
      if (call.access.kind === 'internal') continue;
      const path = call.route.replace(/:([A-Za-z]+)/g, '{$1}');
      paths[path] = { ...paths[path], [call.method.toLowerCase()]: operation(call) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Kernos', version, description: 'Learning, work and care on one event-driven core.' },
    servers: [{ url: serverUrl }],
    tags: contracts.map(({ name }) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'API key' },
      },
      schemas: { Problem: problem },
      responses: Object.fromEntries(
        Object.entries(commonErrors).map(([code, status]) => [code, refusal([code], status)]),
      ),
    },
  };
}

function operation(call: AnyCall) {
  return {
    operationId: call.id,
    tags: [call.service],
    summary: call.summary,
    description:
      accessText(call) + (call.feed ? ' A feed: it can be followed in realtime, at `/api/realtime`.' : ''),
    ...(call.access.kind !== 'anyone' && {
      security: [call.access.kind === 'api-key' ? { apiKey: [] } : { bearer: [] }],
    }),
    parameters: [
      ...parameters('path', call.params, true),
      ...parameters('query', call.query, false),
      ...(call.versioned && call.method !== 'GET'
        ? [
            header('If-Match', 'The ETag last read', call.versioned === true, {
              pattern: etagPattern.source,
              examples: ['"3"'],
            }),
          ]
        : []),
      ...(call.method === 'POST' && call.idempotent
        ? [
            header('Idempotency-Key', 'Makes sending twice safe; any unique text', false, {
              minLength: 1,
              maxLength: 255,
            }),
          ]
        : []),
      ...(call.access.kind === 'anyone' ? [] : [organizationHeader]),
    ],
    ...(call.body && {
      requestBody: { required: call.needsBody, content: bodies(call, call.body) },
    }),
    responses: { ...replies(call), ...errors(call) },
  };
}

function accessText({ access }: AnyCall): string {
  if (access.kind === 'anyone') return 'For everyone, signed in or not.';
  if (access.kind === 'roles') return `For people with the role ${access.roles.join(' or ')}.`;
  if (access.kind === 'api-key') return 'For programs with an API key, acting for the person who made it.';
  return 'For everyone who is signed in.';
}

function parameters(where: 'path' | 'query', schema: AnyCall['params'], required: boolean) {
  const needed = (schema?.required as string[] | undefined) ?? [];
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: required || needed.includes(name),
    schema: property,
  }));
}

const header = (name: string, description: string, required: boolean, form: object = {}) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string', ...form },
});

const organizationHeader = header(
  'Kernos-Organization',
  'The id of the organization this is meant for; 409 organization-mismatch where the caller acts for another',
  false,
  { format: 'uuid' },
);

function bodies(call: AnyCall, body: NonNullable<AnyCall['body']>) {
  const whole = wholeBody(body);
  const schema = whole ? (whole.item ?? body.properties[whole.field]) : body;
  return Object.fromEntries(call.takes.map((type) => [type, { schema }]));
}

function replies(call: AnyCall) {
  const entries = Object.entries(call.reply).map(([status, schema]) => {
    const description = Number(status) === 202 ? 'Accepted: it goes on in the background' : 'Done';
    if (status === '204') return [status, { description: 'Done; there is nothing to say' }];
    if (isEventStream(schema))
      return [
        status,
        {
          description,
          content: {
            'text/event-stream': { schema: eventSchema((schema as Record<string, unknown>)['x-event-data']) },
            ...(jsonInsteadOfEvents(schema) && {
              'application/json': { schema: jsonInsteadOfEvents(schema) },
            }),
          },
        },
      ];
    if (isLines(schema)) {
      const item = (schema as Record<string, unknown>)['x-item'];
      return [status, { description, content: { 'application/x-ndjson': { schema: item } } }];
    }
    if (isBinary(schema)) return [status, { description, content: filesOf(call) }];
    const types = call.gives.length > 0 ? call.gives : [JSON_TYPE];
    return [status, { description, content: Object.fromEntries(types.map((type) => [type, { schema }])) }];
  });
  const isFile = Object.values(call.reply).some(isBinary);
  if (isFile)
    entries.push(['206', { description: 'The part that `Range` asks for', content: filesOf(call) }]);
  if (call.method === 'GET' && (isFile || call.versioned || call.dialect?.validators))
    entries.push(['304', { description: 'What `If-None-Match` names is what there is' }]);
  return Object.fromEntries(entries);
}

/** One server-sent event (WHATWG HTML, section 9.2), as OpenAPI 3.2 describes an item of such a stream. */
const eventSchema = (data: unknown) => ({
  type: 'object',
  description:
    'One event of the stream. An event named `error` has a Problem for its data, and is the last one.',
  required: ['data'],
  properties: {
    id: { type: 'string', description: 'Sent back as Last-Event-ID, the stream goes on after it' },
    event: { type: 'string' },
    data: { type: 'string', contentMediaType: JSON_TYPE, contentSchema: data },
  },
});

const filesOf = (call: AnyCall) =>
  Object.fromEntries(
    Object.values(call.reply)
      .filter(isBinary)
      .flatMap(typesOfFile)
      // A file of JSON is read as what it holds, which its schema does not say.
      .map((type) => [type, { schema: /[/+]json$/.test(type) ? {} : { type: 'string', format: 'binary' } }]),
  );

/** A problem whose `code` is one of these: clients tell by it what to do, so no other may come. */
const problemOf = (codes: readonly string[]) => ({
  'application/problem+json': {
    schema: { $ref: '#/components/schemas/Problem', properties: { code: { enum: codes } } },
  },
});

/** What the header says when trying again makes sense, where a status has one. */
const retryAfter = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer', minimum: 0 } } };

const refusal = (codes: readonly string[], status: number, content: object = problemOf(codes)) => ({
  description: codes.map((code) => `\`${code}\``).join(', '),
  ...(status === 429 && { headers: retryAfter }),
  content,
});

function errors(call: AnyCall) {
  const codes: [string, number][] = [...Object.entries(call.errors ?? {}), ...commonCodes(call)];
  const byStatus = Map.groupBy(codes, ([, status]) => status);
  const content = call.dialect && { [call.dialect.error.mediaType]: {} };
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => {
      const [[code] = ['']] = list;
      const isCommon =
        list.length === 1 && !call.dialect && code in commonErrors && !(code in (call.errors ?? {}));
      if (isCommon) return [status, { $ref: `#/components/responses/${code}` }];
      return [status, refusal([...new Set(list.map(([name]) => name))], status, content)];
    }),
  );
}

function commonCodes(call: AnyCall): [string, number][] {
  const changes = call.method !== 'GET';
  const isOutside = call.access.kind !== 'anyone';
  const isRecorded = call.method === 'POST' && call.idempotent === true && isOutside;
  const codes: Partial<Record<CommonCode, boolean>> = {
    'invalid-input': true,
    unauthenticated: isOutside,
    forbidden: call.access.kind === 'roles',
    'not-found': call.params !== undefined,
    'not-acceptable': call.gives.length > 0,
    'organization-mismatch': isOutside,
    conflict: isRecorded,
    'version-conflict': call.versioned !== undefined && changes,
    'payload-too-large': call.body !== undefined,
    'unsupported-media-type': call.body !== undefined,
    'range-not-satisfiable': Object.values(call.reply).some(isBinary),
    'idempotency-key-reused': isRecorded,
    'precondition-required': call.versioned === true && changes,
    'rate-limited': true,
    'headers-too-large': true,
    unavailable: true,
    'outcome-unknown': changes,
    'deadline-exceeded': true,
  };
  return Object.entries(codes)
    .filter(([, applies]) => applies)
    .map(([code]) => [code, commonErrors[code as CommonCode]]);
}

/** The events of these contracts, as CloudEvents 1.0, and what browsers hear of them. */
export function asyncApi(contracts: readonly Contract[], { version }: { version: string }) {
  const kinds = contracts.flatMap((contract) => Object.values(contract.events));
  const realtime = realtimeApi(contracts);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Kernos events',
      version,
      description: 'CloudEvents 1.0 in the JSON format, ordered by key.',
    },
    channels: {
      ...realtime.channels,
      ...Object.fromEntries(
        kinds.map((kind) => [
          kind.type,
          { address: kind.type, messages: { [kind.type]: { $ref: `#/components/messages/${kind.type}` } } },
        ]),
      ),
    },
    operations: {
      ...realtime.operations,
      ...Object.fromEntries(
        kinds.map((kind) => [
          `send ${kind.type}`,
          { action: 'send', channel: { $ref: `#/channels/${kind.type}` } },
        ]),
      ),
    },
    components: {
      messages: {
        ...realtime.messages,
        ...Object.fromEntries(
          kinds.map((kind) => [
            kind.type,
            {
              name: kind.type,
              title: kind.type,
              summary: `${kind.summary} Ordered by ${kind.key}.${hearersText(kind.realtime)}`,
              contentType: 'application/cloudevents+json',
              payload: cloudEvent(kind.type, kind.schema),
            },
          ]),
        ),
      },
    },
  };
}

const cloudEvent = (type: string, data: unknown) => ({
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'time', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string', format: 'uuid' },
    source: { type: 'string' },
    type: { const: type },
    time: { type: 'string', format: 'date-time' },
    datacontenttype: { const: 'application/json' },
    partitionkey: { type: 'string' },
    traceparent: { type: 'string' },
    organizationid: { type: 'string', format: 'uuid' },
    data,
  },
});
