/** What a transaction sends last goes out with its COMMIT: all of it is kept, or none, and the connection goes on. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { contract } from '../contract/contract.ts';
import { service } from '../contract/service.ts';
import { startTestSystem } from '../testing.ts';
import type { Sql } from './sql.ts';
import { Store, violates } from './store.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-marks-'));
await writeFile(
  join(folder, '0001-marks.sql'),
  `CREATE TABLE marks.marks (
     organization_id uuid, name text NOT NULL CONSTRAINT marks_name UNIQUE,
     room text CONSTRAINT marks_room UNIQUE DEFERRABLE INITIALLY DEFERRED);
   CREATE POLICY open ON marks.marks USING (kernel.organization() IS NULL);`,
);
const marks = service(contract('marks', { calls: {} }), { migrations: pathToFileURL(`${folder}/`) });
const system = await startTestSystem({ services: [marks] });
// One connection, so that each transaction finds what the one before left on it.
const store = new Store(system.system.databaseUrl, { connections: 1 });
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const begin = () =>
  store.transaction({
    ...{ service: 'marks', organizationId: null, actorId: null },
    ...{ scope: 'platform', readOnly: false },
  });
const mark = (name: string, room: string | null = null, statement = 'marks.one'): Sql => ({
  name: statement,
  text: 'INSERT INTO marks.marks (name, room) VALUES ($1, $2)',
  values: [name, room],
});
const names = async (): Promise<string[]> => {
  const tx = begin();
  const { rows } = await tx.query<{ name: string }>({ text: 'SELECT name FROM marks.marks ORDER BY name' });
  await tx.rollback();
  return rows.map(({ name }) => name);
};
beforeEach(async () => {
  const tx = begin();
  await tx.query({ text: 'DELETE FROM marks.marks' });
  await tx.commit();
});

test('what is sent last is kept with the rest, named, nameless, and with rows that nobody asked for', async () => {
  const tx = begin();
  await tx.query(mark('a'));
  await tx.commit([
    mark('b'),
    { text: "INSERT INTO marks.marks (name) VALUES ('c')" },
    { name: 'marks.returning', text: "INSERT INTO marks.marks (name) VALUES ('d') RETURNING name, room" },
  ]);
  assert.deepEqual(await names(), ['a', 'b', 'c', 'd']);
});

test('where one of them fails nothing is kept, and those after it can be sent again', async () => {
  const [first, refused, passedOver] = [
    mark('a', null, 'x.1'),
    mark('a', null, 'x.2'),
    mark('c', null, 'x.3'),
  ];
  const failing = begin().commit([first, refused, passedOver]);
  await assert.rejects(Promise.resolve(failing), (error) => violates(error, 'marks_name'));
  assert.deepEqual(await names(), []);
  await begin().commit([passedOver, mark('b', null, 'x.2'), first]);
  assert.deepEqual(await names(), ['a', 'b', 'c']);
});

test('where the COMMIT is refused nothing is kept', async () => {
  const committing = begin().commit([mark('a', 'one'), mark('b', 'one')]);
  await assert.rejects(Promise.resolve(committing), (error) => violates(error, 'marks_room'));
  await begin().commit([mark('c', 'one')]);
  assert.deepEqual(await names(), ['c']);
});

test('a transaction that had failed is not taken for a committed one', async () => {
  for (const last of [[], [mark('b')]]) {
    const tx = begin();
    await tx.query(mark('a'));
    await assert.rejects(tx.query(mark('a')), (error) => violates(error, 'marks_name'));
    await assert.rejects(Promise.resolve(tx.commit(last)), /rolled back instead|transaction is aborted/);
    assert.deepEqual(await names(), []);
  }
});

test('what cannot be written as a value fails before anything is sent', async () => {
  const circle: Record<string, unknown> = {};
  circle.circle = circle;
  const tx = begin();
  await tx.query(mark('a'));
  const committing = tx.commit([mark('b'), { text: 'SELECT $1::jsonb', values: [circle] }]);
  await assert.rejects(Promise.resolve(committing), /circular/i);
  assert.deepEqual(await names(), []);
});
