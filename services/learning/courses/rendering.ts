/** The slow work on people's content: beside the main thread, a few at a time, before any transaction begins. */
import type { Context } from '@kernos/kernel/context';
import { FairQueue } from '@kernos/kernel/fair-queue';
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
const wholeCourses = new FairQueue({ atOnce: 2, eachWaiting: 10 });

/** Runs work on a whole course when its turn comes. Fails with `rate-limited` where too many of the organization wait. */
export const inTurn = <T>(
  { organizationId, signal }: Pick<Context, 'organizationId' | 'signal'>,
  work: () => Promise<T>,
): Promise<T> => wholeCourses.run(organizationId, work, signal);
