/** The people who try every route, signed in as people do: with an address and a password. */
import { createHmac, randomBytes } from 'node:crypto';
import { client } from '@kernos/kernel/client';
import { asService, type TestSystem } from '@kernos/kernel/testing';
import { identity } from '../platform/identity/contract.ts';

export type Role = 'learner' | 'instructor' | 'admin';
/** A member of organization A. */
export type MemberKey = keyof typeof roster;

export interface Person {
  readonly key: string;
  readonly userId: string;
  readonly email: string;
  readonly password: string;
  /** What their access token says: none for the leaver. */
  readonly roles: readonly Role[];
  readonly accessToken: string;
}

export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface Account {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly roles: readonly Role[];
}

/** What everything of organization A has in its name, so that a reply which holds it betrays A. */
export const WORD = 'Quillfeather';
const mail = (name: string) => `${name}@${WORD.toLowerCase()}.example`;
export const newPassword = (): string => randomBytes(18).toString('base64url');

/** Two of each role in organization A: one whose things the requests are about, and one like them. */
const roster = {
  admin: { email: mail('admin'), name: 'Ada Saltmarsh', roles: ['admin'] },
  deputy: { email: mail('deputy'), name: 'Dora Foxglove', roles: ['admin'] },
  instructor: { email: mail('instructor'), name: 'Ines Marigold', roles: ['instructor'] },
  colleague: { email: mail('colleague'), name: 'Cora Bramble', roles: ['instructor'] },
  learner: { email: mail('learner'), name: 'Lea Plumtree', roles: ['learner'] },
  classmate: { email: mail('classmate'), name: 'Clara Hazelnut', roles: ['learner'] },
} as const satisfies Record<string, Omit<Account, 'password'>>;

const leaver = { email: 'leaver@gone.example', name: 'Lola Thistle', roles: ['learner'] } as const;
const everyRole = ['learner', 'instructor', 'admin'] as const;
const stranger = { email: 'stranger@thornback.example', name: 'Sten Thornback', roles: everyRole } as const;

export interface People {
  /** The members of organization A. */
  readonly members: Readonly<Record<MemberKey, Person>>;
  /** Everything in organization B, and nothing in A. */
  readonly stranger: Person;
  /** Was a learner in A, and belongs to no organization any more. */
  readonly leaver: Person;
  readonly organizationId: string;
}

/** Makes organizations A and B with their people, and signs everybody in. */
export async function gatherPeople(system: TestSystem): Promise<People> {
  const withPassword = (account: Omit<Account, 'password'>) => ({ ...account, password: newPassword() });
  const here = Object.entries({ ...roster, leaver }).map(([key, it]) => ({ key, ...withPassword(it) }));
  const { organizationId, ids } = await ensure(system, WORD, here);
  const there = { key: 'stranger', ...withPassword(stranger) };
  const elsewhere = await ensure(system, 'Thornback', [there]);
  const signedIn: Record<string, Person> = {};
  for (const account of here) {
    if (account.key === 'leaver') continue;
    signedIn[account.key] = await toPerson(system, account, ids);
  }
  const members = signedIn as People['members'];
  const gone = here.find(({ key }) => key === 'leaver') as (typeof here)[number];
  await actingAs(system, members.admin).removeMember({ userId: ids.get(gone.email) ?? '' });
  return {
    members,
    organizationId,
    stranger: await toPerson(system, there, elsewhere.ids),
    leaver: await toPerson(system, { ...gone, roles: [] }, ids),
  };
}

async function ensure(system: TestSystem, name: string, accounts: readonly Account[]) {
  const made = await system.system.call(
    identity.calls.ensureAccounts,
    {
      organization: { key: name.toLowerCase(), name: `${name} College` },
      accounts: accounts.map(({ email, name, password, roles }) => ({
        email,
        name,
        password,
        roles: [...roles],
      })),
      setPasswords: false,
    },
    asService(null),
  );
  const ids = new Map(made.accounts.map(({ email, userId }) => [email, userId]));
  return { organizationId: made.organizationId, ids };
}

async function toPerson(
  system: TestSystem,
  { key, email, password, roles }: Account & { key: string },
  ids: ReadonlyMap<string, string>,
): Promise<Person> {
  const { accessToken } = await signIn(system, { email, password });
  return { key, userId: ids.get(email) ?? '', email, password, roles, accessToken };
}

/** One more sign-in of a person, with a session of its own. */
export async function signIn(
  system: TestSystem,
  { email, password }: Pick<Account, 'email' | 'password'>,
): Promise<Session> {
  const { accessToken, refreshToken } = await system.client(identity).login({ email, password });
  return { accessToken, refreshToken: refreshToken ?? '' };
}

const actingAs = (system: TestSystem, { accessToken }: Pick<Person, 'accessToken'>) =>
  client(identity, { baseUrl: system.url, headers: () => bearer(accessToken) });

export const bearer = (accessToken: string): Record<string, string> => ({
  authorization: `Bearer ${accessToken}`,
});

/** What an authenticator app shows for `secret` at a moment (RFC 6238: SHA-1, six digits, thirty seconds). */
export function codeOf(secret: string, at: Date): string {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
  const bytes = bits
    .map((five) => five.toString(2).padStart(5, '0'))
    .join('')
    .match(/.{8}/g);
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)));
  const key = Buffer.from((bytes ?? []).map((eight) => Number.parseInt(eight, 2)));
  const mac = createHmac('sha1', key).update(step).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}
