/** Reports read rollups: none may go over the facts, nor over the rollups of other organizations. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { analytics } from './contract.ts';
import { peopleOf, published, schoolLife, startWithPublishers, tell } from './events.fixture.ts';

const system = await startWithPublishers();
after(() => system[Symbol.asyncDispose]());
system.clock.set('2026-04-20T12:00:00.000Z');
const { admin, instructor, organizationId } = peopleOf(system);
const course = published(organizationId, instructor.userId);
const range = { from: '2026-03-01T00:00:00Z', to: '2026-04-20T00:00:00Z' };

before(async () => {
  const others = Array.from({ length: 8 }, () => newId());
  for (const organization of [organizationId, ...others]) {
    const taught = organization === organizationId ? course : published(organization, newId());
    await tell(system, [
      taught.event,
      ...schoolLife(organization, [taught], { ...range, learners: 50, events: 1_200, seed: 1 }),
    ]);
  }
  await system.sql({ text: 'ANALYZE' });
  // What a table was read for since now, and how.
  await system.sql({ text: 'SELECT pg_stat_reset()' });
});

interface Read {
  name: string;
  seqTupRead: number;
  idxTupFetch: number;
}

test('no report reads the facts, and each reads no more than its own organization has', async () => {
  const desk = system.client(analytics, admin);
  const teaching = system.client(analytics, instructor);
  const year = { from: '2026-01-01', to: '2026-04-20' };
  for (const client of [desk, teaching]) {
    await client.enrollments(year);
    await client.completions(year);
    await client.lessonCompletions(year);
    await client.activeLearners(year);
    await client.funnel({});
    await client.timeToComplete({});
    await client.retention({ weeks: 12 });
    await client.lessons({ courseId: course.courseId });
    await client.course({ courseId: course.courseId });
  }
  await desk.notifications(year);
  await desk.metrics({ ...year, name: 'a' });
  // Statistics come late: the connections tell when they are idle.
  let reads: Read[] = [];
  for (
    let n = 0;
    n < 600 &&
    !reads.some(({ name, idxTupFetch, seqTupRead }) => name === 'counts' && idxTupFetch + seqTupRead > 0);
    n += 1
  ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { rows } = await system.sql<Read>({
      text: `SELECT relname AS name, coalesce(seq_tup_read, 0) AS seq_tup_read, coalesce(idx_tup_fetch, 0) AS idx_tup_fetch
               FROM pg_stat_user_tables WHERE schemaname = 'analytics'`,
    });
    reads = rows;
  }
  assert.ok(reads.some(({ name }) => name.startsWith('facts_')));
  for (const { name, seqTupRead, idxTupFetch } of reads)
    if (name.startsWith('facts')) assert.equal(seqTupRead + idxTupFetch, 0, name);
  for (const name of ['counts', 'activity'])
    assert.equal(reads.find((read) => read.name === name)?.seqTupRead, 0, `${name} is found by its index`);
});
