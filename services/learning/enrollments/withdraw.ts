import { personOf } from '@kernos/kernel/caller';
import { handle } from '@kernos/kernel/service';
import { enrollments } from './contract.ts';
import { giveBack, given } from './give-back.ts';

export const withdraw = handle(
  enrollments.calls.withdraw,
  async ({ courseId }, ctx) => {
    const left = await giveBack(ctx, { courseId, learnerId: personOf(ctx).id });
    if (left) return given(left);
    return ctx.fail('not-enrolled', 'You are not enrolled in this course. Nothing was changed.', {
      keep: true,
    });
  },
  // The key of enrolling: both want the row of the course.
  { groupCommitKey: ({ courseId }) => courseId },
);
