import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { RefreshTokenRow } from './refresh-tokens.ts';
import {
  createRefreshToken,
  decideRefresh,
  REFRESH_FAMILY_SECONDS,
  REFRESH_GRACE_SECONDS,
  REFRESH_IDLE_SECONDS,
  refreshExpiry,
  refreshTokenHash,
} from './refresh-tokens.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const FRESH: RefreshTokenRow = {
  expiresAt: at(REFRESH_IDLE_SECONDS),
  rotatedAt: null,
  successorRotatedAt: null,
  familyExpiresAt: at(REFRESH_FAMILY_SECONDS),
  familyRevokedAt: null,
};
const kindAt = (row: RefreshTokenRow | undefined, seconds: number) => decideRefresh(row, at(seconds)).kind;

test('a token is 256 random bits behind a prefix, and only its SHA-256 is for keeping', () => {
  const { token, tokenHash } = createRefreshToken(() => Buffer.alloc(32, 0xff));
  assert.equal(token, `kr_${'_'.repeat(42)}8`);
  assert.equal(tokenHash, createHash('sha256').update(token).digest('hex'));
  assert.equal(refreshTokenHash(token), tokenHash);
  const many = new Set(Array.from({ length: 1000 }, () => createRefreshToken().token));
  assert.equal(many.size, 1000);
  for (const each of many) assert.match(each, /^kr_[A-Za-z0-9_-]{43}$/);
});

test('what cannot be a refresh token is not even looked up', () => {
  const { token } = createRefreshToken();
  const others = [
    '',
    'kr_',
    token.slice(0, -1),
    `${token}A`,
    token.replace('kr_', 'ko_'),
    `${token}\n`,
    ` ${token}`,
  ];
  for (const other of others) assert.equal(refreshTokenHash(other), undefined, JSON.stringify(other));
});

test('a fresh token is exchanged, and its successor lives on, but not beyond the family', () => {
  assert.deepEqual(decideRefresh(FRESH, NOW), {
    kind: 'rotate',
    successorExpiresAt: at(REFRESH_IDLE_SECONDS),
  });
  const late = REFRESH_FAMILY_SECONDS - 60;
  const row = { ...FRESH, expiresAt: at(late + 30) };
  assert.deepEqual(decideRefresh(row, at(late)), {
    kind: 'rotate',
    successorExpiresAt: at(REFRESH_FAMILY_SECONDS),
  });
  assert.deepEqual(refreshExpiry(at(60), NOW), at(60));
});

test('an unused token expires to the second, and so does its family', () => {
  assert.equal(kindAt(FRESH, REFRESH_IDLE_SECONDS - 1), 'rotate');
  assert.equal(kindAt(FRESH, REFRESH_IDLE_SECONDS), 'expired');
  assert.equal(kindAt({ ...FRESH, familyExpiresAt: at(5) }, 5), 'expired');
});

test('nobody’s token and a revoked family’s are refused', () => {
  assert.equal(kindAt(undefined, 0), 'unknown');
  assert.equal(kindAt({ ...FRESH, familyRevokedAt: at(-1) }, 0), 'revoked');
  assert.equal(kindAt({ ...FRESH, rotatedAt: at(-99), familyRevokedAt: at(-1) }, 0), 'revoked');
});

test('the same token again: a race within the window, a theft after it or once the successor was used', () => {
  const rotated = { ...FRESH, rotatedAt: NOW };
  assert.equal(kindAt(rotated, 0), 'raced');
  assert.equal(kindAt(rotated, REFRESH_GRACE_SECONDS), 'raced');
  assert.equal(kindAt(rotated, REFRESH_GRACE_SECONDS + 1), 'reuse');
  assert.equal(kindAt({ ...rotated, successorRotatedAt: at(2) }, 3), 'reuse');
  assert.equal(kindAt(rotated, REFRESH_IDLE_SECONDS + 1), 'reuse', 'at any age, while the family lives');
  assert.equal(kindAt(rotated, -3), 'raced', 'another process’ clock runs ahead');
});

/** The table that the rule is made for: rows by hash, and an update that only one can win. */
class Sessions {
  rows = new Map<string, RefreshTokenRow & { successor?: string }>();
  familyRevokedAt: Date | null = null;
  #familyExpiresAt = at(REFRESH_FAMILY_SECONDS);

  add(expiresAt: Date): string {
    const { token, tokenHash } = createRefreshToken();
    this.rows.set(tokenHash, { ...FRESH, expiresAt, familyExpiresAt: this.#familyExpiresAt });
    return token;
  }

  async refresh(token: string, now: Date): Promise<{ kind: string; successor?: string }> {
    const tokenHash = refreshTokenHash(token) ?? '';
    for (;;) {
      const row = await this.#read(tokenHash);
      const decision = decideRefresh(row, now);
      if (decision.kind === 'reuse') this.familyRevokedAt = now;
      if (decision.kind !== 'rotate' || !row) return { kind: decision.kind };
      await new Promise(setImmediate);
      const stored = this.rows.get(tokenHash);
      if (!stored || stored.rotatedAt) continue;
      const successor = this.add(decision.successorExpiresAt);
      this.rows.set(tokenHash, { ...stored, rotatedAt: now, successor: refreshTokenHash(successor) ?? '' });
      return { kind: 'rotate', successor };
    }
  }

  async #read(tokenHash: string): Promise<RefreshTokenRow | undefined> {
    await new Promise(setImmediate);
    const row = this.rows.get(tokenHash);
    const successor = row?.successor === undefined ? undefined : this.rows.get(row.successor);
    const familyRevokedAt = this.familyRevokedAt;
    return row && { ...row, successorRotatedAt: successor?.rotatedAt ?? null, familyRevokedAt };
  }
}

test('fifty parallel refreshes with one token yield one successor, and nobody is logged out', async () => {
  const sessions = new Sessions();
  const token = sessions.add(at(REFRESH_IDLE_SECONDS));
  const answers = await Promise.all(Array.from({ length: 50 }, () => sessions.refresh(token, at(1))));
  const winners = answers.filter(({ kind }) => kind === 'rotate');
  assert.equal(winners.length, 1);
  assert.equal(answers.filter(({ kind }) => kind === 'raced').length, 49);
  assert.equal(sessions.rows.size, 2);
  const next = await sessions.refresh(winners[0]?.successor ?? '', at(2));
  assert.equal(next.kind, 'rotate');
});

test('a thief who comes first is found out when the owner comes again', async () => {
  const sessions = new Sessions();
  const stolen = sessions.add(at(REFRESH_IDLE_SECONDS));
  const thief = await sessions.refresh(stolen, at(1));
  assert.equal((await sessions.refresh(stolen, at(3))).kind, 'raced', 'the owner, within the window');
  assert.equal((await sessions.refresh(stolen, at(30))).kind, 'reuse', 'the owner, again');
  assert.equal((await sessions.refresh(thief.successor ?? '', at(31))).kind, 'revoked');
});

test('a thief who comes second gets nothing, not even within the window', async () => {
  const sessions = new Sessions();
  const stolen = sessions.add(at(REFRESH_IDLE_SECONDS));
  const owner = await sessions.refresh(stolen, at(1));
  assert.deepEqual(await sessions.refresh(stolen, at(2)), { kind: 'raced' });
  const second = await sessions.refresh(owner.successor ?? '', at(3));
  assert.equal(second.kind, 'rotate');
  assert.equal((await sessions.refresh(stolen, at(4))).kind, 'reuse');
  assert.equal((await sessions.refresh(second.successor ?? '', at(5))).kind, 'revoked');
});
