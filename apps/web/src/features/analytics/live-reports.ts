/** Events after whose hint reports are asked again. */
export const touching = ['enrollment.', 'lesson.', 'course.', 'analytics.'] as const;

/** Facts are taken in beside the event that is told: what was asked a moment too early is asked again. */
export const EVERY_MS = 10_000;
