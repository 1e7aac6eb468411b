/** What people hear of seats. */
import {
  type Facts,
  followedEvents,
  naming,
  namingPerson,
  notificationKinds,
  said,
} from '../../platform/notifications/contract-declarations.ts';
import { enrollments } from './contract.ts';

const toCourse = ({ event }: Facts) => `/courses/${event.courseId}`;
const course = naming('course', 'Practical Python');
const learner = namingPerson('learner', course);
const teachesAnother = ({ subject, person }: Facts) => subject?.ownerId !== person?.id;
const toRoster = ({ event }: Facts) => `/studio/${event.courseId}/roster`;
const endedByStaff = ({ event }: Facts) => event.endedBy !== undefined;
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
    sample: course.sample,
    words: {
      en: said(
        ['You are enrolled', '{{ course.title }} is ready for you.'],
        [
          'You are enrolled: {{ course.title }}',
          'Start the course',
          'you have a seat in {{ course.title }}. Begin whenever you like; we remember where you left off:',
          '{{ link }}',
          'Should your plans change, withdraw on that page: your seat goes to the next person, and what you have completed is kept.',
        ],
      ),
      fr: said(
        ['Inscription confirmée', '{{ course.title }} vous attend.'],
        [
          'Vous êtes inscrit : {{ course.title }}',
          'Commencer le cours',
          'vous avez une place dans {{ course.title }}. Commencez quand vous voulez ; nous retenons où vous en êtes :',
          '{{ link }}',
          'Si vos projets changent, retirez-vous sur cette page : la place ira à la personne suivante, et ce que vous avez terminé est gardé.',
        ],
      ),
    },
  },
  'learning.waitlisted': {
    group: 'learning',
    title: { en: 'You are on a waitlist', fr: 'Vous êtes sur une liste d’attente' },
    channels: { 'in-app': true, email: false, push: false },
    sample: course.sample,
    words: {
      en: said(
        [
          'You are on the waitlist',
          '{{ course.title }} is full right now. We tell you when a seat is yours.',
        ],
        [
          'You are on the waitlist: {{ course.title }}',
          'See the course',
          '{{ course.title }} is full right now. You keep your place on the waitlist, and hear from us when a seat is yours.',
        ],
      ),
      fr: said(
        [
          'Sur liste d’attente',
          '{{ course.title }} est complet pour le moment. Nous vous dirons quand une place sera à vous.',
        ],
        [
          'Vous êtes sur la liste d’attente : {{ course.title }}',
          'Voir le cours',
          '{{ course.title }} est complet pour le moment. Vous gardez votre rang, et nous vous écrirons quand une place sera à vous.',
        ],
      ),
    },
  },
  'learning.moved-up': {
    group: 'learning',
    title: { en: 'A seat became free for you', fr: 'Une place s’est libérée pour vous' },
    channels: { 'in-app': true, email: true, push: true, sms: false },
    sample: course.sample,
    words: {
      en: said(
        ['You have a seat now', 'A seat in {{ course.title }} became free, and it is yours.'],
        [
          'You have a seat now: {{ course.title }}',
          'Start the course',
          'a seat became free, and it is yours: you are enrolled in {{ course.title }}.',
        ],
      ),
      fr: said(
        ['Vous avez une place', 'Une place s’est libérée dans {{ course.title }}, et elle est à vous.'],
        [
          'Vous avez une place : {{ course.title }}',
          'Commencer le cours',
          'une place s’est libérée, et elle est à vous : vous êtes inscrit à {{ course.title }}.',
        ],
      ),
    },
  },
  'learning.enrollment-ended': {
    group: 'learning',
    title: { en: 'Your enrollment was ended', fr: 'Votre inscription a pris fin' },
    channels: { 'in-app': true, email: true, push: false },
    sample: course.sample,
    words: {
      en: said(
        [
          'Your enrollment was ended',
          'You are no longer enrolled in {{ course.title }}. What you completed is kept.',
        ],
        [
          'Your enrollment was ended: {{ course.title }}',
          'See the course',
          'whoever is responsible for {{ course.title }} ended your enrollment. What you have completed is kept.',
          'Please ask them if you did not expect this.',
        ],
      ),
      fr: said(
        [
          'Votre inscription a pris fin',
          'Vous n’êtes plus inscrit à {{ course.title }}. Ce que vous avez terminé est gardé.',
        ],
        [
          'Votre inscription a pris fin : {{ course.title }}',
          'Voir le cours',
          'la personne responsable de {{ course.title }} a mis fin à votre inscription. Ce que vous avez terminé est gardé.',
          'Si vous ne vous y attendiez pas, adressez-vous à elle.',
        ],
      ),
    },
  },
  'teaching.learner-enrolled': {
    group: 'teaching',
    title: { en: 'A learner enrolled in your course', fr: 'Une personne s’est inscrite à votre cours' },
    channels: { 'in-app': true, email: false, push: false },
    pace: 'daily',
    sample: learner.sample,
    words: {
      en: said(
        ['New learner', '{{ learner.name }} enrolled in {{ course.title }}.'],
        [
          'New in {{ course.title }}: {{ learner.name }}',
          'See who is enrolled',
          '{{ learner.name }} enrolled in {{ course.title }}.',
        ],
      ),
      fr: said(
        ['Nouvelle inscription', '{{ learner.name }} a rejoint {{ course.title }}.'],
        [
          'Nouveau dans {{ course.title }} : {{ learner.name }}',
          'Voir les inscrits',
          '{{ learner.name }} a rejoint {{ course.title }}.',
        ],
      ),
    },
  },
});

const followed = followedEvents([
  {
    event: created,
    ...about,
    membership: { id: 'enrollmentId', state: 'active' },
    rules: [
      { kind: 'learning.moved-up', to: 'person', when: waited, path: toCourse, data: course.data },
      {
        kind: 'learning.enrolled',
        to: 'person',
        when: (facts) => !waited(facts),
        path: toCourse,
        data: course.data,
      },
      {
        kind: 'teaching.learner-enrolled',
        to: 'owner',
        when: teachesAnother,
        path: toRoster,
        data: learner.data,
      },
    ],
    endpoints: {
      words: {
        en: { subject: 'Enrolled', text: '{{ learner.name }} enrolled in {{ course.title }}.' },
        fr: { subject: 'Inscription', text: '{{ learner.name }} a rejoint {{ course.title }}.' },
      },
      ...learner,
      path: toCourse,
    },
  },
  {
    event: waitlisted,
    ...about,
    membership: { id: 'enrollmentId', state: 'waitlisted' },
    rules: [{ kind: 'learning.waitlisted', to: 'person', path: toCourse, data: course.data }],
    endpoints: {
      words: {
        en: { subject: 'Waitlisted', text: '{{ learner.name }} waits for a seat in {{ course.title }}.' },
        fr: { subject: 'Attente', text: '{{ learner.name }} attend une place dans {{ course.title }}.' },
      },
      ...learner,
      path: toCourse,
    },
  },
  {
    event: withdrawn,
    ...about,
    membership: { id: 'enrollmentId', state: 'withdrawn' },
    rules: [
      {
        kind: 'learning.enrollment-ended',
        to: 'person',
        when: endedByStaff,
        path: toCourse,
        data: course.data,
      },
    ],
    endpoints: {
      words: {
        en: { subject: 'Withdrawn', text: '{{ learner.name }} gave back a place in {{ course.title }}.' },
        fr: { subject: 'Départ', text: '{{ learner.name }} a rendu sa place dans {{ course.title }}.' },
      },
      ...learner,
      path: toCourse,
    },
  },
]);

export const enrollmentNotifications = [kinds, followed];
