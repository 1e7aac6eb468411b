/** Who is signed in on this page, and for which organization. */
import { KernosError } from '@kernos/kernel/errors';
import { identity } from '@kernos/services/platform/identity/contract';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { forgetDrafts, saveDrafts } from '../drafts/kept-drafts.ts';
import { chooseZone } from '../language/time-zone.ts';
import { chooseLanguage, currentLanguage, type Language, languageOf } from '../language/words.ts';
import { ask, query, queryClient, type ReplyTo, shownOrganization, showOrganization } from './api.ts';

export const meQuery = queryOptions({
  ...query(identity.calls.me, {}, ['organization.member_changed', 'user.renamed']),
  // Whoever asks who they are by now means no organization.
  queryFn: ({ signal }) => ask(identity.calls.me, {}, { signal, anyOrganization: true }),
});

export type Me = ReplyTo<typeof identity.calls.me>;
export type RoleName = Me['roles'][number];

/** The person who is signed in; only inside `signedInRoute`. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

export const holds = (me: Me, ...roles: readonly RoleName[]): boolean =>
  roles.some((role) => me.roles.includes(role));

/** Whose session this browser has, once it is known; the page stays with the organization that it began with. */
export async function loadSession(): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery);
  if (shownOrganization() === undefined) showOrganization(me.organizationId);
  await follow(me);
}

/** What a person chose in their profile holds wherever they sign in. */
async function follow({ timeZone, locale }: Me): Promise<void> {
  chooseZone(timeZone ?? undefined);
  const language = locale === null ? undefined : languageOf(locale);
  if (language !== undefined && language !== currentLanguage()) await speak(language);
}

/** Shows the pages in another language, and asks again for what the server says in it. */
export async function speak(language: Language): Promise<void> {
  await chooseLanguage(language);
  void queryClient.invalidateQueries();
}

/** Chooses the language of the interface and of what is written to the person: it is one, and in their profile. */
export async function chooseOwnLanguage(language: Language): Promise<void> {
  await speak(language);
  const me = await ask(identity.calls.updateMe, { locale: language });
  queryClient.setQueryData(meQuery.queryKey, me);
}

/** How tabs tell each other who signed in or out, and for which organization: all share one cookie. */
const tabs = new BroadcastChannel('kernos-session');
interface Told {
  /** Null: signed out. */
  readonly userId: string | null;
  /** The organization that was switched to, where one was. */
  readonly organizationId?: string | null;
}

const tellTabs = (told: Told): void => tabs.postMessage(told);

function hearTab({ userId, organizationId }: Told): void {
  const here = queryClient.getQueryData(meQuery.queryKey);
  if (!here) return;
  if (userId === null) markEnded('expired');
  else if (userId !== here.id) markEnded('elsewhere');
  else if (organizationId !== undefined && organizationId !== shownOrganization()) markEnded('switched');
  // The same person signed in again, or came back to the organization of this page.
  else if (ended !== undefined) void goOn();
}

/** Somebody asked who they are: the answer may be another organization than that of this page. */
function noticeSwitch({ id, organizationId }: Me, before: Me | undefined): void {
  if (before && before.id !== id) markEnded('elsewhere');
  else if (shownOrganization() !== undefined && organizationId !== shownOrganization()) markEnded('switched');
}

/**
 * Watches whether this page may go on: its session may end in the middle of something, and another tab may
 * sign in as somebody else or switch to another organization. Returns what stops watching.
 */
export function watchSession(): () => void {
  tabs.onmessage = ({ data }: MessageEvent<Told>) => hearTab(data);
  let me = queryClient.getQueryData(meQuery.queryKey);
  // Only what has just failed counts: what failed before one signed in again is kept until it is asked anew.
  const queries = queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return;
    if (event.action.type === 'error') noticeEnd(event.action.error);
    if (event.action.type !== 'success' || event.query.queryKey[0] !== meQuery.queryKey[0]) return;
    const now = event.query.state.data as Me;
    noticeSwitch(now, me);
    void follow(now);
    me = now;
  });
  const changes = queryClient.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') noticeEnd(event.action.error);
  });
  return () => {
    tabs.onmessage = null;
    queries();
    changes();
  };
}

/** Why the page cannot go on as it was: its session ended, or another tab changed who is signed in, or for whom. */
export type Ended = 'expired' | 'elsewhere' | 'switched';
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
  if (!(error instanceof KernosError)) return;
  if (error.code === 'unauthenticated') markEnded('expired');
  if (error.code === 'organization-mismatch') markEnded('switched');
};

/** For what goes on without a page, such as saving. */
export const isEnded = (): boolean => ended !== undefined;

const listen = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

export const useEnded = (): Ended | undefined => useSyncExternalStore(listen, () => ended);

/** The page goes on where it was: what it asked in vain meanwhile is asked anew. */
async function goOn(): Promise<void> {
  setEnded(undefined);
  await queryClient.invalidateQueries();
}

/** To be called once somebody has signed in on this page: other tabs hear of it, and questions are asked anew. */
export async function begun(userId: string): Promise<void> {
  tellTabs({ userId });
  const before = queryClient.getQueryData(meQuery.queryKey);
  // The same person goes on where they were; for another one, nothing of what was shown may stay.
  if (before?.id !== userId) {
    queryClient.clear();
    forgetDrafts();
    showOrganization(undefined);
  }
  await goOn();
}

/** Whether somebody is being asked if they want to sign out although something is not saved. */
let isLosing = false;
const setLosing = (value: boolean): void => {
  isLosing = value;
  for (const listener of listeners) listener();
};
export const stay = (): void => setLosing(false);
export const useIsLosing = (): boolean => useSyncExternalStore(listen, () => isLosing);

/**
 * Saves what is being written and signs out; where it cannot be saved it asks first, for none of it stays in this
 * browser. `unsaved`: that was asked.
 */
export async function signOut({ unsaved = false } = {}): Promise<void> {
  if (!unsaved && !(await saveDrafts())) return setLosing(true);
  await ask(identity.calls.logout, {}, { anyOrganization: true });
  forgetDrafts();
  tellTabs({ userId: null });
  // A fresh page: nothing that was shown to this person stays in memory.
  location.assign('/sign-in');
}

async function actFor(organizationId: string): Promise<void> {
  const { user } = await ask(
    identity.calls.switchOrganization,
    { organizationId },
    { anyOrganization: true },
  );
  tellTabs({ userId: user.id, organizationId });
}

/** Acts for another organization of one's own from now on; other tabs are told that they show another one. */
export async function switchOrganization(organizationId: string): Promise<void> {
  await actFor(organizationId);
  location.assign('/');
}

/** Back to the organization of this page, after another tab switched: what was being typed here is still here. */
export async function switchBack(): Promise<void> {
  const organizationId = shownOrganization();
  if (organizationId) await actFor(organizationId);
  await goOn();
}
