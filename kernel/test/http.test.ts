/** What a client meets at the edge: bad input, retries, conditional requests, limits. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { after, describe, test } from 'node:test';
import { startTestSystem, type TestPerson } from '../src/testing.ts';
import { notesService } from './notes/notes.ts';

const logged: string[] = [];
const logTo = new Writable({ write: (line, _, done) => done(void logged.push(String(line))) });
const system = await startTestSystem({ services: [notesService()], logTo });
after(() => system[Symbol.asyncDispose]());
const writer = system.person(['writer']);
const reader = system.person(['reader'], writer.organizationId ?? '');

interface Reply {
  status: number;
  headers: Headers;
  body: {
    code?: string;
    detail?: string;
    errors?: { path: string; message: string; code?: string; limit?: number }[];
    [key: string]: unknown;
  };
}

async function request(
  method: string,
  path: string,
  options: { as?: TestPerson; json?: unknown; text?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const body = options.text ?? (options.json === undefined ? undefined : JSON.stringify(options.json));
  const response = await fetch(system.url + path, {
    method,
    headers: {
      ...system.headers(options.as),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith('{') ? JSON.parse(text) : {},
  };
}

const write = (json: unknown, headers: Record<string, string> = {}, as = writer) =>
  request('POST', '/api/notes', { as, json, headers });

describe('an answer to bad input', () => {
  const cases: [string, () => Promise<Reply>, number, string][] = [
    [
      'malformed JSON',
      () => request('POST', '/api/notes', { as: writer, text: '{"text":' }),
      400,
      'invalid-input',
    ],
    [
      'an array for a body',
      () => request('POST', '/api/notes', { as: writer, text: '[1]' }),
      400,
      'invalid-input',
    ],
    ['no body', () => request('POST', '/api/notes', { as: writer }), 400, 'invalid-input'],
    [
      'no body of a change that needs no field',
      () =>
        request('PATCH', `/api/notes/${crypto.randomUUID()}`, { as: writer, headers: { 'if-match': '"1"' } }),
      400,
      'invalid-input',
    ],
    [
      'a version that cannot be',
      () =>
        request('PATCH', `/api/notes/${crypto.randomUUID()}`, {
          as: writer,
          json: { text: 'x' },
          headers: { 'if-match': '"99999999999999999999"' },
        }),
      400,
      'invalid-input',
    ],
    [
      'another content type',
      () =>
        request('POST', '/api/notes', {
          as: writer,
          text: 'hello',
          headers: { 'content-type': 'text/plain' },
        }),
      415,
      'unsupported-media-type',
    ],
    [
      'a body that is too large',
      () => request('POST', '/api/notes', { as: writer, json: { text: 'x'.repeat(1_100_000) } }),
      413,
      'payload-too-large',
    ],
    ['an unknown field', () => write({ text: 'a', txet: 'b' }), 400, 'invalid-input'],
    [
      'an unknown query',
      () => request('POST', '/api/notes?loud=1', { as: writer, json: { text: 'a' } }),
      400,
      'invalid-input',
    ],
    ['a blank text', () => write({ text: '   ' }), 400, 'invalid-input'],
    ['an id that is none', () => request('GET', '/api/notes/42', { as: writer }), 400, 'invalid-input'],
    ['a path that is none', () => request('GET', '/api/nothing', { as: writer }), 404, 'not-found'],
    [
      'a method that is not taken',
      () => request('DELETE', '/api/notes', { as: writer }),
      405,
      'method-not-allowed',
    ],
    ['nobody', () => request('POST', '/api/notes', { json: { text: 'a' } }), 401, 'unauthenticated'],
    ['somebody without the role', () => write({ text: 'a' }, {}, reader), 403, 'forbidden'],
    [
      'an internal call from outside',
      () => request('GET', '/internal/notes-count', { as: writer }),
      404,
      'not-found',
    ],
    [
      'an internal call with a forged seal',
      () =>
        request('GET', '/internal/notes-count', { headers: { 'kernos-caller': 'eyJhbGciOiJub25lIn0.e30.' } }),
      404,
      'not-found',
    ],
  ];
  for (const [what, send, status, code] of cases) {
    test(`${what}: ${status} ${code}, as problem+json`, async () => {
      const reply = await send();
      assert.equal(reply.status, status);
      assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/);
      assert.equal(reply.body.code, code);
      assert.equal(reply.body.status, status);
      assert.ok(reply.headers.get('x-request-id'));
    });
  }

  test('names every field at fault, and what would be right', async () => {
    const { body } = await write({ copies: 1.5, color: 'red' });
    const at = (path: string) => body.errors?.find((error) => error.path === path)?.message;
    assert.equal(at('/text'), 'is required');
    assert.match(at('/copies') ?? '', /integer/);
    assert.match(at('/color') ?? '', /the fields are: text, copies/);
  });

  test('a refused method names the ones that are taken', async () => {
    const { headers } = await request('DELETE', '/api/notes', { as: writer });
    assert.equal(headers.get('allow'), 'POST');
  });
});

describe('Idempotency-Key', () => {
  const key = () => ({ 'idempotency-key': crypto.randomUUID() });

  test('the same request twice is one change and one answer', async () => {
    const headers = key();
    const first = await write({ text: 'once' }, headers);
    const second = await write({ text: 'once' }, headers);
    assert.equal(second.status, 201);
    assert.deepEqual(second.body, first.body);
    assert.equal(second.headers.get('idempotency-replayed'), 'true');
    const { rows } = await system.sql({ text: `SELECT FROM notes.notes WHERE text = 'once'` });
    assert.equal(rows.length, 1);
  });

  test('fifty at the same moment are one change', async () => {
    const headers = key();
    const replies = await Promise.all(Array.from({ length: 50 }, () => write({ text: 'together' }, headers)));
    assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([201]));
    assert.equal(new Set(replies.map(({ body }) => body.id)).size, 1);
    const { rows } = await system.sql({ text: `SELECT FROM notes.notes WHERE text = 'together'` });
    assert.equal(rows.length, 1);
  });

  test('with another body is refused with 422', async () => {
    const headers = key();
    await write({ text: 'first' }, headers);
    const { status, body } = await write({ text: 'second' }, headers);
    assert.equal(status, 422);
    assert.equal(body.code, 'idempotency-key-reused');
  });

  test('a failure is not remembered', async () => {
    const headers = key();
    assert.equal((await write({ text: 'refuse' }, headers)).status, 409);
    assert.equal((await write({ text: 'refuse' }, headers)).status, 409);
  });

  test('belongs to the person who sent it', async () => {
    const headers = key();
    const other = system.person(['writer']);
    await write({ text: 'mine' }, headers);
    assert.equal((await write({ text: 'theirs' }, headers, other)).status, 201);
  });
});

describe('ETag and If-Match', () => {
  test('a change needs the version it was made from', async () => {
    const { body } = await write({ text: 'draft' });
    const path = `/api/notes/${body.id}`;
    const read = await request('GET', path, { as: writer });
    const etag = read.headers.get('etag') ?? '';
    assert.equal(etag, '"1"');
    const patch = (headers: Record<string, string>) =>
      request('PATCH', path, { as: writer, json: { text: 'changed' }, headers });
    assert.equal((await patch({})).status, 428);
    assert.equal((await patch({ 'if-match': 'soon' })).status, 400);
    const changed = await patch({ 'if-match': etag });
    assert.equal(changed.status, 200);
    assert.equal(changed.headers.get('etag'), '"2"');
    const late = await patch({ 'if-match': etag });
    assert.equal(late.status, 412);
    assert.equal(late.body.code, 'version-conflict');
  });

  test('an unchanged resource is not sent again', async () => {
    const { body } = await write({ text: 'same' });
    const again = await request('GET', `/api/notes/${body.id}`, {
      as: writer,
      headers: { 'if-none-match': '"1"' },
    });
    assert.equal(again.status, 304);
  });
});

describe('the rest of the edge', () => {
  test('/api/v1 is /api', async () => {
    const reply = await request('POST', '/api/v1/notes', { as: writer, json: { text: 'versioned' } });
    assert.equal(reply.status, 201);
  });

  test('health answers without a sign-in; metrics name routes, outbox and dead letters', async () => {
    assert.equal((await request('GET', '/livez')).status, 200);
    assert.equal((await request('GET', '/readyz')).status, 200);
    const metrics = await (await fetch(`${system.url}/metrics`)).text();
    for (const name of [
      'http_request_duration_seconds_count',
      'outbox_lag_seconds',
      'dead_letters',
      'event_loop_lag_seconds',
      'db_pool_connections',
    ]) {
      assert.match(metrics, new RegExp(`^${name}`, 'm'));
    }
    assert.match(metrics, /route="\/api\/notes\/:noteId"/);
  });

  test('the API describes itself, without what is internal', async () => {
    const { body } = await request('GET', '/api/openapi.json');
    assert.equal(body.openapi, '3.1.0');
    const paths = Object.keys(body.paths as object);
    assert.ok(paths.includes('/api/notes/{noteId}'));
    assert.ok(!paths.some((path) => path.startsWith('/internal')));
    // By its code a client knows what to do: none but these may come with the status.
    const { responses } = body.components as { responses: Record<string, { content: unknown }> };
    assert.deepEqual(responses['version-conflict']?.content, {
      'application/problem+json': {
        schema: {
          $ref: '#/components/schemas/Problem',
          properties: { code: { enum: ['version-conflict'] } },
        },
      },
    });
    const events = await request('GET', '/api/asyncapi.json');
    assert.ok('note.written' in (events.body.channels as object));
    assert.equal((await request('GET', '/api/docs')).status, 200);
  });

  test('its description is made once: compressed for who can read that, and not sent again', async () => {
    for (const path of ['/api/openapi.json', '/api/asyncapi.json', '/api/docs/swagger-ui-bundle.js']) {
      const of = (headers: Record<string, string>) => fetch(system.url + path, { headers });
      const whole = await (await of({ 'accept-encoding': 'identity' })).text();
      for (const encoding of ['br', 'gzip', 'br;q=0, gzip']) {
        const response = await of({ 'accept-encoding': encoding });
        assert.equal(response.headers.get('content-encoding'), encoding.includes('gzip') ? 'gzip' : 'br');
        assert.equal(await response.text(), whole);
      }
      const etag = (await of({})).headers.get('etag') ?? '';
      assert.match(etag, /^W\/"[\w-]+"$/);
      const again = await of({ 'if-none-match': etag });
      assert.equal(again.status, 304);
      assert.equal(await again.text(), '');
    }
  });

  test('HEAD says what GET would, without it', async () => {
    const { body } = await write({ text: 'head' });
    const path = `/api/notes/${body.id}`;
    const [head, get] = [
      await request('HEAD', path, { as: writer }),
      await request('GET', path, { as: writer }),
    ];
    assert.equal(head.status, 200);
    assert.deepEqual(head.body, {});
    for (const name of ['content-length', 'content-type', 'etag'])
      assert.equal(head.headers.get(name), get.headers.get(name));
  });

  test('security headers are on every reply, and another origin gets no leave', async () => {
    const { headers } = await request('GET', '/livez', { headers: { origin: 'https://evil.example' } });
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.notEqual(headers.get('access-control-allow-origin'), 'https://evil.example');
  });
});
test('a request that is meant for another organization than its sender acts for changes nothing', async () => {
  const organization = writer.organizationId ?? '';
  const meant = (id: string) => write({ text: 'meant' }, { 'kernos-organization': id });
  const here = await meant(organization);
  assert.equal(here.status, 201);
  const other = '01a20000-0000-7000-8000-000000000000';
  const refused = await meant(other);
  assert.deepEqual([refused.status, refused.body.code], [409, 'organization-mismatch']);
  const headers = { 'kernos-organization': other };
  const read = await request('GET', `/api/notes/${here.body.id}`, { as: reader, headers });
  assert.equal(read.status, 409, 'what is read would be shown as if it were of the other organization');
  const { rows } = await system.sql({ text: `SELECT id FROM notes.notes WHERE text = 'meant'`, values: [] });
  assert.equal(rows.length, 1);
});

test('a field at fault says by a stable code what is wrong, for whoever writes it in another language', async () => {
  const faults = async (json: unknown) =>
    (await write(json)).body.errors?.map(({ path, code, limit }) => ({ path, code, limit }));
  assert.deepEqual(await faults({}), [{ path: '/text', code: 'required', limit: undefined }]);
  assert.deepEqual(await faults({ text: 'x'.repeat(101) }), [
    { path: '/text', code: 'maxLength', limit: 100 },
  ]);
  assert.deepEqual(await faults({ text: ' ' }), [{ path: '/text', code: 'blank', limit: undefined }]);
});

describe('what the parser of HTTP refuses has a problem and the headers of every reply:', () => {
  const long = 'x'.repeat(20_000);
  for (const [what, text, status, code] of [
    ['a % that begins no character', 'GET /% HTTP/1.1\r\nHost: x\r\n', 400, 'invalid-input'],
    ['no word of HTTP', 'GARBAGE\r\n', 400, 'invalid-input'],
    ['a method that nobody knows', 'FOO / HTTP/1.1\r\nHost: x\r\n', 400, 'invalid-input'],
    ['no host', 'GET /livez HTTP/1.1\r\n', 400, 'invalid-input'],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n', 400, 'invalid-input'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n',
      400,
      'invalid-input',
    ],
    ['a tunnel', 'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n', 400, 'invalid-input'],
    ['a header that is too long', `GET / HTTP/1.1\r\nHost: x\r\nA: ${long}\r\n`, 431, 'headers-too-large'],
    ['an address that is too long', `GET /${long} HTTP/1.1\r\nHost: x\r\n`, 431, 'headers-too-large'],
    ['nothing at //', 'GET // HTTP/1.1\r\nHost: x\r\n', 404, 'not-found'],
    ['all there is', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n', 404, 'not-found'],
  ] as const)
    test(what, async () => {
      logged.length = 0;
      const reply = await spoken(text);
      const lines = logged.filter((line) => !line.includes('/livez'));
      assert.ok(lines.length <= 1 && lines.join('').length < 300, `it is logged as ${lines.join('')}`);
      assert.match(reply, new RegExp(`^HTTP/1.1 ${status} `));
      for (const header of [
        'content-type: application/problem\\+json',
        "content-security-policy: default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options: nosniff',
        'cross-origin-resource-policy: same-origin',
      ])
        assert.match(reply, new RegExp(`\r\n${header}\r\n`, 'i'));
      assert.equal((JSON.parse(reply.split('\r\n\r\n')[1] ?? '') as { code: string }).code, code);
    });

  test('what else may be expected, and an address in whole, are no mistakes', async () => {
    for (const text of [
      'GET /livez HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n',
      'GET http://x/livez HTTP/1.1\r\nHost: x\r\n',
      'GET /livez HTTP/1.0\r\n',
    ])
      assert.match(await spoken(text), /^HTTP\/1.1 200 /);
  });
});

/** What is answered to a request of these lines, on a connection of its own. */
function spoken(lines: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(Number(new URL(system.url).port), '127.0.0.1', () => {
      socket.write(`${lines}Connection: close\r\n\r\n`);
    });
    socket.setEncoding('latin1').on('data', (text: string) => {
      heard += text;
    });
    socket
      .on('end', () => socket.end())
      .on('close', () => resolve(heard))
      .on('error', reject);
  });
}
