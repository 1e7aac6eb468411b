/** What reports tell of progress. */
import { reportedEvents } from '../../platform/analytics/contract-declarations.ts';
import { progress } from './contract.ts';

const {
  'lesson.completed': completed,
  'lesson.completed_again': completedAgain,
  'lesson.reopened': reopened,
  'progress.updated': updated,
  'course.completed': courseCompleted,
} = progress.events;
const whose = { subject: 'courseId', person: 'learnerId' };
const part = 'lessonId';

export const progressReports = [
  reportedEvents([
    {
      ...{ event: completed, ...whose, part, means: { is: 'part-done' }, active: true },
      series: { name: 'lesson-completions', title: { en: 'Lessons completed', fr: 'Leçons terminées' } },
    },
    { event: completedAgain, ...whose, part, means: { is: 'part-done-again' } },
    { event: reopened, ...whose, part, means: { is: 'part-undone', last: 'lastLessonId' } },
    { event: updated, ...whose, means: { is: 'progress', percent: 'percent' } },
    {
      ...{ event: courseCompleted, ...whose, means: { is: 'finished' }, active: true },
      series: { name: 'completions', title: { en: 'Courses completed', fr: 'Cours terminés' } },
    },
  ]),
];
