/** Taking a seat and giving it back. */
import { isOutcomeUnknown } from '@kernos/kernel/errors';
import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { progress } from '@kernos/services/learning/progress/contract';
import { useMutation } from '@tanstack/react-query';
import { ask, refresh } from '../../app/api.ts';

import { offerUndo, sayFailure } from '../../components/undo.tsx';
import { useEnrollmentWords } from './enrollment-words.ts';

interface Course {
  readonly id: string;
  readonly title: string;
}

const refreshAll = () =>
  refresh(
    enrollments.calls.mine,
    progress.calls.mine,
    progress.calls.ofCourse,
    progress.calls.lessonState,
    progress.calls.home,
  );

/** Both may be made again when they did not get through: doing them twice changes nothing. */
const retry = (failures: number, error: Error): boolean => isOutcomeUnknown(error) && failures < 3;

export function useEnroll({ id: courseId }: Pick<Course, 'id'>) {
  return useMutation({
    mutationFn: () => ask(enrollments.calls.enroll, { courseId }),
    retry,
    // Where one enrolls, what stood there gives way to the seat; nothing more need be said.
    onSuccess: refreshAll,
    onError: async (error) => {
      sayFailure(error);
      await refreshAll();
    },
  });
}

export function useWithdraw({ id: courseId, title }: Course) {
  const words = useEnrollmentWords();
  const enroll = useEnroll({ id: courseId });
  return useMutation({
    mutationFn: ({ waited: _ }: { waited: boolean }) => ask(enrollments.calls.withdraw, { courseId }),
    retry,
    onSuccess: async (_seat, { waited }) => {
      offerUndo(waited ? words.leftWaitlist(title) : words.withdrawn(title), words.undo, () =>
        enroll.mutate(),
      );
      await refreshAll();
    },
    onError: sayFailure,
  });
}
