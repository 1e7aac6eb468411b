import { personOf } from '@kernos/kernel/caller';
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { answer, handle } from '@kernos/kernel/service';
import { violates } from '@kernos/kernel/store';
import { enrollments } from './contract.ts';
import { bringCourse } from './course-copy.ts';
import { outcomeOf } from './rules.ts';
import { joinWaitlist, type SeatRequest, takeSeat } from './store.ts';

/** A course may change under us this often in one request before we give up. */
const LOOKS = 5;

export const enroll = handle(
  enrollments.calls.enroll,
  async ({ courseId }, ctx) => {
    const learnerId = personOf(ctx).id;
    await bringCourse(ctx, courseId);
    const request = { courseId, learnerId, enrollmentId: newId(), at: ctx.now().toISOString() };
    const ids = { enrollmentId: request.enrollmentId, courseId, learnerId };
    const place = await findPlace(ctx, request);
    const enrollment = { id: request.enrollmentId, courseId, learnerId, enrolledAt: request.at };
    if (place === 'seat') {
      ctx.publish('enrollment.created', ids);
      return { ...enrollment, status: 'active' as const, waitlistPosition: null };
    }
    ctx.publish('enrollment.waitlisted', ids);
    return answer(202, { ...enrollment, status: 'waitlisted' as const, waitlistPosition: place });
  },
  { groupCommitKey: ({ courseId }) => courseId },
);

type Failing = Pick<Context<'course-not-found' | 'course-full' | 'already-enrolled'>, 'tx' | 'fail'>;

/** A seat, or a place on the waitlist from 1. Fails where there is neither. */
async function findPlace(ctx: Failing, request: SeatRequest): Promise<'seat' | number> {
  try {
    for (let look = 0; look < LOOKS; look += 1) {
      const outcome = outcomeOf(await takeSeat(ctx, request));
      if (outcome === 'seated') return 'seat';
      if (outcome === 'again') continue;
      if (outcome !== 'wait') return refuse(ctx, outcome);
      const position = await joinWaitlist(ctx, request);
      if (position !== undefined) return position;
    }
  } catch (error) {
    if (violates(error, 'enrollments_live'))
      return ctx.fail('already-enrolled', refusals['already-enrolled']);
    throw error;
  }
  return ctx.fail(
    'conflict',
    'Many people are changing this course right now. You were not enrolled; try again.',
    {
      retryAfter: 1,
    },
  );
}

const refusals = {
  'course-not-found': 'There is no such course to enroll in.',
  'course-full': 'Every seat of this course is taken, and it keeps no waitlist. You were not enrolled.',
  'already-enrolled': 'You are enrolled in this course already, or on its waitlist. Nothing was changed.',
} as const;

// Nothing was written, so nothing is to be taken back: whoever shares this transaction may keep theirs.
function refuse(ctx: Failing, code: keyof typeof refusals): never {
  return ctx.fail(code, refusals[code], { keep: true });
}
