/** The wing as one, with nothing stood in: sign in, import, publish, enroll, learn, be certified. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, client } from '@kernos/kernel/client';
import type { Contract } from '@kernos/kernel/contract';
import { asService, startTestSystem } from '@kernos/kernel/testing';
import { identity } from '../platform/identity/contract.ts';
import { identityService } from '../platform/identity/service.ts';
import { mailbox } from '../platform/mailbox/contract.ts';
import { mailboxService } from '../platform/mailbox/service.ts';
import { notificationsService } from '../platform/notifications/service.ts';
import { operations } from '../platform/operations/contract.ts';
import { operationsService } from '../platform/operations/service.ts';
import { courses } from './courses/contract.ts';
import { archiveOf } from './courses/courses.fixture.ts';
import { coursesService } from './courses/service.ts';
import { enrollments } from './enrollments/contract.ts';
import { enrollmentsService } from './enrollments/service.ts';
import { progress } from './progress/contract.ts';
import { progressService } from './progress/service.ts';

const system = await startTestSystem({
  services: [
    identityService,
    notificationsService,
    mailboxService,
    coursesService,
    enrollmentsService,
    progressService,
    operationsService,
  ],
  signIn: false,
});
after(() => system[Symbol.asyncDispose]());

const PASSWORD = 'four unrelated words here';
const people = {
  admin: { email: 'admin@school.example', name: 'Grace Hopper' },
  instructor: { email: 'instructor@school.example', name: 'David Beazley' },
  learner: { email: 'learner@school.example', name: 'Łucja Żółtowska' },
} as const;
type Role = keyof typeof people;

/** Acts as a person of the school who signed in with a password. */
async function signIn(role: Role): Promise<<C extends Contract>(contract: C) => Client<C>> {
  const { accessToken } = await system
    .client(identity)
    .login({ email: people[role].email, password: PASSWORD });
  const headers = () => ({ authorization: `Bearer ${accessToken}` });
  return (contract) => client(contract, { baseUrl: system.url, headers });
}

before(() =>
  system.system.call(
    identity.calls.ensureAccounts,
    {
      organization: { key: 'school', name: 'School' },
      accounts: Object.entries(people).map(([role, person]) => ({
        ...person,
        password: PASSWORD,
        roles: [role as Role],
      })),
      setPasswords: true,
    },
    asService(null),
  ),
);

const archive = () =>
  archiveOf({
    '01_Introduction/00_Overview.md': '# Introduction\n\nWhat we do, and [Numbers](02_Numbers.md).\n',
    '01_Introduction/01_Python.md': '# 1.1 Python\n\nA language.\n',
    '01_Introduction/02_Numbers.md': '# 1.2 Numbers\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
    '02_Data/01_Datatypes.md': '# 2.1 Datatypes\n\nTuples.\n',
  });

type Actor = Awaited<ReturnType<typeof signIn>>;

/** Publishes and waits for the workflow’s end; the events of it may still be under way. */
async function publish(instructor: Actor, courseId: string): Promise<void> {
  const { workflowId } = await instructor(courses).publish({ courseId });
  for await (const { data } of await instructor(operations).workflowEvents({ workflowId }))
    if (data.status !== 'running') assert.equal(data.status, 'succeeded');
}

