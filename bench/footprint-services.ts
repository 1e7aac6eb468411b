/** Small services to start a system with: each with a table, four calls, an event and something it does about one. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const contractOf = (name: string) => `
import { contract, event, signedIn } from '@kernos/kernel/contract';
import { Id, Page, PageQuery, Text } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

const Item = Type.Object({ id: Id, text: Text(1, 200) });
const params = Type.Object({ id: Id });
export const small = contract('${name}', {
  calls: {
    add: { method: 'POST', path: '/${name}', summary: 'Adds an item', access: signedIn, body: Type.Object({ text: Text(1, 200) }), reply: { 201: Item } },
    get: { method: 'GET', path: '/${name}/:id', summary: 'An item', access: signedIn, params, reply: { 200: Item }, errors: { 'item-not-found': 404 } },
    remove: { method: 'DELETE', path: '/${name}/:id', summary: 'Removes an item', access: signedIn, params, reply: { 200: Item }, errors: { 'item-not-found': 404 } },
    list: { method: 'GET', path: '/${name}', summary: 'Items', access: signedIn, query: Type.Object(PageQuery), reply: { 200: Page(Item) } },
  },
  events: { '${name}.added': event('An item was added.', 'id', { id: Id, text: Type.String() }) },
});
`;

const serviceOf = (name: string) => `
import { newId } from '@kernos/kernel/ids';
import { list } from '@kernos/kernel/list';
import { handle, on, service } from '@kernos/kernel/service';
import { small } from './contract.ts';

export const smallService = service(small, {
  migrations: new URL('./migrations/', import.meta.url),
  calls: [
    handle(small.calls.add, async ({ text }, ctx) => {
      const id = newId();
      await ctx.tx.query({ text: 'INSERT INTO ${name}.items (id, text) VALUES ($1, $2)', values: [id, text] });
      ctx.publish('${name}.added', { id, text });
      return { id, text };
    }),
    handle(small.calls.get, async ({ id }, ctx) => {
      const { rows } = await ctx.tx.query({ text: 'SELECT id, text FROM ${name}.items WHERE id = $1', values: [id] });
      return rows[0] ?? ctx.fail('item-not-found', 'There is no such item.');
    }),
    handle(small.calls.remove, async ({ id }, ctx) => {
      const { rows } = await ctx.tx.query({ text: 'DELETE FROM ${name}.items WHERE id = $1 RETURNING id, text', values: [id] });
      return rows[0] ?? ctx.fail('item-not-found', 'There is no such item.');
    }),
    handle(small.calls.list, async (page, ctx) =>
      list(page, { id: 'id' }, async (before, limit) => {
        const { rows } = await ctx.tx.query({
          text: 'SELECT id, text FROM ${name}.items WHERE ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2',
          values: [before.id, limit],
        });
        return rows;
      }),
    ),
  ],
  on: [on(small, small.events['${name}.added'], 'now', async ({ id }, ctx) => {
    await ctx.tx.query({ text: 'UPDATE ${name}.items SET heard = true WHERE id = $1', values: [id] });
  })],
});
`;

const tableOf = (name: string) => `CREATE TABLE ${name}.items (
  id uuid PRIMARY KEY, organization_id uuid NOT NULL DEFAULT kernel.organization(), text text NOT NULL,
  heard boolean NOT NULL DEFAULT false);`;

/** Writes so many, where they find the kernel; gives their folder, which goes when its block ends. */
export async function smallServices(count: number): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(fileURLToPath(new URL('.', import.meta.url)), '.small-services-'));
  for (let n = 0; n < count; n += 1) {
    const name = `small${n}`;
    await mkdir(join(path, name, 'migrations'), { recursive: true });
    await writeFile(join(path, name, 'contract.ts'), contractOf(name));
    await writeFile(join(path, name, 'service.ts'), serviceOf(name));
    await writeFile(join(path, name, 'migrations', `0001-${name}.sql`), tableOf(name));
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
