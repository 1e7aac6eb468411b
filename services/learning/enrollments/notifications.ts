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
          'you are enrolled in {{ course.title }}. Start whenever you like; you can pick up where you left off:',
          '{{ link }}',
          'If your plans change, leave the course on that page: your seat goes to the next person, and what you completed is kept.',
        ],
      ),
      fr: said(
        ['Inscription confirmée', '{{ course.title }} vous attend.'],
        [
          'Vous êtes inscrit : {{ course.title }}',
          'Commencer le cours',
          'vous êtes inscrit à {{ course.title }}. Commencez quand vous voulez ; vous reprendrez là où vous vous êtes arrêté :',
          '{{ link }}',
          'Si vos projets changent, désinscrivez-vous sur cette page : votre place ira à la personne suivante, et ce que vous avez terminé est conservé.',
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
          '{{ course.title }} is full right now. We’ll let you know when you get a seat.',
        ],
        [
          'You are on the waitlist: {{ course.title }}',
          'See the course',
          '{{ course.title }} is full right now. You keep your place on the waitlist, and we’ll let you know when you get a seat.',
        ],
      ),
      fr: said(
        [
          'Sur liste d’attente',
          '{{ course.title }} est complet pour le moment. Nous vous préviendrons dès que vous aurez une place.',
        ],
        [
          'Vous êtes sur la liste d’attente : {{ course.title }}',
          'Voir le cours',
          '{{ course.title }} est complet pour le moment. Vous gardez votre rang, et nous vous préviendrons dès que vous aurez une place.',
        ],
      ),
    },
  },
  'learning.moved-up': {
    group: 'learning',
    title: { en: 'You got a seat', fr: 'Une place s’est libérée pour vous' },
    channels: { 'in-app': true, email: true, push: true, sms: false },
    sample: course.sample,
    words: {
      en: said(
        ['You have a seat now', 'A seat opened up in {{ course.title }}. You’re enrolled.'],
        [
          'You have a seat now: {{ course.title }}',
          'Start the course',
          'a seat opened up: you are now enrolled in {{ course.title }}.',
        ],
      ),
      fr: said(
        ['Vous avez une place', 'Une place s’est libérée dans {{ course.title }}. Vous êtes inscrit.'],
        [
          'Vous avez une place : {{ course.title }}',
          'Commencer le cours',
          'une place s’est libérée : vous êtes maintenant inscrit à {{ course.title }}.',
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
          'your instructor or an administrator ended your enrollment in {{ course.title }}. What you completed is kept.',
          'If you did not expect this, ask your instructor.',
        ],
      ),
      fr: said(
        [
          'Votre inscription a pris fin',
          'Vous n’êtes plus inscrit à {{ course.title }}. Ce que vous avez terminé est conservé.',
        ],
        [
          'Votre inscription a pris fin : {{ course.title }}',
          'Voir le cours',
          'votre formateur ou un administrateur a mis fin à votre inscription à {{ course.title }}. Ce que vous avez terminé est conservé.',
          'Si vous ne vous y attendiez pas, adressez-vous à votre formateur.',
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
        en: { subject: 'Waitlisted', text: '{{ learner.name }} is on the waitlist for {{ course.title }}.' },
        fr: {
          subject: 'Attente',
          text: '{{ learner.name }} est sur la liste d’attente de {{ course.title }}.',
        },
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
        en: { subject: 'Withdrawn', text: '{{ learner.name }} left {{ course.title }}.' },
        fr: { subject: 'Départ', text: '{{ learner.name }} a quitté {{ course.title }}.' },
      },
      ...learner,
      path: toCourse,
    },
  },
]);

export const enrollmentNotifications = [kinds, followed];
