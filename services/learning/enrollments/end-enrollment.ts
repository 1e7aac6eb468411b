import { personOf } from '@kernos/kernel/caller';
import { handle, on } from '@kernos/kernel/service';
import { identity } from '../../platform/identity/contract.ts';
import { enrollments } from './contract.ts';
import { giveBack, given } from './give-back.ts';
import { requireTeacher } from './roster.ts';
import { liveCoursesOf } from './store.ts';

export const endEnrollment = handle(enrollments.calls.endEnrollment, async ({ courseId, learnerId }, ctx) => {
  await requireTeacher(ctx, courseId);
  const left = await giveBack(ctx, { courseId, learnerId, endedBy: personOf(ctx).id });
  if (left) return given(left);
  return ctx.fail('not-enrolled', 'This person is not enrolled in this course. Nothing was changed.');
});

/** Who is no longer of the organization keeps no seat in its courses, nor a place before others on a waitlist. */
export const leaverSubscription = on(
  enrollments,
  identity.events['organization.member_removed'],
  'beginning',
  async ({ userId: learnerId }, ctx) => {
    // Whoever came back meanwhile keeps what they took since.
    for (const courseId of await liveCoursesOf(ctx, learnerId, ctx.event.time))
      await giveBack(ctx, { courseId, learnerId });
  },
);
