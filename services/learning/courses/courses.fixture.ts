/** What the tests of this service start from: a system with it, people of one organization, ready courses. */

import type { Activity } from '@kernos/kernel/activities';
import type { ServiceDefinition } from '@kernos/kernel/service';
import { startTestSystem, type TestPerson, type TestSystem } from '@kernos/kernel/testing';
import { operations } from '../../platform/operations/contract.ts';
import { operationsService } from '../../platform/operations/service.ts';
import { zipOf } from './content/archive.fixture.ts';
import { courses } from './contract.ts';
import { coursesService } from './service.ts';

export interface School extends AsyncDisposable {
  readonly system: TestSystem;
  readonly instructor: TestPerson;
  readonly colleague: TestPerson;
  readonly admin: TestPerson;
  readonly learner: TestPerson;
  /** An instructor and administrator of another organization. */
  readonly stranger: TestPerson;
  as(person?: TestPerson): CoursesClient;
}

const clientOf = (system: TestSystem, person?: TestPerson) => system.client(courses, person);
export type CoursesClient = ReturnType<typeof clientOf>;

export async function startSchool(definition = coursesService): Promise<School> {
  const system = await startTestSystem({ services: [definition, operationsService] });
  const instructor = system.person(['instructor']);
  const of = (...roles: string[]) => system.person(roles, instructor.organizationId ?? '');
  return {
    system,
    instructor,
    colleague: of('instructor'),
    admin: of('admin'),
    learner: of('learner'),
    stranger: system.person(['instructor', 'admin', 'learner']),
    as: (person) => clientOf(system, person),
    [Symbol.asyncDispose]: () => system[Symbol.asyncDispose](),
  };
}

/** Recognises an error by its code. */
export const codeOf = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

export const archiveOf = (files: Record<string, string | Buffer>, fileName = 'course.zip') => ({
  archive: { blob: new Blob([new Uint8Array(zipOf(files))]), fileName },
});

/** Publishes a course and waits for the end. Gives the state of its workflow. */
export async function publishAndWait({ system, as }: School, courseId: string, person: TestPerson) {
  const { workflowId } = await as(person).publish({ courseId });
  const client = system.client(operations, person);
  for await (const { data } of await client.workflowEvents({ workflowId }))
    if (data.status !== 'running') break;
  return client.workflowStatus({ workflowId });
}

/** A published course of one module with these lessons, by title. */
export async function publishedCourse(
  school: School,
  title: string,
  lessons: Record<string, string>,
  settings: { summary?: string; capacity?: number } = {},
) {
  const mine = school.as(school.instructor);
  // These tests know no seats.
  const course = await mine.create({ title, audience: 'open', ...settings });
  const module = await mine.addModule({ courseId: course.id, title: 'Only module' });
  for (const [name, markdown] of Object.entries(lessons))
    await mine.addLesson({ moduleId: module.id, title: name, markdown });
  await publishAndWait(school, course.id, school.instructor);
  return mine.get({ courseId: course.id });
}

/** The events of one type that the courses service published, oldest first. */
export async function eventsOf<Data>({ system }: Pick<School, 'system'>, type: string): Promise<Data[]> {
  const { rows } = await system.sql<{ data: Data }>({
    text: `SELECT data FROM kernel.outbox WHERE type = $1 ORDER BY position`,
    values: [type],
  });
  return rows.map(({ data }) => data);
}

/** What `course.published` said of a course, oldest first. */
export const publishedEvents = async (school: School, courseId: string) =>
  (await eventsOf<Published>(school, 'course.published')).filter((event) => event.courseId === courseId);

interface Published {
  courseId: string;
  version: number;
  title: string;
  capacity: number | null;
  waitlist: boolean;
  audience: string;
  instructorId: string;
  lessonIds: string[];
}

/** A draft with two lessons that link to each other, and a file. */
export async function draftIn({ as, instructor }: School): Promise<string> {
  const { course } = await as(instructor).import(
    archiveOf({
      'a.md': '# A\n\n[b](b.md) ![dot](dot.png)',
      'b.md': '# B\n\n[a](a.md)',
      'dot.png': 'not really',
    }),
  );
  return openToAll(as(instructor), course);
}

/** For tests of readers, who know no seats. Gives its id. */
export async function openToAll(
  mine: CoursesClient,
  { id, version }: { id: string; version: number },
): Promise<string> {
  await mine.update({ courseId: id, ifMatch: version, audience: 'open' });
  return id;
}

type Do = Activity['do'];

/** The service with every step's function replaced by what `around` makes of it. */
export function withSteps(around: (step: string, run: Do) => Do): ServiceDefinition {
  const workflows = coursesService.workflows?.map((definition) => ({
    ...definition,
    activities: Object.fromEntries(
      Object.entries(definition.activities).map(([step, activity]) => [
        step,
        { ...activity, do: around(step, activity.do) },
      ]),
    ),
  }));
  return { ...coursesService, ...(workflows && { workflows }) };
}
