/** Whom a page is for: its route says so, in `staticData`, and the pages below it are for the same people. */
import { type AnyRoute, useMatches } from '@tanstack/react-router';
import { holds, type Me, type RoleName, useMe } from './session.ts';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Roles of which a person needs one; none needed where it is missing. */
    readonly roles?: readonly RoleName[];
    /** The wing it belongs to, by whose hue it is marked: learning where it is missing. */
    readonly wing?: 'learning' | 'work' | 'care';
  }
}

export const forAdmins = { roles: ['admin'] } as const;
export const forTeachers = { roles: ['instructor', 'admin'] } as const;

const isFor = (me: Me, roles: readonly RoleName[] | undefined): boolean =>
  roles === undefined || holds(me, ...roles);

/** Whether the page that the address names is for this person; the server minds its calls all the same. */
export function useIsForMe(): boolean {
  const me = useMe();
  return useMatches({ select: (matches) => matches.every(({ staticData }) => isFor(me, staticData.roles)) });
}

/** The wing of the page that the address names. */
export const useWing = (): string =>
  useMatches({
    select: (matches) => matches.findLast(({ staticData }) => staticData.wing)?.staticData.wing ?? 'learning',
  });

/** Whether somebody could open a page, by its route. */
export const mayOpen = (me: Me, route: AnyRoute | undefined): boolean =>
  route === undefined || (isFor(me, route.options.staticData?.roles) && mayOpen(me, route.parentRoute));
