import { identity } from '@kernos/services/platform/identity/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { query } from '../../app/api.ts';
import type { RoleName } from '../../app/session.ts';
import { useLanguage } from '../../language/words.ts';

/** The roles there are, in the order in which people choose them, and what they are called. */
export function useRoles(): { roles: readonly RoleName[]; titleOf: (role: RoleName) => string } {
  const language = useLanguage();
  const { data } = useSuspenseQuery(query(identity.calls.roles, {}));
  const titles = new Map(data.items.map(({ name, title }) => [name, title[language]]));
  return { roles: [...titles.keys()], titleOf: (role) => titles.get(role) ?? role };
}
