/** API keys of the assistant and the password they were made under, with both services as they are. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assistant } from '../assistant/contract.ts';
import { assistantService } from '../assistant/service.ts';
import { knowledgeService } from '../knowledge/service.ts';
import { PASSWORD, startIdentity, type Visitor } from './identity.fixture.ts';
import { createPasswordHasher } from './passwords.ts';

const here = await startIdentity({ services: [knowledgeService, assistantService] });
after(() => here[Symbol.asyncDispose]());
const { api, system } = here;

/** A new key: what it is answered, and its row, to be put there again. */
async function keyOf({ signedIn }: Visitor) {
  const { id, key } = await here.as(assistant, signedIn.accessToken).createKey({ name: 'Editor' });
  const { rows } = await system.sql<{ row: string }>({
    text: 'SELECT to_jsonb(k)::text AS row FROM assistant.keys k WHERE id = $1',
    values: [id],
  });
  return {
    status: async () =>
      (await here.send('GET', '/v1/models', { headers: { authorization: `Bearer ${key}` } })).status,
    putBack: () =>
      system.sql({
        text: 'INSERT INTO assistant.keys SELECT * FROM jsonb_populate_record(null::assistant.keys, $1::jsonb)',
        values: [rows[0]?.row],
      }),
  };
}

let admin: Visitor;
before(async () => {
  admin = await here.register();
});

async function member(): Promise<Visitor> {
  const email = `${crypto.randomUUID()}@example.org`;
  await admin.api.createMember({ name: 'Lea', email, password: PASSWORD, roles: ['learner'] });
  await here.forgetLetters(email);
  return here.signIn(email);
}

const NEW_PASSWORD = 'another four unrelated words';
for (const [how, replace] of [
  [
    'reset',
    async ({ email }: Visitor) => {
      await api.requestPasswordReset({ email });
      const token = await here.tokenFor(email, '/reset-password');
      await api.confirmPasswordReset({ token, password: NEW_PASSWORD });
    },
  ],
  [
    'changed',
    (person: Visitor) => person.api.changePassword({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD }),
  ],
] as const)
  test(`a key opens nothing once its owner’s password was ${how}, though nobody has heard of that yet`, async () => {
    const person = await member();
    const key = await keyOf(person);
    assert.equal(await key.status(), 200);
    await replace(person);
    assert.equal(await key.status(), 401);
    // The event deletes it too. Identity itself says so before that has come.
    await system.settled();
    await key.putBack();
    assert.equal(await key.status(), 401);
    const later = await keyOf(await here.signIn(person.email, NEW_PASSWORD));
    assert.equal(await later.status(), 200);
  });

test('a key outlives that the same password is hashed at another cost', async () => {
  const person = await member();
  const key = await keyOf(person);
  const old = await createPasswordHasher({ cost: { memoryKib: 64, passes: 1, lanes: 1 } }).hash(PASSWORD);
  const values = [person.signedIn.user.id];
  await system.sql({
    text: 'UPDATE identity.credentials SET password_hash = $2 WHERE account_id = $1',
    values: [...values, old],
  });
  await here.signIn(person.email);
  await system.settled();
  const { rows } = await system.sql<{ hash: string }>({
    text: 'SELECT password_hash AS hash FROM identity.credentials WHERE account_id = $1',
    values,
  });
  assert.notEqual(rows[0]?.hash, old);
  assert.equal(await key.status(), 200);
});
