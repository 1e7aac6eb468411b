/** What the API says of its replies, where they are no JSON. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { anyone, contract, signedIn } from './contract.ts';
import { openApi } from './openapi.ts';
import { EventStream, EventStreamOrJson, File } from './schemas.ts';

const Said = Type.Object({ word: Type.String() });
const read = { method: 'GET', access: anyone } as const;
const things = contract('things', {
  calls: {
    hear: { ...read, path: '/hear', summary: 'As events', reply: { 200: EventStream(Said) } },
    ask: { ...read, path: '/ask', summary: 'As either', reply: { 200: EventStreamOrJson(Said, Said) } },
    photo: { ...read, path: '/photo', summary: 'A picture', reply: { 200: File('image/png', 'image/webp') } },
    table: {
      ...read,
      path: '/table',
      summary: 'As a file',
      reply: { 200: File('text/csv', 'application/x-ndjson', 'application/json') },
    },
    make: {
      method: 'POST',
      path: '/things',
      summary: 'Makes one',
      access: signedIn,
      body: Said,
      reply: { 201: Said },
      idempotent: true,
    },
  },
});

interface Reply {
  readonly $ref?: string;
  readonly content?: Record<string, { schema: unknown }>;
}
const { paths, components } = openApi([things], {
  version: 'test',
  serverUrl: 'http://localhost',
}) as unknown as {
  paths: Record<string, Record<string, { responses: Record<string, Reply> }>>;
  components: { responses: Record<string, Reply> };
};
const repliesOf = (path: string, method = 'get') => paths[`/api${path}`]?.[method]?.responses ?? {};
const contentOf = (path: string, status = '200') => repliesOf(path)[status]?.content ?? {};

test('a stream is described by its events, each with data in a text of JSON', () => {
  for (const path of ['/hear', '/ask']) {
    const schema = contentOf(path)['text/event-stream']?.schema;
    assert.partialDeepStrictEqual(schema, {
      type: 'object',
      required: ['data'],
      properties: { id: { type: 'string' }, event: { type: 'string' } },
    });
    const { data } = (schema as { properties: { data: object } }).properties;
    assert.deepEqual(data, { type: 'string', contentMediaType: 'application/json', contentSchema: Said });
  }
  assert.deepEqual(Object.keys(contentOf('/hear')), ['text/event-stream']);
  assert.deepEqual(contentOf('/ask')['application/json'], { schema: Said });
});

test('a file, and a part of it, is of the types that it may have, and of no other', () => {
  const bytes = { schema: { type: 'string', format: 'binary' } };
  for (const status of ['200', '206']) {
    assert.deepEqual(contentOf('/photo', status), { 'image/png': bytes, 'image/webp': bytes });
    // A file of JSON is read as what it holds.
    assert.deepEqual(contentOf('/table', status), {
      'text/csv': bytes,
      'application/x-ndjson': bytes,
      'application/json': { schema: {} },
    });
  }
});

test('what every call may be answered is declared: too large a head, and a key that was used for something else', () => {
  const codes = (path: string, method: string, status: string) => {
    const { $ref = '' } = repliesOf(path, method)[status] ?? {};
    return components.responses[$ref.split('/').at(-1) ?? '']?.content?.['application/problem+json']?.schema;
  };
  const of = (code: string) => ({
    $ref: '#/components/schemas/Problem',
    properties: { code: { enum: [code] } },
  });
  for (const [path, method] of [
    ['/hear', 'get'],
    ['/photo', 'get'],
    ['/things', 'post'],
  ] as const)
    assert.deepEqual(codes(path, method, '431'), of('headers-too-large'));
  assert.deepEqual(codes('/things', 'post', '422'), of('idempotency-key-reused'));
  assert.equal(repliesOf('/hear')['422'], undefined);
});
