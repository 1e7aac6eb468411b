/** What a contract and a service definition refuse before anything starts, by the name of what is missing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from 'typebox';
import { allow, anyone, type CallSpec, contract, event, signedIn, to } from './contract.ts';
import { Feed, FeedQuery, Id, Sequence } from './schemas.ts';
import { handle, service } from './service.ts';

const good: CallSpec = {
  method: 'GET',
  path: '/things/:thingId',
  summary: 'Reads a thing',
  access: anyone,
  params: Type.Object({ thingId: Type.String() }),
  reply: { 200: Type.Object({}) },
};

const declare = (changes: Partial<Record<keyof CallSpec, unknown>>) => () =>
  contract('things', { calls: { read: { ...good, ...changes } as CallSpec } });

describe('a contract is refused, naming the call,', () => {
  const cases: [string, Partial<Record<keyof CallSpec, unknown>>, RegExp][] = [
    ['without an access rule', { access: undefined }, /things\.read .*no access rule/],
    ['without a reply schema', { reply: {} }, /no reply schema/],
    ['with a status that has no schema', { reply: { 200: undefined } }, /reply 200 has no schema/],
    ['with a path parameter without a schema', { params: undefined }, /:thingId has no schema/],
    [
      'with a parameter that the path does not name',
      { path: '/things' },
      /"thingId", which the path does not name/,
    ],
    [
      'with one name in two places',
      { query: Type.Object({ thingId: Type.String() }) },
      /two of params, query and body/,
    ],
    [
      'with a secret that would be recorded as it is',
      {
        method: 'POST',
        idempotent: true,
        reply: { 201: Type.Object({ thing: Type.Object({ apiKey: Type.String() }) }) },
      },
      /the secret "apiKey" and is recorded/,
    ],
    ['with a body on a GET', { body: Type.Object({}) }, /a GET has no body/],
  ];
  for (const [what, changes, message] of cases) {
    test(what, () => assert.throws(declare(changes), message));
  }

  test('with an event whose key is not in its data', () => {
    const kind = { ...event('A thing was made.', 'thingId', { thingId: Type.String() }), key: 'other' };
    assert.throws(
      () => contract('things', { events: { 'thing.made': kind as never } }),
      /its key "other" is not a field/,
    );
  });
});

describe('a feed', () => {
  const posted = event('An entry was written.', 'readerId', { readerId: Id });
  const feed: CallSpec = {
    method: 'GET',
    path: '/feed',
    summary: 'Your entries, oldest first',
    access: signedIn,
    query: Type.Object(FeedQuery),
    reply: { 200: Feed(Type.Object({ sequence: Sequence, text: Type.String() })) },
    feed: 'entry.posted',
  };
  const declareFeed = (changes: Partial<Record<keyof CallSpec, unknown>>) =>
    contract('things', {
      calls: { feed: { ...feed, ...changes } as CallSpec },
      events: { 'entry.posted': posted },
    });

  test('is a call like others', () => assert.equal(declareFeed({}).calls.feed.feed, 'entry.posted'));

  const cases: [string, Partial<Record<keyof CallSpec, unknown>>, RegExp][] = [
    ['that changes something', { method: 'POST' }, /things\.feed is a feed: it must be a GET/],
    ['of somebody else', { path: '/feeds/:id', params: Type.Object({ id: Id }) }, /has a parameter/],
    ['that nothing announces', { feed: 'entry.printed' }, /announced by entry\.printed, which is no event/],
    ['without a cursor', { query: Type.Object({}) }, /must be FeedQuery/],
    ['that needs more than a cursor', { query: Type.Object({ ...FeedQuery, q: Id }) }, /must be FeedQuery/],
    ['without sequence numbers', { reply: { 200: Type.Object({}) } }, /must be Feed\(item\)/],
  ];
  for (const [what, changes, message] of cases) {
    test(`is refused ${what}`, () => assert.throws(() => declareFeed(changes), message));
  }
});

describe('who hears of an event', () => {
  test('is in the declaration', () => {
    const { events } = contract('things', {
      events: {
        'thing.made': event(
          'Made.',
          'id',
          { id: Id, ownerId: Id },
          { realtime: [allow('admin'), to('ownerId')] },
        ),
      },
    });
    assert.deepEqual(events['thing.made'].realtime, [
      { kind: 'roles', roles: ['admin'] },
      { kind: 'person', field: 'ownerId' },
    ]);
  });

  test('must be a field of its data', () => {
    const kind = { ...event('Made.', 'id', { id: Id }), realtime: [to('ownerId')] };
    assert.throws(
      () => contract('things', { events: { 'thing.made': kind } }),
      /thing\.made of things: it is announced in realtime to "ownerId", which its data has not/,
    );
  });
});

describe('a service is refused', () => {
  const things = contract('things', { calls: { read: good }, tasks: { mend: Type.Object({}) } });
  const others = contract('others', { calls: { read: good } });
  const read = handle(things.calls.read, async () => ({}));

  test('with a call that nothing answers', () => {
    assert.throws(() => service(things, {}), /the call things\.read has no handler/);
  });
  test('with a task that nobody does', () => {
    assert.throws(() => service(things, { calls: [read] }), /the task things\.mend has no handler/);
  });
  test('with an answer to another contract’s call', () => {
    const foreign = handle(others.calls.read, async () => ({}));
    assert.throws(
      () => service(things, { calls: [read, foreign] }),
      /others\.read, which its contract does not declare/,
    );
  });
});
