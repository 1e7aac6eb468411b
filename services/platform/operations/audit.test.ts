/** Acts of administration are on record, whether they succeeded or not, without secrets and for good. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { allow, contract, signedIn } from '@kernos/kernel/contract';
import { administration } from '@kernos/kernel/declarations';
import { answer, handle, service } from '@kernos/kernel/service';
import { startTestSystem } from '@kernos/kernel/testing';
import { Type } from 'typebox';
import { notificationKinds, said } from '../notifications/contract-declarations.ts';
import { operations } from './contract.ts';
import { operationsService } from './service.ts';

const Keys = Type.Object({ label: Type.String(), value: Type.String({ writeOnly: true }) });
const office = contract('office', {
  calls: {
    hire: {
      method: 'POST',
      path: '/staff/:team',
      summary: 'Hires somebody',
      act: { en: 'Hired {name} as {jobs}', fr: 'Embauche de {name} ({jobs})' },
      access: allow('admin'),
      params: Type.Object({ team: Type.String() }),
      query: Type.Object({ trial: Type.Optional(Type.Boolean()) }),
      body: Type.Object({
        name: Type.String(),
        password: Type.String(),
        jobs: Type.Optional(Type.Array(Type.String())),
        keys: Type.Optional(Type.Array(Keys)),
      }),
      reply: { 201: Type.Object({ name: Type.String() }), 202: Type.Object({ name: Type.String() }) },
      errors: { 'no-desk': 409 },
      idempotent: true,
    },
    dismiss: {
      method: 'DELETE',
      path: '/staff/:staffId',
      summary: 'Dismisses somebody',
      act: { en: 'Dismissed {name}', fr: 'Renvoi de {name}' },
      access: allow('admin'),
      params: Type.Object({ staffId: Type.Integer() }),
      reply: { 204: Type.Null() },
    },
    rephrase: {
      method: 'POST',
      path: '/words/:kind/:channel/:locale',
      summary: 'Rephrases something',
      act: { en: 'Rephrased “{kind}” ({channel}, {locale})', fr: 'Nouveau « {kind} » ({channel}, {locale})' },
      access: allow('admin'),
      params: Type.Object({ kind: Type.String(), channel: Type.String(), locale: Type.String() }),
      reply: { 204: Type.Null() },
    },
    knock: {
      method: 'POST',
      path: '/knock',
      summary: 'Knocks at the door',
      access: signedIn,
      reply: { 204: Type.Null() },
      audited: true,
    },
    greet: {
      method: 'POST',
      path: '/greet',
      summary: 'Greets',
      access: allow('admin', 'learner'),
      reply: { 204: Type.Null() },
    },
  },
});

const system = await startTestSystem({
  services: [
    operationsService,
    service(office, {
      declares: [
        administration(['admin']),
        notificationKinds({
          'office.closes': {
            ...{ group: 'work', channels: { email: true }, sample: {} },
            title: { en: 'The office closes', fr: 'Le bureau ferme' },
            words: { en: said(['Closing', 'Go home.']), fr: said(['Fermeture', 'Rentrez.']) },
          },
        }),
      ],
      calls: [
        handle(office.calls.hire, async ({ name }, ctx) => {
          if (name === 'Nobody') ctx.fail('no-desk', 'There is no desk.');
          if (name === 'Trouble') throw new Error('the roof fell in');
          return answer(name === 'Later' ? 202 : 201, { name });
        }),
        handle(office.calls.dismiss, async (_input, ctx) => {
          ctx.about({ name: 'Grace' });
          return null;
        }),
        handle(office.calls.rephrase, async () => null),
        handle(office.calls.knock, async () => null),
        handle(office.calls.greet, async () => null),
      ],
    }),
  ],
});
after(() => system[Symbol.asyncDispose]());
const admin = system.person(['admin']);
const learner = system.person(['learner'], admin.organizationId ?? '');
const log = system.client(operations, admin);
const hire = {
  ...{ team: 'kitchen', trial: true, password: 'correct horse', name: 'Ada' },
  jobs: ['cook', 'waiter'],
};

describe('an act of an administrator', () => {
  test('is on record with who, what, from where and under which trace, and without secrets', async () => {
    await system.client(office, admin).hire({ ...hire, keys: [{ label: 'door', value: 'xyzzy' }] });
    const [entry] = (await log.audit({})).items;
    assert.deepEqual(
      { ...entry, id: '', at: '', traceId: '' },
      {
        ...{ id: '', at: '', traceId: '', call: 'office.hire', title: 'Hired Ada as cook, waiter' },
        actor: { kind: 'person', id: admin.userId, name: null, roles: ['admin'] },
        params: { team: 'kitchen', trial: true },
        body: {
          name: 'Ada',
          password: '[secret]',
          jobs: hire.jobs,
          keys: [{ label: 'door', value: '[secret]' }],
        },
        ...{ outcome: 'done', status: 201, error: null, address: '127.0.0.1', purpose: null },
      },
    );
    assert.match(entry?.traceId ?? '', /^[0-9a-f]{32}$/);
    await system.client(office, admin).hire({ ...hire, name: 'Later' });
    assert.equal((await log.audit({})).items[0]?.status, 202);
  });

  test('names whom its input has only an id of, in the list of requests too', async () => {
    await system.client(office, admin).dismiss({ staffId: 7 });
    const [entry] = (await log.audit({})).items;
    assert.equal(entry?.title, 'Dismissed Grace');
    assert.deepEqual(entry.params, { staffId: 7, name: 'Grace' });
    // What requests leave is written soon after their answer, and what is too much in one second is left out.
    for (const until = Date.now() + 60_000; ; await sleep(200)) {
      const found = (await log.traces({ q: 'dismissed' })).items[0];
      if (found) {
        assert.equal(found.title, 'Dismissed Grace');
        const [request] = (await log.trace(found)).nodes;
        assert.equal(request?.title, 'Dismissed Grace');
        break;
      }
      assert.ok(Date.now() < until, 'the request is not in the list');
      await system.client(office, admin).dismiss({ staffId: 7 });
    }
  });

  test('that is refused or fails is on record too, before the answer comes', async () => {
    const before = (await log.audit({ limit: 100 })).items.length;
    await assert.rejects(system.client(office, learner).hire(hire), { code: 'forbidden' });
    await assert.rejects(system.client(office, admin).hire({ ...hire, name: 'Nobody' }), { code: 'no-desk' });
    await assert.rejects(system.client(office, admin).hire({ ...hire, name: 'Trouble' }), {
      code: 'internal',
    });
    // Neither is an act: one is nobody, the other makes no sense.
    await assert.rejects(system.client(office).hire(hire), { code: 'unauthenticated' });
    await assert.rejects(system.client(office, admin).hire({ ...hire, name: 7 } as never), {
      code: 'invalid-input',
    });
    const { items } = await log.audit({ limit: 100 });
    assert.deepEqual(
      items.slice(0, -before).map(({ actor, outcome, status, error }) => [actor.id, outcome, status, error]),
      [
        [admin.userId, 'failed', 500, 'internal'],
        [admin.userId, 'failed', 409, 'no-desk'],
        [learner.userId, 'refused', 403, 'forbidden'],
      ],
    );
    assert.ok(items.every(({ body }) => !JSON.stringify(body).includes('correct horse')));
  });

  test('done once is on record once, however often it was asked for', async () => {
    const send = () =>
      fetch(`${system.url}/api/staff/garden`, {
        method: 'POST',
        headers: {
          ...system.headers(admin),
          'content-type': 'application/json',
          'idempotency-key': 'the-same',
        },
        body: JSON.stringify({ name: 'Bo', password: 'secret' }),
      });
    for (const reply of [await send(), await send()]) assert.equal(reply.status, 201);
    assert.equal((await log.audit({ q: 'garden' })).items.length, 1);
  });

  test('is any changing call that administrators alone may make, or that says so', async () => {
    await system.client(office, learner).knock({});
    await system.client(office, admin).greet({});
    assert.equal((await log.audit({ call: 'office.knock', actor: learner.userId })).items.length, 1);
    assert.deepEqual((await log.audit({ call: 'office.greet' })).items, []);
  });
});

describe('the log', () => {
  test('is found by call, service, time, outcome and words, and is one organization’s', async () => {
    const { items: all } = await log.audit({ limit: 100 });
    assert.equal((await log.audit({ call: 'office', limit: 100 })).items.length, all.length);
    assert.deepEqual((await log.audit({ call: 'off' })).items, []);
    assert.equal((await log.audit({ outcome: 'refused' })).items.length, 1);
    assert.deepEqual((await log.audit({ to: '2020-01-01T00:00:00.000Z' })).items, []);
    assert.equal((await log.audit({ from: all[0]?.at ?? '', limit: 100 })).items[0]?.id, all[0]?.id);
    assert.ok((await log.audit({ q: 'KITCHEN' })).items.length > 2);
    assert.deepEqual((await system.client(operations, system.person(['admin'])).audit({})).items, []);
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await log.audit({ limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    assert.deepEqual(
      seen,
      all.map(({ id }) => id),
    );
  });

  test('says acts in the language that is asked for, and finds them by their words in any', async () => {
    const inFrench = { headers: { 'accept-language': 'fr-CH, en;q=0.5' } };
    const titles = async (q: string) => (await log.audit({ q }, inFrench)).items.map(({ title }) => title);
    assert.ok((await titles('KITCHEN')).includes('Embauche de Ada (cook, waiter)'));
    assert.deepEqual(await titles('embauche'), await titles('hired'));
    assert.ok((await titles('embauche')).length > 2);
    // It has no words but those of the API reference.
    assert.deepEqual(await titles('knocks'), ['Knocks at the door']);
  });

  test('calls what an act names as people do: kinds of messages, channels, languages', async () => {
    const { rephrase } = system.client(office, admin);
    await rephrase({ kind: 'office.closes', channel: 'email', locale: 'fr' });
    await rephrase({ kind: 'office.opens', channel: 'pigeon', locale: 'x y' });
    const told = async (headers: Record<string, string>) =>
      (await log.audit({ call: 'office.rephrase' }, { headers })).items.map(({ title }) => title);
    assert.deepEqual(await told({}), [
      'Rephrased “office.opens” (pigeon, x y)',
      'Rephrased “The office closes” (email, French)',
    ]);
    assert.deepEqual(await told({ 'accept-language': 'fr' }), [
      'Nouveau « office.opens » (pigeon, x y)',
      'Nouveau « Le bureau ferme » (e-mail, français)',
    ]);
  });

  test('can be taken away as CSV and as JSON Lines', async () => {
    const { items } = await log.audit({ limit: 100 });
    const get = async (format: string) => {
      const reply = await fetch(`${system.url}/api/audit/export?format=${format}`, {
        headers: system.headers(admin),
      });
      return { type: reply.headers.get('content-type'), text: await reply.text() };
    };
    const csv = await get('csv');
    assert.match(csv.type ?? '', /^text\/csv/);
    assert.equal(csv.text.trimEnd().split('\r\n').length, items.length + 1);
    const lines = await get('jsonl');
    assert.match(lines.type ?? '', /^application\/jsonl/);
    assert.deepEqual(
      lines.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
      items,
    );
  });

  test('cannot be changed, not even by the owner of the database', async () => {
    const { rows } = await system.sql<{ name: string }>({
      text: `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'kernel.audit'::regclass`,
    });
    for (const table of ['kernel.audit', ...rows.map(({ name }) => name)]) {
      for (const text of [
        `TRUNCATE ${table}`,
        `UPDATE ${table} SET outcome = 'done'`,
        `DELETE FROM ${table}`,
      ]) {
        const { rows: held } = await system.sql<{ n: number }>({
          text: `SELECT count(*) AS n FROM ${table}`,
        });
        // A row trigger has nothing to refuse where there is no row.
        if (held[0]?.n === 0 && !text.startsWith('TRUNCATE')) continue;
        await assert.rejects(system.sql({ text }), /is append-only/, text);
      }
    }
    const asOffice = (text: string) => system.sql({ text: `SET ROLE kernos_office; ${text}` });
    await assert.rejects(asOffice('SELECT * FROM kernel.audit'), /permission denied/);
    await system.sql({ text: 'RESET ROLE' });
  });
});
