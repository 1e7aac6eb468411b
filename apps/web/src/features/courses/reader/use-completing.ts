/** Marking a lesson as completed: shown at once, taken back where the server refuses. */
import { isOutcomeUnknown } from '@kernos/kernel/errors';
import { progress } from '@kernos/services/learning/progress/contract';
import { useMutation } from '@tanstack/react-query';
import { ask, queryClient, refresh } from '../../../app/api.ts';
import { offerUndo, sayFailed } from '../../../components/undo.tsx';
import { messageOf } from '../../../language/problems.ts';
import { type CourseProgress, myProgressQuery } from '../../progress/my-progress.ts';
import { type CourseWithOutline, standingQuery } from '../course-data.ts';
import { useCourseWords } from '../course-words.ts';
import { withCompleted, withoutCompleted } from './completed.ts';

const readStanding = (courseId: string) => queryClient.getQueryData(standingQuery(courseId).queryKey);

/** Completes and reopens lessons of a course; `complete` offers to take it back. */
export function useCompleting(course: CourseWithOutline) {
  const words = useCourseWords().reader;
  const order = course.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id));
  const reopen = useChange(
    course.id,
    (lessonId) => ask(progress.calls.uncomplete, { lessonId }),
    withoutCompleted,
    words.notReopened,
  );
  const complete = useChange(
    course.id,
    (lessonId) => ask(progress.calls.complete, { lessonId }),
    (standing, lessonId) => withCompleted(standing, lessonId, order),
    words.notCompleted,
  );
  return {
    complete: ({ id, title }: { id: string; title: string }) => {
      complete.mutate(id);
      offerUndo(words.markedDone(title), () => reopen.mutate(id), 'completing');
    },
    reopen: (lessonId: string) => reopen.mutate(lessonId),
  };
}

function useChange(
  courseId: string,
  send: (lessonId: string) => Promise<unknown>,
  expected: (standing: CourseProgress, lessonId: string) => CourseProgress,
  failedWord: string,
) {
  const key = standingQuery(courseId).queryKey;
  return useMutation({
    mutationFn: send,
    // One after the other: taking back must not overtake what it takes back.
    scope: { id: `completing ${courseId}` },
    // Doing either twice changes nothing, so what did not get through is tried again.
    retry: (failures, error) => isOutcomeUnknown(error) && failures < 4,
    onMutate: async (lessonId) => {
      await queryClient.cancelQueries({ queryKey: key });
      const before = readStanding(courseId);
      if (before) queryClient.setQueryData(key, expected(before, lessonId));
      return { before };
    },
    onError: (error, _lessonId, context) => {
      if (context?.before) queryClient.setQueryData(key, context.before);
      sayFailed(`${failedWord} ${messageOf(error)}`);
    },
    onSettled: () =>
      Promise.all([
        refresh(progress.calls.ofCourse, progress.calls.home, progress.calls.certificates),
        queryClient.invalidateQueries({ queryKey: myProgressQuery.queryKey }),
      ]),
  });
}
