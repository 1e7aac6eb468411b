/** Two small services for the tests of row-level rules: one knows who works where, the other shows only those rows. */
import { Type } from 'typebox';
import { allow, contract, event, internal } from '../../src/contract/contract.ts';
import { newId } from '../../src/contract/ids.ts';
import { Id } from '../../src/contract/schemas.ts';
import { handle, on, service } from '../../src/contract/service.ts';

export const wards = contract('wards', {
  calls: {
    facilities: {
      method: 'GET',
      path: '/wards/facilities/:userId',
      summary: 'Where somebody works',
      access: internal,
      params: Type.Object({ userId: Id }),
      reply: { 200: Type.Object({ values: Type.Array(Type.String()) }) },
    },
  },
});

/** How often the service was asked. */
export const asked = { times: 0 };

export const wardsService = service(wards, {
  migrations: new URL('./migrations/', import.meta.url),
  attributes: { facility: wards.calls.facilities },
  calls: [
    handle(wards.calls.facilities, async ({ userId }, ctx) => {
      asked.times += 1;
      const { rows } = await ctx.tx.query<{ facility: string }>({
        text: 'SELECT facility FROM wards.postings WHERE user_id = $1 ORDER BY facility',
        values: [userId],
      });
      return { values: rows.map(({ facility }) => facility) };
    }),
  ],
});

const Stay = Type.Object({ id: Id, facility: Type.String(), guest: Type.String() });

export const stays = contract('stays', {
  calls: {
    list: {
      method: 'GET',
      path: '/stays',
      summary: 'Who is here',
      access: allow('nurse', 'doctor'),
      reply: { 200: Type.Object({ items: Type.Array(Stay) }) },
    },
    admit: {
      method: 'POST',
      path: '/stays',
      summary: 'Admits somebody',
      access: allow('nurse', 'doctor'),
      body: Type.Object({ facility: Type.String(), guest: Type.String() }),
      reply: { 201: Stay },
    },
  },
  events: { 'stay.began': event('Somebody was admitted.', 'stayId', { stayId: Id }) },
});

/** How many rows its subscription saw, which acts for no person. */
export const seen = { rows: [] as number[] };

export const staysService = service(stays, {
  needs: [wards],
  migrations: new URL('./stays-migrations/', import.meta.url),
  rowRules: ['facility'],
  calls: [
    handle(stays.calls.list, async (_input, ctx) => {
      const { rows } = await ctx.tx.query<{ id: string; facility: string; guest: string }>({
        text: 'SELECT id, facility, guest FROM stays.stays ORDER BY guest',
      });
      return { items: rows };
    }),
    handle(
      stays.calls.admit,
      async ({ facility, guest }, ctx) => {
        const id = newId();
        await ctx.tx.query({
          text: 'INSERT INTO stays.stays (id, facility, guest) VALUES ($1, $2, $3)',
          values: [id, facility, guest],
        });
        ctx.publish('stay.began', { stayId: id });
        return { id, facility, guest };
      },
      { groupCommitKey: () => 'all' },
    ),
  ],
  on: [
    on(stays, stays.events['stay.began'], 'beginning', async (_data, ctx) => {
      const { rows } = await ctx.tx.query({ text: 'SELECT FROM stays.stays' });
      seen.rows.push(rows.length);
    }),
  ],
});
