/** What the calls of analytics answer to whom (services/testing/access.fixture.ts). */
import { type Expectations, under } from '../../testing/access.fixture.ts';
import type { College } from '../../testing/college.fixture.ts';

const inQuery = ({ published }: College) => ({ query: { courseId: published.courseId } });
const inPath = ({ published }: College) => ({ params: { courseId: published.courseId } });
const notTheirs = { other: 404, stranger: 404 } as const;

export const access: Expectations = {
  ...under(['instructor', 'admin'], {
    'analytics.enrollments': {},
    'analytics.enrollments, of a course': { send: inQuery, ...notTheirs },
    'analytics.completions': {},
    'analytics.completions, of a course': { send: inQuery, ...notTheirs },
    'analytics.lessonCompletions': {},
    'analytics.lessonCompletions, of a course': { send: inQuery, ...notTheirs },
    'analytics.activeLearners': {},
    'analytics.activeLearners, of a course': { send: inQuery, ...notTheirs },
    'analytics.series': { send: () => ({ params: { name: 'enrollments' } }), other: 'own', stranger: 'own' },
    'analytics.seriesNames': {},
    'analytics.funnel': {},
    'analytics.funnel, of a course': { send: inQuery, ...notTheirs },
    'analytics.timeToComplete': {},
    'analytics.timeToComplete, of a course': { send: inQuery, ...notTheirs },
    'analytics.retention': {},
    'analytics.retention, of a course': { send: inQuery, ...notTheirs },
    'analytics.lessons': { send: inPath },
    'analytics.course': { send: inPath },
    'analytics.export': { send: () => ({ query: { report: 'funnel' } }) },
    'analytics.export, of a course': {
      send: ({ published }) => ({ query: { report: 'lessons', courseId: published.courseId } }),
      ...notTheirs,
    },
    'analytics.export, facts': {
      send: () => ({ query: { report: 'facts', format: 'jsonl' } }),
      owner: 'admin',
      adminsToo: true,
      other: 403,
      stranger: 'own',
    },
  }),
  ...under(['admin'], {
    'analytics.organization': { other: 'same' },
    'analytics.notifications': { other: 'same' },
    'analytics.metrics': { send: () => ({ query: { name: 'beds.free' } }), other: 'same' },
    'analytics.metricNames': { other: 'same' },
    'analytics.rebuild': { other: 'same' },
  }),
  ...under('internal', {
    'analytics.record': {
      send: () => ({ body: { metric: 'beds.free', value: 1, unit: '1', dimensions: {} } }),
    },
  }),
};

/** It is made of everybody's events. */
export const changing = [
  'analytics.facts',
  'analytics.counts',
  'analytics.activity',
  'analytics.enrollments',
  'analytics.journeys',
  'analytics.lessons',
  'analytics.courses',
  'analytics.deliveries',
  'analytics.measurements',
];
