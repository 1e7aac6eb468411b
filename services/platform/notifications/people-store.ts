/** What people set here: hours, phone, choices, browsers. */
import type { Context } from '@kernos/kernel/context';
import { anyOf } from '@kernos/kernel/sql';
import type { Pace, PersonalChannel } from './schemas.ts';
import type { Rhythm } from './when.ts';

type Work = Pick<Context, 'tx'>;

export interface Profile extends Omit<Rhythm, 'timeZone'> {
  readonly personId: string;
  readonly phone: string | null;
  /** When its owner sent back the code that came to it; null: it gets no texts. */
  readonly phoneConfirmedAt: string | null;
}

export interface Choice {
  readonly personId: string;
  readonly kind: string;
  readonly channels: Readonly<Partial<Record<PersonalChannel, boolean>>>;
  readonly pace: Pace | null;
}

export interface DeviceRow {
  readonly id: string;
  readonly personId: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly name: string;
  readonly createdAt: string;
}

/** How somebody is reached who has set nothing. */
export const newProfile = (personId: string): Profile => ({
  personId,
  phone: null,
  phoneConfirmedAt: null,
  quietHours: null,
  digestHour: 8,
  digestWeekday: 1,
});

interface PersonRow {
  readonly personId: string;
  readonly phone: string | null;
  readonly phoneConfirmedAt: string | null;
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly digestHour: number;
  readonly digestWeekday: number;
}

/** Profiles by person, of those who have set something. */
export async function selectProfiles(ctx: Work, ids: readonly string[]): Promise<Map<string, Profile>> {
  const { rows } = await ctx.tx.query<PersonRow>({
    name: 'notifications.people',
    text: `SELECT person_id, phone, phone_confirmed_at, quiet_from, quiet_to, digest_hour, digest_weekday
             FROM notifications.people WHERE person_id = ${anyOf('$1::uuid[]')}`,
    values: [ids],
  });
  return new Map(
    rows.map(({ quietFrom, quietTo, ...rest }) => [
      rest.personId,
      { ...rest, quietHours: quietFrom && quietTo ? { from: quietFrom, to: quietTo } : null },
    ]),
  );
}

/** A person’s profile, as set or as it comes. */
export async function profileOf(ctx: Work, personId: string): Promise<Profile> {
  return (await selectProfiles(ctx, [personId])).get(personId) ?? newProfile(personId);
}

export async function storeProfile(ctx: Work, profile: Profile): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO notifications.people (person_id, phone, quiet_from, quiet_to, digest_hour, digest_weekday, phone_confirmed_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (person_id) DO UPDATE SET phone = excluded.phone, phone_confirmed_at = excluded.phone_confirmed_at, quiet_from = excluded.quiet_from,
             quiet_to = excluded.quiet_to, digest_hour = excluded.digest_hour, digest_weekday = excluded.digest_weekday`,
    values: [
      profile.personId,
      profile.phone,
      profile.quietHours?.from ?? null,
      profile.quietHours?.to ?? null,
      profile.digestHour,
      profile.digestWeekday,
      profile.phoneConfirmedAt,
    ],
  });
}

const CHOICE = 'person_id, kind, channels, pace';

/** Choices of these people; of one kind, or of all. */
export async function selectChoices(ctx: Work, ids: readonly string[], kind?: string): Promise<Choice[]> {
  const { rows } = await ctx.tx.query<Choice>({
    name: 'notifications.choices',
    text: `SELECT ${CHOICE} FROM notifications.choices WHERE person_id = ${anyOf('$1::uuid[]')} AND ($2::text IS NULL OR kind = $2)`,
    values: [ids, kind ?? null],
  });
  return rows;
}

/** Adds to a person’s choices about a kind; what is left out stays. */
export async function storeChoice(
  ctx: Work,
  { personId, kind, channels, pace }: Pick<Choice, 'personId' | 'kind'> & Partial<Choice>,
): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO notifications.choices AS c (person_id, kind, channels, pace) VALUES ($1, $2, $3, $4)
           ON CONFLICT (person_id, kind) DO UPDATE
             SET channels = c.channels || excluded.channels, pace = coalesce(excluded.pace, c.pace)`,
    values: [personId, kind, JSON.stringify(channels ?? {}), pace ?? null],
  });
}

const DEVICE = 'id, person_id, endpoint, p256dh, auth, name, created_at';

export async function selectDevices(ctx: Work, ids: readonly string[]): Promise<DeviceRow[]> {
  const { rows } = await ctx.tx.query<DeviceRow>({
    name: 'notifications.devices',
    text: `SELECT ${DEVICE} FROM notifications.devices WHERE person_id = ${anyOf('$1::uuid[]')} ORDER BY created_at, id`,
    values: [ids],
  });
  return rows;
}

/** One browser; undefined where it was removed. */
export async function findDevice(ctx: Work, deviceId: string): Promise<DeviceRow | undefined> {
  const { rows } = await ctx.tx.query<DeviceRow>({
    text: `SELECT ${DEVICE} FROM notifications.devices WHERE id = $1`,
    values: [deviceId],
  });
  return rows[0];
}

/** Keeps a subscription; one that was there, also another person’s, becomes this person’s. Needs a platform transaction. */
export async function storeDevice(ctx: Work, device: DeviceRow): Promise<DeviceRow> {
  const { rows } = await ctx.tx.query<DeviceRow>({
    text: `INSERT INTO notifications.devices (id, person_id, endpoint, p256dh, auth, name, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT ON CONSTRAINT devices_endpoint DO UPDATE SET person_id = excluded.person_id,
             p256dh = excluded.p256dh, auth = excluded.auth, name = excluded.name, created_at = excluded.created_at
           RETURNING ${DEVICE}`,
    values: [
      device.id,
      device.personId,
      device.endpoint,
      device.p256dh,
      device.auth,
      device.name,
      device.createdAt,
    ],
  });
  return rows[0] as DeviceRow;
}

/** Removes the browsers of a person that were there at an instant. */
export async function deleteDevices(ctx: Work, personId: string, until: string): Promise<void> {
  await ctx.tx.query({
    text: 'DELETE FROM notifications.devices WHERE person_id = $1 AND created_at <= $2',
    values: [personId, until],
  });
}

/** Removes a browser of this person’s, if it is. */
export async function deleteDevice(ctx: Work, deviceId: string, personId: string): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: 'DELETE FROM notifications.devices WHERE id = $1 AND person_id = $2',
    values: [deviceId, personId],
  });
  return rowCount > 0;
}
