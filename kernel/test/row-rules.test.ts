/** Rules finer than the organization: what somebody may see depends on where they work, their role and their purpose. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Type } from 'typebox';
import { checkComplete } from '../src/contract/completeness.ts';
import { allow, contract } from '../src/contract/contract.ts';
import { newId } from '../src/contract/ids.ts';
import { handle, service } from '../src/contract/service.ts';
import { startTestSystem, type TestPerson, type TestSystem } from '../src/testing.ts';
import { asked, seen, stays, staysService, wards, wardsService } from './wards/wards.fixture.ts';

let system: TestSystem;
const organizationId = newId();
const post = (person: TestPerson, ...facilities: string[]) =>
  Promise.all(
    facilities.map((facility) =>
      system.sql({
        text: 'INSERT INTO wards.postings (organization_id, user_id, facility) VALUES ($1, $2, $3)',
        values: [organizationId, person.userId, facility],
      }),
    ),
  );
const guestsOf = async (person: TestPerson, headers: Record<string, string> = {}) => {
  const { items } = await system.client(stays, person).list({}, { headers });
  return items.map(({ guest }) => guest);
};

before(async () => {
  system = await startTestSystem({ services: [wardsService, staysService] });
});
after(() => system[Symbol.asyncDispose]());

test('a person sees the rows of where they work, in a group and alone, and can write no others', async () => {
  const [north, south, both, none] = ['nurse', 'nurse', 'nurse', 'nurse'].map((role) =>
    system.person([role], organizationId),
  ) as [TestPerson, TestPerson, TestPerson, TestPerson];
  await post(north, 'north');
  await post(south, 'south');
  await post(both, 'north', 'south');
  // At once, so that they share transactions: what is set for one must not hold for the next.
  const admitting = Array.from({ length: 40 }, (_, n) => {
    const [who, facility] = n % 2 === 0 ? ([north, 'north'] as const) : ([south, 'south'] as const);
    return system.client(stays, who).admit({ facility, guest: `${facility} ${String(n).padStart(2, '0')}` });
  });
  await Promise.all(admitting);
  assert.equal((await guestsOf(north)).length, 20);
  assert.ok((await guestsOf(north)).every((guest) => guest.startsWith('north')));
  assert.ok((await guestsOf(south)).every((guest) => guest.startsWith('south')));
  assert.equal((await guestsOf(both)).length, 40);
  assert.deepEqual(await guestsOf(none), []);
  const refused = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      system.client(stays, north).admit({ facility: 'south', guest: 'smuggled' }),
    ),
  );
  assert.ok(refused.every(({ status }) => status === 'rejected'));
  assert.equal((await guestsOf(both)).includes('smuggled'), false);
  await system.settled();
  assert.equal(seen.rows.length, 40);
  assert.ok(
    seen.rows.every((rows) => rows >= 1),
    'a service acts for itself and sees all',
  );
});

test('a purpose opens what a policy says, for the roles it says', async () => {
  const doctor = system.person(['doctor'], organizationId);
  const nurse = system.person(['nurse'], organizationId);
  const elevated = { 'kernos-purpose': 'break-glass' };
  assert.deepEqual(await guestsOf(doctor), []);
  assert.equal((await guestsOf(doctor, elevated)).length, 40);
  assert.deepEqual(await guestsOf(nurse, elevated), []);
});

test('a place of work that was taken away no longer counts after five seconds, and is asked for once until then', async () => {
  const nurse = system.person(['nurse'], organizationId);
  await post(nurse, 'north');
  assert.equal((await guestsOf(nurse)).length, 20);
  const before = asked.times;
  await Promise.all(Array.from({ length: 20 }, () => guestsOf(nurse)));
  assert.ok(asked.times - before <= 1, `asked ${asked.times - before} times`);
  await system.sql({ text: 'DELETE FROM wards.postings WHERE user_id = $1', values: [nurse.userId] });
  const removedAt = performance.now();
  while ((await guestsOf(nurse)).length > 0) {
    assert.ok(performance.now() - removedAt < 60_000, 'still seen after a minute');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

test('the start refuses an attribute that nobody tells, that two tell, and that everybody could ask for', () => {
  const bare = { ...wardsService, attributes: {} };
  assert.throws(
    () => checkComplete([bare, staysService]),
    /stays compare the attribute facility, which no service declares/,
  );
  const second = contract('second', {});
  assert.throws(
    () =>
      checkComplete([
        wardsService,
        staysService,
        service(second, { attributes: { facility: wards.calls.facilities } }),
      ]),
    /second and wards both declare the attribute facility/,
  );
  const open = contract('open', {
    calls: {
      tell: {
        method: 'GET',
        path: '/tell/:userId',
        summary: 'Tells',
        access: allow('nurse'),
        params: Type.Object({ userId: Type.String() }),
        reply: { 200: Type.Object({ values: Type.Array(Type.String()) }) },
      },
    },
  });
  const told = service(open, {
    calls: [handle(open.calls.tell, async () => ({ values: [] }))],
    attributes: { team: open.calls.tell },
  });
  assert.throws(() => checkComplete([told]), /its access must be internal/);
});
