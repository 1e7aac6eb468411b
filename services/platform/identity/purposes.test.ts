/** Breaking the glass: asked for with a reason, for a time, in one session, and everything under it on record. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allow, contract } from '@kernos/kernel/contract';
import { handle, service } from '@kernos/kernel/service';
import { Type } from 'typebox';
import { elevatedPurposes } from './contract-purposes.ts';
import { PASSWORD, startIdentity } from './identity.fixture.ts';

const vault = contract('vault', {
  calls: {
    look: {
      method: 'GET',
      path: '/vault',
      summary: 'Looks into the vault',
      access: allow('admin'),
      reply: { 200: Type.Object({ purpose: Type.Union([Type.String(), Type.Null()]) }) },
    },
  },
});
const vaultService = service(vault, {
  rowRules: [],
  calls: [
    handle(vault.calls.look, async (_input, ctx) => {
      const { rows } = await ctx.tx.query<{ purpose: string | null }>({
        text: 'SELECT kernel.purpose() AS purpose',
      });
      return { purpose: rows[0]?.purpose ?? null };
    }),
  ],
  declares: [
    elevatedPurposes({
      'break-glass': { title: { en: 'Emergency', fr: 'Urgence' }, roles: ['admin'], minutes: 30 },
      'for-learners': { title: { en: 'Learning', fr: 'Apprentissage' }, roles: ['nurse'], minutes: 5 },
    }),
  ],
});

const elevated = { headers: { 'kernos-purpose': 'break-glass' } };
const reason = 'An unconscious patient in room 4';

test('a purpose is asked for, holds for its time in its session, and each call under it is on record', async () => {
  await using running = await startIdentity({ services: [vaultService] });
  const { system } = running;
  const ada = await running.register();
  const look = (accessToken: string) => running.as(vault, accessToken).look({}, elevated);
  const mine = ada.signedIn.accessToken;
  assert.deepEqual((await ada.api.purposes({}, { headers: { 'accept-language': 'fr' } })).items, [
    { purpose: 'break-glass', title: 'Urgence', minutes: 30, until: null },
  ]);
  await assert.rejects(look(mine), { code: 'forbidden' });
  await assert.rejects(ada.api.elevate({ purpose: 'break-glass', reason: 'hm' }), { code: 'invalid-input' });
  await assert.rejects(ada.api.elevate({ purpose: 'for-learners', reason }), { code: 'purpose-not-found' });
  const { until } = await ada.api.elevate({ purpose: 'break-glass', reason });
  assert.equal((await ada.api.purposes({})).items[0]?.until, until);
  assert.deepEqual(await look(mine), { purpose: 'break-glass' });
  assert.deepEqual(await running.as(vault, mine).look({}), { purpose: null });
  const elsewhere = await running.signIn(ada.email, PASSWORD);
  await assert.rejects(look(elsewhere.signedIn.accessToken), { code: 'forbidden' });
  const { rows } = await system.sql<{ call: string; purpose: string | null; body: { reason?: string } }>({
    text: `SELECT call, purpose, body FROM kernel.audit WHERE outcome = 'done' ORDER BY id`,
  });
  assert.deepEqual(
    rows.map(({ call, purpose, body }) => [call, purpose, body.reason]),
    [
      ['identity.elevate', null, reason],
      ['vault.look', 'break-glass', undefined],
    ],
  );
});

test('it is over after its time, when its session ends it, and when its role is gone', async () => {
  await using running = await startIdentity({ services: [vaultService] });
  const { clock } = running.system;
  const ada = await running.register();
  const look = () => running.as(vault, ada.signedIn.accessToken).look({}, elevated);
  clock.set(new Date());
  await ada.api.elevate({ purpose: 'break-glass', reason });
  await ada.api.elevate({ purpose: 'break-glass', reason });
  await look();
  await ada.api.endPurpose({ purpose: 'break-glass' });
  await assert.rejects(look(), { code: 'forbidden' });
  const { until } = await ada.api.elevate({ purpose: 'break-glass', reason });
  clock.set(new Date(Date.parse(until) - 1));
  const fresh = await running.signIn(ada.email);
  await assert.rejects(running.as(vault, fresh.signedIn.accessToken).look({}, elevated), {
    code: 'forbidden',
  });
  const kept = await running.system
    .sql({ text: `UPDATE identity.elevations SET until = began_at + interval '13 hours'` })
    .catch((error: Error) => error.message);
  assert.match(String(kept), /elevations_check/);
  clock.set(until);
  await assert.rejects(look());
});
