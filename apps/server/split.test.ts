/** One system in two processes' worth of parts: each serves its services, and calls between them go over HTTP. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { boot } from '@kernos/kernel/boot';
import { client } from '@kernos/kernel/client';
import { loadConfig } from '@kernos/kernel/config';
import type { Contract } from '@kernos/kernel/contract';
import { freePort } from '@kernos/kernel/free-port';
import type { ServiceDefinition } from '@kernos/kernel/service';
import { startTestSystem } from '@kernos/kernel/testing';
import { courses } from '@kernos/services/learning/courses/contract';
import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { progress } from '@kernos/services/learning/progress/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { zip } from '@kernos/services/testing/college.fixture';
import { gatherPeople } from '@kernos/services/testing/people.fixture';
import { services } from './services.ts';

const LEARNING = ['courses', 'progress'];
const [one, two] = await Promise.all([freePort(), freePort()]);
const others = services.map(({ name }) => name).filter((name) => !LEARNING.includes(name));
const shared = { KERNOS_SECRET: 'a secret of this test, long enough', FILES: 'postgres' };

const first = await startTestSystem({
  services,
  signIn: false,
  env: {
    ...shared,
    PORT: String(one),
    SERVICES: others.join(),
    SERVICE_URLS: LEARNING.map((name) => `${name}=http://127.0.0.1:${two}`).join(),
  },
});
const folder = await mkdtemp(join(tmpdir(), 'kernos-split-'));
const settings = {
  ...shared,
  PORT: String(two),
  DEMO: 'off',
  RATE_LIMIT: 'off',
  LOG_LEVEL: 'error',
  KERNOS_DATA: folder,
  DATABASE_URL: first.system.databaseUrl,
  SERVICES: LEARNING.join(),
  SERVICE_URLS: `*=http://127.0.0.1:${one}`,
};
const second = await boot({ config: loadConfig(settings), env: settings, services, version: 'test' });
await second.leading;
after(async () => {
  await second.stop();
  await first[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** What only one process may do for a service. */
const dutiesOf = ({
  name,
  on = [],
  onEvery,
  tasks = [],
  workflows = [],
  schedules = {},
  partitions = [],
}: ServiceDefinition) => [
  ...(on.length > 0 ? [`consumer ${name}`] : []),
  ...(onEvery ? [`consumer ${name}.every`] : []),
  ...tasks.map(({ task }) => `consumer ${task.type}`),
  ...(workflows.length > 0 || Object.keys(schedules).length > 0 ? [`consumer ${name}.workflows`] : []),
  ...(partitions.length > 0 ? [`upkeep of ${name}`] : []),
];

const urlOf = (name: string) => (LEARNING.includes(name) ? second.url : first.url);

/** Clients of somebody who signed in, each to where its service is. */
const as =
  (accessToken: string) =>
  <C extends Contract>(of: C) =>
    client(of, { baseUrl: urlOf(of.name), headers: () => ({ authorization: `Bearer ${accessToken}` }) });

describe('a system in two parts', () => {
  test('each part answers for its services, and for no other', async () => {
    const statusOf = async (url: string) => (await fetch(url)).status;
    assert.equal(await statusOf(`${second.url}/api/courses`), 401);
    assert.equal(await statusOf(`${first.url}/api/courses`), 404);
    assert.equal(await statusOf(`${first.url}/api/me`), 401);
    assert.equal(await statusOf(`${second.url}/api/me`), 404);
  });

  test('everything that is done for a service is done where it runs', async () => {
    const { rows } = await first.sql<{ duty: string; pid: number }>({
      text: `SELECT duty, l.pid FROM unnest($1::text[]) AS duty
               JOIN pg_locks l ON l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND l.objid::bigint = hashtext(duty)::bigint & 4294967295`,
      values: [services.flatMap(dutiesOf)],
    });
    const holders = (names: readonly string[]) => [
      ...new Set(
        rows
          .filter(({ duty }) =>
            names.includes(duty.replace(/^(consumer|upkeep of) /, '').split('.')[0] ?? ''),
          )
          .map(({ pid }) => pid),
      ),
    ];
    assert.equal(rows.length, services.flatMap(dutiesOf).length, 'each duty is somebody\u2019s');
    const [[ofLearning, more], [ofOthers, evenMore]] = [holders(LEARNING), holders(others)];
    assert.deepEqual([more, evenMore], [undefined, undefined]);
    assert.notEqual(ofLearning, ofOthers);
  });

  test('a learner signs in, enrolls, learns and gets a certificate across both', async () => {
    const { members } = await gatherPeople(first);
    const [teaching, learning] = [as(members.instructor.accessToken), as(members.learner.accessToken)];
    const { course } = await teaching(courses).import({ archive: { blob: zip(), fileName: 'course.zip' } });
    await teaching(courses).publish({ courseId: course.id });
    await first.settled();
    await learning(enrollments).enroll({ courseId: course.id });
    await first.settled();
    const { modules } = await learning(courses).get({ courseId: course.id });
    let percent = 0;
    for (const { id: lessonId } of modules.flatMap(({ lessons }) => lessons))
      ({ percent } = await learning(progress).complete({ lessonId }));
    assert.equal(percent, 100);
    const { body } = await learning(progress).certificate({ courseId: course.id });
    assert.match(Buffer.from(body as Uint8Array).toString('latin1'), /^%PDF/);
    // Whom it has believed before, it asks about again after five seconds at most.
    await learning(identity).logout({});
    const refused = async () =>
      learning(courses)
        .get({ courseId: course.id })
        .then(
          () => false,
          ({ code }: { code: string }) => code === 'unauthenticated',
        );
    const until = Date.now() + 60_000;
    while (!(await refused())) {
      assert.ok(Date.now() < until, 'an ended session goes on in the other process');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});
