/** Services that are named like words of SQL: what such a service has in the database is quoted, wherever it is named. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { Type } from 'typebox';
import { allow, contract, type EventKind, event } from '../src/contract/contract.ts';
import { newId } from '../src/contract/ids.ts';
import { list } from '../src/contract/list.ts';
import { Id, Page, PageQuery } from '../src/contract/schemas.ts';
import { handle, on, type ServiceDefinition, service } from '../src/contract/service.ts';
import { keepPartitions } from '../src/store/maintenance.ts';
import { monthly } from '../src/store/partitions.ts';
import { Store } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';
import { activities } from '../src/workflows/activities.ts';
import { step, workflow } from '../src/workflows/workflows.ts';

const words = ['order', 'user', 'group', 'table', 'default', 'select'] as const;

const Item = Type.Object({ id: Id, heard: Type.Boolean(), carried: Type.Boolean() });
interface Row {
  readonly id: string;
  readonly heard: boolean;
  readonly carried: boolean;
}

const define = (word: string) => {
  const own = contract(word, {
    calls: {
      add: {
        method: 'POST',
        path: `/${word}/items`,
        summary: 'Adds an item',
        access: allow('writer'),
        reply: { 201: Type.Object({ id: Id }) },
      },
      list: {
        method: 'GET',
        path: `/${word}/items`,
        summary: 'Items',
        access: allow('writer'),
        query: Type.Object(PageQuery),
        reply: { 200: Page(Item) },
      },
    },
    events: { [`${word}.added`]: event('An item was added.', 'id', { id: Id }) },
  });
  const carrying = workflow(`${word}.carry`, {
    title: { en: 'Carrying an item', fr: 'Transport d’un objet' },
    input: Type.Object({ id: Id }),
    steps: { carry: step<{ id: string }>({ en: 'Carrying it', fr: 'Transport' }) },
    run: async ({ carry }, { id }) => carry({ id }),
  });
  return { own, carrying, added: own.events[`${word}.added`] as EventKind<{ id: string }> };
};

const folders: string[] = [];

/** With a view, a function that reads as its owner and a table in partitions: whatever the kernel looks at. */
const sqlOf = (word: string) => `
  CREATE TABLE "${word}".items (id uuid PRIMARY KEY, organization_id uuid NOT NULL DEFAULT kernel.organization(),
                                heard boolean NOT NULL DEFAULT false, carried boolean NOT NULL DEFAULT false);
  CREATE VIEW "${word}"."user" WITH (security_invoker = true) AS SELECT * FROM "${word}".items;
  CREATE FUNCTION "${word}"."all"() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, "${word}", pg_temp
    AS 'SELECT count(*) FROM items';
  COMMENT ON FUNCTION "${word}"."all"() IS 'security definer: counts, and shows no row';
  CREATE TABLE "${word}"."order" (at timestamptz NOT NULL, organization_id uuid NOT NULL DEFAULT kernel.organization())
    PARTITION BY RANGE (at);`;

async function build({ own, carrying, added }: ReturnType<typeof define>): Promise<ServiceDefinition> {
  const { name, calls } = own;
  const folder = await mkdtemp(join(tmpdir(), 'kernos-words-'));
  folders.push(folder);
  await writeFile(join(folder, '0001-items.sql'), sqlOf(name));
  return service(own, {
    migrations: pathToFileURL(`${folder}/`),
    partitions: [{ table: `${name}.order`, keepMonths: 3 }],
    calls: [
      handle(calls.add, async (_input, ctx) => {
        const id = newId();
        await ctx.tx.query({ text: `INSERT INTO "${name}".items (id) VALUES ($1)`, values: [id] });
        await ctx.tx.query({ text: `INSERT INTO "${name}"."order" (at) VALUES (now())` });
        ctx.publish(added.type, { id });
        ctx.start(carrying, `${name}-${id}`, { id });
        return { id };
      }),
      handle(calls.list, async (page, ctx) =>
        list(page, { id: 'id' }, async (before, limit) => {
          const { rows } = await ctx.tx.query<Row>({
            text: `SELECT id, heard, carried FROM "${name}"."user" WHERE ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
            values: [before.id, limit],
          });
          return rows;
        }),
      ),
    ],
    on: [
      on(own, added, 'beginning', async ({ id }, ctx) => {
        await ctx.tx.query({ text: `UPDATE "${name}".items SET heard = true WHERE id = $1`, values: [id] });
      }),
    ],
    workflows: [
      activities(own, carrying, {
        carry: async ({ id }, ctx) => {
          await ctx.tx.query({
            text: `UPDATE "${name}".items SET carried = true WHERE id = $1`,
            values: [id],
          });
        },
      }),
    ],
  });
}

const defined = words.map(define);
const system = await startTestSystem({ services: await Promise.all(defined.map(build)) });
after(async () => {
  await system[Symbol.asyncDispose]();
  for (const folder of folders) await rm(folder, { recursive: true });
});

describe('a service works as any other with the name', () => {
  for (const { own } of defined) {
    test(own.name, async () => {
      const writer = system.person(['writer']);
      const client = system.client(own, writer);
      const { id } = await client.add({});
      await system.settled();
      const { items } = await client.list({});
      assert.deepEqual(items, [{ id, heard: true, carried: true }]);
      // Another organization sees none of it: the policies are there too.
      assert.deepEqual((await system.client(own, system.person(['writer'])).list({})).items, []);
    });
  }
});

test('its partitions are dropped when they are too old', async () => {
  const store = new Store(system.system.databaseUrl, { connections: 1 });
  try {
    await store.query({
      text: `CREATE TABLE "order".order_200001 PARTITION OF "order"."order" FOR VALUES FROM ('2000-01-01') TO ('2000-02-01')`,
    });
    const series = [monthly({ table: 'order.order', keepMonths: 3 })];
    await keepPartitions(store, new Date(), series, pino({ level: 'silent' }));
    const { rows } = await store.query<{ there: boolean }>({
      text: `SELECT to_regclass('"order".order_200001') IS NOT NULL AS there`,
    });
    assert.equal(rows[0]?.there, false);
  } finally {
    await store.close();
  }
});

test('names of schemas that are not a service’s are refused with a sentence', () => {
  for (const name of ['kernel', 'public', 'pg_order', 'information_schema', 'Order', 'a'.repeat(51)])
    assert.throws(
      () => contract(name, {}),
      /a service name is at most 50 lower-case letters.*the kernel's own/,
    );
});
