/** Who is counted as what: people by themselves, everything else by its address. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startTestSystem } from '../src/testing.ts';
import { notesService } from './notes/notes.ts';

const PER_PERSON = 30;
const PER_ADDRESS = 20;
const system = await startTestSystem({
  services: [notesService()],
  env: {
    RATE_LIMIT: 'on',
    RATE_LIMIT_PER_PERSON: String(PER_PERSON),
    RATE_LIMIT_PER_ADDRESS: String(PER_ADDRESS),
    TRUSTED_PROXIES: '127.0.0.0/8',
  },
});
after(() => system[Symbol.asyncDispose]());

const note = `/api/notes/${crypto.randomUUID()}`;

/** How often each status came, of so many requests from one address. */
async function statuses(
  from: string,
  count: number,
  path: string,
  init: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Record<number, number>> {
  const replies = await Promise.all(
    Array.from({ length: count }, () =>
      fetch(system.url + path, { ...init, headers: { ...init.headers, 'x-forwarded-for': from } }),
    ),
  );
  const counts: Record<number, number> = {};
  for (const reply of replies) {
    counts[reply.status] = (counts[reply.status] ?? 0) + 1;
    await reply.arrayBuffer();
    if (reply.status === 429) assert.ok(Number(reply.headers.get('retry-after')) >= 1);
  }
  return counts;
}

test('fifty people behind one address read as they would each from home', async () => {
  const readers = Array.from({ length: 50 }, () => system.person(['reader']));
  const replies = await Promise.all(
    readers.map((reader) => statuses('203.0.113.1', 4, note, { headers: system.headers(reader) })),
  );
  // Ten times as many as one address may ask; a thousand at once would try how many connections a machine takes.
  assert.deepEqual(
    replies,
    readers.map(() => ({ 404: 4 })),
  );
});

test('a person is counted wherever they are, and nobody else with them', async () => {
  const headers = system.headers(system.person(['reader']));
  assert.deepEqual(await statuses('203.0.113.2', PER_PERSON, note, { headers }), { 404: PER_PERSON });
  assert.deepEqual(await statuses('203.0.113.3', 1, note, { headers }), { 429: 1 });
  const neighbour = system.headers(system.person(['reader']));
  assert.deepEqual(await statuses('203.0.113.2', 1, note, { headers: neighbour }), { 404: 1 });
});

describe('what leads nowhere is counted by its address:', () => {
  const forged = { 'kernos-caller': 'eyJhbGciOiJub25lIn0.e30.' };
  const cases: [string, number, string, Parameters<typeof statuses>[3]?][] = [
    ['nobody', 401, note],
    ['a token that is none', 401, note, { headers: { authorization: 'Bearer nothing' } }],
    ['a forged seal', 401, note, { headers: forged }],
    ['a forged seal at an internal call', 404, '/internal/notes-count', { headers: forged }],
    ['an internal call', 404, '/internal/notes-count'],
    ['an address with nothing', 404, '/api/nothing'],
    ['a body sent to nothing', 404, '/api/nothing', { method: 'POST', body: 'x'.repeat(2_000_000) }],
    ['a method that is not taken', 405, '/api/notes', { method: 'DELETE' }],
    ['an address that cannot be read', 400, '/api/notes/%zz'],
  ];
  for (const [index, [what, status, path, init]] of cases.entries()) {
    test(what, async () => {
      const counts = await statuses(`203.0.113.${20 + index}`, PER_ADDRESS + 5, path, init);
      assert.deepEqual(counts, { [status]: PER_ADDRESS, 429: 5 });
    });
  }
});

test('whoever can say who they are is not held up by what others at their address do', async () => {
  await statuses('203.0.113.90', PER_ADDRESS + 5, '/api/nothing');
  const headers = system.headers(system.person(['reader']));
  assert.deepEqual(await statuses('203.0.113.90', 1, note, { headers }), { 404: 1 });
});

test('an address that no router can read is refused like everything else', async () => {
  const reply = await fetch(`${system.url}/api/notes/%zz`, {
    headers: { 'x-forwarded-for': '203.0.113.91' },
  });
  assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(((await reply.json()) as { code: string }).code, 'invalid-input');
});
