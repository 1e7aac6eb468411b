/**
 * People who go on whatever happens: each does one thing after another, tries it again until it is
 * acknowledged, and remembers what was.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { client } from '@kernos/kernel/client';
import { KernosError, TransportError } from '@kernos/kernel/errors';
import { courses } from '@kernos/services/learning/courses/contract';
import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { progress } from '@kernos/services/learning/progress/contract';
import { identity } from '@kernos/services/platform/identity/contract';

/** What was acknowledged: it must be there at the end. */
export interface Acknowledged {
  /** `courseId learnerId` */
  readonly enrolled: Set<string>;
  /** `lessonId learnerId` */
  readonly completed: Set<string>;
  /** Workflow ids of publications. */
  readonly published: Set<string>;
}

export interface Lesson {
  readonly courseId: string;
  readonly lessonId: string;
}

interface Person {
  readonly userId: string;
  headers(): Promise<Record<string, string>>;
  /** Forgets the access token, so that the next request signs in again. */
  signOut(): void;
}

/** Signs in when first needed, and again when the token has run out. */
function person(baseUrl: string, email: string, password: string, userId: string): Person {
  let token: string | undefined;
  return {
    userId,
    signOut: () => {
      token = undefined;
    },
    headers: async () => {
      token ??= (await client(identity, { baseUrl }).login({ email, password })).accessToken;
      return { authorization: `Bearer ${token}` };
    },
  };
}

/** Registers a learner; tries until it is acknowledged, also by hearing that the address is taken. */
export async function newLearner(baseUrl: string, email: string, password: string): Promise<Person> {
  const { user } = await client(identity, { baseUrl }).register({ name: 'Crash Learner', email, password });
  return person(baseUrl, email, password, user.id);
}

export async function demoInstructor(baseUrl: string, password: string): Promise<Person> {
  const email = 'instructor@demo.kernos';
  const { user } = await client(identity, { baseUrl }).login({ email, password });
  return person(baseUrl, email, password, user.id);
}

/**
 * True where the outcome is unknown or the system is away: the same thing must be tried again. A sign-in that was
 * cut off counts as a failed attempt, so a person may be told to wait.
 */
function isPassing(error: unknown): boolean {
  if (error instanceof TransportError) return true;
  if (error instanceof KernosError)
    return (
      error.status >= 500 ||
      error.code === 'rate-limited' ||
      error.code === 'unauthenticated' ||
      error.code === 'conflict'
    );
  return error instanceof TypeError || (error instanceof Error && /terminated|aborted/.test(error.message));
}

/** So long is waited before the same is tried again: most of that happens while the system is away. */
export const AGAIN_MS = 100;

async function untilAcknowledged<T>(
  who: Person,
  stopped: () => boolean,
  act: () => Promise<T>,
  already: (error: KernosError) => boolean,
): Promise<boolean> {
  while (!stopped()) {
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof KernosError && already(error)) return true;
      if (!isPassing(error)) throw error;
      if (error instanceof KernosError && error.code === 'unauthenticated') who.signOut();
      await sleep(AGAIN_MS);
    }
  }
  return false;
}

/** So long do people think before they do the next thing, at most: without it, they would be a benchmark, not a load. */
const THINKING_MS = 150;

/** A learner who enrolls in every course and completes every lesson. */
export async function learn(
  baseUrl: string,
  who: Person,
  lessons: readonly Lesson[],
  done: Acknowledged,
  stopped: () => boolean,
): Promise<void> {
  const options = { baseUrl, headers: who.headers };
  const [enrolling, completing] = [client(enrollments, options), client(progress, options)];
  for (const [courseId, ofCourse] of Map.groupBy(lessons, (lesson) => lesson.courseId)) {
    const enrolled = await untilAcknowledged(
      who,
      stopped,
      () => enrolling.enroll({ courseId }),
      ({ code }) => code === 'already-enrolled',
    );
    if (!enrolled) return;
    done.enrolled.add(`${courseId} ${who.userId}`);
    for (const { lessonId } of ofCourse) {
      await sleep(Math.random() * THINKING_MS);
      const completed = await untilAcknowledged(
        who,
        stopped,
        () => completing.complete({ lessonId }),
        () => false,
      );
      if (!completed) return;
      done.completed.add(`${lessonId} ${who.userId}`);
    }
  }
}

/** An instructor who changes a lesson and publishes its course, over and over. */
export async function publishAgain(
  baseUrl: string,
  who: Person,
  { courseId, lessonId }: Lesson,
  done: Acknowledged,
  stopped: () => boolean,
): Promise<void> {
  const api = client(courses, { baseUrl, headers: who.headers });
  for (let n = 1; !stopped(); n += 1) {
    const edit = async () => {
      const { version } = await api.lesson({ lessonId, draft: true });
      await api.updateLesson({ lessonId, markdown: `# Edition ${n}\n\nText.`, ifMatch: version });
    };
    // A conflict is our own change of a moment ago, whose answer was lost.
    await untilAcknowledged(who, stopped, edit, ({ code }) => code === 'version-conflict');
    const publish = async () => {
      const { workflowId } = await api.publish({ courseId });
      done.published.add(workflowId);
    };
    const underWay = ({ code }: KernosError) => code === 'course-publishing' || code === 'course-unchanged';
    await untilAcknowledged(who, stopped, publish, underWay);
    await sleep(30);
  }
}
