/** What people hear of completed courses. */
import {
  type Facts,
  followedEvents,
  naming,
  namingPerson,
  notificationKinds,
  said,
} from '../../platform/notifications/contract-declarations.ts';
import { progress } from './contract.ts';

const toCourse = ({ event }: Facts) => `/courses/${event.courseId}`;
const course = naming('course', 'Practical Python');
const learner = namingPerson('learner', course);
const teachesAnother = ({ subject, person }: Facts) => subject?.ownerId !== person?.id;
const toRoster = ({ event }: Facts) => `/studio/${event.courseId}/roster`;

const kinds = notificationKinds({
  'learning.completed': {
    group: 'learning',
    title: { en: 'You completed a course', fr: 'Vous avez terminé un cours' },
    channels: { 'in-app': true, email: true, push: true, sms: false },
    sample: course.sample,
    words: {
      en: said(
        ['Course completed', 'Your certificate for {{ course.title }} is ready.'],
        [
          'You completed {{ course.title }}',
          'See your certificate',
          'congratulations: you completed every lesson of {{ course.title }}. Your certificate is ready:',
        ],
      ),
      fr: said(
        ['Cours terminé', 'Votre certificat pour {{ course.title }} est prêt.'],
        [
          'Vous avez terminé {{ course.title }}',
          'Voir votre certificat',
          'félicitations : vous avez terminé toutes les leçons de {{ course.title }}. Votre certificat est prêt :',
        ],
      ),
    },
  },
  'teaching.learner-completed': {
    group: 'teaching',
    title: { en: 'A learner completed your course', fr: 'Une personne a terminé votre cours' },
    channels: { 'in-app': true, email: false, push: false },
    pace: 'daily',
    sample: learner.sample,
    words: {
      en: said(
        ['Course completed', '{{ learner.name }} completed {{ course.title }}.'],
        [
          '{{ learner.name }} completed {{ course.title }}',
          'See who is enrolled',
          '{{ learner.name }} completed every lesson of {{ course.title }}.',
        ],
      ),
      fr: said(
        ['Cours terminé', '{{ learner.name }} a terminé {{ course.title }}.'],
        [
          '{{ learner.name }} a terminé {{ course.title }}',
          'Voir les inscrits',
          '{{ learner.name }} a terminé toutes les leçons de {{ course.title }}.',
        ],
      ),
    },
  },
});

const followed = followedEvents([
  {
    event: progress.events['course.completed'],
    person: 'learnerId',
    subject: { id: 'courseId' },
    rules: [
      { kind: 'learning.completed', to: 'person', path: () => '/certificates', data: course.data },
      {
        kind: 'teaching.learner-completed',
        to: 'owner',
        when: teachesAnother,
        path: toRoster,
        data: learner.data,
      },
    ],
    endpoints: {
      words: {
        en: { subject: 'Completed', text: '{{ learner.name }} completed {{ course.title }}.' },
        fr: { subject: 'Cours terminé', text: '{{ learner.name }} a terminé {{ course.title }}.' },
      },
      ...learner,
      path: toCourse,
    },
  },
]);

export const progressNotifications = [kinds, followed];
