/** Webhooks and Slack channels of an organization. */
import { randomBytes } from 'node:crypto';
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { AddressRefused } from '@kernos/kernel/outgoing';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { notifications } from './contract.ts';
import { isToEndpoint, replayRange } from './delivery-store.ts';
import { tellEach } from './endpoint-deliveries.ts';
import {
  deleteEndpoint,
  type EndpointInUse,
  type EndpointRow,
  findEndpoint,
  selectEndpoints,
  storeEndpoint,
} from './endpoint-store.ts';
import { kindsOf, TRIAL } from './kinds.ts';
import type { Endpoint } from './schemas.ts';

const ENDPOINTS_AT_MOST = 50;
const BOTH_SIGN_MS = 24 * 3_600_000;

type Failing<Code extends string> = Pick<Context<Code>, 'tx' | 'fail' | 'outgoing'>;

/** A Slack address lets whoever knows it write there. */
const hidden = (url: string) => `${new URL(url).origin}/…${url.slice(-4)}`;

const shown = (row: EndpointRow & Partial<EndpointInUse>): Static<typeof Endpoint> => ({
  id: row.id,
  type: row.type,
  name: row.name,
  url: row.type === 'slack' ? hidden(row.url) : row.url,
  events: row.events,
  paused: row.paused,
  failingSince: row.failingSince,
  createdAt: row.createdAt,
  lastState: row.lastState ?? null,
  lastAt: row.lastAt ?? null,
});

/** 192 bits, in the form that the Standard Webhooks specification gives secrets. */
const newSecret = () => `whsec_${randomBytes(24).toString('base64')}`;

async function requireAddress(ctx: Failing<'address-not-allowed'>, url: string): Promise<void> {
  try {
    await ctx.outgoing.check(url);
  } catch (error) {
    const why = error instanceof AddressRefused ? error.message : 'No address could be found for this name.';
    ctx.fail('address-not-allowed', why);
  }
}

function requireEvents(
  ctx: Failing<'event-unknown'> & Pick<Context, 'declared'>,
  wanted: readonly string[],
): void {
  const events = kindsOf(ctx).endpointEvents;
  const unknown = wanted.find((type) => type !== '*' && !events.includes(type));
  if (unknown !== undefined)
    ctx.fail('event-unknown', `There is no event ${unknown} to be told of. There are: ${events.join(', ')}.`);
}

/** The endpoint that somebody does something with, which the record then names. */
async function requireEndpoint(
  ctx: Failing<'endpoint-not-found'> & Pick<Context, 'about' | 'cipher'>,
  endpointId: string,
): Promise<EndpointRow> {
  const endpoint =
    (await findEndpoint(ctx, endpointId)) ??
    ctx.fail('endpoint-not-found', 'There is no such webhook or Slack channel here.');
  ctx.about({ endpoint: endpoint.name });
  return endpoint;
}

export const endpoints = handle(notifications.calls.endpoints, async (_input, ctx) => ({
  items: (await selectEndpoints(ctx)).map(shown),
  events: [...kindsOf(ctx).endpointEvents],
}));

export const createEndpoint = handle(
  notifications.calls.createEndpoint,
  async ({ type, name, url, events: wanted }, ctx) => {
    requireEvents(ctx, wanted);
    await requireAddress(ctx, url);
    if ((await selectEndpoints(ctx)).length >= ENDPOINTS_AT_MOST)
      return ctx.fail('too-many-endpoints', `There are ${ENDPOINTS_AT_MOST} already; remove one first.`);
    const secret = type === 'webhook' ? newSecret() : null;
    const endpoint: EndpointRow = {
      ...{ id: newId(), type, name, url, secret, events: wanted, paused: false, failingSince: null },
      ...{ previousSecret: null, previousUntil: null, createdAt: ctx.now().toISOString() },
    };
    await storeEndpoint(ctx, endpoint);
    return { endpoint: shown(endpoint), secret };
  },
);

export const updateEndpoint = handle(
  notifications.calls.updateEndpoint,
  async ({ endpointId, ...changes }, ctx) => {
    if (changes.events) requireEvents(ctx, changes.events);
    if (changes.url !== undefined) await requireAddress(ctx, changes.url);
    const endpoint = await requireEndpoint(ctx, endpointId);
    // Whoever lets it go on gives it days again.
    const goesOn = changes.paused === false && endpoint.paused;
    await storeEndpoint(ctx, { ...endpoint, ...changes, ...(goesOn && { failingSince: null }) });
    const [changed] = await selectEndpoints(ctx, endpointId);
    return shown(changed as EndpointInUse);
  },
);

export const removeEndpoint = handle(notifications.calls.removeEndpoint, async ({ endpointId }, ctx) => {
  await requireEndpoint(ctx, endpointId);
  await deleteEndpoint(ctx, endpointId);
  return null;
});

export const rotateEndpointSecret = handle(
  notifications.calls.rotateEndpointSecret,
  async ({ endpointId }, ctx) => {
    const endpoint = await requireEndpoint(ctx, endpointId);
    if (endpoint.secret === null)
      return ctx.fail(
        'endpoint-has-no-secret',
        'Slack channels have no secret; give the channel a new address instead.',
      );
    const secret = newSecret();
    const previousUntil = new Date(ctx.now().getTime() + BOTH_SIGN_MS).toISOString();
    await storeEndpoint(ctx, { ...endpoint, secret, previousSecret: endpoint.secret, previousUntil });
    return { secret };
  },
);

export const testEndpoint = handle(notifications.calls.testEndpoint, async ({ endpointId }, ctx) => {
  const endpoint = await requireEndpoint(ctx, endpointId);
  const about = { endpoint: { name: endpoint.name } };
  const [deliveryId] = await tellEach(ctx, [endpoint], () => ({
    eventId: newId(),
    kind: TRIAL,
    path: null,
    data:
      endpoint.type === 'slack' ? about : { type: TRIAL, timestamp: ctx.now().toISOString(), data: about },
  }));
  return { deliveryId: deliveryId as string };
});

/** As many are sent again by one call; the rest by the next. */
const REPLAYED_AT_ONCE = 1_000;

export const replayEndpoint = handle(
  notifications.calls.replayEndpoint,
  async ({ endpointId, from, to, after }, ctx) => {
    const { paused } = await requireEndpoint(ctx, endpointId);
    if (paused) return ctx.fail('endpoint-paused', 'Let it go on first: what is paused is told nothing.');
    const again = await replayRange(ctx, { endpointId, from, to, after, limit: REPLAYED_AT_ONCE });
    for (const { id, channel, attempts } of again)
      if (isToEndpoint(channel))
        ctx.queue(notifications.tasks[channel], { deliveryId: id, attempt: attempts + 1 });
    return {
      replayed: again.length,
      more: again.length === REPLAYED_AT_ONCE,
      last: again.at(-1)?.id ?? null,
    };
  },
);
