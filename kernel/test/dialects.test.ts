/** Contracts that speak another protocol's language, over real HTTP. */
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { after, describe, test } from 'node:test';
import { startTestSystem } from '../src/testing.ts';
import { measures, measuresService, records, recordsService } from './records/records.ts';

const system = await startTestSystem({ services: [recordsService, measuresService] });
after(() => system[Symbol.asyncDispose]());
const person = system.person(['nurse']);

const send = (method: string, path: string, body?: string | Blob, headers: Record<string, string> = {}) =>
  fetch(system.url + path, {
    method,
    headers: { ...system.headers(person), ...headers },
    ...(body !== undefined && { body }),
  });

const CLINICAL = 'application/clinical+json';
const subject = (fields: object) => JSON.stringify({ resourceType: 'Subject', ...fields });
const put = (id: string, fields: object, headers: Record<string, string> = {}) =>
  send('PUT', `/clinical/Subject/${id}`, subject(fields), { 'content-type': CLINICAL, ...headers });
const rowsOf = async (id: string) =>
  (await system.sql({ text: 'SELECT * FROM records.subjects WHERE id = $1', values: [id] })).rows;

describe('a dialect like FHIR', () => {
  test('takes and gives its own media types', async () => {
    const made = await put('a', { family: 'Curie', custom: { kept: 'as it is' } });
    assert.equal(made.status, 201);
    assert.equal(made.headers.get('content-type'), `${CLINICAL}; charset=utf-8`);
    const xml = await send('GET', '/clinical/Subject/a', undefined, { accept: 'application/clinical+xml' });
    assert.equal(xml.headers.get('content-type'), 'application/clinical+xml; charset=utf-8');
    assert.match(await xml.text(), /^<Subject>.*<family value="Curie"\/>/);
    const sent = await send('PUT', '/clinical/Subject/x', '<Subject><family value="Meitner"/></Subject>', {
      'content-type': 'application/clinical+xml; charset=utf-8',
    });
    assert.equal(sent.status, 201);
    const found = await send('POST', '/clinical/Subject/_search', 'family=Meitner', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    assert.deepEqual(((await found.json()) as { entry: object[] }).entry, [{ family: 'Meitner', id: 'x' }]);
  });

  const failures: [string, number, string, () => Promise<Response>][] = [
    ['nobody', 401, 'unauthenticated', () => fetch(`${system.url}/clinical/Subject/a`)],
    ['nothing of that id', 404, 'not-found', () => send('GET', '/clinical/Subject/none')],
    ['nothing of that kind', 404, 'not-found', () => send('GET', '/clinical/Spaceship/1')],
    ['its root, another way', 405, 'method-not-allowed', () => send('GET', '/clinical')],
    ['a method that is not taken', 405, 'method-not-allowed', () => send('DELETE', '/clinical/Subject/a')],
    [
      'a type that it does not give',
      406,
      'not-acceptable',
      () => send('GET', '/clinical/Subject/a', undefined, { accept: 'text/html' }),
    ],
    [
      'a type that it does not take',
      415,
      'unsupported-media-type',
      () => put('a', {}, { 'content-type': 'text/csv' }),
    ],
    [
      'a type that another of its calls takes',
      415,
      'unsupported-media-type',
      () => put('a', {}, { 'content-type': 'application/x-www-form-urlencoded' }),
    ],
    [
      'text that cannot be read',
      400,
      'invalid-input',
      () => send('PUT', '/clinical/Subject/a', '{"family', { 'content-type': CLINICAL }),
    ],
    [
      'a key that would change the others',
      400,
      'invalid-input',
      () => send('PUT', '/clinical/Subject/a', '{"__proto__":{"family":"x"}}', { 'content-type': CLINICAL }),
    ],
    ['a field that is wrong', 400, 'invalid-input', () => put('a', { family: '' })],
    [
      'an id that is not that of the path',
      400,
      'invalid-input',
      () => put('a', { id: 'b', family: 'Curie' }),
    ],
    [
      'a version that is gone',
      412,
      'version-conflict',
      () => put('a', { family: 'x' }, { 'if-match': 'W/"99"' }),
    ],
    ['an address that cannot be read', 400, 'invalid-input', () => send('GET', '/clinical/Subject/%zz')],
  ];
  for (const [what, status, code, attempt] of failures) {
    test(`says in its own words that it fails: ${what}, ${status}`, async () => {
      const reply = await attempt();
      assert.equal(reply.status, status);
      assert.match(reply.headers.get('content-type') ?? '', /^application\/clinical\+json/);
      const { resourceType, issue } = (await reply.json()) as {
        resourceType: string;
        issue: { code: string }[];
      };
      assert.equal(resourceType, 'Outcome');
      assert.equal(issue[0]?.code, code);
      if (status === 405) assert.ok(reply.headers.get('allow'));
    });
  }

  test('what is outside of it speaks problem+json as ever', async () => {
    for (const path of ['/clinically', '/api/nothing']) {
      const reply = await send('GET', path);
      assert.equal(reply.headers.get('content-type'), 'application/problem+json');
    }
  });

  test('an id in path and body may be one', async () => {
    assert.equal((await put('same', { id: 'same', family: 'Noether' })).status, 201);
    assert.equal((await put('same', { family: 'Noether' })).status, 200);
  });

  test('conditional reads and writes', async () => {
    await put('c', { family: 'Hodgkin' });
    const get = (headers: Record<string, string> = {}, method = 'GET') =>
      send(method, '/clinical/Subject/c', undefined, headers);
    const first = await get();
    const [etag, changed] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? ''];
    assert.equal(etag, 'W/"1"');
    assert.equal((await get({ 'if-none-match': etag })).status, 304);
    assert.equal((await get({ 'if-none-match': `"x", ${etag}` })).status, 304);
    assert.equal((await get({ 'if-modified-since': changed })).status, 304);
    assert.equal((await get({ 'if-modified-since': 'Tue, 15 Nov 1994 12:45:26 GMT' })).status, 200);
    const head = await get({}, 'HEAD');
    assert.deepEqual([head.status, head.headers.get('etag'), await head.text()], [200, etag, '']);
    assert.equal((await put('c', { family: 'Crowfoot' }, { 'if-match': etag })).status, 200);
    assert.equal((await get({ 'if-none-match': etag })).status, 200);
  });

  test('a bundle is one transaction: all of it, its events and records, or nothing', async () => {
    const bundle = (entry: object[]) =>
      send('POST', '/clinical', JSON.stringify({ resourceType: 'Bundle', entry }), {
        'content-type': CLINICAL,
      });
    const done = await bundle([
      { id: 'b1', family: 'Lovelace' },
      { id: 'b2', family: 'Hopper' },
    ]);
    assert.deepEqual(((await done.json()) as { statuses: number[] }).statuses, [201, 201]);
    for (const last of [
      { id: 'b4', family: '' },
      { id: 'taken', family: 'Borg' },
    ]) {
      const refused = await bundle([{ id: 'b3', family: 'Turing' }, last]);
      assert.ok(refused.status >= 400);
      assert.equal(((await refused.json()) as { resourceType: string }).resourceType, 'Outcome');
    }
    assert.deepEqual(await rowsOf('b3'), []);
    const { rows } = await system.sql<{ id: string }>({
      text: `SELECT data->>'subjectId' AS id FROM kernel.outbox WHERE data->>'subjectId' LIKE 'b%' ORDER BY 1`,
    });
    assert.deepEqual(
      rows.map((row) => row.id),
      ['b1', 'b2'],
    );
    const { rows: acts } = await system.sql({
      text: `SELECT FROM kernel.audit WHERE call = 'records.put' AND params->>'id' LIKE 'b%' AND outcome = 'done'`,
    });
    assert.equal(acts.length, 2);
  });

  test('the typed client speaks it', async () => {
    const client = system.client(records, person);
    const made = await client.put({ id: 'typed', family: 'Franklin', resourceType: 'Subject' });
    assert.equal(made.id, 'typed');
    assert.equal((await client.search({ family: 'Franklin' })).entry.length, 1);
  });

  test('OpenAPI says which media types there are', async () => {
    const { paths } = (await (await fetch(`${system.url}/api/openapi.json`)).json()) as {
      paths: Record<
        string,
        Record<string, { requestBody: { content: object }; responses: Record<string, { content: object }> }>
      >;
    };
    const operation = paths['/clinical/Subject/{id}']?.put;
    assert.deepEqual(Object.keys(operation?.requestBody.content ?? {}), [
      CLINICAL,
      'application/clinical+xml',
    ]);
    assert.deepEqual(Object.keys(operation?.responses[200]?.content ?? {}), [
      CLINICAL,
      'application/clinical+xml',
    ]);
    assert.deepEqual(Object.keys(operation?.responses[400]?.content ?? {}), [CLINICAL]);
    const lines = paths['/plain/measurements'];
    assert.deepEqual(Object.keys(lines?.post?.requestBody.content ?? {}), ['application/x-ndjson']);
    assert.deepEqual(Object.keys(lines?.get?.responses[200]?.content ?? {}), ['application/x-ndjson']);
  });
});

