/**
 * The neighbours of knowledge, as its tests need them: courses and seats that change in the moment they are
 * told to, while their events arrive when the test delivers them. And work on the real database, many units
 * in one transaction, so that ten thousand take seconds.
 */

import { createHash } from 'node:crypto';
import type { WorkflowDefinition } from '@kernos/kernel/activities';
import type { Context } from '@kernos/kernel/context';
import { contract } from '@kernos/kernel/contract';
import { declarationsOf } from '@kernos/kernel/declarations';
import { commonErrors, KernosError } from '@kernos/kernel/errors';
import { newId } from '@kernos/kernel/ids';
import { type Handler, handle, service } from '@kernos/kernel/service';
import type { Store } from '@kernos/kernel/store';
import { courses } from '../../../learning/courses/contract.ts';
import { coursesService } from '../../../learning/courses/service.ts';
import { enrollments } from '../../../learning/enrollments/contract.ts';
import { enrollmentsService } from '../../../learning/enrollments/service.ts';
import type { ModelSettings } from '../settings.ts';

export interface LessonOf {
  readonly lessonId: string;
  readonly title: string;
  readonly markdown: string;
}

export interface CourseOf {
  readonly courseId: string;
  readonly organizationId: string;
  readonly instructorId: string;
  archived: boolean;
  readers: 'organization' | 'members';
  /** What was published is taken down until it is published again. */
  down: boolean;
  /** Published versions; the last is what learners read. */
  readonly versions: LessonOf[][];
}

export class World {
  readonly courses = new Map<string, CourseOf>();
  /** Learner and course. */
  readonly seats = new Set<string>();

  course(organizationId: string, instructorId: string): CourseOf {
    const course = {
      courseId: newId(),
      organizationId,
      instructorId,
      archived: false,
      readers: 'organization' as const,
      down: false,
      versions: [],
    };
    this.courses.set(course.courseId, course);
    return course;
  }
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Answers of courses and enrollments, out of the world. */
export function neighbours(world: World): Handler[] {
  return [
    handle(courses.calls.statuses, async ({ courseIds }, ctx) => ({
      items: courseIds.split(',').flatMap((id) => {
        const course = world.courses.get(id);
        if (course?.organizationId !== ctx.organizationId) return [];
        const { courseId, instructorId, archived, readers, versions } = course;
        const publishedVersion = course.down ? null : versions.length || null;
        return [{ courseId, instructorId, archived, readers, title: 'A course', publishedVersion }];
      }),
    })),
    handle(courses.calls.versionLessons, async ({ courseId, version, texts = true }) => ({
      items: (world.courses.get(courseId)?.versions[version - 1] ?? []).map((lesson, ordinal) => ({
        lessonId: lesson.lessonId,
        ordinal,
        key: lesson.lessonId,
        title: lesson.title,
        moduleTitle: 'A module',
        markdown: texts ? lesson.markdown : null,
        digest: digestOf(lesson.markdown),
      })),
      next: null,
    })),
    handle(enrollments.calls.seats, async ({ learnerId }) => ({
      courseIds: [...world.courses.keys()].filter((courseId) => world.seats.has(`${learnerId} ${courseId}`)),
    })),
  ];
}

/** Them as services, for starting a system whose database has knowledge's tables. */
export function neighbourServices(world: World) {
  const handlers = neighbours(world);
  const of = (name: string) => handlers.filter(({ call }) => call.service === name);
  const { statuses, versionLessons } = courses.calls;
  return [
    service(contract('courses', { calls: { statuses, versionLessons }, events: courses.events }), {
      declares: coursesService.declares ?? [],
      calls: of('courses'),
    }),
    service(
      contract('enrollments', { calls: { seats: enrollments.calls.seats }, events: enrollments.events }),
      { calls: of('enrollments'), declares: enrollmentsService.declares ?? [] },
    ),
  ];
}

export interface Somebody {
  readonly userId: string | null;
  readonly roles: readonly string[];
  readonly organizationId: string;
}

/** Ends a unit of work at this point, once: what it did in its own transaction is lost. */
export type Crash = (point: string) => void;

/** Does units of work of the knowledge service on a real database, without a system around them. */
export class Workshop {
  readonly #store: Store;
  readonly #handlers: readonly Handler[];
  /** What courses and enrollments declare. */
  readonly declared = declarationsOf([coursesService, enrollmentsService]);
  readonly #shared = new Map<unknown, Promise<unknown>>();
  #tx: ReturnType<Store['transaction']> | undefined;
  #of = '';
  readonly #settings: Partial<ModelSettings>;

