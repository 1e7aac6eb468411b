/** Tells people of something: into their inboxes at once, and down as deliveries for what leaves the app. */
import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { languages } from '@kernos/kernel/language';
import { channelPreferencesOf, paceOf } from './channel-preferences.ts';
import { notifications } from './contract.ts';
import type { NotificationKind } from './contract-declarations.ts';
import { insertDeliveries, type NewDelivery } from './delivery-store.ts';
import { insertEntries, type NewEntry } from './inbox-store.ts';
import { kindsOf, type Text } from './kinds.ts';
import { type DeviceRow, newProfile, selectChoices, selectDevices, selectProfiles } from './people-store.ts';
import type { Locale, PersonalChannel } from './schemas.ts';
import { channelSettings } from './settings.ts';
import { fill, textOf, valuesIn } from './templates.ts';
import { afterQuietHours, nextDigest } from './when.ts';

export type Events = EventsOf<typeof notifications>;
export type Telling = Pick<
  Context<never, Events>,
  'tx' | 'queue' | 'publish' | 'now' | 'settings' | 'settingsOf' | 'declared' | 'organizationId' | 'signal'
>;

export interface Recipient {
  readonly id: string;
  readonly name: string;
  /** Instead of the one that their account has when the email is sent. */
  readonly address?: string | undefined;
  readonly locale: Locale;
  /** IANA time zone. */
  readonly timeZone: string;
}

export interface Notice {
  /** What this is about: nobody is told twice of one event through one channel. */
  readonly eventId: string;
  readonly kind: string;
  readonly recipients: readonly Recipient[];
  /** What its words may name, beside the person. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly path: string | null;
  /** Its emails go no sooner. */
  readonly notBefore?: Date;
}

interface Reached extends Recipient {
  readonly phone: string | null;
  readonly channels: readonly PersonalChannel[];
  readonly devices: readonly DeviceRow[];
  /** When its email is due; null for at once. */
  readonly emailAt: Date | null;
  readonly gathered: boolean;
  /** When push and text messages are due; null for at once. */
  readonly othersAt: Date | null;
}

/** Tells these people. Everything of it is in the transaction; what is sent is sent after it. */
export async function tell(ctx: Telling, notice: Notice): Promise<void> {
  const spec = kindsOf(ctx).specs.get(notice.kind);
  if (!spec) throw new Error(`there is no kind of notification called ${notice.kind}`);
  if (notice.recipients.length === 0) return;
  const reached = await reach(ctx, spec, notice);
  const words = new Words(ctx, notice);
  const inboxes = reached.filter(({ channels }) => channels.includes('in-app'));
  const entries: NewEntry[] = [];
  for (const person of inboxes) entries.push(await entryFor(person, words));
  const { eventId, kind, path } = notice;
  for (const { id, recipientId, sequence } of await insertEntries(ctx, entries, {
    eventId,
    kind,
    path,
    now: ctx.now(),
  }))
    ctx.publish('notification.delivered', { deliveryId: id, kind, channel: 'in-app', recipientId, sequence });
  const deliveries: NewDelivery[] = [];
  for (const person of reached) deliveries.push(...(await deliveriesTo(person, notice, words, ctx)));
  for (const { id, channel, state } of await insertDeliveries(ctx, deliveries, ctx.now()))
    if (state === 'queued' && channel !== 'in-app')
      ctx.queue(notifications.tasks[channel], { deliveryId: id, attempt: 1 });
}

/** In the language of the person, and in the others: they may read it on pages in another one. */
async function entryFor(person: Reached, words: Words): Promise<NewEntry> {
  const say = async (locale: Locale) => {
    const { subject, text } = await words.fill('in-app', { ...person, locale });
    return { title: subject, body: text };
  };
  const others = languages.filter((language) => language !== person.locale);
  const translations = Object.fromEntries(
    await Promise.all(others.map(async (language) => [language, await say(language)] as const)),
  );
  return { id: newId(), recipientId: person.id, ...(await say(person.locale)), translations };
}

