/** What people hear of completed courses. */
import {
  type Facts,
  followedEvents,
  notificationKinds,
} from '../../platform/notifications/contract-declarations.ts';
import { progress } from './contract.ts';

const toCourse = ({ event }: Facts) => `/courses/${event.courseId}`;
const aboutCourse = ({ subject }: Facts) => ({ course: { title: subject?.title ?? '' } });
const aboutLearner = (facts: Facts) => ({
  ...aboutCourse(facts),
  learner: { name: facts.person?.name ?? '' },
});
const aboutLearnerSample = { learner: { name: 'Ada Lovelace' }, course: { title: 'Practical Python' } };
const teachesAnother = ({ subject, person }: Facts) => subject?.ownerId !== person?.id;
const toRoster = ({ event }: Facts) => `/studio/${event.courseId}/roster`;

const kinds = notificationKinds({
  'learning.completed': {
    group: 'learning',
    title: { en: 'You completed a course', fr: 'Vous avez terminé un cours' },
    channels: { 'in-app': true, email: true, push: true, sms: false },
    sample: { course: { title: 'Practical Python' } },
    words: {
      en: {
        email: {
          subject: 'You completed {{ course.title }}',
          action: 'See your certificate',
          text: [
            'congratulations: you completed every lesson of {{ course.title }}. Your certificate is ready:',
            '{{ link }}',
          ],
        },
        short: { subject: 'Course completed', text: 'Your certificate for {{ course.title }} is ready.' },
      },
      fr: {
        email: {
          subject: 'Vous avez terminé {{ course.title }}',
          action: 'Voir votre certificat',
          text: [
            'félicitations : vous avez terminé toutes les leçons de {{ course.title }}. Votre certificat est prêt :',
            '{{ link }}',
          ],
        },
        short: { subject: 'Cours terminé', text: 'Votre certificat pour {{ course.title }} est prêt.' },
      },
    },
  },
  'teaching.learner-completed': {
    group: 'teaching',
    title: { en: 'A learner completed your course', fr: 'Une personne a terminé votre cours' },
    channels: { 'in-app': true, email: false, push: false },
    pace: 'daily',
    sample: { course: { title: 'Practical Python' }, learner: { name: 'Ada Lovelace' } },
    words: {
      en: {
        email: {
          subject: '{{ learner.name }} completed {{ course.title }}',
          action: 'See who is enrolled',
          text: ['{{ learner.name }} completed every lesson of {{ course.title }}.', '{{ link }}'],
        },
        short: { subject: 'Course completed', text: '{{ learner.name }} completed {{ course.title }}.' },
      },
      fr: {
        email: {
          subject: '{{ learner.name }} a terminé {{ course.title }}',
          action: 'Voir les inscrits',
          text: ['{{ learner.name }} a terminé toutes les leçons de {{ course.title }}.', '{{ link }}'],
        },
        short: { subject: 'Cours terminé', text: '{{ learner.name }} a terminé {{ course.title }}.' },
      },
    },
  },
});

const followed = followedEvents([
  {
    event: progress.events['course.completed'],
    person: 'learnerId',
    subject: { id: 'courseId' },
    rules: [
      { kind: 'learning.completed', to: 'person', path: () => '/certificates', data: aboutCourse },
      {
        kind: 'teaching.learner-completed',
        to: 'owner',
        when: teachesAnother,
        path: toRoster,
        data: aboutLearner,
      },
    ],
    endpoints: {
      words: {
        en: { subject: 'Completed', text: '{{ learner.name }} completed {{ course.title }}.' },
        fr: { subject: 'Cours terminé', text: '{{ learner.name }} a terminé {{ course.title }}.' },
      },
      sample: aboutLearnerSample,
      path: toCourse,
      data: aboutLearner,
    },
  },
]);

export const progressNotifications = [kinds, followed];
