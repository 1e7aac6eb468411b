/**
 * What access tokens that were given out must no longer be honoured for. A token lives for ten minutes; a
 * process remembers the revocations of as long, so that signing out everywhere and losing a role act at
 * once where they happen, and within seconds in every other process. A look costs some 50 ns.
 */
import { ACCESS_TOKEN_SECONDS, CLOCK_SKEW_SECONDS } from './signing-keys.ts';

export const sessionKey = (sessionId: string): string => `session:${sessionId}`;
export const memberKey = (userId: string, organizationId: string | null): string =>
  `member:${userId}:${organizationId ?? ''}`;

/** How long a revocation matters: until every token made before it has expired. */
export const REVOCATION_MS = (ACCESS_TOKEN_SECONDS + CLOCK_SKEW_SECONDS) * 1000;

/**
 * A change of roles counts from this much later than it is made: a token that is made while the change is
 * being committed may still hold the old ones.
 */
const COMMIT_MS = 2_000;

/** The instant up to which access tokens are not honoured, for a change of roles made at `now`. */
export const rolesChangedAt = (now: Date): Date => new Date(now.getTime() + COMMIT_MS);

/** When to date an access token made at `now`, so that a change of roles before it does not revoke it too. */
export function tokenDate(now: Date, changedAt: string | null): Date {
  if (changedAt === null) return now;
  // Tokens are dated in whole seconds: the first that is later than the change.
  const earliest = (Math.floor(new Date(changedAt).getTime() / 1000) + 1) * 1000;
  return new Date(Math.max(now.getTime(), earliest));
}

/** What is revoked, and when: key → milliseconds since 1970. */
export type Revocations = Map<string, number>;

export interface TokenInQuestion {
  readonly userId: string;
  readonly sessionId: string;
  readonly organizationId?: string | undefined;
  /** Seconds since 1970. */
  readonly issuedAt: number;
}

/** Why a token whose signature is good is not honoured; undefined where it is. */
export function revocationOf(
  revocations: Revocations,
  { userId, sessionId, organizationId, issuedAt }: TokenInQuestion,
): 'session' | 'roles' | undefined {
  if (revocations.size === 0) return undefined;
  if (revocations.has(sessionKey(sessionId))) return 'session';
  if (organizationId === undefined) return undefined;
  const changedAt = revocations.get(memberKey(userId, organizationId));
  return changedAt !== undefined && issuedAt * 1000 <= changedAt ? 'roles' : undefined;
}

/** Adds what was revoked, keeping the later instant of each, and drops what no living token can have. */
export function remember(
  revocations: Revocations,
  added: Iterable<readonly [key: string, at: number]>,
  now: Date,
): void {
  for (const [key, at] of added) revocations.set(key, Math.max(at, revocations.get(key) ?? at));
  for (const [key, at] of revocations) if (at < now.getTime() - REVOCATION_MS) revocations.delete(key);
}