  constructor(store: Store, world: World, settings: Partial<ModelSettings> = {}) {
    this.#store = store;
    this.#handlers = neighbours(world);
    this.#settings = settings;
  }

  /** Runs work for somebody; units of one organization follow each other in one transaction until `commit`. */
  async run<T>(who: Somebody, work: (ctx: never) => Promise<T>): Promise<T> {
    if (this.#of !== who.organizationId) await this.commit();
    this.#of = who.organizationId;
    this.#tx ??= this.#store.transaction(binding(who.organizationId));
    return await work(this.#context(who, this.#tx, (f) => f(this.#context(who, this.#tx as never))) as never);
  }

  /** Runs work in a transaction of its own, as the kernel does; `crash` may end it before its commit. */
  async alone<T>(who: Somebody, crash: Crash, work: (ctx: never) => Promise<T>): Promise<T> {
    const tx = this.#store.transaction(binding(who.organizationId));
    const shortTransaction = <R>(f: (ctx: never) => Promise<R>) => this.alone(who, crash, f);
    try {
      const result = await work(this.#context(who, tx, shortTransaction as never) as never);
      crash('before the commit');
      await tx.commit();
      crash('after the commit');
      return result;
    } catch (error) {
      await tx.rollback();
      throw error;
    }
  }

  /** The call of a handler. */
  call<T>(who: Somebody, handler: Handler, input: unknown): Promise<T> {
    return this.run(who, (ctx) => handler.run(input as never, ctx) as Promise<T>);
  }

  /** All steps of a workflow, in their order. */
  async workflow(
    organizationId: string,
    { activities }: WorkflowDefinition,
    id: string,
    input: unknown,
  ): Promise<void> {
    const who = { userId: null, roles: [], organizationId };
    for (const activity of Object.values(activities)) {
      await this.run(who, (ctx: object) =>
        activity.do(input as never, Object.assign(ctx, { workflowId: id }) as never),
      );
    }
  }

  async commit(): Promise<void> {
    const tx = this.#tx;
    this.#tx = undefined;
    await tx?.commit();
  }

  #context(
    who: Somebody,
    tx: unknown,
    shortTransaction?: <R>(f: (ctx: unknown) => Promise<R>) => Promise<R>,
  ): object {
    const { userId: id, roles, organizationId } = who;
    const actor =
      id === null
        ? { kind: 'service', id, roles, name: 'test' }
        : { kind: 'person', id, roles, sessionId: id };
    const ctx = {
      actor,
      organizationId,
      tx,
      declared: this.declared,
      settingsOf: () => this.#settings,
      log: { warn: () => undefined },
      now: () => new Date(),
      publish: () => undefined,
      queue: () => undefined,
      start: (_workflow: unknown, started: string) => started,
      shortTransaction,
      call: async (call: { id: string }, input: unknown) => {
        const handler = this.#handlers.find((one) => one.call.id === call.id);
        if (!handler) throw new Error(`nobody answers ${call.id} here`);
        return handler.run(input as never, ctx as never);
      },
      shared: (load: (ctx: Context) => Promise<unknown>) => {
        const known = this.#shared.get(load) ?? load(ctx as never);
        this.#shared.set(load, known);
        return known;
      },
      fail: (code: string, detail: string) => {
        const status = (commonErrors as Record<string, number | undefined>)[code] ?? 400;
        throw new KernosError(code, status, detail);
      },
    };
    return ctx;
  }
}

const binding = (organizationId: string) => ({
  service: 'knowledge',
  organizationId,
  actorId: null,
  scope: 'organization' as const,
  readOnly: false,
});
