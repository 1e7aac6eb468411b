/** A service of another wing, with words of its own, has its ways and its series in the reports beside learning's. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { contract, event } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { Id } from '@kernos/kernel/schemas';
import { service } from '@kernos/kernel/service';
import { Type } from 'typebox';
import { codeOf } from '../identity/identity.fixture.ts';
import { analytics } from './contract.ts';
import { partTitles, reportedEvents } from './contract-declarations.ts';
import { peopleOf, published, startWithPublishers, type Told, tell } from './events.fixture.ts';

const who = { gardenId: Id, gardenerId: Id };
const gardening = contract('gardening', {
  events: {
    'garden.opened': event('A garden was opened.', 'gardenId', {
      ...{ gardenId: Id, edition: Type.Integer(), label: Type.String(), keeperId: Id },
      plotIds: Type.Array(Id),
    }),
    'garden.joined': event('Somebody gardens there.', 'gardenId', { ...who, joinId: Id }),
    'plot.dug': event('A plot was dug.', 'gardenId', { ...who, plotId: Id }),
    'garden.done': event('All of it was dug.', 'gardenId', who),
  },
});
const {
  'garden.opened': opened,
  'garden.joined': joined,
  'plot.dug': dug,
  'garden.done': done,
} = gardening.events;
const whose = { subject: 'gardenId', person: 'gardenerId' };
const plotId = newId();
const gardeningService = service(gardening, {
  declares: [
    reportedEvents([
      {
        ...{ event: opened, subject: 'gardenId' },
        means: { is: 'published', version: 'edition', title: 'label', owner: 'keeperId', parts: 'plotIds' },
      },
      { event: joined, ...whose, means: { is: 'joined', membership: 'joinId' }, active: true },
      {
        ...{ event: dug, ...whose, part: 'plotId', means: { is: 'part-done' }, active: true },
        series: { name: 'plots-dug', title: { en: 'Plots dug', fr: 'Parcelles bêchées' } },
      },
      { event: done, ...whose, means: { is: 'finished' } },
    ]),
    partTitles(async () => new Map([[plotId, 'By the fence']])),
  ],
});

const system = await startWithPublishers([gardeningService]);
after(() => system[Symbol.asyncDispose]());
system.clock.set('2026-03-10T12:00:00.000Z');
const { admin, organizationId, instructor } = peopleOf(system);
const desk = system.client(analytics, admin);
const [gardenId, gardenerId, time] = [newId(), newId(), '2026-03-09T12:00:00.000Z'];
const about = (type: string, data: object): Told => ({
  type,
  time,
  organizationId,
  data: { gardenId, ...data },
});
const course = published(organizationId, instructor.userId);
const learner = { courseId: course.courseId, learnerId: newId() };
await tell(system, [
  course.event,
  { ...about('enrollment.created', {}), data: { ...learner, enrollmentId: newId() } },
  { ...about('lesson.completed', {}), data: { ...learner, lessonId: course.lessonIds[0] } },
  about('garden.opened', { edition: 1, label: 'The Garden', keeperId: admin.userId, plotIds: [plotId] }),
  about('garden.joined', { gardenerId, joinId: newId() }),
  about('plot.dug', { gardenerId, plotId }),
  about('garden.done', { gardenerId }),
]);

test('each has its own way', async () => {
  const { items } = await desk.funnel({});
  const completed = Object.fromEntries(
    items.map(({ title, stages }) => [title, stages.find(({ stage }) => stage === 'completed')?.learners]),
  );
  assert.deepEqual(completed, { 'The Garden': 1, [String(course.event.data.title)]: 0 });
  const { lessons } = await desk.lessons({ courseId: gardenId });
  assert.deepEqual(
    lessons.map(({ title, completed: people }) => [title, people]),
    [['By the fence', 1]],
  );
});

test('what means the same counts together, and what a service counts by itself', async () => {
  const range = { from: '2026-03-09', to: '2026-03-09' };
  assert.equal((await desk.enrollments(range)).total, 2);
  assert.equal((await desk.activeLearners(range)).total, 2);
  assert.equal((await desk.lessonCompletions({ ...range, courseId: gardenId })).total, 1);
  const dugAt = await desk.series({ name: 'plots-dug', ...range });
  assert.deepEqual([dugAt.total, dugAt.series.map(({ count }) => count)], [1, [1]]);
  assert.equal((await desk.series({ name: 'lesson-completions', ...range })).total, 1);
});

test('series are listed with what people call them, and others are refused', async () => {
  const { items } = await desk.seriesNames({});
  assert.deepEqual(items.find(({ name }) => name === 'plots-dug')?.title, {
    en: 'Plots dug',
    fr: 'Parcelles bêchées',
  });
  await assert.rejects(desk.series({ name: 'plots-sown' }), codeOf('report-not-found'));
});
