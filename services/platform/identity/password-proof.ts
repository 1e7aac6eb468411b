/**
 * Checking a password against guessing and against storms. The order matters: the attempt is counted in a
 * short transaction of its own, then the password is hashed while no connection is held, and only what
 * follows a good one works in the handler's transaction.
 */
import type { Context } from '@kernos/kernel/context';
import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { findWithProofs } from './account-store.ts';
import { canonicalEmail } from './email-address.ts';
import { keyedMutex } from './keyed-mutex.ts';
import { presentedDevice } from './known-devices.ts';
import { addressBlock, lockoutKeys } from './lockout.ts';
import { type Attempt, countAttempt, takeBackAttempt } from './lockout-store.ts';
import { createPasswordHasher, type PasswordHasher, PasswordHasherBusyError } from './passwords.ts';
import type { AccountWithProofs } from './rows.ts';

/** Checks of passwords that may be under way at once, counting to hashing: fewer than wait for the hasher. */
const CHECKS_AT_ONCE = 60;
/** Of the pool's twenty connections, sign-ins may count on this many. */
const COUNTING_AT_ONCE = 4;
const RETRY_AFTER_SECONDS = 2;
/** Stands for a caller inside the system, which has no address. */
const NO_ADDRESS = '0.0.0.0';

export interface PasswordProof {
  /** Undefined where the password is wrong or there is no such account: both look alike from outside. */
  readonly account: AccountWithProofs | undefined;
  /** Counted as failed already; `forgetFailures` or `takeBackAttempt` undoes that. */
  readonly attempt: Attempt;
  /** The password hashed at today's cost, where it was stored at another one. */
  readonly rehashed: string | undefined;
}

interface Desk {
  readonly hasher: PasswordHasher;
  readonly checks: ReturnType<typeof bulkhead>;
  readonly counting: ReturnType<typeof bulkhead>;
  readonly mutex: ReturnType<typeof keyedMutex>;
}

async function openDesk(): Promise<Desk> {
  return {
    hasher: createPasswordHasher(),
    checks: bulkhead(CHECKS_AT_ONCE),
    counting: bulkhead(COUNTING_AT_ONCE, CHECKS_AT_ONCE),
    mutex: keyedMutex(),
  };
}

/**
 * Hashes a new password. Call it before the first statement.
 * @throws `unavailable` with `Retry-After` while too many wait.
 */
export async function hashPassword(ctx: Context, password: string): Promise<string> {
  const { hasher } = await ctx.shared(openDesk);
  return orBusy(ctx, () => hasher.hash(password));
}

/** True where `password` is the one behind `stored`, without counting: for the system's own start. */
export async function isPassword(ctx: Context, password: string, stored: string | null): Promise<boolean> {
  const { hasher } = await ctx.shared(openDesk);
  return orBusy(ctx, () => hasher.verify(password, stored ?? undefined));
}

/** From where a password is tried. */
interface Trying {
  readonly email: string;
  readonly address: string;
  /** The device that a request comes from. */
  readonly device: string | undefined;
  /** Known without looking: the session of the account itself. */
  readonly sessionId: string | undefined;
}

/**
 * Checks a password, and gives the proof to `then`, which runs before the next attempt on this account from
 * this address is looked at: fifty tabs that sign in together must not look like fifty guesses.
 * @param sessionId of the account itself, where its owner is signed in.
 * @throws `rate-limited` where there were too many failures, `unavailable` while too many wait.
 */
export async function withPasswordProof<T>(
  ctx: Context,
  email: string,
  password: string,
  then: (proof: PasswordProof) => Promise<T>,
  sessionId?: string,
): Promise<T> {
  const desk = await ctx.shared(openDesk);
  const address = ctx.address ?? NO_ADDRESS;
  const trying = { email, address, device: presentedDevice(ctx), sessionId };
  const { pair } = lockoutKeys(email, { address });
  return orBusy(ctx, () =>
    desk.checks.execute(() =>
      desk.mutex.run(pair, async () => then(await provePassword(ctx, desk, trying, password))),
    ),
  );
}

async function provePassword(
  ctx: Context,
  { hasher, counting }: Desk,
  trying: Trying,
  password: string,
): Promise<PasswordProof> {
  const { attempt, account } = await counting.execute(() =>
    ctx.shortTransaction((first) => countAndFind(first, trying)),
  );
  const stored = account?.passwordHash ?? undefined;
  try {
    const isRight = await hasher.verify(password, stored);
    const isOutdated = isRight && stored !== undefined && hasher.needsRehash(stored);
    const rehashed = isOutdated ? await hasher.hash(password) : undefined;
    return { account: isRight ? account : undefined, attempt, rehashed };
  } catch (error) {
    if (error instanceof PasswordHasherBusyError)
      await ctx.shortTransaction((first) => takeBackAttempt(first, attempt));
    throw error;
  }
}

async function countAndFind(ctx: Context, { email, address, device, sessionId }: Trying) {
  const found = findWithProofs(ctx, canonicalEmail(email), addressBlock(address), device);
  // Only who shows a device waits for the answer whether it is known, be there an account or not.
  const isKnown = device !== undefined && (await found)?.deviceKnown === true;
  const known = sessionId ?? (isKnown ? device : undefined);
  const keys = lockoutKeys(email, known === undefined ? { address } : { device: known });
  const attempt = await countAttempt(ctx, keys, async () => (await found)?.addressKnown ?? false);
  if ('retryAfterSeconds' in attempt) {
    const { retryAfterSeconds: retryAfter } = attempt;
    return ctx.fail('rate-limited', `Too many attempts to sign in. Try again in ${retryAfter} s.`, {
      retryAfter,
    });
  }
  return { attempt, account: await found };
}

async function orBusy<T>(ctx: Context, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const isBusy = error instanceof PasswordHasherBusyError || error instanceof BulkheadRejectedError;
    if (!isBusy) throw error;
    return ctx.fail(
      'unavailable',
      'Too many people sign in at this moment. Please try again in a few seconds.',
      {
        retryAfter: RETRY_AFTER_SECONDS,
      },
    );
  }
}
