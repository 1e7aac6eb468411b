import { personOf } from '@kernos/kernel/caller';
import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { answer, handle } from '@kernos/kernel/service';
import { violates } from '@kernos/kernel/store';
import { identity } from '../../platform/identity/contract.ts';
import { enrollments } from './contract.ts';
import { bringCourse } from './course-copy.ts';
import { requireTeacher } from './roster.ts';
import { outcomeOf } from './rules.ts';
import { joinWaitlist, type SeatRequest, takeSeat } from './store.ts';

/** A course may change under us this often in one request before we give up. */
const LOOKS = 5;

export const enroll = handle(
  enrollments.calls.enroll,
  async ({ courseId }, ctx) => {
    await bringCourse(ctx, courseId);
    return place(ctx, courseId, personOf(ctx).id, false);
  },
  { groupCommitKey: ({ courseId }) => courseId },
);

/** A seat that staff gives: the only way into a course for the invited. */
export const invite = handle(
  enrollments.calls.invite,
  async ({ courseId, email }, ctx) => {
    await requireTeacher(ctx, courseId);
    const { userId } = await ctx.call(identity.calls.memberByEmail, { email });
    await bringCourse(ctx, courseId);
    return place(ctx, courseId, userId, true);
  },
  { groupCommitKey: ({ courseId }) => courseId },
);

async function place(
  ctx: Failing & Pick<Context<never, EventsOf<typeof enrollments>>, 'now' | 'publish'>,
  courseId: string,
  learnerId: string,
  invited: boolean,
) {
  const request = { courseId, learnerId, enrollmentId: newId(), at: ctx.now().toISOString(), invited };
  const ids = { enrollmentId: request.enrollmentId, courseId, learnerId };
  const seat = await findPlace(ctx, request);
  const enrollment = { id: request.enrollmentId, courseId, learnerId, enrolledAt: request.at };
  if (seat === 'seat') {
    ctx.publish('enrollment.created', ids);
    return { ...enrollment, status: 'active' as const, waitlistPosition: null };
  }
  ctx.publish('enrollment.waitlisted', ids);
  return answer(202, { ...enrollment, status: 'waitlisted' as const, waitlistPosition: seat });
}

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
