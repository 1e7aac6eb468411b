/** Whatever happens in whatever order: the percent never falls silently, and each event happens once. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTestSystem, type TestPerson } from '@kernos/kernel/testing';
import { courses } from '../courses/contract.ts';
import { enrollments } from '../enrollments/contract.ts';
import { enrollmentsService } from '../enrollments/service.ts';
import { coursesStandIn } from '../testing/courses.fixture.ts';
import { identityStandIn } from '../testing/people.fixture.ts';
import { addLesson, teach } from '../testing/teach.fixture.ts';
import { progress } from './contract.ts';
import { progressService } from './service.ts';

const system = await startTestSystem({
  services: [coursesStandIn, identityStandIn, enrollmentsService, progressService],
});
after(() => system[Symbol.asyncDispose]());

const instructor = system.person(['instructor']);
const desk = system.client(courses, instructor);

const SEED = process.env.KERNOS_TEST_SEED ?? String(Date.now());

/** Small, fast, repeatable: mulberry32. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const code = (error: unknown): string => (error as { code?: string }).code ?? String(error);

/** Only these may be refused, and only for these reasons; anything else ends the test. */
const expected =
  (...codes: string[]) =>
  (error: unknown) => {
    assert.ok(codes.includes(code(error)), `unexpected: ${code(error)}`);
  };

/** The instructor adds, drops and republishes lessons. Keeps at least one. */
async function teachOn(
  courseId: string,
  lessons: string[],
  random: () => number,
  steps: number,
): Promise<void> {
  const current = [...lessons];
  for (let step = 0; step < steps; step += 1) {
    if (random() < 0.6 || current.length < 2) {
      const added = await addLesson(system, instructor, courseId);
      current.push(added);
      lessons.push(added);
    } else {
      const [dropped] = current.splice(Math.floor(random() * current.length), 1);
      await desk.removeLesson({ lessonId: dropped as string });
    }
    await desk.publish({ courseId });
  }
}

/** A learner completes, withdraws and comes back, and watches the percent after each step. */
async function learnOn(
  courseId: string,
  lessons: readonly string[],
  random: () => number,
  steps: number,
): Promise<TestPerson> {
  const person = system.person(['learner'], instructor.organizationId as string);
  const [seat, own] = [system.client(enrollments, person), system.client(progress, person)];
  await seat.enroll({ courseId });
  let percent = 0;
  const look = (now: number) => {
    assert.ok(now >= percent && now <= 100, `${percent} % became ${now} % (seed ${SEED})`);
    percent = now;
  };
  for (let step = 0; step < steps; step += 1) {
    const chance = random();
    if (chance < 0.12) await seat.withdraw({ courseId }).catch(expected('not-enrolled'));
    else if (chance < 0.3) await seat.enroll({ courseId }).catch(expected('already-enrolled'));
    else {
      const lessonId = lessons[Math.floor(random() * lessons.length)] as string;
      const tries = random() < 0.3 ? 2 : 1;
      const tallies = await Promise.all(
        Array.from({ length: tries }, () =>
          own.complete({ lessonId }).catch(expected('not-enrolled', 'lesson-not-found')),
        ),
      );
      look(Math.max(percent, ...tallies.map((tally) => tally?.percent ?? 0)));
    }
    // Who withdrew at once, before anything was noted, has no progress yet; whoever has some keeps it.
    const seen = await own.ofCourse({ courseId }).catch(expected(...(percent === 0 ? ['not-enrolled'] : [])));
    look(seen?.percent ?? 0);
  }
  await seat.enroll({ courseId }).catch(expected('already-enrolled'));
  return person;
}

interface Story {
  events: string[];
  ledger: number;
  record: { percent: number; completed: number; total: number; completed_at: string | null };
  certificates: number;
}

async function storyOf(courseId: string, person: TestPerson): Promise<Story> {
  const values = [courseId, person.userId];
  const { rows } = await system.sql<Story>({
    text: `SELECT (SELECT coalesce(array_agg(type || ' ' || coalesce(data->>'lessonId', data->>'percent', '') ORDER BY position), '{}')
                     FROM kernel.outbox WHERE source = 'progress' AND data->>'courseId' = $1 AND data->>'learnerId' = $2) AS events,
                  (SELECT count(*) FROM progress.completions c WHERE c.course_id = $1::uuid AND c.learner_id = $2::uuid) AS ledger,
                  (SELECT to_jsonb(r) FROM progress.records r WHERE r.course_id = $1::uuid AND r.learner_id = $2::uuid) AS record,
                  (SELECT count(*) FROM progress.certificates t WHERE t.course_id = $1::uuid AND t.learner_id = $2::uuid) AS certificates`,
    values,
  });
  return rows[0] as Story;
}

function checkStory({ events, ledger, record, certificates }: Story): void {
  const of = (type: string) => events.filter((event) => event.startsWith(type));
  const lessons = of('lesson.completed');
  assert.equal(new Set(lessons).size, lessons.length, 'no lesson is completed twice');
  assert.equal(lessons.length, ledger);
  const percents = of('progress.updated').map((event) => Number(event.split(' ')[1]));
  assert.deepEqual(
    percents,
    percents.toSorted((a, b) => a - b),
    'as the events tell it, too',
  );
  if (percents.length > 0) assert.equal(percents.at(-1), record.percent);
  assert.equal(of('course.completed').length, record.completed_at === null ? 0 : 1);
  assert.equal(certificates, record.completed_at === null ? 0 : 1);
  assert.equal(
    record.completed_at !== null,
    record.percent === 100,
    'nobody asked to move to a newer version',
  );
}

test('completing, republishing, withdrawing and coming back at the same time', async (t) => {
  t.diagnostic(`KERNOS_TEST_SEED=${SEED} repeats the choices`);
  for (let round = 0; round < 4; round += 1) {
    const random = dice(Number(SEED) + round);
    const { courseId, lessonIds } = await teach(system, instructor, { lessons: 4 });
    const [people] = await Promise.all([
      Promise.all(Array.from({ length: 6 }, () => learnOn(courseId, lessonIds, random, 30))),
      teachOn(courseId, lessonIds, random, 8),
    ]);
    await system.settled();
    for (const person of people) checkStory(await storyOf(courseId, person));
    // Whoever follows the course to its end completes it.
    for (const person of people) {
      const own = system.client(progress, person);
      for (let step = 0; step < 40; step += 1) {
        const { nextLessonId } = await own.ofCourse({ courseId });
        if (nextLessonId === null) break;
        await own.complete({ lessonId: nextLessonId });
      }
      assert.equal((await own.ofCourse({ courseId })).percent, 100);
    }
    await system.settled();
    for (const person of people) checkStory(await storyOf(courseId, person));
  }
});
