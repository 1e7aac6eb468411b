/** A small service that keeps names of people, for the tests of sensitive data. */
import { Type } from 'typebox';
import { allow, contract, event } from '../../src/contract/contract.ts';
import { administration } from '../../src/contract/declarations.ts';
import { newId } from '../../src/contract/ids.ts';
import { Id, Nullable } from '../../src/contract/schemas.ts';
import { handle, on, service, task } from '../../src/contract/service.ts';
import { violates } from '../../src/store/store.ts';
import { activities } from '../../src/workflows/activities.ts';
import { minutes, step, workflow } from '../../src/workflows/workflows.ts';

const Name = Type.String({ sensitive: true, maxLength: 200 });
const Contact = Type.Object({ kind: Type.String(), phone: Nullable(Type.String({ sensitive: true })) });

export const charts = contract('charts', {
  calls: {
    open: {
      method: 'POST',
      path: '/charts',
      summary: 'Opens a chart',
      access: allow('admin'),
      body: Type.Object({ name: Name, contacts: Type.Optional(Type.Array(Contact)) }),
      reply: { 201: Type.Object({ id: Id, name: Name }) },
      errors: { 'chart-exists': 409 },
      idempotent: true,
    },
    find: {
      method: 'GET',
      path: '/charts',
      summary: 'The chart of a name',
      access: allow('admin'),
      query: Type.Object({ name: Type.String() }),
      reply: { 200: Type.Object({ items: Type.Array(Type.Object({ id: Id, name: Name })) }) },
    },
  },
  events: {
    'chart.opened': event('A chart was opened.', 'chartId', {
      chartId: Id,
      name: Name,
      contacts: Type.Array(Contact),
    }),
  },
  tasks: { greet: Type.Object({ name: Name, fails: Type.Boolean() }) },
});

/** Looks a name up, waits to be told it again, and hears both. */
export const recalling = workflow('charts.recall', {
  title: { en: 'Recalling a name', fr: 'Rappel d’un nom' },
  input: Type.Object({ name: Name }),
  steps: {
    look: step<{ name: string }, { found: string }>({ en: 'Looking', fr: 'Recherche' }),
    hear: step<unknown>({ en: 'Hearing', fr: 'Écoute' }),
  },
  signals: { confirmed: Type.Object({ name: Name }) },
  run: async ({ look, hear }, { name }, { waitFor }) => {
    const { found } = await look({ name });
    await hear({ found, confirmed: await waitFor('confirmed', minutes(5)) });
  },
});

/** What subscriptions, tasks and steps were given, in this process. */
export const heard: unknown[] = [];

const NAME = 'charts.charts.name';
const normal = (name: string) => name.normalize('NFC').trim().toLowerCase();

const open = handle(charts.calls.open, async ({ name, contacts = [] }, ctx) => {
  const cipher = await ctx.cipher();
  const id = newId();
  try {
    await ctx.tx.query({
      text: 'INSERT INTO charts.charts (id, name, name_index) VALUES ($1, $2, $3)',
      values: [id, cipher.encrypt(NAME, name), cipher.blindIndex(NAME, normal(name))],
    });
  } catch (error) {
    if (violates(error, 'charts_organization_id_name_index_key'))
      return ctx.fail('chart-exists', 'There is a chart of this name.');
    throw error;
  }
  ctx.publish('chart.opened', { chartId: id, name, contacts });
  ctx.queue(charts.tasks.greet, { name, fails: name.includes('fails') });
  return { id, name };
});

const find = handle(charts.calls.find, async ({ name }, ctx) => {
  const cipher = await ctx.cipher();
  const { rows } = await ctx.tx.query<{ id: string; name: Buffer }>({
    text: 'SELECT id, name FROM charts.charts WHERE name_index = $1',
    values: [cipher.blindIndex(NAME, normal(name))],
  });
  return { items: rows.map((row) => ({ id: row.id, name: cipher.decrypt(NAME, row.name) })) };
});

export const chartsService = service(charts, {
  declares: [administration(['admin'])],
  migrations: new URL('./migrations/', import.meta.url),
  calls: [open, find],
  on: [
    on(charts, charts.events['chart.opened'], 'beginning', async (data, ctx) => {
      heard.push(data);
      if (!data.name.includes('recall')) return;
      ctx.start(recalling, data.chartId, { name: data.name });
      ctx.sendSignal(recalling, data.chartId, 'confirmed', { name: data.name });
    }),
  ],
  workflows: [
    activities(charts, recalling, {
      look: async ({ name }) => ({ found: name }),
      hear: async (both) => {
        heard.push(both);
      },
    }),
  ],
  tasks: [
    task(charts, charts.tasks.greet, async (input) => {
      if (input.fails) throw new Error('this one always fails');
      heard.push(input);
    }),
  ],
});
