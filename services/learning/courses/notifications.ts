/** What people hear of courses. */
import {
  type Facts,
  followedEvents,
  naming,
  notificationKinds,
  said,
} from '../../platform/notifications/contract-declarations.ts';
import { courses } from './contract.ts';

const toCourse = ({ event }: Facts) => `/courses/${event.courseId}`;
const course = naming('course', 'Practical Python');
const toStudio = ({ event }: Facts) => `/studio/${event.courseId}`;
const subject = { id: 'courseId', title: 'title', owner: 'instructorId' };
const {
  'course.published': published,
  'course.publish_failed': failed,
  'course.updated': updated,
} = courses.events;

const kinds = notificationKinds({
  'learning.course-updated': {
    group: 'learning',
    title: { en: 'New version of a course you take', fr: 'Nouvelle version d’un de vos cours' },
    channels: { 'in-app': true, email: true, push: false },
    pace: 'daily',
    sample: course.sample,
    words: {
      en: said(
        ['A new version', '{{ course.title }} has a new version. Your progress is kept.'],
        [
          'A new version of {{ course.title }}',
          'See what is new',
          '{{ course.title }} has a new version. Your progress is kept.',
        ],
      ),
      fr: said(
        ['Nouvelle version', '{{ course.title }} a une nouvelle version. Votre progression est conservée.'],
        [
          'Une nouvelle version de {{ course.title }}',
          'Voir les nouveautés',
          '{{ course.title }} a une nouvelle version. Votre progression est conservée.',
        ],
      ),
    },
  },
  'teaching.publish-failed': {
    group: 'teaching',
    title: { en: 'A course could not be published', fr: 'Un cours n’a pas pu être publié' },
    channels: { 'in-app': true, email: true, push: true },
    sample: course.sample,
    words: {
      en: said(
        ['Not published', '{{ course.title }} could not be published. Your draft is unchanged; try again.'],
        [
          '{{ course.title }} could not be published',
          'Open the course',
          '{{ course.title }} could not be published. Your draft is unchanged, and nothing changes for learners. Check it and publish again:',
        ],
      ),
      fr: said(
        ['Non publié', '{{ course.title }} n’a pas pu être publié. Votre brouillon est resté tel quel.'],
        [
          '{{ course.title }} n’a pas pu être publié',
          'Ouvrir le cours',
          '{{ course.title }} n’a pas pu être publié. Votre brouillon est resté tel quel, et rien ne change pour les inscrits. Relisez-le, puis publiez-le à nouveau :',
        ],
      ),
    },
  },
});

const followed = followedEvents([
  {
    event: published,
    subject,
    rules: [
      {
        kind: 'learning.course-updated',
        to: 'members',
        when: ({ event }) => Number(event.version) > 1,
        path: toCourse,
        data: course.data,
      },
    ],
    endpoints: {
      words: {
        en: { subject: 'Published', text: 'A new version of {{ course.title }} was published.' },
        fr: { subject: 'Publication', text: '{{ course.title }} a une nouvelle version.' },
      },
      ...course,
      path: toCourse,
    },
  },
  { event: updated, subject },
  {
    event: failed,
    subject,
    rules: [{ kind: 'teaching.publish-failed', to: 'owner', path: toStudio, data: course.data }],
    endpoints: {
      words: {
        en: { subject: 'Not published', text: '{{ course.title }} could not be published.' },
        fr: { subject: 'Non publié', text: '{{ course.title }} n’a pas pu être publié.' },
      },
      ...course,
      path: toCourse,
    },
  },
]);

export const courseNotifications = [kinds, followed];
