import { identity } from '@kernos/services/platform/identity/contract';
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { ask } from '../../app/api.ts';
import { gathered } from '../../app/gathered.ts';

/** Most that the call takes at once. */
const AT_ONCE = 100;

const nameOf = gathered(async (ids) => {
  const { items } = await ask(identity.calls.people, { ids: ids.join(',') });
  return new Map(items.map(({ id, name }) => [id, name]));
}, AT_ONCE);

/** A name is kept by its id, whichever list asked for it; null where it is none of ours. */
const nameQuery = (id: string) =>
  queryOptions({
    queryKey: [identity.calls.people.id, id],
    queryFn: async () => (await nameOf(id)) ?? null,
    staleTime: 300_000,
    meta: { live: ['user.renamed'] },
  });

/** Names of people by their ids; those that are not known yet are not there. */
export function useNames(ids: readonly (string | null)[]): ReadonlyMap<string, string> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  return useQueries({
    queries: wanted.map(nameQuery),
    combine: (names) => new Map(names.flatMap(({ data }, at) => (data ? [[wanted[at] ?? '', data]] : []))),
  });
}

/** Somebody's name, or the beginning of the id: who is in no organization of ours any more has no name here. */
export function PersonName({ id }: { id: string }) {
  const { data } = useQuery(nameQuery(id));
  return data === undefined ? null : (data ?? `${id.slice(0, 8)}…`);
}
