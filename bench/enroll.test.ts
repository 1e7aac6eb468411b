/** That enrolling can still be measured: on the tables as they are, by the statements as they are. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { Store } from '@kernos/kernel/store';
import { startTestSystem } from '@kernos/kernel/testing';
import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { enrollmentsService } from '@kernos/services/learning/enrollments/service';
import { progressService } from '@kernos/services/learning/progress/service';
import { coursesStandIn } from '@kernos/services/learning/testing/courses.fixture';
import { identityStandIn } from '@kernos/services/learning/testing/people.fixture';
import { courseId, makeCourses, pgbenchScript } from './enroll.ts';
import { hasPgbench, pgbench } from './whole-system.ts';

const system = await startTestSystem({
  services: [coursesStandIn, identityStandIn, enrollmentsService, progressService],
});
after(() => system[Symbol.asyncDispose]());

test('the courses of the bench take learners, and pgbench enrolls in them too', async () => {
  const organizationId = newId();
  const store = new Store(system.system.databaseUrl, { connections: 2 });
  after(() => store.close());
  await makeCourses(store, organizationId, newId());
  const learner = system.person(['learner'], organizationId);
  const { status } = await system.client(enrollments, learner).enroll({ courseId: courseId(7) });
  assert.equal(status, 'active');
  await system.settled();

  if (!(await hasPgbench())) return;
  const folder = await mkdtemp(join(tmpdir(), 'kernos-bench-'));
  after(() => rm(folder, { recursive: true }));
  const script = join(folder, 'enroll.sql');
  await writeFile(script, pgbenchScript(organizationId));
  await pgbench(script, system.system.databaseUrl, ['-t', '2']);
  const { rows } = await system.sql<{ count: number }>({
    text: 'SELECT count(*) FROM enrollments.enrollments WHERE organization_id = $1',
    values: [organizationId],
  });
  assert.equal(rows[0]?.count, 1 + 32 * 2);
});
