/** The slow work on people's content: beside the main thread, a few at a time, before any transaction begins. */
import type { Context } from '@kernos/kernel/context';
import { bulkhead, isBulkheadRejectedError } from 'cockatiel';
import { ContentThread } from './content/content-thread.ts';
import { ContentError, type ContentErrorCode } from './content/errors.ts';

/** Starts its threads when they are needed, and ends them when they have been idle. */
export const content = new ContentThread();

/** How a text can be refused, and how an archive can. */
export const textRefusals = ['markdown-too-large', 'markdown-too-deep', 'content-too-complex'] as const;
export const archiveRefusals = [
  'archive-broken',
  'archive-encrypted',
  'archive-empty',
  'archive-too-large',
  'archive-too-many-files',
  'course-empty',
  ...textRefusals,
] as const;

/** Runs work on content, whose refusals of these codes become errors of the call. */
export async function refusing<T, Code extends ContentErrorCode>(
  ctx: Pick<Context<NoInfer<Code>>, 'fail'>,
  codes: readonly Code[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof ContentError ? codes.find((one) => one === error.code) : undefined;
    if (code && error instanceof ContentError) return ctx.fail(code, error.message, { cause: error });
    throw error;
  }
}

/** Whole courses at a time: each may take 100 MB of memory while it comes in or goes out. */
const COURSES_AT_ONCE = 2;
const COURSES_WAITING = 20;
const wholeCourses = bulkhead(COURSES_AT_ONCE, COURSES_WAITING);

/** Runs work on a whole course when its turn comes. Fails with `unavailable` where too many wait already. */
export async function inTurn<T>(ctx: Pick<Context<never>, 'fail'>, work: () => Promise<T>): Promise<T> {
  try {
    return await wholeCourses.execute(work);
  } catch (error) {
    if (!isBulkheadRejectedError(error)) throw error;
    return ctx.fail(
      'unavailable',
      'Many courses are being imported and exported right now. Nothing was changed; please try again in a minute.',
      { retryAfter: 30 },
    );
  }
}
