/** Browsers that get push messages. */
import { personOf } from '@kernos/kernel/caller';
import { newId } from '@kernos/kernel/ids';
import { AddressRefused } from '@kernos/kernel/outgoing';
import { handle, on } from '@kernos/kernel/service';
import { identity } from '../identity/contract.ts';
import { notifications } from './contract.ts';
import { vapidKeys } from './keys.ts';
import { type DeviceRow, deleteDevice, deleteDevices, selectDevices, storeDevice } from './people-store.ts';

const DEVICES_AT_MOST = 20;
const NAME_LIMIT = 200;

const shown = ({ id, name, createdAt }: DeviceRow) => ({ id, name, createdAt });

export const pushKey = handle(notifications.calls.pushKey, async (_input, ctx) => {
  const { publicKey } = await ctx.shared(vapidKeys);
  return { publicKey };
});

export const devices = handle(notifications.calls.devices, async (_input, ctx) => ({
  items: (await selectDevices(ctx, [personOf(ctx).id])).map(shown),
}));

export const addDevice = handle(notifications.calls.addDevice, async ({ endpoint, keys }, ctx) => {
  const personId = personOf(ctx).id;
  try {
    await ctx.outgoing.check(endpoint);
  } catch (error) {
    const why =
      error instanceof AddressRefused ? error.message : 'The address of its push service is not known.';
    return ctx.fail('address-not-allowed', why);
  }
  const own = await selectDevices(ctx, [personId]);
  if (own.length >= DEVICES_AT_MOST && !own.some((device) => device.endpoint === endpoint))
    return ctx.fail('too-many-devices', `You have ${DEVICES_AT_MOST} browsers already; remove one first.`);
  const name = (ctx.requestHeader('user-agent') ?? 'Browser').slice(0, NAME_LIMIT);
  const createdAt = ctx.now().toISOString();
  return shown(await storeDevice(ctx, { id: newId(), personId, endpoint, ...keys, name, createdAt }));
});

export const removeDevice = handle(notifications.calls.removeDevice, async ({ deviceId }, ctx) => {
  if (!(await deleteDevice(ctx, deviceId, personOf(ctx).id)))
    return ctx.fail('not-found', 'There is no such browser of yours.');
  return null;
});

/** A browser that was signed in under a password that its owner lost is told nothing more. */
export const forgetBrowsers = on(
  notifications,
  identity.events['user.password_changed'],
  'now',
  async ({ userId, byOwner }, ctx) => {
    if (!byOwner) await deleteDevices(ctx, userId, ctx.event.time);
  },
);
