import { identity } from '@kernos/services/platform/identity/contract';
import { UserRound } from 'lucide-react';
import { ask } from '../../app/api.ts';
import type { Finder } from '../../app/finder.ts';

export const finders: readonly Finder[] = [
  {
    kind: { en: 'Person', fr: 'Personne' },
    order: 30,
    roles: ['admin'],
    find: async (q, signal) => {
      const { items } = await ask(identity.calls.members, { q, limit: 5 }, { signal });
      return items.map(({ userId, name, email }) => ({
        ...{ id: userId, title: name, detail: email, icon: UserRound },
        link: { to: '/people', search: { q: email } },
      }));
    },
  },
];
