/** A phone number gets texts once the code that came to it was sent back: nobody has another person's phone buzz. */
import { hash, randomInt } from 'node:crypto';
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { notifications } from './contract.ts';
import { insertDeliveries } from './delivery-store.ts';
import { PHONE_CODE } from './own-kinds.ts';
import type { Person } from './people.ts';
import { profileOf, storeProfile } from './people-store.ts';
import { channelSettings } from './settings.ts';
import type { Telling } from './tell.ts';

const GOOD_SECONDS = 600;
const EVERY_SECONDS = 60;
const TRIES = 5;

const hashOf = (personId: string, code: string) => hash('sha256', `${personId} ${code}`, 'hex');

/** Sends a code to a number, one a minute. Without a provider for texts there is nothing to confirm it for. */
export async function sendCode(
  ctx: Telling & Pick<Context, 'fail'>,
  person: Pick<Person, 'id' | 'name' | 'locale'>,
  phone: string,
): Promise<void> {
  if (!ctx.settingsOf(channelSettings).sms) return;
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const now = ctx.now();
  const { rowCount } = await ctx.tx.query({
    text: `INSERT INTO notifications.phone_codes AS c (person_id, phone, code_hash, sent_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (person_id) DO UPDATE SET phone = excluded.phone, code_hash = excluded.code_hash,
             sent_at = excluded.sent_at, tries = 0 WHERE c.sent_at <= excluded.sent_at - interval '${EVERY_SECONDS} s'`,
    values: [person.id, phone, hashOf(person.id, code), now.toISOString()],
  });
  if (rowCount === 0)
    return ctx.fail('rate-limited', 'A code was sent a moment ago. Try again in a minute.', {
      retryAfter: EVERY_SECONDS,
    });
  const id = newId();
  await insertDeliveries(
    ctx,
    [
      {
        id,
        eventId: id,
        recipientId: person.id,
        recipientName: person.name,
        channel: 'sms',
        deviceId: null,
        kind: PHONE_CODE,
        address: phone,
        locale: person.locale,
        data: { code },
        path: null,
        dueAt: null,
        gathered: false,
      },
    ],
    now,
  );
  ctx.queue(notifications.tasks.sms, { deliveryId: id, attempt: 1 });
}

/** Takes the number as confirmed by the code that was sent to it. Throws `phone-code-wrong`. */
export async function confirmCode(ctx: Context, personId: string, code: string): Promise<void> {
  const now = ctx.now();
  // Counted before it is looked at, and kept though the answer is an error.
  const { rows } = await ctx.tx.query<{ phone: string; codeHash: string }>({
    text: `UPDATE notifications.phone_codes SET tries = tries + 1
            WHERE person_id = $1 AND tries < ${TRIES} AND sent_at > $2::timestamptz - interval '${GOOD_SECONDS} s'
           RETURNING phone, code_hash`,
    values: [personId, now.toISOString()],
  });
  const profile = await profileOf(ctx, personId);
  const sent = rows[0];
  if (!sent || sent.phone !== profile.phone || sent.codeHash !== hashOf(personId, code))
    return ctx.fail('phone-code-wrong', 'This code is wrong or has expired. Ask for another one.', {
      keep: true,
    });
  await ctx.tx.query({
    text: 'DELETE FROM notifications.phone_codes WHERE person_id = $1',
    values: [personId],
  });
  await storeProfile(ctx, { ...profile, phoneConfirmedAt: now.toISOString() });
}
