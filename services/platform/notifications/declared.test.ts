/** A service that nobody here has heard of adds what people are told, its words and a setting, in its own definition. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { allow, contract, event } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { Id } from '@kernos/kernel/schemas';
import { handle, service } from '@kernos/kernel/service';
import { setting, settings } from '@kernos/kernel/settings';
import { startTestSystem } from '@kernos/kernel/testing';
import { Type } from 'typebox';
import { notifications } from './contract.ts';
import { type Facts, followedEvents, notificationKinds } from './contract-declarations.ts';
import { known, services } from './notifications.fixture.ts';

const gardens = contract('gardens', {
  calls: {
    plant: {
      method: 'POST',
      path: '/beds',
      summary: 'Plants a bed',
      access: allow('gardener'),
      body: Type.Object({ plant: Type.String(), helperId: Id }),
      reply: { 201: Type.Object({ bedId: Id, water: Type.Integer() }) },
    },
  },
  events: {
    'bed.planted': event('A bed was planted.', 'bedId', {
      bedId: Id,
      plant: Type.String(),
      gardenerId: Id,
      helperId: Id,
    }),
  },
});
const watering = settings({
  litres: setting(Type.Integer({ minimum: 1 }), {
    env: 'GARDEN_LITRES',
    fallback: '5',
    doc: 'Litres of water for a bed.',
    right: 'a whole number of litres',
  }),
});
const toBed = ({ event: { bedId } }: Facts) => `/beds/${bedId}`;
const aboutBed = ({ subject, person }: Facts) => ({
  bed: { plant: subject?.title },
  helper: { name: person?.name },
});
const sample = { bed: { plant: 'Beans' }, helper: { name: 'Ada' } };
const short = (subject: string, text: string) => ({ short: { subject, text } });

const gardensService = service(gardens, {
  settings: watering,
  calls: [
    handle(gardens.calls.plant, async ({ plant, helperId }, ctx) => {
      const bedId = newId();
      ctx.publish('bed.planted', { bedId, plant, gardenerId: ctx.actor.id ?? '', helperId });
      return { bedId, water: ctx.settingsOf(watering).litres };
    }),
  ],
  declares: [
    notificationKinds({
      'work.bed-planted': {
        group: 'work',
        title: { en: 'A bed was planted', fr: 'Une plate-bande a été plantée' },
        channels: { 'in-app': true },
        sample,
        words: {
          en: short('Planted', '{{ bed.plant }} grow with {{ helper.name }}.'),
          fr: short('Planté', '{{ bed.plant }} poussent avec {{ helper.name }}.'),
        },
      },
    }),
    followedEvents([
      {
        event: gardens.events['bed.planted'],
        person: 'helperId',
        subject: { id: 'bedId', title: 'plant', owner: 'gardenerId' },
        rules: [
          { kind: 'work.bed-planted', to: 'person', path: toBed, data: aboutBed },
          { kind: 'work.bed-planted', to: 'owner', path: toBed, data: aboutBed },
        ],
        endpoints: {
          words: {
            en: { subject: 'Planted', text: '{{ bed.plant }}.' },
            fr: { subject: 'Planté', text: '{{ bed.plant }}.' },
          },
          sample,
          path: toBed,
          data: aboutBed,
        },
      },
    ]),
  ],
});

const all = [...services, gardensService];
const system = await startTestSystem({ services: all, env: { GARDEN_LITRES: '7' } });
after(() => system[Symbol.asyncDispose]());
const gardener = system.person(['gardener', 'admin']);
const helper = system.person(['gardener'], gardener.organizationId ?? '');
known.set(helper.userId, { name: 'Zoé', locale: 'fr' });

test('its setting is read, and both who are concerned hear of its event in their language', async () => {
  const { bedId, water } = await system
    .client(gardens, gardener)
    .plant({ plant: 'Beans', helperId: helper.userId });
  assert.equal(water, 7);
  await system.settled();
  const inbox = async (person: typeof gardener) => {
    const { items } = await system.client(notifications, person).list({});
    return items.map(({ kind, title, body, path }) => ({ kind, title, body, path }));
  };
  const common = { kind: 'work.bed-planted', path: `/beds/${bedId}` };
  assert.deepEqual(await inbox(gardener), [{ ...common, title: 'Planted', body: 'Beans grow with Zoé.' }]);
  assert.deepEqual(await inbox(helper), [{ ...common, title: 'Planté', body: 'Beans poussent avec Zoé.' }]);
});

test('its kind can be chosen about, its words can be edited, and its event can be listened to', async () => {
  const mine = system.client(notifications, gardener);
  const { kinds } = await mine.preferences({});
  const preference = kinds.find(({ kind }) => kind === 'work.bed-planted');
  assert.deepEqual([preference?.group, preference?.title], ['work', 'A bed was planted']);
  const { items } = await mine.templates({ locale: 'fr' });
  const template = items.find(({ kind }) => kind === 'work.bed-planted');
  assert.deepEqual(template?.variables, ['person.name', 'link', 'bed.plant', 'helper.name']);
  const { events } = await mine.endpoints({});
  assert.ok(events.includes('bed.planted'));
  const off = [{ kind: 'work.bed-planted', channels: [{ channel: 'in-app' as const, on: false }] }];
  await mine.updatePreferences({ kinds: off });
  await system.client(gardens, gardener).plant({ plant: 'Peas', helperId: helper.userId });
  await system.settled();
  assert.equal((await mine.list({})).items.length, 1);
});

test('a system whose declarations do not fit together does not start', async () => {
  const again = service(contract('orchards', {}), { declares: gardensService.declares ?? [] });
  await assert.rejects(startTestSystem({ services: [...all, again] }), /both declare the notification kind/);
  await assert.rejects(
    startTestSystem({ services: all, env: { GARDEN_LITRES: 'much' } }),
    /GARDEN_LITRES is "much"; give a whole number of litres/,
  );
});
