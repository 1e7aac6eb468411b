/** The realtime gateway as AsyncAPI 3.0 describes it: what a browser hears and may send at `/api/realtime`. */

import { REALTIME_PATH } from '../realtime/protocol.ts';
import type { AnyCall, Contract, Hearer } from './contract.ts';

const instant = { type: 'string', format: 'date-time' };
const sequence = { type: 'integer', minimum: 0 };
const problem = {
  type: 'object',
  description: 'RFC 9457, as the HTTP API answers',
  required: ['code', 'status'],
};
const object = (properties: Record<string, unknown>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

/** Channel, operations and messages, to be merged into the document about events. */
export function realtimeApi(contracts: readonly Contract[]) {
  const feed = { enum: feedsOf(contracts).map(({ id }) => id) };
  const types = contracts
    .flatMap((contract) => Object.values(contract.events))
    .filter(({ realtime = [] }) => realtime.length > 0)
    .map(({ type }) => type);
  const messages = {
    ready: [
      'Hints arrive from now on.',
      object({
        userId: { type: 'string', format: 'uuid' },
        organizationId: { type: ['string', 'null'], format: 'uuid' },
        now: instant,
        expiresAt: { ...instant, type: ['string', 'null'] },
      }),
    ],
    hint: [
      'Something that concerns you has changed; what, the HTTP API says.',
      object({
        id: { type: 'string', format: 'uuid' },
        type: { enum: types },
        subject: { type: 'string', description: 'The key of the event' },
        time: instant,
      }),
    ],
    refresh: ['So much has changed that no hints were sent for it: read everything anew.', object({})],
    entries: [
      'Entries of a feed, in order; the next ones come when these are acknowledged.',
      object({ feed, after: sequence, items: { type: 'array', items: object({ sequence }) } }),
    ],
    'feed-ended': ['A feed cannot be followed any more.', object({ feed, problem })],
    ended: ['Why the connection is about to end.', object({ problem })],
    authenticate: ['Another access token of the same person.', object({ token: { type: 'string' } })],
    follow: [
      'Asks for the entries of a feed after this one, now and as they come.',
      object({ feed, after: sequence }),
    ],
    unfollow: ['Asks for no more of a feed.', object({ feed })],
  } satisfies Record<string, [string, unknown]>;
  const asked = ['authenticate', 'follow', 'unfollow'];
  const names = Object.keys(messages);
  return {
    channels: {
      realtime: {
        address: REALTIME_PATH,
        description:
          'Socket.IO 4, over WebSocket or polling. Connect with `auth: { token }`, an access token.',
        messages: refs(names, (name) => [name, `#/components/messages/realtime.${name}`]),
      },
    },
    operations: Object.fromEntries(
      names.map((name) => [
        `realtime.${name}`,
        {
          action: asked.includes(name) ? 'receive' : 'send',
          channel: { $ref: '#/channels/realtime' },
          messages: [{ $ref: `#/channels/realtime/messages/${name}` }],
        },
      ]),
    ),
    messages: Object.fromEntries(
      Object.entries(messages).map(([name, [summary, payload]]) => [
        `realtime.${name}`,
        { name, title: name, summary, contentType: 'application/json', payload },
      ]),
    ),
  };
}

const refs = (names: readonly string[], of: (name: string) => [string, string]) =>
  Object.fromEntries(names.map(of).map(([name, $ref]) => [name, { $ref }]));

function feedsOf(contracts: readonly Contract[]): AnyCall[] {
  const calls = contracts.flatMap((contract) => Object.values(contract.calls) as AnyCall[]);
  return calls.filter(({ feed }) => feed !== undefined);
}

/** Who hears of an event, as a sentence; empty where nobody does. */
export function hearersText(realtime: readonly Hearer[] = []): string {
  const who = realtime.map((hearer) => {
    if (hearer.kind === 'signed-in') return 'everyone who is signed in';
    if (hearer.kind === 'roles') return `people with the role ${hearer.roles.join(' or ')}`;
    return `the person in \`${hearer.field}\``;
  });
  return who.length > 0 ? ` Hinted at in realtime to ${who.join(' and ')}.` : '';
}
