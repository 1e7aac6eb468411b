/** What happens on an event that some service declares to be followed: copies are kept, its rules obeyed, endpoints told. */
import type { EventKind } from '@kernos/kernel/contract';
import type { DeclaredReader } from '@kernos/kernel/declarations';
import { type EventContext, on, type Subscription, task } from '@kernos/kernel/service';
import { notifications } from './contract.ts';
import { type Facts, followedEvents, type NotificationRule } from './contract-declarations.ts';
import { findMembership, findSubject, keepMembership, keepSubject, selectMembers } from './copies.ts';
import { tellEndpoints } from './endpoint-deliveries.ts';
import { kindsOf } from './kinds.ts';
import { findPerson, type Person, peopleOf } from './people.ts';
import { type Events, tell } from './tell.ts';

/** Older events only feed the copies: where this service comes to a system with a past, nobody wants it all told. */
const NEWS_MS = 24 * 3_600_000;
const PEOPLE_AT_ONCE = 100;

type Data = Readonly<Record<string, unknown>>;

async function follow(data: Data, ctx: EventContext<Events>): Promise<void> {
  const { type, time, id: eventId } = ctx.event;
  const followed = kindsOf(ctx).followed.get(type);
  if (!followed) return;
  const { rules = [], subject: fields, membership } = followed;
  const field = (name: string | undefined) => textOrNone(name === undefined ? undefined : data[name]);
  const [personId, subjectId, membershipId] = [followed.person, fields?.id, membership?.id].map(field);
  const isNews = ctx.now().getTime() - Date.parse(time) < NEWS_MS;
  const { known, before } = await ctx.shortTransaction(async (first) => ({
    known: subjectId === undefined ? undefined : await findSubject(first, subjectId),
    before: membershipId === undefined ? undefined : await findMembership(first, membershipId),
  }));
  const [title, ownerId] = [field(fields?.title), field(fields?.owner) ?? known?.ownerId];
  const subject =
    subjectId !== undefined && ownerId !== undefined
      ? { id: subjectId, ownerId, title: title ?? known?.title ?? '' }
      : undefined;
  const people = isNews ? await peopleOf(ctx, [personId, ownerId]) : new Map<string, Person>();
  if (membership && membershipId && subjectId && personId)
    await keepMembership(ctx, { id: membershipId, subjectId, personId, state: membership.state });
  if (subjectId !== undefined && title !== undefined)
    await keepSubject(ctx, { id: subjectId, title, ownerId: field(fields?.owner) });
  if (!isNews) return;
  // The event of the subject comes with another key, so it may still be on its way: then this one is tried again.
  // Where no service here tells of subjects, none is on its way.
  const isTold = [...kindsOf(ctx).followed.values()].some((other) => other.subject?.title !== undefined);
  if (subjectId !== undefined && subject === undefined && isTold)
    throw new Error(`what ${type} is about, ${subjectId}, is not known yet`);
  const person = personId === undefined ? undefined : people.get(personId);
  const declared: DeclaredReader = (kind) => ctx.declared(kind);
  const facts: Facts = { event: data, subject, person, before, declared };
  for (const rule of rules) await obey(ctx, rule, facts, eventId, people);
  await tellEndpoints(ctx, { eventId, type, time, data, facts });
}

async function obey(
  ctx: EventContext<Events>,
  rule: NotificationRule,
  facts: Facts,
  eventId: string,
  people: ReadonlyMap<string, Person>,
): Promise<void> {
  if (rule.when && !rule.when(facts)) return;
  const { kind } = rule;
  const [path, data] = [rule.path(facts), { ...rule.data?.(facts) }];
  if (rule.to === 'members') {
    if (facts.subject)
      ctx.queue(notifications.tasks.announce, {
        ...{ eventId, kind, subjectId: facts.subject.id, data, path, after: null },
      });
    return;
  }
  const told = people.get((rule.to === 'person' ? facts.person?.id : facts.subject?.ownerId) ?? '');
  if (told?.member) await tell(ctx, { eventId, kind, data, path, recipients: [told] });
}

const textOrNone = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** One subscription for each event that some service declares to be followed. */
export const subscriptions = (declared: DeclaredReader): Subscription[] =>
  declared(followedEvents).flatMap(({ value }) =>
    value.map(({ event }) =>
      on(notifications, event as EventKind<Data>, 'now', follow, { groupCommitKey: (_, key) => key }),
    ),
  );

/** Tells one person of what another service asks for. */
export const notify = task(
  notifications,
  notifications.tasks.notify,
  async ({ kind, to, data, path, notBefore }, ctx) => {
    const isKnown = to.email !== undefined && to.locale !== undefined;
    const account = isKnown ? undefined : await findPerson(ctx, to.recipientId);
    if (to.email === undefined && account?.member !== true) return;
    const recipient = {
      id: to.recipientId,
      name: to.name ?? account?.name ?? '',
      address: to.email,
      locale: to.locale ?? account?.locale ?? 'en',
      timeZone: account?.timeZone ?? 'UTC',
    };
    // One task, one event: the id of its message.
    const about = { eventId: ctx.requestId, kind, data, path: path ?? null };
    await tell(ctx, {
      ...about,
      recipients: [recipient],
      ...(notBefore && { notBefore: new Date(notBefore) }),
    });
  },
);

/** Tells the next hundred members of a subject, and asks for the rest. */
export const announce = task(notifications, notifications.tasks.announce, async (notice, ctx) => {
  const { eventId, kind, subjectId, data, path, after } = notice;
  const limit = PEOPLE_AT_ONCE;
  const ids = await ctx.shortTransaction((first) => selectMembers(first, { subjectId, after, limit }));
  const people = await peopleOf(ctx, ids);
  await tell(ctx, {
    eventId,
    kind,
    data,
    path,
    recipients: [...people.values()].filter(({ member }) => member),
  });
  const last = ids.at(-1);
  if (last !== undefined && ids.length === limit)
    ctx.queue(notifications.tasks.announce, { ...notice, after: last });
});
