/**
 * Elevated purposes: in an emergency somebody may see what they usually may not ("break glass"), if they ask for it
 * first and say why. It ends by itself, and everything done under it is on record, reads too.
 */
import { type CallSpec, signedIn } from '@kernos/kernel/contract';
import { declaring, twice } from '@kernos/kernel/declarations';
import type { InEachLanguage } from '@kernos/kernel/language';
import { Id, Nullable, Text, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

/** A purpose as a service declares it, under which its row-level policies (`kernel.purpose()`) let more through. */
export interface ElevatedPurpose {
  /** What a person reads who asks for it. */
  readonly title: InEachLanguage;
  /** Who may ask for it: holders of one of these roles. */
  readonly roles: readonly string[];
  /** It ends this long after it was asked for; at most 720. */
  readonly minutes: number;
}

/** Declares purposes by name, e.g. `elevatedPurposes({ 'break-glass': {…} })`. */
export const elevatedPurposes = declaring<Readonly<Record<string, ElevatedPurpose>>>(
  'elevated purposes',
  (all) => {
    const wrong = all.flatMap(({ service, value }) =>
      Object.entries(value)
        .filter(
          ([name, { minutes, roles }]) =>
            !/^[a-z][a-z-]{0,62}$/.test(name) || minutes < 1 || minutes > 720 || roles.length === 0,
        )
        .map(
          ([name]) => `${service} declares the purpose ${name} with a name, roles or minutes that cannot be`,
        ),
    );
    return wrong[0] ?? twice('purpose')(all);
  },
);

const Purpose = Type.Object({
  purpose: Type.String(),
  title: Type.String({ description: 'In the language of the request' }),
  minutes: Type.Integer(),
  until: Nullable(Timestamp),
});

export const purposeCalls = {
  purposes: {
    method: 'GET',
    path: '/me/purposes',
    summary: 'Elevated purposes that you may ask for, and until when you act under which',
    access: signedIn,
    reply: { 200: Type.Object({ items: Type.Array(Purpose) }) },
  },
  elevate: {
    method: 'POST',
    path: '/me/purposes',
    summary: 'Asks for an elevated purpose; send it as Kernos-Purpose from then on',
    act: { en: 'Requested emergency access: {reason}', fr: 'Demande d’accès d’urgence : {reason}' },
    access: signedIn,
    body: Type.Object({ purpose: Type.String({ maxLength: 63 }), reason: Text(10, 500) }),
    reply: { 201: Type.Object({ id: Id, purpose: Type.String(), until: Timestamp }) },
    errors: { 'purpose-not-found': 404 },
    audited: true,
    perMinute: 20,
  },
  endPurpose: {
    method: 'DELETE',
    path: '/me/purposes/:purpose',
    summary: 'Ends an elevated purpose of yours before its time',
    act: { en: 'Ended emergency access', fr: 'Fin d’un accès d’urgence' },
    access: signedIn,
    params: Type.Object({ purpose: Type.String({ maxLength: 63 }) }),
    reply: { 204: Type.Null() },
    audited: true,
  },
} as const satisfies Record<string, CallSpec>;
