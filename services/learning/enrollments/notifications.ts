/** What people hear of seats. */
import {
  type Facts,
  followedEvents,
  notificationKinds,
} from '../../platform/notifications/contract-declarations.ts';
import { enrollments } from './contract.ts';

const toCourse = ({ event }: Facts) => `/courses/${event.courseId}`;
const aboutCourse = ({ subject }: Facts) => ({ course: { title: subject?.title ?? '' } });
const aboutLearner = (facts: Facts) => ({
  ...aboutCourse(facts),
  learner: { name: facts.person?.name ?? '' },
});
const aboutLearnerSample = { learner: { name: 'Ada Lovelace' }, course: { title: 'Practical Python' } };
const teachesAnother = ({ subject, person }: Facts) => subject?.ownerId !== person?.id;
const toRoster = ({ event }: Facts) => `/studio/${event.courseId}/roster`;
const waited = ({ before }: Facts) => before === 'waitlisted';
const about = { person: 'learnerId', subject: { id: 'courseId' } };
const {
  'enrollment.created': created,
  'enrollment.waitlisted': waitlisted,
  'enrollment.withdrawn': withdrawn,
} = enrollments.events;

const kinds = notificationKinds({
  'learning.enrolled': {
    group: 'learning',
    title: { en: 'You are enrolled in a course', fr: 'Vous êtes inscrit à un cours' },
    channels: { 'in-app': true, email: true, push: true, sms: false },
    sample: { course: { title: 'Practical Python' } },
    words: {
      en: {
        email: {
          subject: 'You are enrolled: {{ course.title }}',
          action: 'Start the course',
          text: [
            'you have a seat in {{ course.title }}. Begin whenever you like; we remember where you left off:',
            '{{ link }}',
            'Should your plans change, withdraw on that page: your seat goes to the next person, and what you have completed is kept.',
          ],
        },
        short: { subject: 'You are enrolled', text: '{{ course.title }} is ready for you.' },
      },
      fr: {
        email: {
          subject: 'Vous êtes inscrit : {{ course.title }}',
          action: 'Commencer le cours',
          text: [
            'vous avez une place dans {{ course.title }}. Commencez quand vous voulez ; nous retenons où vous en êtes :',
            '{{ link }}',
            'Si vos projets changent, retirez-vous sur cette page : la place ira à la personne suivante, et ce que vous avez terminé est gardé.',
          ],
        },
        short: { subject: 'Inscription confirmée', text: '{{ course.title }} vous attend.' },
      },
    },
  },
  'learning.waitlisted': {
    group: 'learning',
    title: { en: 'You are on a waitlist', fr: 'Vous êtes sur une liste d’attente' },
    channels: { 'in-app': true, email: false, push: false },
    sample: { course: { title: 'Practical Python' } },
    words: {
      en: {
        email: {
          subject: 'You are on the waitlist: {{ course.title }}',
          action: 'See the course',
          text: [
            '{{ course.title }} is full right now. You keep your place on the waitlist, and hear from us when a seat is yours.',
            '{{ link }}',
          ],
        },
        short: {
          subject: 'You are on the waitlist',
          text: '{{ course.title }} is full right now. We tell you when a seat is yours.',
        },
      },
      fr: {
        email: {
          subject: 'Vous êtes sur la liste d’attente : {{ course.title }}',
          action: 'Voir le cours',
          text: [
            '{{ course.title }} est complet pour le moment. Vous gardez votre rang, et nous vous écrirons quand une place sera à vous.',
            '{{ link }}',
          ],
        },
        short: {
          subject: 'Sur liste d’attente',
          text: '{{ course.title }} est complet pour le moment. Nous vous dirons quand une place sera à vous.',
        },
      },
    },
  },
  'learning.moved-up': {
    group: 'learning',
    title: { en: 'A seat became free for you', fr: 'Une place s’est libérée pour vous' },
    channels: { 'in-app': true, email: true, push: true, sms: false },
    sample: { course: { title: 'Practical Python' } },
    words: {
      en: {
        email: {
          subject: 'You have a seat now: {{ course.title }}',
          action: 'Start the course',
          text: [
            'a seat became free, and it is yours: you are enrolled in {{ course.title }}.',
            '{{ link }}',
          ],
        },
        short: {
          subject: 'You have a seat now',
          text: 'A seat in {{ course.title }} became free, and it is yours.',
        },
      },
      fr: {
        email: {
          subject: 'Vous avez une place : {{ course.title }}',
          action: 'Commencer le cours',
          text: [
            'une place s’est libérée, et elle est à vous : vous êtes inscrit à {{ course.title }}.',
            '{{ link }}',
          ],
        },
        short: {
          subject: 'Vous avez une place',
          text: 'Une place s’est libérée dans {{ course.title }}, et elle est à vous.',
        },
      },
    },
  },
  'teaching.learner-enrolled': {
    group: 'teaching',
    title: { en: 'A learner enrolled in your course', fr: 'Une personne s’est inscrite à votre cours' },
    channels: { 'in-app': true, email: false, push: false },
    pace: 'daily',
    sample: { course: { title: 'Practical Python' }, learner: { name: 'Ada Lovelace' } },
    words: {
      en: {
        email: {
          subject: 'New in {{ course.title }}: {{ learner.name }}',
          action: 'See who is enrolled',
          text: ['{{ learner.name }} enrolled in {{ course.title }}.', '{{ link }}'],
        },
        short: { subject: 'New learner', text: '{{ learner.name }} enrolled in {{ course.title }}.' },
      },
      fr: {
        email: {
          subject: 'Nouveau dans {{ course.title }} : {{ learner.name }}',
          action: 'Voir les inscrits',
          text: ['{{ learner.name }} a rejoint {{ course.title }}.', '{{ link }}'],
        },
        short: { subject: 'Nouvelle inscription', text: '{{ learner.name }} a rejoint {{ course.title }}.' },
      },
    },
  },
});