describe('reads on record', () => {
  const acts = async (id: string) =>
    (
      await system.sql<{ outcome: string; status: number; actorId: string }>({
        text: `SELECT outcome, status, actor_id FROM kernel.audit WHERE call = 'records.get' AND params->>'id' = $1 ORDER BY id`,
        values: [id],
      })
    ).rows;

  test('are there before the reply, with HEAD, and where nothing was found', async () => {
    await put('r', { family: 'Bell' });
    await send('GET', '/clinical/Subject/r');
    assert.deepEqual(await acts('r'), [{ outcome: 'done', status: 200, actorId: person.userId }]);
    await send('HEAD', '/clinical/Subject/r');
    assert.equal((await acts('r')).length, 2);
    await send('GET', '/clinical/Subject/nobody');
    assert.deepEqual(await acts('nobody'), [{ outcome: 'failed', status: 404, actorId: person.userId }]);
  });

  test('a hundred at once are a hundred rows', async () => {
    await put('many', { family: 'Wu' });
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => send('GET', '/clinical/Subject/many')),
    );
    assert.ok(replies.every(({ status }) => status === 200));
    assert.equal((await acts('many')).length, 100);
  });

  test('what cannot be put on record is not shown', async () => {
    await put('hidden', { family: 'Payne' });
    await system.sql({
      text: `ALTER TABLE kernel.audit ADD CONSTRAINT refuses CHECK (params->>'id' <> 'hidden' OR call <> 'records.get') NOT VALID`,
    });
    const reply = await send('GET', '/clinical/Subject/hidden');
    await system.sql({ text: 'ALTER TABLE kernel.audit DROP CONSTRAINT refuses' });
    assert.equal(reply.status, 500);
    assert.doesNotMatch(await reply.text(), /Payne/);
  });
});

