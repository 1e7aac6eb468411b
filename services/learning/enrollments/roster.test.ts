/** Rosters, with identity, enrollments and progress as they are, and courses by a stand-in. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { asService } from '@kernos/kernel/testing';
import { codeOf, PASSWORD, startIdentity, type Visitor } from '../../platform/identity/identity.fixture.ts';
import { notifications } from '../../platform/notifications/contract.ts';
import { courses } from '../courses/contract.ts';
import { progress } from '../progress/contract.ts';
import { progressService } from '../progress/service.ts';
import { coursesStandIn } from '../testing/courses.fixture.ts';
import { teach } from '../testing/teach.fixture.ts';
import { enrollments } from './contract.ts';
import { enrollmentsService } from './service.ts';

const here = await startIdentity({ services: [coursesStandIn, enrollmentsService, progressService] });
after(() => here[Symbol.asyncDispose]());
const { system } = here;

const admin = await here.register('Head');
let count = 0;
async function member(name: string, role: 'learner' | 'instructor' = 'learner'): Promise<Visitor> {
  count += 1;
  const email = `roster${count}@example.org`;
  await admin.api.createMember({ name, email, password: PASSWORD, roles: [role] });
  return here.signIn(email);
}
const token = ({ signedIn }: Visitor) => signedIn.accessToken;
const seatsOf = (person: Visitor) => here.as(enrollments, token(person));
const instructor = await member('Ines', 'instructor');
const desk = seatsOf(instructor);

async function courseWith(lessons = 2, plan: { capacity?: number; waitlist?: boolean } = {}) {
  const office: Parameters<typeof teach>[0] = { client: (of) => here.as(of, token(instructor)) };
  const taught = await teach(office, { userId: '', organizationId: null, roles: [] }, { lessons, ...plan });
  await system.settled();
  return taught;
}

type Query = Omit<Parameters<typeof desk.learners>[0], 'courseId'>;
const namesOf = async (courseId: string, query: Query = {}) =>
  (await desk.learners({ courseId, limit: 100, ...query })).items.map(({ name }) => name);

test('who enrolled is there at once, by name, at nothing of everything', async () => {
  const { courseId } = await courseWith(3);
  const ada = await member('Ada');
  const { id, enrolledAt } = await seatsOf(ada).enroll({ courseId });
  const { items, counts, nextCursor } = await desk.learners({ courseId });
  assert.deepEqual(items, [
    {
      enrollmentId: id,
      learnerId: ada.signedIn.user.id,
      name: 'Ada',
      status: 'active',
      waitlistPosition: null,
      enrolledAt,
      completed: 0,
      total: 3,
      percent: 0,
      activeAt: enrolledAt,
      completedAt: null,
    },
  ]);
  assert.deepEqual(counts, { active: 1, waitlisted: 0, withdrawn: 0 });
  assert.equal(nextCursor, null);
});

test('a learner whose name did not come here yet is named all the same', async () => {
  const { courseId } = await courseWith();
  const late = await member('Late Arrival');
  await system.settled();
  await system.sql({
    text: 'DELETE FROM enrollments.people WHERE user_id = $1',
    values: [late.signedIn.user.id],
  });
  await seatsOf(late).enroll({ courseId });
  assert.deepEqual(await namesOf(courseId), ['Late Arrival']);
  assert.deepEqual(await namesOf(courseId, { q: 'arriv' }), ['Late Arrival']);
  assert.deepEqual(await namesOf(courseId, { q: 'early' }), []);
});

test('what learners complete and how they are called now is seen, sorted and searched', async () => {
  const { courseId, lessonIds } = await courseWith(2);
  const [ada, bob, cyd] = [await member('ada'), await member('Bob 100%'), await member('Cyd')];
  for (const person of [cyd, ada, bob]) await seatsOf(person).enroll({ courseId });
  await system.settled();
  const done = (person: Visitor, n: number) =>
    here.as(progress, token(person)).complete({ lessonId: lessonIds[n] ?? '' });
  await done(bob, 0);
  await done(cyd, 0);
  await done(bob, 1);
  await ada.api.updateMe({ name: 'Zoe' });
  await system.settled();
  assert.deepEqual(await namesOf(courseId), ['Bob 100%', 'Cyd', 'Zoe']);
  assert.deepEqual(await namesOf(courseId, { order: 'desc' }), ['Zoe', 'Cyd', 'Bob 100%']);
  assert.deepEqual(await namesOf(courseId, { sort: 'progress' }), ['Bob 100%', 'Cyd', 'Zoe']);
  assert.deepEqual(await namesOf(courseId, { sort: 'progress', order: 'asc' }), ['Zoe', 'Cyd', 'Bob 100%']);
  assert.deepEqual(await namesOf(courseId, { sort: 'activity' }), ['Bob 100%', 'Cyd', 'Zoe']);
  assert.deepEqual(await namesOf(courseId, { sort: 'enrolled' }), ['Bob 100%', 'Zoe', 'Cyd']);
  assert.deepEqual(await namesOf(courseId, { q: '100%' }), ['Bob 100%']);
  assert.deepEqual(await namesOf(courseId, { q: '_' }), []);
  const [first, second] = (await desk.learners({ courseId })).items;
  assert.deepEqual([first?.completed, first?.total, first?.percent], [2, 2, 100]);
  assert.ok(first?.completedAt && first.completedAt >= first.enrolledAt);
  assert.deepEqual([second?.percent, second?.completedAt], [50, null]);
  assert.ok(second && second.activeAt > second.enrolledAt);
});

test('pages fit together in every order, also among equals', async () => {
  const { courseId, lessonIds } = await courseWith(2);
  for (const name of ['Same', 'Same', 'Other', 'Same', 'Next']) {
    const person = await member(name);
    await seatsOf(person).enroll({ courseId });
    if (name === 'Same') await here.as(progress, token(person)).complete({ lessonId: lessonIds[0] ?? '' });
  }
  await system.settled();
  for (const sort of ['name', 'progress', 'activity', 'enrolled'] as const) {
    for (const order of ['asc', 'desc'] as const) {
      const whole = (await desk.learners({ courseId, sort, order, limit: 100 })).items;
      assert.equal(whole.length, 5);
      const seen: typeof whole = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await desk.learners({ courseId, sort, order, limit: 2, ...(cursor && { cursor }) });
        seen.push(...page.items);
        cursor = page.nextCursor;
      }
      assert.deepEqual(seen, whole, `${sort} ${order}`);
    }
  }
  const { nextCursor } = await desk.learners({ courseId, limit: 1 });
  const wrong = desk.learners({ courseId, sort: 'progress', cursor: nextCursor ?? '' });
  await assert.rejects(wrong, codeOf('invalid-input'));
});

test('who waits and who left is there by status', async () => {
  const { courseId } = await courseWith(1, { capacity: 1, waitlist: true });
  const [ada, bob] = [await member('Ada'), await member('Bob')];
  for (const person of [ada, bob]) await seatsOf(person).enroll({ courseId });
  const waiting = (await desk.learners({ courseId, status: 'waitlisted' })).items;
  assert.deepEqual(
    waiting.map(({ name, waitlistPosition }) => [name, waitlistPosition]),
    [['Bob', 1]],
  );
  await seatsOf(ada).withdraw({ courseId });
  assert.deepEqual(await namesOf(courseId), ['Bob']);
  assert.deepEqual(await namesOf(courseId, { status: 'withdrawn' }), ['Ada']);
  const { counts } = await desk.learners({ courseId });
  assert.deepEqual(counts, { active: 1, waitlisted: 0, withdrawn: 1 });
  const { items } = await seatsOf(bob).counts({ courseIds: `${courseId},${newId()}` });
  assert.deepEqual(items, [{ courseId, enrolled: 1 }]);
});

test('a course has as many lessons here as its newest version', async () => {
  const { courseId } = await courseWith(1);
  const office = here.as(courses, token(instructor));
  await office.addLesson({ moduleId: courseId, title: 'More', markdown: '' });
  await office.publish({ courseId });
  await system.settled();
  await seatsOf(await member('Ada')).enroll({ courseId });
  assert.equal((await desk.learners({ courseId })).items[0]?.total, 2);
});

test('rosters are for the instructor of the course and for administrators', async () => {
  const { courseId } = await courseWith();
  const colleague = await member('Colleague', 'instructor');
  const stranger = await here.register('Stranger');
  await assert.rejects(seatsOf(colleague).learners({ courseId }), codeOf('forbidden'));
  await assert.rejects(seatsOf(await member('Ada')).learners({ courseId }), codeOf('forbidden'));
  await assert.rejects(seatsOf(stranger).learners({ courseId }), codeOf('course-not-found'));
  assert.deepEqual((await seatsOf(admin).learners({ courseId })).items, []);
  await seatsOf(await member('Bea')).enroll({ courseId });
  assert.deepEqual((await seatsOf(stranger).counts({ courseIds: courseId })).items, []);
});

const standing = async (courseId: string, status?: 'withdrawn') =>
  (await desk.learners({ courseId, ...(status && { status }) })).items.map(
    ({ name, status: is }) => `${name}: ${is}`,
  );

test('who is removed from the organization leaves every seat and waitlist, and hears nothing more of it', async () => {
  const [full, other] = [await courseWith(1, { capacity: 1, waitlist: true }), await courseWith()];
  const [ada, bob, cleo] = [await member('Ada R'), await member('Bob R'), await member('Cleo R')];
  for (const person of [ada, bob, cleo]) await seatsOf(person).enroll({ courseId: full.courseId });
  await seatsOf(ada).enroll({ courseId: other.courseId });
  await system.settled();
  const before = (await here.emailsTo(ada.email)).length;
  await admin.api.removeMember({ userId: bob.signedIn.user.id });
  await admin.api.removeMember({ userId: ada.signedIn.user.id });
  await system.settled();
  assert.deepEqual(await standing(full.courseId), ['Cleo R: active']);
  assert.deepEqual(await standing(other.courseId), []);
  // Told by nobody, whatever was still on its way.
  await system.system.call(notifications.calls.wake, {}, asService(null));
  assert.equal((await here.emailsTo(ada.email)).length, before);
  // Back again, they keep what they take from then on.
  await here.forgetLetters(ada.email);
  await admin.api.invite({ email: ada.email, roles: ['learner'] });
  const again = await here.signIn(ada.email);
  await again.api.acceptInvitation({ token: await here.tokenFor(ada.email, '/invitation') });
  const back = await here.signIn(ada.email);
  await seatsOf(back).enroll({ courseId: other.courseId });
  await system.settled();
  assert.deepEqual(await standing(other.courseId), ['Ada R: active']);
});

test('who teaches a course ends an enrollment: on record, and the learner is told', async () => {
  const { courseId } = await courseWith(1, { capacity: 1, waitlist: true });
  const [dora, emil, colleague] = [
    await member('Dora'),
    await member('Emil'),
    await member('Ivo', 'instructor'),
  ];
  for (const person of [dora, emil]) await seatsOf(person).enroll({ courseId });
  const ending = { courseId, learnerId: dora.signedIn.user.id };
  await assert.rejects(seatsOf(emil).endEnrollment(ending), codeOf('forbidden'));
  await assert.rejects(seatsOf(colleague).endEnrollment(ending), codeOf('forbidden'));
  const ended = await desk.endEnrollment(ending);
  assert.partialDeepStrictEqual(ended, { learnerId: dora.signedIn.user.id, status: 'withdrawn' });
  assert.deepEqual(await standing(courseId), ['Emil: active']);
  await assert.rejects(desk.endEnrollment(ending), codeOf('not-enrolled'));
  await system.settled();
  const { items } = await here.as(notifications, token(dora)).list({});
  assert.equal(items[0]?.kind, 'learning.enrollment-ended');
  const { rows } = await system.sql<{ outcome: string }>({
    text: `SELECT outcome FROM kernel.audit WHERE call = 'enrollments.endEnrollment' AND actor_id = $1 ORDER BY at`,
    values: [instructor.signedIn.user.id],
  });
  assert.deepEqual(
    rows.map(({ outcome }) => outcome),
    ['done', 'failed'],
  );
});

test('a seat that was taken after somebody left is kept, however late that is heard of', async () => {
  const { courseId } = await courseWith();
  const left = new Date();
  const fay = await member('Fay');
  system.clock.set(new Date(left.getTime() + 60_000));
  await seatsOf(fay).enroll({ courseId });
  system.clock.set(left);
  await admin.api.removeMember({ userId: fay.signedIn.user.id });
  await system.settled();
  assert.deepEqual(await standing(courseId), ['Fay: active']);
});
