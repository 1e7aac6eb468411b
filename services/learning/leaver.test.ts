/** Nothing stood in: somebody is removed from the organization, and the next version of their course passes them by. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PASSWORD, startIdentity, type Visitor } from '../platform/identity/identity.fixture.ts';
import { courses } from './courses/contract.ts';
import { coursesService } from './courses/service.ts';
import { enrollments } from './enrollments/contract.ts';
import { enrollmentsService } from './enrollments/service.ts';
import { progress } from './progress/contract.ts';
import { progressService } from './progress/service.ts';

const here = await startIdentity({ services: [coursesService, enrollmentsService, progressService] });
after(() => here[Symbol.asyncDispose]());
const { system } = here;

async function heardOf({ signedIn, email }: Visitor) {
  const { rows } = await system.sql<{ kind: string }>({
    text: 'SELECT kind FROM notifications.inbox WHERE recipient_id = $1 ORDER BY kind',
    values: [signedIn.user.id],
  });
  return { kinds: rows.map(({ kind }) => kind), emails: (await here.emailsTo(email)).length };
}

test('the next version carries nothing over for who was removed, and tells them nothing', async () => {
  const admin = await here.register('Head');
  const desk = here.as(courses, admin.signedIn.accessToken);
  const member = async (name: string) => {
    const email = `${name}.${crypto.randomUUID()}@example.org`;
    await admin.api.createMember({ name, email, password: PASSWORD, roles: ['learner'] });
    return here.signIn(email);
  };
  const [stays, leaves] = [await member('stays'), await member('leaves')];
  const { id: courseId } = await desk.create({ title: 'Knots' });
  const { id: moduleId } = await desk.addModule({ courseId, title: 'All' });
  const first = await desk.addLesson({ moduleId, title: 'Bowline', markdown: 'A loop.' });
  const second = await desk.addLesson({ moduleId, title: 'Sheepshank', markdown: 'Shorter.' });
  await desk.publish({ courseId });
  await system.settled();
  for (const { signedIn } of [stays, leaves]) {
    await here.as(enrollments, signedIn.accessToken).enroll({ courseId });
    await system.settled();
    await here.as(progress, signedIn.accessToken).complete({ lessonId: first.id });
  }
  await admin.api.removeMember({ userId: leaves.signedIn.user.id });
  await here.minuteLater();
  const before = await heardOf(leaves);

  // Who has done all but the lesson that is dropped has completed the course by its next version.
  await desk.removeLesson({ lessonId: second.id });
  await desk.publish({ courseId });
  await here.minuteLater();
  // Whatever waits for the end of a day too.
  system.clock.advance(25 * 3_600_000);
  await here.minuteLater();
  const { rows } = await system.sql<{ learnerId: string; courseVersion: number; percent: number }>({
    text: 'SELECT learner_id, course_version, percent FROM progress.records WHERE course_id = $1 ORDER BY percent',
    values: [courseId],
  });
  assert.deepEqual(rows, [
    { learnerId: leaves.signedIn.user.id, courseVersion: 1, percent: 50 },
    { learnerId: stays.signedIn.user.id, courseVersion: 2, percent: 100 },
  ]);
  const { rows: certified } = await system.sql<{ learnerId: string }>({
    text: 'SELECT learner_id FROM progress.certificates WHERE course_id = $1',
    values: [courseId],
  });
  assert.deepEqual(certified, [{ learnerId: stays.signedIn.user.id }]);
  assert.deepEqual(await heardOf(leaves), before);
  const { kinds } = await heardOf(stays);
  for (const kind of ['learning.course-updated', 'learning.completed']) assert.ok(kinds.includes(kind), kind);
});