const followed = followedEvents([
  {
    event: created,
    ...about,
    membership: { id: 'enrollmentId', state: 'active' },
    rules: [
      { kind: 'learning.moved-up', to: 'person', when: waited, path: toCourse, data: aboutCourse },
      {
        kind: 'learning.enrolled',
        to: 'person',
        when: (facts) => !waited(facts),
        path: toCourse,
        data: aboutCourse,
      },
      {
        kind: 'teaching.learner-enrolled',
        to: 'owner',
        when: teachesAnother,
        path: toRoster,
        data: aboutLearner,
      },
    ],
    endpoints: {
      words: {
        en: { subject: 'Enrolled', text: '{{ learner.name }} enrolled in {{ course.title }}.' },
        fr: { subject: 'Inscription', text: '{{ learner.name }} a rejoint {{ course.title }}.' },
      },
      sample: aboutLearnerSample,
      path: toCourse,
      data: aboutLearner,
    },
  },
  {
    event: waitlisted,
    ...about,
    membership: { id: 'enrollmentId', state: 'waitlisted' },
    rules: [{ kind: 'learning.waitlisted', to: 'person', path: toCourse, data: aboutCourse }],
    endpoints: {
      words: {
        en: { subject: 'Waitlisted', text: '{{ learner.name }} waits for a seat in {{ course.title }}.' },
        fr: { subject: 'Attente', text: '{{ learner.name }} attend une place dans {{ course.title }}.' },
      },
      sample: aboutLearnerSample,
      path: toCourse,
      data: aboutLearner,
    },
  },
  {
    event: withdrawn,
    ...about,
    membership: { id: 'enrollmentId', state: 'withdrawn' },
    endpoints: {
      words: {
        en: { subject: 'Withdrawn', text: '{{ learner.name }} gave back a place in {{ course.title }}.' },
        fr: { subject: 'Départ', text: '{{ learner.name }} a rendu sa place dans {{ course.title }}.' },
      },
      sample: aboutLearnerSample,
      path: toCourse,
      data: aboutLearner,
    },
  },
]);

export const enrollmentNotifications = [kinds, followed];
