import { identity } from '@kernos/services/platform/identity/contract';
import { useQuery } from '@tanstack/react-query';
import { query } from '../../app/api.ts';

/** Most that the call takes at once. */
const AT_ONCE = 100;

/** Names of people by their ids; those that are not known yet are not there. */
export function useNames(ids: readonly (string | null)[]): ReadonlyMap<string, string> {
  const wanted = [...new Set(ids.filter((id) => id !== null))].sort().slice(0, AT_ONCE);
  const { data } = useQuery({
    ...query(identity.calls.people, { ids: wanted.join(',') }, ['user.renamed']),
    enabled: wanted.length > 0,
    staleTime: 300_000,
  });
  return new Map(data?.items.map(({ id, name }) => [id, name]));
}

/** The name, or the beginning of the id: somebody of no organization of ours any more has no name here. */
export const nameOrId = (names: ReadonlyMap<string, string>, id: string): string =>
  names.get(id) ?? `${id.slice(0, 8)}…`;
