/** What the calls of progress answer to whom (services/testing/access.fixture.ts). */
import { type Expectations, under } from '../../testing/access.fixture.ts';

const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
const course = ({ courseId }: { courseId: string }) => ({ params: { courseId } });
const lesson = ({ lessonId }: { lessonId: string }) => ({ params: { lessonId } });

export const access: Expectations = {
  ...under(['learner'], {
    'progress.complete': { send: async ({ spare }) => lesson(await spare.attended()), other: 'own' },
    'progress.uncomplete': { send: async ({ spare }) => lesson(await spare.attended()), other: 'own' },
    'progress.home': {},
    'progress.lessonState': { send: ({ published }) => lesson(published), other: 'own' },
    'progress.open': { send: ({ published }) => lesson(published), other: 'own' },
    'progress.keepPosition': {
      send: ({ published }) => ({ ...lesson(published), body: { fraction: 0.5 } }),
      other: 'own',
    },
    'progress.note': { send: ({ published }) => lesson(published), other: 'own' },
    'progress.writeNote': {
      send: async ({ spare }) => ({
        ...lesson(await spare.attended()),
        body: { text: 'Mine' },
        headers: ifMatch(0),
      }),
      other: 'own',
    },
    'progress.removeNote': {
      send: async ({ spare }) => ({ ...lesson(await spare.attended()), headers: ifMatch(0) }),
      other: 'own',
    },
    'progress.notes': {},
    'progress.moveToNewest': { send: ({ published }) => course(published), other: 'own' },
    'progress.ofCourse': { send: ({ published }) => course(published), other: 'own' },
    'progress.mine': {},
    'progress.certificates': {},
    // The classmate has half of it, and cannot get the learner's.
    'progress.certificate': { send: ({ published }) => course(published), other: 409 },
  }),
  ...under('anyone', {
    'progress.verify': { send: ({ certificateCode: code }) => ({ params: { code } }) },
  }),
  ...under('internal', {
    'progress.initialise': {},
  }),
};
