import { identity } from '@kernos/services/platform/identity/contract';
import { useQuery } from '@tanstack/react-query';
import { query } from '../../app/api.ts';

/** Most that the call takes at once. */
const AT_ONCE = 100;

/** Names of people by their ids; an id without a name is somebody of no organization of ours any more. */
export function useNames(ids: readonly (string | null)[]): (id: string) => string {
  const wanted = [...new Set(ids.filter((id) => id !== null))].sort().slice(0, AT_ONCE);
  const { data } = useQuery({
    ...query(identity.calls.people, { ids: wanted.join(',') }),
    enabled: wanted.length > 0,
  });
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? `${id.slice(0, 8)}…`;
}
