import assert from 'node:assert/strict';
import type { Argon2Parameters } from 'node:crypto';
import { argon2, argon2Sync } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DeriveArgon2id } from './passwords.ts';
import { ARGON2_COST, createPasswordHasher, hashConcurrency, PasswordHasherBusyError } from './passwords.ts';

const PASSWORD = 'several unrelated words';
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };

const derive: DeriveArgon2id = (parameters) =>
  new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });

test('Argon2id of this Node gives the tag of RFC 9106, section 5.3', () => {
  const tag = argon2Sync('argon2id', {
    message: Buffer.alloc(32, 1),
    nonce: Buffer.alloc(16, 2),
    secret: Buffer.alloc(8, 3),
    associatedData: Buffer.alloc(12, 4),
    parallelism: 4,
    memory: 32,
    passes: 3,
    tagLength: 32,
  });
  assert.equal(tag.toString('hex'), '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
});

test('a PHC string of the reference implementation is verified', async () => {
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  const hasher = createPasswordHasher();
  assert.equal(await hasher.verify('password', reference), true);
  assert.equal(await hasher.verify('Password', reference), false);
});

test('a hash is a salted PHC string at the cost that is set, and only its password fits', async () => {
  const hasher = createPasswordHasher();
  const [first, second] = await Promise.all([hasher.hash(PASSWORD), hasher.hash(PASSWORD)]);
  assert.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.notEqual(first, second);
  assert.equal(await hasher.verify(PASSWORD, first), true);
  assert.equal(await hasher.verify(`${PASSWORD} `, first), false);
  assert.equal(await hasher.verify('', first), false);
});

test('one password typed on two keyboards is one password', async () => {
  const hasher = createPasswordHasher({ cost: CHEAP });
  const composed = await hasher.hash('Ångström café');
  assert.equal(await hasher.verify('Ångström café', composed), true);
});

test('a hash of another cost is to be made again, today’s is not', async () => {
  const old = await createPasswordHasher({ cost: CHEAP }).hash(PASSWORD);
  const hasher = createPasswordHasher();
  assert.equal(hasher.needsRehash(old), true);
  assert.equal(hasher.needsRehash(await hasher.hash(PASSWORD)), false);
  assert.equal(await hasher.verify(PASSWORD, old), true);
});

test('a stored hash that is none is an error, not a wrong password', async () => {
  const hasher = createPasswordHasher({ cost: CHEAP });
  for (const broken of ['', 'secret', '$2b$10$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=64,t=1,p=1$$']) {
    await assert.rejects(hasher.verify(PASSWORD, broken), TypeError);
  }
});

test('a known and an unknown account cost the same work', async () => {
  const work: Argon2Parameters[] = [];
  const hasher = createPasswordHasher({
    derive: (parameters) => {
      work.push(parameters);
      return derive(parameters);
    },
  });
  const stored = await hasher.hash(PASSWORD);
  work.length = 0;
  assert.equal(await hasher.verify('a wrong password', stored), false);
  assert.equal(await hasher.verify('a wrong password', undefined), false);
  const effort = work.map(({ memory, passes, parallelism, tagLength, message, nonce }) => ({
    memory,
    passes,
    parallelism,
    tagLength,
    messageLength: Buffer.from(message as Buffer).length,
    nonceLength: Buffer.from(nonce as Buffer).length,
  }));
  assert.equal(effort.length, 2);
  assert.deepEqual(effort[0], effort[1]);
  assert.equal(effort[0]?.memory, ARGON2_COST.memoryKib);
});

test('what is too long or no text is refused before any work, known account or not', async () => {
  let work = 0;
  const hasher = createPasswordHasher({
    cost: CHEAP,
    derive: (parameters) => {
      work += 1;
      return derive(parameters);
    },
  });
  const stored = await hasher.hash(PASSWORD);
  work = 0;
  for (const refused of ['x'.repeat(1025), 'x'.repeat(5_000_000), 'half a \ud83d character']) {
    assert.equal(await hasher.verify(refused, stored), false);
    assert.equal(await hasher.verify(refused, undefined), false);
    await assert.rejects(hasher.hash(refused), RangeError);
  }
  assert.equal(work, 0);
});

test('no password opens an account that does not exist, not even one whose tag fits the decoy', async () => {
  const hasher = createPasswordHasher({ derive: async ({ tagLength }) => Buffer.alloc(tagLength) });
  assert.equal(await hasher.verify(PASSWORD, undefined), false);
});

test('no more than the limit run at once, the queue waits, and the rest hear when to come again', async () => {
  const finish: (() => void)[] = [];
  let most = 0;
  const hasher = createPasswordHasher({
    concurrency: 2,
    queue: 3,
    derive: async ({ tagLength }) => {
      most = Math.max(most, hasher.load().running);
      await new Promise<void>((resolve) => finish.push(resolve));
      return Buffer.alloc(tagLength);
    },
  });
  const attempts = Array.from({ length: 7 }, () => hasher.verify(PASSWORD, undefined));
  const settled = Promise.allSettled(attempts);
  await new Promise(setImmediate);
  assert.deepEqual(hasher.load(), { running: 2, waiting: 3 });
  while (hasher.load().running > 0) {
    finish.shift()?.();
    await new Promise(setImmediate);
  }
  const outcomes = await settled;
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  assert.equal(most, 2);
  assert.equal(refused.length, 2);
  for (const { reason } of refused) {
    assert.ok(reason instanceof PasswordHasherBusyError);
    assert.ok(reason.retryAfterSeconds >= 1);
  }
  assert.deepEqual(hasher.load(), { running: 0, waiting: 0 });
});

test('hashing leaves one core and half of the thread pool to the rest', () => {
  assert.deepEqual([1, 2, 3, 4, 64].map(hashConcurrency), [1, 1, 2, 2, 2]);
});

/**
 * What else this process got done during so many checks at once, for each of them: turns of the event loop, and files
 * asked for one after another. Counted, since on a busy machine everything is late.
 */
async function storm(checks: number, options: { concurrency?: number; derive?: DeriveArgon2id }) {
  const hasher = createPasswordHasher({ queue: checks, ...options });
  const stored = await hasher.hash(PASSWORD);
  let over = false;
  const during = async (what: () => Promise<unknown>) => {
    let done = 0;
    for (; !over; done += 1) await what();
    return done / checks;
  };
  const all = Promise.all(Array.from({ length: checks }, () => hasher.verify('a wrong password', stored)));
  const others = Promise.all([during(() => nextTurn()), during(() => stat(import.meta.filename))]);
  const results = await all.finally(() => {
    over = true;
  });
  assert.ok(results.every((isRight) => !isRight));
  const [turns, files] = await others;
  return { turns, files };
}

const onTheEventLoop: DeriveArgon2id = async (parameters) => {
  await nextTurn();
  return argon2Sync('argon2id', parameters);
};

test('during 60 checks at once the event loop and the file system stay responsive', async (t) => {
  const guarded = await storm(60, {});
  const unguarded = await storm(30, { concurrency: 30 });
  const blocking = await storm(30, { derive: onTheEventLoop });
  const show = ({ turns, files }: typeof guarded) =>
    `for each check ${turns.toFixed(1)} turns of the event loop, ${files.toFixed(1)} files`;
  t.diagnostic(`60 checks behind the bulkhead: ${show(guarded)}`);
  t.diagnostic(`30 checks without it: ${show(unguarded)}`);
  t.diagnostic(`30 checks on the event loop: ${show(blocking)}`);
  // Held against the wrong ways to do it.
  assert.ok(guarded.turns > blocking.turns * 5, 'the event loop is not free');
  assert.ok(guarded.files > unguarded.files * 5, 'the thread pool is not free');
});
