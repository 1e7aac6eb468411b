/** People as identity knows them: asked when somebody is told, so that nothing here grows old. */
import type { Context } from '@kernos/kernel/context';
import { languageOf } from '@kernos/kernel/language';
import { identity } from '../identity/contract.ts';
import type { Locale } from './schemas.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** False: they have left the organization, and are told nothing any more. */
  readonly member: boolean;
  /** IANA time zone: their own, else that of the organization. */
  readonly timeZone: string;
  readonly locale: Locale;
}

const AT_ONCE = 10;

/** A person of the organization, former members included; undefined where there is none. */
export async function findPerson(ctx: Pick<Context, 'call'>, userId: string): Promise<Person | undefined> {
  try {
    const person = await ctx.call(identity.calls.person, { userId });
    return { ...person, locale: languageOf(person.locale) };
  } catch (error) {
    if ((error as { code?: string }).code === 'person-not-found') return undefined;
    throw error;
  }
}

/** The administrators of the organization, as far as a page of members goes. */
export async function adminsOf(ctx: Pick<Context, 'call'>): Promise<Person[]> {
  const { items } = await ctx.call(identity.calls.members, { role: 'admin', limit: 100 });
  return [
    ...(
      await peopleOf(
        ctx,
        items.map(({ userId }) => userId),
      )
    ).values(),
  ];
}

/** Those of these people who are of the organization, by id. */
export async function peopleOf(
  ctx: Pick<Context, 'call'>,
  ids: readonly (string | undefined)[],
): Promise<Map<string, Person>> {
  const found = new Map<string, Person>();
  const wanted = [...new Set(ids.filter((id) => id !== undefined))].values();
  const worker = async () => {
    for (const id of wanted) {
      const person = await findPerson(ctx, id);
      if (person) found.set(id, person);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}
