/** From an event to the inbox: who is told of what, in order, once, and what they may do with it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { codeOf, startNotifications } from './notifications.fixture.ts';

const here = await startNotifications();
after(() => here[Symbol.asyncDispose]());
const { system } = here;

test('enrolling tells the learner and the instructor, each in their own words', async () => {
  const instructor = here.person(['instructor'], { name: 'Grace Hopper', locale: 'fr-CA' });
  const learner = here.person(['learner'], { name: 'Ada Lovelace' });
  const course = await here.course('Practical Python', instructor.userId);
  await here.enroll(course, learner);
  await system.settled();
  const [mine] = (await here.as(learner).list({})).items;
  assert.deepEqual(
    [mine?.kind, mine?.title, mine?.body, mine?.path, mine?.sequence],
    [
      'learning.enrolled',
      'You are enrolled',
      'Practical Python is ready for you.',
      `/courses/${course.courseId}`,
      1,
    ],
  );
  const [theirs] = (await here.as(instructor).list({})).items;
  assert.deepEqual(
    [theirs?.kind, theirs?.title, theirs?.body],
    ['teaching.learner-enrolled', 'Nouvelle inscription', 'Ada Lovelace a rejoint Practical Python.'],
  );
  // On pages in another language they read it in that, also when they mark it.
  const inFrench = { headers: { 'accept-language': 'fr' } };
  const [translated] = (await here.as(learner).list({}, inFrench)).items;
  assert.deepEqual(
    [translated?.title, translated?.body],
    ['Inscription confirmée', 'Practical Python vous attend.'],
  );
  const marked = await here.as(learner).mark({ ids: [translated?.id ?? ''], read: true }, inFrench);
  assert.equal(marked.items[0]?.title, translated?.title);
  assert.equal((await here.as(learner).feed({}, inFrench)).items[0]?.title, translated?.title);
  const inEnglish = { headers: { 'accept-language': 'en-GB' } };
  assert.equal((await here.as(instructor).list({}, inEnglish)).items[0]?.title, 'New learner');
});

test('an instructor is told that a course could not be published', async () => {
  const instructor = here.person(['instructor']);
  const course = await here.course('Glass', instructor.userId);
  await here.emit('course.publish_failed', { ...course });
  await system.settled();
  const [entry] = (await here.as(instructor).list({})).items;
  assert.deepEqual(
    [entry?.kind, entry?.body],
    ['teaching.publish-failed', 'Glass could not be published. Your draft is unchanged; try again.'],
  );
});

test('who waited is told that a seat became free; others that they wait', async () => {
  const course = await here.course('Sailing');
  const learner = here.person();
  const about = { enrollmentId: newId(), courseId: course.courseId, learnerId: learner.userId };
  await here.emit('enrollment.waitlisted', about);
  await system.settled();
  await here.emit('enrollment.created', about);
  await system.settled();
  assert.deepEqual(
    (await here.as(learner).list({})).items.map(({ kind }) => kind),
    ['learning.moved-up', 'learning.waitlisted'],
  );
});

test('a new version tells everybody who has a seat, also more than a hundred, once each', async () => {
  const course = await here.course('Weaving');
  const learners = Array.from({ length: 205 }, () => here.person());
  await Promise.all(learners.map((learner) => here.enroll(course, learner)));
  const [first, gone] = learners;
  await system.settled();
  const { rows } = await system.sql<{ id: string }>({
    text: 'SELECT membership_id AS id FROM notifications.memberships WHERE person_id = $1',
    values: [gone?.userId],
  });
  await here.emit('enrollment.withdrawn', {
    ...{ enrollmentId: rows[0]?.id, courseId: course.courseId, learnerId: gone?.userId },
  });
  await system.settled();
  await here.emit('course.published', {
    ...{ ...course, audience: 'open', version: 2, capacity: null, waitlist: false, lessonIds: [] },
  });
  await system.settled();
  const { rows: told } = await system.sql<{ people: number; entries: number }>({
    text: `SELECT count(DISTINCT recipient_id) AS people, count(*) AS entries FROM notifications.inbox
            WHERE kind = 'learning.course-updated' AND path = $1`,
    values: [`/courses/${course.courseId}`],
  });
  assert.deepEqual(told, [{ people: 204, entries: 204 }]);
  assert.equal((await here.as(first).list({})).items[0]?.kind, 'learning.course-updated');
});

test('the feed has every entry in order, without gaps or repeats, also when many come at once', async () => {
  const learner = here.person();
  const all = await Promise.all(Array.from({ length: 8 }, (_, n) => here.course(`Course ${n}`)));
  await Promise.all(all.flatMap((course) => [here.enroll(course, learner), here.enroll(course, learner)]));
  await system.settled();
  const seen: number[] = [];
  for (let after = 0; ; ) {
    const { items } = await here.as(learner).feed({ after, limit: 5 });
    seen.push(...items.map(({ sequence }) => sequence));
    if (items.length < 5) break;
    after = items.at(-1)?.sequence ?? 0;
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 16 }, (_, index) => index + 1),
  );
  const { rows } = await system.sql<{ sequence: number }>({
    text: `SELECT (data->>'sequence')::int AS sequence FROM kernel.outbox
            WHERE type = 'notification.delivered' AND data->>'recipientId' = $1 ORDER BY 1`,
    values: [learner.userId],
  });
  assert.deepEqual(
    rows.map(({ sequence }) => sequence),
    seen,
  );
});

test('reading, archiving and their opposites', async () => {
  const learner = here.person();
  for (const title of ['One', 'Two', 'Three']) await here.enroll(await here.course(title), learner);
  await system.settled();
  const inbox = here.as(learner);
  const page = await inbox.list({ limit: 2 });
  assert.equal(page.items.length, 2);
  const rest = await inbox.list({ limit: 2, cursor: page.nextCursor as string });
  assert.deepEqual([rest.items.length, rest.nextCursor], [1, null]);
  assert.equal((await inbox.unreadCount({})).count, 3);

  const id = page.items[0]?.id as string;
  const { items } = await inbox.mark({ ids: [id], read: true });
  assert.ok(items[0]?.readAt);
  assert.deepEqual(
    [(await inbox.unreadCount({})).count, (await inbox.list({ unread: true })).items.length],
    [2, 2],
  );
  await inbox.mark({ ids: [id], archived: true });
  assert.equal((await inbox.list({})).items.length, 2);
  assert.equal((await inbox.list({ archived: true })).items[0]?.id, id);
  // It was the newest: the feed goes on behind it, though the inbox does not show it.
  assert.deepEqual(await inbox.unreadCount({}), { count: 2, newest: 3 });
  await inbox.mark({ ids: [id], archived: false, read: false });
  assert.equal((await inbox.unreadCount({})).count, 3);

  await inbox.mark({ ids: [id], read: true });
  system.clock.advance(5);
  const { count, readAt } = await inbox.readAll({ upTo: 3 });
  assert.deepEqual([count, (await inbox.unreadCount({})).count], [2, 0]);
  assert.equal((await inbox.undoReadAll({ readAt })).count, 2);
  // What was read before stays read.
  assert.deepEqual(
    (await inbox.list({ unread: true })).items.map(({ sequence }) => sequence),
    [2, 1],
  );
});

test('nobody reads or marks another person’s inbox', async () => {
  const learner = here.person();
  await here.enroll(await here.course(), learner);
  await system.settled();
  const [entry] = (await here.as(learner).list({})).items;
  const stranger = here.person(['admin']);
  assert.deepEqual((await here.as(stranger).list({})).items, []);
  assert.deepEqual((await here.as(stranger).mark({ ids: [entry?.id as string], read: true })).items, []);
  assert.equal((await here.as(learner).unreadCount({})).count, 1);
  await assert.rejects(here.as().list({}), codeOf('unauthenticated'));
});

test('an event of long ago is no news, but what it says is kept', async () => {
  const learner = here.person();
  const course = await here.course('Old times');
  const data = { enrollmentId: newId(), courseId: course.courseId, learnerId: learner.userId };
  await system.sql({
    text: `INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent)
           SELECT $1, kind, type, source, $2, organization_id, now() - interval '3 days', $3, traceparent
             FROM kernel.outbox WHERE type = 'enrollment.created' LIMIT 1`,
    values: [newId(), data.enrollmentId, JSON.stringify(data)],
  });
  await system.settled();
  const { rows } = await system.sql({
    text: 'SELECT state FROM notifications.memberships WHERE person_id = $1',
    values: [learner.userId],
  });
  assert.deepEqual(rows, [{ state: 'active' }]);
  assert.deepEqual((await here.as(learner).list({})).items, []);
});
