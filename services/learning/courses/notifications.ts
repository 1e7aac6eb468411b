/** What people hear of courses. */
import {
  type Facts,
  followedEvents,
  notificationKinds,
} from '../../platform/notifications/contract-declarations.ts';
import { courses } from './contract.ts';

const toCourse = ({ event }: Facts) => `/courses/${event.courseId}`;
const aboutCourse = ({ subject }: Facts) => ({ course: { title: subject?.title ?? '' } });
const toStudio = ({ event }: Facts) => `/studio/${event.courseId}`;
const sample = { course: { title: 'Practical Python' } };
const subject = { id: 'courseId', title: 'title', owner: 'instructorId' };
const {
  'course.published': published,
  'course.publish_failed': failed,
  'course.updated': updated,
} = courses.events;

const kinds = notificationKinds({
  'learning.course-updated': {
    group: 'learning',
    title: { en: 'A course of yours has a new version', fr: 'Un de vos cours a une nouvelle version' },
    channels: { 'in-app': true, email: true, push: false },
    pace: 'daily',
    sample: { course: { title: 'Practical Python' } },
    words: {
      en: {
        email: {
          subject: 'A new version of {{ course.title }}',
          action: 'See what is new',
          text: ['{{ course.title }} was published anew. What you have done stays done.', '{{ link }}'],
        },
        short: {
          subject: 'A new version',
          text: '{{ course.title }} was published anew. What you have done stays done.',
        },
      },
      fr: {
        email: {
          subject: 'Une nouvelle version de {{ course.title }}',
          action: 'Voir les nouveautés',
          text: [
            '{{ course.title }} a une nouvelle version. Ce que vous avez fait reste fait.',
            '{{ link }}',
          ],
        },
        short: {
          subject: 'Nouvelle version',
          text: '{{ course.title }} a une nouvelle version. Ce que vous avez fait reste fait.',
        },
      },
    },
  },
  'teaching.publish-failed': {
    group: 'teaching',
    title: { en: 'A course could not be published', fr: 'Un cours n’a pas pu être publié' },
    channels: { 'in-app': true, email: true, push: true },
    sample: { course: { title: 'Practical Python' } },
    words: {
      en: {
        email: {
          subject: '{{ course.title }} could not be published',
          action: 'Open the course',
          text: [
            '{{ course.title }} could not be published. Your draft is as it was, and learners see what they saw before. Look at it, and publish it again:',
            '{{ link }}',
          ],
        },
        short: {
          subject: 'Not published',
          text: '{{ course.title }} could not be published. Your draft is as it was; try again.',
        },
      },
      fr: {
        email: {
          subject: '{{ course.title }} n’a pas pu être publié',
          action: 'Ouvrir le cours',
          text: [
            '{{ course.title }} n’a pas pu être publié. Votre brouillon est resté tel quel, et rien ne change pour les inscrits. Relisez-le, puis publiez-le à nouveau :',
            '{{ link }}',
          ],
        },
        short: {
          subject: 'Non publié',
          text: '{{ course.title }} n’a pas pu être publié. Votre brouillon est resté tel quel.',
        },
      },
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
        data: aboutCourse,
      },
    ],
    endpoints: {
      words: {
        en: { subject: 'Published', text: 'A new version of {{ course.title }} was published.' },
        fr: { subject: 'Publication', text: '{{ course.title }} a une nouvelle version.' },
      },
      sample,
      path: toCourse,
      data: aboutCourse,
    },
  },
  { event: updated, subject },
  {
    event: failed,
    subject,
    rules: [{ kind: 'teaching.publish-failed', to: 'owner', path: toStudio, data: aboutCourse }],
    endpoints: {
      words: {
        en: { subject: 'Not published', text: '{{ course.title }} could not be published.' },
        fr: { subject: 'Non publié', text: '{{ course.title }} n’a pas pu être publié.' },
      },
      sample,
      path: toCourse,
      data: aboutCourse,
    },
  },
]);

export const courseNotifications = [kinds, followed];