test('a course is imported, published, learned to its end and certified', async () => {
  const [instructor, learner, admin] = [
    await signIn('instructor'),
    await signIn('learner'),
    await signIn('admin'),
  ];
  const { course, report } = await instructor(courses).import({
    ...archive(),
    title: 'Practical Python',
    capacity: 1,
  });
  assert.deepEqual([report.modules, report.lessons, report.skipped], [2, 4, []]);
  const { id: courseId } = course;
  await assert.rejects(learner(enrollments).enroll({ courseId }), { code: 'course-not-found' });
  await publish(instructor, courseId);

  const enrollment = await learner(enrollments).enroll({ courseId });
  assert.equal(enrollment.status, 'active');
  const begun = await learner(progress).ofCourse({ courseId });
  assert.deepEqual([begun.total, begun.percent], [4, 0]);

  // As a person does: open the lesson that comes next, read it, mark it.
  const percents: number[] = [];
  for (let { nextLessonId } = begun; nextLessonId !== null; ) {
    const lesson = await learner(courses).lesson({ lessonId: nextLessonId });
    assert.ok(lesson.html.length > 0);
    percents.push((await learner(progress).complete({ lessonId: lesson.id })).percent);
    ({ nextLessonId } = await learner(progress).ofCourse({ courseId }));
  }
  assert.deepEqual(percents, [25, 50, 75, 100]);

  const { body, contentType } = (await learner(progress).certificate({ courseId })) as unknown as {
    body: Uint8Array;
    contentType: string;
  };
  assert.equal(contentType, 'application/pdf');
  const [, link = ''] =
    Buffer.from(body)
      .toString('latin1')
      .match(/\/URI \(([^)]+)\)/) ?? [];
  await system.settled();
  // The link leads to a page of the app, which asks the call of the same path.
  const verified = await fetch(new URL(`/api${new URL(link).pathname}`, system.url));
  assert.equal(verified.status, 200);
  assert.partialDeepStrictEqual(await verified.json(), {
    courseTitle: 'Practical Python',
    learnerName: people.learner.name,
  });
  const letters = await admin(mailbox).list({ to: people.learner.email });
  assert.ok(letters.items.some(({ subject }) => subject === 'You are enrolled: Practical Python'));
});

test('a republished course keeps what was done, and its new lesson is met next', async () => {
  const [instructor, learner] = [await signIn('instructor'), await signIn('learner')];
  const { course } = await instructor(courses).import({ ...archive(), title: 'Growing' });
  const { id: courseId } = course;
  await publish(instructor, courseId);
  await learner(enrollments).enroll({ courseId });
  const { modules } = await learner(courses).get({ courseId });
  const ids = modules.flatMap(({ lessons }) => lessons.map(({ id }) => id));
  for (const lessonId of ids) await learner(progress).complete({ lessonId });

  const moduleId = modules[1]?.id as string;
  const added = await instructor(courses).addLesson({ moduleId, title: 'Sets', markdown: 'No duplicates.' });
  await instructor(courses).removeLesson({ lessonId: ids[0] as string });
  await publish(instructor, courseId);
  const early = await learner(progress).complete({ lessonId: added.id });
  await system.settled();
  const now = await learner(progress).ofCourse({ courseId });
  assert.deepEqual([early.percent, now.percent, now.courseVersion, now.nextLessonId], [100, 100, 2, null]);
});

test('the capacity an instructor sets is kept, and the roster is theirs', async () => {
  const [instructor, learner, admin] = [
    await signIn('instructor'),
    await signIn('learner'),
    await signIn('admin'),
  ];
  const { course } = await instructor(courses).import({ ...archive(), title: 'Small', capacity: 1 });
  const { id: courseId } = course;
  await publish(instructor, courseId);
  await learner(enrollments).enroll({ courseId });
  assert.equal((await instructor(enrollments).roster({ courseId })).items.length, 1);
  assert.equal((await admin(enrollments).roster({ courseId })).items.length, 1);
  await assert.rejects(learner(enrollments).roster({ courseId }), { code: 'forbidden' });
  await assert.rejects(learner(enrollments).enroll({ courseId }), { code: 'already-enrolled' });
  await learner(enrollments).withdraw({ courseId });
  await system.settled();
  const [lessonId] = (await learner(courses).get({ courseId })).modules.flatMap(({ lessons }) =>
    lessons.map(({ id }) => id),
  );
  await assert.rejects(learner(progress).complete({ lessonId: lessonId as string }), {
    code: 'not-enrolled',
  });
});
