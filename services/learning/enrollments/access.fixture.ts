/** What the calls of enrollments answer to whom (services/testing/access.fixture.ts). */
import { type Expectations, under } from '../../testing/access.fixture.ts';

const course = ({ courseId }: { courseId: string }) => ({ params: { courseId } });

export const access: Expectations = {
  ...under(['instructor', 'admin'], {
    // A published course is no secret to a colleague; who is in it is.
    'enrollments.roster': { send: ({ published }) => course(published), other: 403 },
    'enrollments.learners': { send: ({ published }) => course(published), other: 403 },
    'enrollments.endEnrollment': {
      send: async ({ spare, members }) => ({
        params: { ...course(await spare.attended()).params, learnerId: members.learner.userId },
      }),
      other: 403,
    },
    'enrollments.invite': {
      send: async ({ open, spare }) => ({ ...course(open), body: { email: (await spare.member()).email } }),
      other: 403,
    },
    'enrollments.roster, of a draft': { send: ({ draft }) => course(draft) },
  }),
  ...under(['learner'], {
    'enrollments.enroll': { send: ({ open }) => course(open), other: 'own' },
    'enrollments.withdraw': { send: async ({ spare }) => course(await spare.attended()), other: 'own' },
    'enrollments.mine': {},
  }),
  ...under('signed-in', {
    'enrollments.counts': {
      send: ({ published }) => ({ query: { courseIds: published.courseId } }),
      other: 'same',
      stranger: 'own',
    },
  }),
  ...under('internal', {
    'enrollments.of': {
      send: ({ published, members }) => ({
        params: { courseId: published.courseId, learnerId: members.learner.userId },
      }),
    },
    'enrollments.seats': { send: ({ members }) => ({ params: { learnerId: members.learner.userId } }) },
  }),
};
