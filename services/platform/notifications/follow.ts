/** What happens on an event: copies are kept, the rules for it are followed, endpoints are told. */
import type { EventKind } from '@kernos/kernel/contract';
import { type EventContext, on, type Subscription, task } from '@kernos/kernel/service';
import { courses } from '../../learning/courses/contract.ts';
import { enrollments } from '../../learning/enrollments/contract.ts';
import { progress } from '../../learning/progress/contract.ts';
import { identity } from '../identity/contract.ts';
import { notifications } from './contract.ts';
import { findCourse, findSeat, keepCourse, keepSeat, type SeatState, selectLearners } from './copies.ts';
import { tellEndpoints } from './endpoint-deliveries.ts';
import { type Person, peopleOf, personOf } from './people.ts';
import { type Facts, type Rule, rules } from './rules.ts';
import { type Events, tell } from './tell.ts';

/** Older events only feed the copies: where this service comes to a system with a past, nobody wants it all told. */
const NEWS_MS = 24 * 3_600_000;
const PEOPLE_AT_ONCE = 100;

type Data = Readonly<Record<string, unknown>>;

const seatStates: Readonly<Record<string, SeatState>> = {
  'enrollment.created': 'active',
  'enrollment.waitlisted': 'waitlisted',
  'enrollment.withdrawn': 'withdrawn',
};

async function follow(data: Data, ctx: EventContext<Events>): Promise<void> {
  const { type, time, id: eventId } = ctx.event;
  const courseId = textOrNone(data.courseId);
  const enrollmentId = textOrNone(data.enrollmentId);
  const personId = textOrNone(data.learnerId) ?? textOrNone(data.userId);
  const isNews = ctx.now().getTime() - Date.parse(time) < NEWS_MS;
  const { known, seatBefore } = await ctx.shortTransaction(async (first) => ({
    known: courseId === undefined ? undefined : await findCourse(first, courseId),
    seatBefore: enrollmentId === undefined ? undefined : await findSeat(first, enrollmentId),
  }));
  const instructorId = textOrNone(data.instructorId) ?? known?.instructorId;
  const course =
    courseId !== undefined && instructorId !== undefined
      ? { courseId, instructorId, title: textOrNone(data.title) ?? known?.title ?? '' }
      : undefined;
  const people = isNews ? await peopleOf(ctx, [personId, instructorId]) : new Map<string, Person>();
  await keepCopies(ctx, type, data);
  if (!isNews) return;
  // The event of the course comes with another key, so it may still be on its way: then this one is tried again.
  if (courseId !== undefined && course === undefined)
    throw new Error(`the course ${courseId} is not known yet`);
  const person = personId === undefined ? undefined : people.get(personId);
  const facts: Facts = { event: data, course, person, seatBefore };
  for (const rule of rules[type] ?? []) await obey(ctx, rule, facts, eventId, people);
  await tellEndpoints(ctx, { eventId, type, time, data, facts });
}

async function obey(
  ctx: EventContext<Events>,
  rule: Rule,
  facts: Facts,
  eventId: string,
  people: ReadonlyMap<string, Person>,
): Promise<void> {
  if (rule.when && !rule.when(facts)) return;
  const { kind } = rule;
  const [path, data] = [rule.path(facts), rule.data(facts)];
  if (rule.to === 'learners') {
    const courseId = facts.course?.courseId as string;
    ctx.queue(notifications.tasks.announce, { eventId, kind, courseId, data, path, after: null });
    return;
  }
  const told = rule.to === 'person' ? facts.person : people.get(facts.course?.instructorId ?? '');
  if (told) await tell(ctx, { eventId, kind, data, path, recipients: [told] });
}

async function keepCopies(ctx: EventContext<Events>, type: string, data: Data): Promise<void> {
  const state = seatStates[type];
  if (state) await keepSeat(ctx, { ...(data as Parameters<typeof keepSeat>[1]), state });
  if (type === 'course.published' || type === 'course.updated')
    await keepCourse(ctx, data as unknown as Parameters<typeof keepCourse>[1]);
}

const textOrNone = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const followed: readonly EventKind[] = [
  ...Object.values(enrollments.events),
  courses.events['course.published'],
  courses.events['course.publish_failed'],
  courses.events['course.updated'],
  progress.events['course.completed'],
  identity.events['user.registered'],
  identity.events['organization.member_added'],
  identity.events['organization.member_changed'],
  identity.events['organization.member_removed'],
];

export const subscriptions: readonly Subscription[] = followed.map((kind) =>
  on(notifications, kind as EventKind<Data>, follow),
);

/** Tells one person of what another service asks for. */
export const notify = task(
  notifications,
  notifications.tasks.notify,
  async ({ kind, to, data, path }, ctx) => {
    const account = to.email === undefined ? await personOf(ctx, to.recipientId) : undefined;
    const recipient = {
      id: to.recipientId,
      name: to.name ?? account?.name ?? '',
      address: to.email,
      locale: to.locale ?? account?.locale ?? 'en',
      timeZone: account?.timeZone ?? 'UTC',
    };
    // One task, one event: the id of its message.
    await tell(ctx, { eventId: ctx.requestId, kind, data, path: path ?? null, recipients: [recipient] });
  },
);

/** Tells the next hundred people in a course, and asks for the rest. */
export const announce = task(notifications, notifications.tasks.announce, async (notice, ctx) => {
  const { eventId, kind, courseId, data, path, after } = notice;
  const limit = PEOPLE_AT_ONCE;
  const ids = await ctx.shortTransaction((first) => selectLearners(first, { courseId, after, limit }));
  const people = await peopleOf(ctx, ids);
  await tell(ctx, { eventId, kind, data, path, recipients: [...people.values()] });
  const last = ids.at(-1);
  if (last !== undefined && ids.length === limit)
    ctx.queue(notifications.tasks.announce, { ...notice, after: last });
});
