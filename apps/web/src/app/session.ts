/** Who is signed in on this page. */
import { KernosError } from '@kernos/kernel/errors';
import { identity } from '@kernos/services/platform/identity/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { ask, query, queryClient, type ReplyTo } from './api.ts';

export const meQuery = query(identity.calls.me, {}, ['organization.member_changed', 'user.renamed']);

export type Me = ReplyTo<typeof identity.calls.me>;
export type RoleName = Me['roles'][number];

/** The person who is signed in; only inside `signedInRoute`. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

export const holds = (me: Me, ...roles: readonly RoleName[]): boolean =>
  roles.some((role) => me.roles.includes(role));

/** How tabs tell each other who signed in or out: all share one cookie. */
const channel = 'kernos-session';

function tellTabs(userId: string | null): void {
  const tabs = new BroadcastChannel(channel);
  tabs.postMessage({ userId });
  tabs.close();
}

/**
 * Watches whether this page may go on: its session may end in the middle of something, and another tab may
 * sign in as somebody else. Returns what stops watching.
 */
export function watchSession(): () => void {
  const tabs = new BroadcastChannel(channel);
  tabs.onmessage = ({ data }: MessageEvent<{ userId: string | null }>) => {
    const here = queryClient.getQueryData(meQuery.queryKey);
    if (here && here.id !== data.userId) markEnded(data.userId === null ? 'expired' : 'elsewhere');
  };
  const queries = queryClient.getQueryCache().subscribe(({ query }) => noticeEnd(query.state.error));
  const changes = queryClient
    .getMutationCache()
    .subscribe(({ mutation }) => noticeEnd(mutation?.state.error));
  return () => {
    tabs.close();
    queries();
    changes();
  };
}

/** Why the page cannot go on as it was: its session ended, or another tab signed in as somebody else. */
export type Ended = 'expired' | 'elsewhere';
let ended: Ended | undefined;
const listeners = new Set<() => void>();

function setEnded(value: Ended | undefined): void {
  ended = value;
  for (const listener of listeners) listener();
}

const markEnded = (reason: Ended): void => {
  if (ended === undefined) setEnded(reason);
};

/**
 * To be told why a call failed, where neither a query nor a mutation made it: the session may have ended.
 * `ask` does not do this by itself: a connection that renews its token is no reason to stop a reader.
 */
export const noticeEnd = (error: unknown): void => {
  if (error instanceof KernosError && error.code === 'unauthenticated') markEnded('expired');
};

/** For what goes on without a page, such as saving. */
export const isEnded = (): boolean => ended !== undefined;

export const useEnded = (): Ended | undefined =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => ended,
  );

/** To be called once somebody has signed in on this page: other tabs hear of it, and questions are asked anew. */
export async function begun(userId: string): Promise<void> {
  tellTabs(userId);
  const before = queryClient.getQueryData(meQuery.queryKey);
  // The same person goes on where they were; for another one, nothing of what was shown may stay.
  if (before && before.id !== userId) queryClient.clear();
  setEnded(undefined);
  await queryClient.invalidateQueries();
}

export async function signOut(): Promise<void> {
  await ask(identity.calls.logout, {});
  tellTabs(null);
  // A fresh page: nothing that was shown to this person stays in memory.
  location.assign('/sign-in');
}

/** Acts for another organization of one's own from now on. */
export async function switchOrganization(organizationId: string): Promise<void> {
  await ask(identity.calls.switchOrganization, { organizationId });
  location.assign('/');
}
