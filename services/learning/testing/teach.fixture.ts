/** Makes published courses through the contract, whoever serves it. */
import type { TestPerson, TestSystem } from '@kernos/kernel/testing';
import { courses } from '../courses/contract.ts';

export interface Taught {
  readonly courseId: string;
  readonly lessonIds: string[];
}

export interface CoursePlan {
  readonly title?: string;
  readonly capacity?: number | null;
  readonly waitlist?: boolean;
  readonly lessons?: number;
}

/** A new course with so many lessons, published by `instructor`; its events may still be under way. */
export async function teach(
  system: Pick<TestSystem, 'client'>,
  instructor: TestPerson,
  { title = 'Practical Python', capacity = null, waitlist = false, lessons = 1 }: CoursePlan = {},
): Promise<Taught> {
  const desk = system.client(courses, instructor);
  const { id: courseId } = await desk.create({ title, capacity, waitlist });
  const lessonIds = [];
  for (let n = 0; n < lessons; n += 1) lessonIds.push(await addLesson(system, instructor, courseId));
  await desk.publish({ courseId });
  return { courseId, lessonIds };
}

/** Adds a lesson to the draft of a course that the stand-in serves. */
export async function addLesson(
  system: Pick<TestSystem, 'client'>,
  instructor: TestPerson,
  courseId: string,
): Promise<string> {
  const lesson = { moduleId: courseId, title: 'A lesson', markdown: 'Text' };
  return (await system.client(courses, instructor).addLesson(lesson)).id;
}
