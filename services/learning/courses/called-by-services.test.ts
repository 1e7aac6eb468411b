/** Courses as other services meet them: by calls of theirs, in process or over a network that loses replies. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { contract, signedIn } from '@kernos/kernel/contract';
import { Id, Nullable } from '@kernos/kernel/schemas';
import { handle, service } from '@kernos/kernel/service';
import { startTestSystem } from '@kernos/kernel/testing';
import { Type } from 'typebox';
import { courses } from './contract.ts';
import { eventsOf } from './courses.fixture.ts';
import { PublishedVersion } from './schemas.ts';
import { coursesService } from './service.ts';

const probe = contract('probe', {
  calls: {
    teach: {
      method: 'POST',
      path: '/probe',
      summary: 'Makes and publishes a course by calls between services',
      access: signedIn,
      reply: { 201: Type.Object({ courseId: Id, workflowId: Type.String() }) },
    },
    look: {
      method: 'GET',
      path: '/probe/:courseId',
      summary: 'Reads a course by calls between services',
      access: signedIn,
      params: Type.Object({ courseId: Id }),
      reply: { 200: Type.Object({ state: Nullable(Type.String()), version: Nullable(PublishedVersion) }) },
    },
  },
});

const probeService = service(probe, {
  needs: [courses],
  calls: [
    handle(probe.calls.teach, async (_input, ctx) => {
      const { id: courseId } = await ctx.call(courses.calls.create, { title: 'By call' });
      const { id: moduleId } = await ctx.call(courses.calls.addModule, { courseId, title: 'M' });
      await ctx.call(courses.calls.addLesson, { moduleId, title: 'L', markdown: 'text' });
      const { workflowId } = await ctx.call(courses.calls.publish, { courseId });
      return { courseId, workflowId };
    }),
    handle(probe.calls.look, async ({ courseId }, ctx) => {
      const course = await ctx.call(courses.calls.get, { courseId }).catch(orNull);
      const version = await ctx.call(courses.calls.version, { courseId }).catch(orNull);
      return { state: course?.state ?? null, version };
    }),
  ],
});

function orNull(error: { code?: string }): null {
  assert.equal(error.code, 'course-not-found');
  return null;
}

const system = await startTestSystem({ services: [coursesService, probeService] });
after(() => system[Symbol.asyncDispose]());

test('what is asked for is done once, also where the reply is lost and asked for again', async () => {
  const instructor = system.person(['instructor']);
  const learner = system.person(['learner'], instructor.organizationId ?? '');
  const { courseId, workflowId } = await system.client(probe, instructor).teach({});
  assert.equal(workflowId, `publish-${courseId}-1`);
  await system.settled();
  const { items } = await system.client(courses, instructor).list({});
  assert.deepEqual(
    items.map(({ id, lessons, publishedVersion }) => ({ id, lessons, publishedVersion })),
    [{ id: courseId, lessons: 1, publishedVersion: 1 }],
  );
  assert.equal((await eventsOf({ system }, 'course.published')).length, 1);
  const seen = await system.client(probe, learner).look({ courseId });
  assert.deepEqual([seen.state, seen.version?.lessonIds.length], ['published', 1]);
});

test('a draft is not there for a service that asks for somebody else', async () => {
  const instructor = system.person(['instructor']);
  const { id: courseId } = await system.client(courses, instructor).create({ title: 'Hidden' });
  const look = (roles: string[], organizationId = instructor.organizationId ?? '') =>
    system.client(probe, system.person(roles, organizationId)).look({ courseId });
  assert.deepEqual(await look(['learner']), { state: null, version: null });
  assert.deepEqual(await look(['instructor']), { state: null, version: null });
  assert.deepEqual(await look(['admin']), { state: 'draft', version: null });
  assert.deepEqual(await look(['admin'], system.person([]).organizationId ?? ''), {
    state: null,
    version: null,
  });
});
