/** What a change does to one's progress, so that it can be shown before the server has answered. */

/** What of a learner's progress in a course changes with a lesson. */
export interface Completed {
  readonly completedLessonIds: string[];
  readonly completed: number;
  readonly total: number;
  readonly percent: number;
  readonly nextLessonId: string | null;
}

/** What one's progress will be with one lesson more. The server has the last word on percent and next lesson. */
export function withCompleted<S extends Completed>(
  standing: S,
  lessonId: string,
  order: readonly string[],
): S {
  if (standing.completedLessonIds.includes(lessonId)) return standing;
  const completedLessonIds = [...standing.completedLessonIds, lessonId];
  const done = new Set(completedLessonIds);
  const completed = Math.min(standing.total, standing.completed + 1);
  const after = order.slice(order.indexOf(lessonId) + 1);
  return {
    ...standing,
    completedLessonIds,
    completed,
    // Rounded down, so that it is 100 with the last lesson alone.
    percent: standing.total === 0 ? 0 : Math.floor((100 * completed) / standing.total),
    nextLessonId: [...after, ...order].find((id) => !done.has(id)) ?? null,
  };
}

/** The same with one lesson less. */
export function withoutCompleted<S extends Completed>(standing: S, lessonId: string): S {
  if (!standing.completedLessonIds.includes(lessonId)) return standing;
  const completed = Math.max(0, standing.completed - 1);
  return {
    ...standing,
    completedLessonIds: standing.completedLessonIds.filter((id) => id !== lessonId),
    completed,
    percent: standing.total === 0 ? 0 : Math.floor((100 * completed) / standing.total),
    nextLessonId: lessonId,
  };
}