describe('plain text, lines and files', () => {
  const text = { 'content-type': 'text/plain' };

  test('text in, text out, errors in text', async () => {
    const reply = await send('POST', '/plain/echo', 'hello', text);
    assert.equal(reply.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.equal(await reply.text(), 'HELLO');
    for (const [attempt, expected] of [
      [send('POST', '/plain/echo', 'x'.repeat(21), text), 'ERR 400 invalid-input'],
      [
        send('POST', '/plain/echo', '{}', { 'content-type': 'application/json' }),
        'ERR 415 unsupported-media-type',
      ],
      [send('GET', '/plain/echo'), 'ERR 405 method-not-allowed'],
      [send('GET', '/plain/nothing'), 'ERR 404 not-found'],
    ] as const)
      assert.equal(await (await attempt).text(), expected);
  });

  test('lines of any number come in one after the other', async () => {
    const client = system.client(measures, person);
    async function* values() {
      for (let n = 0; n < 20_000; n += 1) yield { subjectId: 'a'.repeat(20), value: 1 };
    }
    assert.equal(await client.take({ measurements: values() }), '20000');
  });

  test('a line that is wrong fails all of them, and is named', async () => {
    const lines = '{"subjectId":"a","value":1}\n\n{"subjectId":"a","value":"two"}\n';
    const reply = await send('POST', '/plain/measurements', lines, {
      'content-type': 'application/x-ndjson',
    });
    assert.equal(reply.status, 400);
    await assert.rejects(
      system
        .client(measures, person)
        .take({ measurements: Readable.from([{ subjectId: 'a', value: 'x' }]) as never }),
      { message: /400|measurements/ },
    );
  });

  test('lines of any number go out', async () => {
    let count = 0;
    for await (const { value } of await system.client(measures, person).give({ count: 20_000 })) {
      assert.equal(value, count);
      count += 1;
    }
    assert.equal(count, 20_000);
    const head = await send('HEAD', '/plain/measurements?count=1000000000');
    assert.equal(head.headers.get('content-type'), 'application/x-ndjson');
  });

  const film = Buffer.alloc(20 * 1_048_576, 'kernos');

  test('a file comes in as it is sent, and goes out whole or in parts', async () => {
    const kept = await send('PUT', '/plain/files/film', new Blob([film]), { 'content-type': 'video/mp4' });
    assert.equal(await kept.text(), 'video/mp4');
    const path = `/plain/files/film?bytes=${film.length}`;
    const part = (range: string, headers: Record<string, string> = {}) =>
      send('GET', path, undefined, { range, ...headers });
    const whole = await send('GET', path);
    assert.equal(whole.headers.get('accept-ranges'), 'bytes');
    assert.equal(whole.headers.get('content-length'), String(film.length));
    assert.ok(Buffer.from(await whole.arrayBuffer()).equals(film));
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 0],
      ['bytes=10000000-10000099', 10_000_000, 10_000_099],
      ['bytes=-5', film.length - 5, film.length - 1],
      [`bytes=${film.length - 3}-`, film.length - 3, film.length - 1],
    ] as const) {
      const reply = await part(range);
      assert.equal(reply.status, 206);
      assert.equal(reply.headers.get('content-range'), `bytes ${start}-${end}/${film.length}`);
      assert.ok(Buffer.from(await reply.arrayBuffer()).equals(film.subarray(start, end + 1)));
    }
    const beyond = await part(`bytes=${film.length}-`);
    assert.deepEqual([beyond.status, beyond.headers.get('content-range')], [416, `bytes */${film.length}`]);
    const other = await part('bytes=0-9', { 'if-range': '"another"' });
    assert.equal(other.status, 200);
    await other.body?.cancel();
    const head = await send('HEAD', path);
    assert.equal(head.headers.get('content-length'), String(film.length));
  });

  test('a file that is larger than declared is refused, told or not, and not kept', async () => {
    const large = Buffer.alloc(65 * 1_048_576);
    const told = await send('PUT', '/plain/files/large', new Blob([large]));
    assert.equal(told.status, 413);
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(`${system.url}/plain/files/large`, {
        method: 'PUT',
        headers: { ...system.headers(person), 'transfer-encoding': 'chunked' },
      });
      request.once('response', (response) => resolve(response.statusCode ?? 0));
      request.once('error', reject);
      Readable.from(Array.from({ length: 65 }, () => Buffer.alloc(1_048_576))).pipe(request);
    });
    assert.equal(status, 413);
    assert.equal((await send('GET', '/plain/files/large')).status, 404);
  });

  test('a file that breaks off is not kept, and nothing is held up', async () => {
    const request = httpRequest(`${system.url}/plain/files/broken`, {
      method: 'PUT',
      headers: { ...system.headers(person), 'content-length': '1000000' },
    });
    request.on('error', () => undefined);
    request.write(Buffer.alloc(100_000), () => request.destroy());
    await new Promise((resolve) => request.once('close', resolve));
    assert.equal((await send('GET', '/plain/files/broken')).status, 404);
  });
});