/** Through what, and when, each of them hears of it. */
async function reach(
  ctx: Telling,
  spec: NotificationKind,
  { kind, recipients, notBefore = ctx.now() }: Notice,
): Promise<Reached[]> {
  const people = [...new Map(recipients.map((recipient) => [recipient.id, recipient])).values()];
  const ids = people.map(({ id }) => id);
  const [profiles, choices, devices] = await Promise.all([
    selectProfiles(ctx, ids),
    selectChoices(ctx, ids, kind),
    'push' in spec.channels ? selectDevices(ctx, ids) : [],
  ]);
  const now = ctx.now();
  const choiceOf = new Map(choices.map((choice) => [choice.personId, choice]));
  return Promise.all(
    people.map(async (person) => {
      const { phone: given, phoneConfirmedAt, ...hours } = profiles.get(person.id) ?? newProfile(person.id);
      const phone = phoneConfirmedAt === null ? null : given;
      const rhythm = { ...hours, timeZone: person.timeZone };
      const choice = choiceOf.get(person.id);
      const pace = paceOf(spec, choice);
      const digest = await nextDigest(now, pace, rhythm);
      const quiet = async (at: Date) => (spec.required ? at : await afterQuietHours(at, rhythm));
      const later = (at: Date) => (at > now ? at : null);
      return {
        ...person,
        phone,
        channels: channelPreferencesOf(spec, choice).flatMap(({ channel, on }) => (on ? [channel] : [])),
        devices: devices.filter(({ personId }) => personId === person.id),
        emailAt: later(await quiet(digest > notBefore ? digest : notBefore)),
        gathered: pace !== 'immediate',
        othersAt: later(await quiet(now)),
      };
    }),
  );
}

async function deliveriesTo(
  person: Reached,
  { eventId, kind, data, path }: Notice,
  words: Words,
  ctx: Telling,
): Promise<NewDelivery[]> {
  const common = {
    ...{ eventId, kind, path, recipientId: person.id, recipientName: person.name || (person.address ?? '') },
    ...{ address: null, deviceId: null, locale: person.locale, data, gathered: false },
  };
  const othersAt = person.othersAt?.toISOString() ?? null;
  const deliveries: NewDelivery[] = [];
  if (person.channels.includes('email')) {
    const { gathered } = person;
    // A digest names it by the subject that its own email would have had.
    const title = gathered ? (await words.fill('email', person)).subject : '';
    deliveries.push({
      ...common,
      id: newId(),
      channel: 'email',
      address: person.address ?? null,
      dueAt: person.emailAt?.toISOString() ?? null,
      ...(gathered && { gathered, data: { ...data, title } }),
    });
  }
  if (person.channels.includes('push'))
    for (const { id: deviceId } of person.devices)
      deliveries.push({ ...common, id: newId(), channel: 'push', deviceId, dueAt: othersAt });
  if (person.channels.includes('sms') && ctx.settingsOf(channelSettings).sms && person.phone)
    deliveries.push({ ...common, id: newId(), channel: 'sms', dueAt: othersAt });
  return deliveries;
}

/** The words of one notice, read once for each channel and language. */
class Words {
  readonly #ctx: Telling;
  readonly #notice: Notice;
  readonly #texts = new Map<string, ReturnType<typeof textOf>>();

  constructor(ctx: Telling, notice: Notice) {
    this.#ctx = ctx;
    this.#notice = notice;
  }

  async fill(channel: 'in-app' | 'email', { name, locale }: Reached): Promise<Text> {
    const { kind, data, path } = this.#notice;
    const key = `${channel} ${locale}`;
    let reading = this.#texts.get(key);
    if (!reading) {
      reading = textOf(this.#ctx, kind, channel, locale);
      this.#texts.set(key, reading);
    }
    const text = await reading;
    if (!text) throw new Error(`the kind ${kind} has no words for ${channel}`);
    return fill(this.#ctx, text, {
      ...valuesIn(locale, data),
      person: { name },
      link: linkTo(this.#ctx.settings, path),
    });
  }
}

/** A page of the app as an address; the app itself where there is no page. */
export const linkTo = ({ publicUrl }: Pick<Context['settings'], 'publicUrl'>, path: string | null): string =>
  publicUrl + (path ?? '/');
