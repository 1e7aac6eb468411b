/** `Idempotency-Key`: whose it is, what a replay brings along, and calls that a repeated handler makes again. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Type } from 'typebox';
import { contract, event, signedIn } from '../src/contract/contract.ts';
import { newId } from '../src/contract/ids.ts';
import { Text } from '../src/contract/schemas.ts';
import { handle, on, service } from '../src/contract/service.ts';
import type { Tx } from '../src/store/store.ts';
import { startTestSystem, type TestPerson } from '../src/testing.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-keys-'));
await writeFile(
  join(folder, '0001-entries.sql'),
  'CREATE TABLE entries.entries (id uuid PRIMARY KEY, organization_id uuid NOT NULL DEFAULT kernel.organization(), text text);',
);
const body = Type.Object({ text: Text(1, 100) });
const Entry = Type.Object({ id: Type.String(), text: Type.String(), version: Type.Integer() });
const post = { method: 'POST', access: signedIn, body } as const;

const entries = contract('entries', {
  calls: {
    add: { ...post, path: '/entries', summary: 'Adds one', reply: { 201: Entry }, idempotent: true },
    broken: {
      ...post,
      path: '/broken-entries',
      summary: 'Adds one, and answers what its contract does not say',
      reply: { 201: Entry },
    },
  },
});
const clerk = contract('clerk', {
  calls: {
    enter: {
      ...post,
      path: '/clerk',
      summary: 'Has the same entry added twice, and another; then fails as often as a test says',
      reply: { 201: Type.Object({ ids: Type.Array(Type.String()) }) },
      idempotent: true,
    },
    ask: { ...post, path: '/clerk/asks', summary: 'Asks for it later', reply: { 201: Type.Object({}) } },
  },
  events: { 'entry.asked': event('An entry is wanted.', 'text', { text: Type.String() }) },
});

const failures = new Map<string, number>();
function failWhileTold(text: string): void {
  const left = failures.get(text) ?? 0;
  if (left === 0) return;
  failures.set(text, left - 1);
  throw new Error('told to fail');
}

const insert = async (text: string, ctx: { tx: Tx }) => {
  const id = newId();
  await ctx.tx.query({ text: 'INSERT INTO entries.entries (id, text) VALUES ($1, $2)', values: [id, text] });
  return { id, text, version: 7 };
};
const entriesService = service(entries, {
  migrations: pathToFileURL(`${folder}/`),
  calls: [
    handle(entries.calls.add, async ({ text }, ctx) => {
      ctx.header('location', `/api/entries/${encodeURIComponent(text)}`);
      ctx.header('etag', '"7"');
      ctx.header('set-cookie', 'secret=1');
      return insert(text, ctx);
    }),
    handle(entries.calls.broken, async ({ text }, ctx) => ({
      ...(await insert(text, ctx)),
      version: 'x' as never,
    })),
  ],
});
const clerkService = service(clerk, {
  needs: [entries],
  calls: [
    handle(clerk.calls.enter, async ({ text }, ctx) => {
      const ids: string[] = [];
      for (const each of [text, text, `${text}, another`])
        ids.push((await ctx.call(entries.calls.add, { text: each })).id);
      failWhileTold(text);
      return { ids };
    }),
    handle(clerk.calls.ask, async ({ text }, ctx) => {
      ctx.publish('entry.asked', { text });
      return {};
    }),
  ],
  on: [
    on(clerk, clerk.events['entry.asked'], 'beginning', async ({ text }, ctx) => {
      await ctx.call(entries.calls.add, { text });
      failWhileTold(text);
    }),
  ],
});

const system = await startTestSystem({ services: [entriesService, clerkService] });
after(async () => {
  await system[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function send(path: string, text: string, key: string, who: TestPerson) {
  const response = await fetch(`${system.url}/api${path}`, {
    method: 'POST',
    headers: { ...system.headers(who), 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ text }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as { id?: string; ids?: string[]; code?: string; detail?: string },
  };
}
async function written(text: string): Promise<number> {
  return (await system.sql({ text: 'SELECT FROM entries.entries WHERE text = $1', values: [text] })).rowCount;
}

test('a key is of a person in an organization: elsewhere the same one is another', async () => {
  const here = system.person([]);
  const there = { ...here, organizationId: newId() };
  const key = newId();
  const [first, second, again] = [
    await send('/entries', 'shared', key, here),
    await send('/entries', 'shared', key, there),
    await send('/entries', 'shared', key, here),
  ];
  assert.notEqual(first.body.id, second.body.id);
  assert.equal(again.body.id, first.body.id);
  assert.equal(await written('shared'), 2);
});

test('a replay has the headers of the first reply, but not its cookies', async () => {
  const [who, key] = [system.person([]), newId()];
  const first = await send('/entries', 'with headers', key, who);
  const again = await send('/entries', 'with headers', key, who);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  for (const name of ['location', 'etag', 'content-type']) {
    assert.ok(first.headers.get(name), name);
    assert.equal(again.headers.get(name), first.headers.get(name), name);
  }
  assert.equal(first.headers.get('set-cookie'), 'secret=1');
  assert.equal(again.headers.get('set-cookie'), null);
  const { rows } = await system.sql<{ headers: unknown }>({
    text: 'SELECT headers FROM kernel.replies WHERE key = $1',
    values: [key],
  });
  assert.doesNotMatch(JSON.stringify(rows), /secret/);
});

test('what a handler asked of others is done once, however often it is run', async () => {
  const [who, key] = [system.person([]), newId()];
  failures.set('again', 2);
  assert.equal((await send('/clerk', 'again', key, who)).status, 500);
  assert.equal((await send('/clerk', 'again', key, who)).status, 500);
  const done = await send('/clerk', 'again', key, who);
  assert.equal(done.status, 201);
  // Twice on purpose within one run is twice.
  assert.equal(new Set(done.body.ids).size, 3);
  assert.equal(await written('again'), 2);
  assert.equal(await written('again, another'), 1);
  // With another key it is another request.
  assert.equal((await send('/clerk', 'again', newId(), who)).status, 201);
  assert.equal(await written('again'), 4);
});

test('so is what a subscription asked of others, which is delivered again', async () => {
  failures.set('by event', 1);
  await system.client(clerk, system.person([])).ask({ text: 'by event' });
  await system.settled();
  assert.equal(failures.get('by event'), 0);
  assert.equal(await written('by event'), 1);
});

test('where the answer could not be written, nobody says that nothing was saved', async () => {
  const response = await fetch(`${system.url}/api/broken-entries`, {
    method: 'POST',
    headers: { ...system.headers(system.person([])), 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'broken' }),
  });
  assert.equal(response.status, 500);
  const { detail } = (await response.json()) as { detail: string };
  assert.match(detail, /was saved/);
  assert.doesNotMatch(detail, /Nothing/);
  assert.equal(await written('broken'), 1);
});
