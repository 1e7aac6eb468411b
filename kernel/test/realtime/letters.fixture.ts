/** A small service with a feed and events that are heard in realtime, for the tests of realtime connections. */
import { Type } from 'typebox';
import { allow, contract, event, signedIn, to } from '../../src/contract/contract.ts';
import { Feed, FeedQuery, Id, Sequence } from '../../src/contract/schemas.ts';
import { handle, service } from '../../src/contract/service.ts';

export const Letter = Type.Object({ sequence: Sequence, text: Type.String() });

export const letters = contract('letters', {
  calls: {
    post: {
      method: 'POST',
      path: '/letters',
      summary: 'Writes a letter to each of these people',
      access: allow('writer'),
      body: Type.Object({
        readerIds: Type.Array(Id),
        text: Type.String(),
        fail: Type.Optional(Type.Boolean({ description: 'Fails after everything was written' })),
      }),
      reply: { 204: Type.Null() },
      errors: { 'letter-refused': 409 },
    },
    feed: {
      method: 'GET',
      path: '/letters/feed',
      summary: 'Your letters, oldest first',
      access: allow('reader'),
      query: Type.Object(FeedQuery),
      reply: { 200: Feed(Letter) },
      feed: 'letter.posted',
    },
    change: {
      method: 'POST',
      path: '/things',
      summary: 'Changes things, or announces something to everyone',
      access: allow('writer'),
      body: Type.Object({
        thingId: Id,
        ownerId: Type.Union([Id, Type.Null()]),
        announce: Type.Optional(Type.Boolean()),
        times: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000 })),
      }),
      reply: { 204: Type.Null() },
    },
  },
  events: {
    'letter.posted': event('A letter came.', 'readerId', { readerId: Id }),
    'thing.changed': event(
      'A thing changed.',
      'thingId',
      { thingId: Id, ownerId: Type.Union([Id, Type.Null()]), secret: Type.String() },
      { realtime: [allow('admin', 'inspector'), to('ownerId')] },
    ),
    'thing.announced': event('For all.', 'thingId', { thingId: Id }, { realtime: [signedIn] }),
    'thing.hidden': event('For nobody.', 'thingId', { thingId: Id }),
  },
});

/** @param failing lets a test make the feed fail. */
export const lettersService = (failing: () => Error | undefined = () => undefined) =>
  service(letters, {
    migrations: new URL('./migrations/', import.meta.url),
    calls: [
      handle(letters.calls.post, async ({ readerIds, text, fail }, ctx) => {
        // In one order, or two letters to the same people could wait for each other.
        for (const readerId of readerIds.toSorted()) {
          const { rows } = await ctx.tx.query<{ last: number }>({
            text: `INSERT INTO letters.readers (reader_id, last) VALUES ($1, 1)
                   ON CONFLICT (organization_id, reader_id) DO UPDATE SET last = readers.last + 1 RETURNING last`,
            values: [readerId],
          });
          await ctx.tx.query({
            text: 'INSERT INTO letters.entries (reader_id, sequence, text) VALUES ($1, $2, $3)',
            values: [readerId, rows[0]?.last, text],
          });
          ctx.publish('letter.posted', { readerId });
        }
        if (fail) ctx.fail('letter-refused', 'This letter is refused.');
        return null;
      }),
      handle(letters.calls.feed, async ({ after = 0, limit = 100 }, ctx) => {
        const error = failing();
        if (error) throw error;
        const { rows } = await ctx.tx.query<{ sequence: number; text: string }>({
          text: 'SELECT sequence, text FROM letters.entries WHERE reader_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
          values: [ctx.actor.id, after, limit],
        });
        return { items: rows };
      }),
      handle(letters.calls.change, async ({ thingId, ownerId, announce, times = 1 }, ctx) => {
        for (let n = 0; n < times; n += 1) {
          if (announce) ctx.publish('thing.announced', { thingId });
          else ctx.publish('thing.changed', { thingId, ownerId, secret: 'must not leak' });
        }
        ctx.publish('thing.hidden', { thingId });
        return null;
      }),
    ],
  });
