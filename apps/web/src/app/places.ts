/** Where a person can go: what the rail, the phone's bar and the palette list. */
import { type AnyRoute, useRouter } from '@tanstack/react-router';
import { mayOpen } from './access.ts';
import type { Place, PlaceGroup } from './place.ts';
import { holds, useMe } from './session.ts';

const inOrder = <Ordered extends { readonly order: number }>(all: readonly Ordered[]): readonly Ordered[] =>
  all.toSorted((a, b) => a.order - b.order);

const places = inOrder(
  Object.values(
    import.meta.glob<readonly Place[]>('../features/*/places.ts', { eager: true, import: 'places' }),
  ).flat(),
);

/** Those that this person can use: a place whose page is not for them is not there. */
export function usePlaces(): readonly Place[] {
  const me = useMe();
  const routes: Readonly<Record<string, AnyRoute>> = useRouter().routesByPath;
  return places.filter(
    ({ to, roles }) => (roles === undefined || holds(me, ...roles)) && mayOpen(me, routes[to]),
  );
}

/** The groups in which these places stand. */
export const groupsOf = (mine: readonly Place[]): readonly PlaceGroup[] =>
  inOrder([...new Set(mine.map(({ group }) => group))].filter((group) => group !== null));
