/** Taking a seat and giving it back. */
import { courses } from '@kernos/services/learning/courses/contract';
import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { progress } from '@kernos/services/learning/progress/contract';
import { useAct } from '../../patterns/use-act.ts';
import { useEnrollmentWords } from './enrollment-words.ts';

const common = {
  refreshes: [
    enrollments.calls.mine,
    courses.calls.lesson,
    progress.calls.mine,
    progress.calls.ofCourse,
    progress.calls.lessonState,
    progress.calls.home,
  ],
  repeatable: true,
};

/** Where one enrolls, what stood there gives way to the seat; nothing more need be said. */
export const useEnroll = () => useAct(enrollments.calls.enroll, common);

/** @param options `shown`: a question stays open with what it was refused for */
export function useWithdraw(options: { title: string; waited: boolean; shown: boolean }) {
  const { title, waited, shown } = options;
  const words = useEnrollmentWords();
  const enroll = useEnroll();
  return useAct(enrollments.calls.withdraw, {
    ...common,
    shown,
    said: waited ? words.leftWaitlist(title) : words.withdrawn(title),
    undo: ({ courseId }) => enroll.mutate({ courseId }),
  });
}
