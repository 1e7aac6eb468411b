/** Live connections under real access tokens: they end with the session, and go on with the next token. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionState, connectRealtime } from '@kernos/kernel/realtime-client';
import type { Hint } from '@kernos/kernel/realtime-protocol';
import { PASSWORD, startIdentity, type Visitor } from './identity.fixture.ts';

const here = await startIdentity();
after(() => here[Symbol.asyncDispose]());
const { api, system } = here;

const until = async (done: () => boolean, what: string) => {
  const deadline = Date.now() + 60_000;
  while (!done()) {
    assert.ok(Date.now() < deadline, `waited in vain until ${what}`);
    await sleep(5);
  }
};

/** Connects as a page would: the token it has, and where that is refused or runs out, the next one. */
async function connect({ signedIn }: Visitor) {
  const hints: Hint[] = [];
  const states: ConnectionState[] = [];
  let session = signedIn;
  const live = connectRealtime({
    url: system.url,
    token: async (not) => {
      if (session.accessToken === not)
        session = await api.refresh({ refreshToken: session.refreshToken ?? '' });
      return session.accessToken;
    },
    onHint: (hint) => hints.push(hint),
    onState: (state) => states.push(state),
  });
  after(() => live.close());
  await until(() => states.includes('online'), 'connected');
  return { hints, states };
}

const settle = (states: ConnectionState[]) =>
  until(() => states.length === 3, `back or refused, not ${states}`);

test('signing out ends it within seconds, and for good', async () => {
  const visitor = await here.register();
  const { states } = await connect(visitor);
  await visitor.api.logout({});
  await settle(states);
  assert.deepEqual(states, ['online', 'offline', 'refused']);
});

test('who gets another role hears what that may hear; who is taken out hears nothing more', async () => {
  const admin = await here.register();
  const { hints } = await connect(admin);
  const email = `live.${process.pid}@example.org`;
  const { userId } = await admin.api.createMember({
    name: 'Member',
    email,
    password: PASSWORD,
    roles: ['learner'],
  });
  const isAddition = ({ type, subject }: Hint) => type === 'organization.member_added' && subject === userId;
  await until(() => hints.some(isAddition), 'the admin hears of it');

  const member = await connect(await here.signIn(email));
  await admin.api.updateMember({ userId, roles: ['admin'] });
  await settle(member.states);
  assert.deepEqual(member.states, ['online', 'offline', 'reconnected']);
  const had = member.hints.length;
  await admin.api.createMember({
    name: 'Other',
    email: `2.${email}`,
    password: PASSWORD,
    roles: ['learner'],
  });
  await until(() => member.hints.length > had, 'they hear of a new member, as an admin does');

  await admin.api.removeMember({ userId });
  await until(() => member.states.length >= 5, 'sent away');
  const last = member.hints.length;
  await admin.api.createMember({
    name: 'Third',
    email: `3.${email}`,
    password: PASSWORD,
    roles: ['learner'],
  });
  await sleep(300);
  assert.equal(member.hints.length, last);
});

// The last one: the clock stands still from here on.
test('a connection ends with its access token, and comes back with the next', async () => {
  const { states } = await connect(await here.register());
  system.clock.advance(11 * 60_000);
  await settle(states);
  assert.deepEqual(states, ['online', 'offline', 'reconnected']);
});
