/** Organization A with something of everything in it, and B with enough to be seen beside it. */
import { type Client, client } from '@kernos/kernel/client';
import type { Contract } from '@kernos/kernel/contract';
import type { ServiceDefinition } from '@kernos/kernel/service';
import { startTestSystem, type TestSystem } from '@kernos/kernel/testing';
import { zipOf } from '../learning/courses/content/archive.fixture.ts';
import { courses } from '../learning/courses/contract.ts';
import { enrollments } from '../learning/enrollments/contract.ts';
import { progress } from '../learning/progress/contract.ts';
import { identity } from '../platform/identity/contract.ts';
import { operations } from '../platform/operations/contract.ts';
import {
  bearer,
  codeOf,
  gatherPeople,
  newPassword,
  type People,
  type Person,
  signIn,
  WORD,
} from './people.fixture.ts';

/** What only the instructor's drafts have in their names. */
export const DRAFT_WORD = 'Inkwren';

export interface CourseIds {
  readonly courseId: string;
  readonly moduleId: string;
  readonly lessonId: string;
  readonly fileId: string;
}

export interface PublishedIds extends CourseIds {
  readonly lastLessonId: string;
  readonly workflowId: string;
}

/** A member of A that a test may do anything to. */
export interface SpareMember extends Person {
  readonly refreshToken: string;
}

type Desk = ReturnType<typeof deskOf>;

export interface College extends People, AsyncDisposable {
  readonly system: TestSystem;
  /** The instructor's, never published. */
  readonly draft: CourseIds;
  /** The instructor's; the learner has completed it, the classmate half of it. */
  readonly published: PublishedIds;
  /** The instructor's, for those who are enrolled; nobody is. */
  readonly open: CourseIds;
  /** The instructor's, for the invited; nobody was. */
  readonly invited: CourseIds;
  readonly certificateCode: string;
  /** What a reply to anybody but its owner must not hold, also within A. */
  readonly secretsOf: Readonly<Record<string, readonly string[]>>;
  readonly spare: Desk;
  /** A new draft of somebody's own. */
  draftOf(person: Person): Promise<CourseIds>;
}

export const zip = (): Blob => new Blob([new Uint8Array(zipOf({ 'Lesson.md': '# A lesson\n\nText.' }))]);

/** @param services all that are to be tried */
export async function foundCollege(services: readonly ServiceDefinition[]): Promise<College> {
  const system = await startTestSystem({ services, signIn: false });
  try {
    const people = await gatherPeople(system);
    const { instructor, learner, classmate } = people.members;
    const spare = deskOf(system, people);
    const draft = await spare.draft(`${WORD} ${DRAFT_WORD}`);
    const open = await spare.published('enrolled');
    const invited = await spare.published('invited');
    const published = await spare.published();
    for (const person of [learner, classmate]) await spare.enroll(person, published.courseId);
    for (const lessonId of [published.lessonId, published.lastLessonId])
      await as(system, learner, progress).complete({ lessonId });
    await as(system, classmate, progress).complete({ lessonId: published.lessonId });
    await spare.invitation();
    await spare.deadLetter(people.organizationId);
    await system.settled();
    await furnishElsewhere(system, people.stranger, spare);
    const { rows } = await system.sql<{ code: string }>({ text: 'SELECT code FROM progress.certificates' });
    const certificateCode = rows[0]?.code ?? '';
    const enrollmentId = (await as(system, learner, enrollments).mine({})).items[0]?.id ?? '';
    const { items: sessions } = await as(system, learner, identity).sessions({});
    return {
      ...people,
      system,
      spare,
      draft,
      open,
      invited,
      published,
      certificateCode,
      secretsOf: {
        [instructor.key]: [DRAFT_WORD, ...Object.values(draft)],
        [learner.key]: [
          learner.userId,
          'Plumtree',
          certificateCode,
          enrollmentId,
          ...sessions.map(({ id }) => id),
        ],
      },
      draftOf: (person) => newDraft(as(system, person, courses), `Draft of ${person.key}`),
      [Symbol.asyncDispose]: () => system[Symbol.asyncDispose](),
    };
  } catch (error) {
    await system[Symbol.asyncDispose]();
    throw error;
  }
}

const as = <C extends Contract>(system: TestSystem, { accessToken }: Pick<Person, 'accessToken'>, of: C) =>
  client(of, { baseUrl: system.url, headers: () => bearer(accessToken) });

// A list of a stranger that is empty anyway would show nothing.
async function furnishElsewhere(system: TestSystem, stranger: Person, spare: Desk): Promise<void> {
  const { id: courseId } = await as(system, stranger, courses).create({ title: 'Thornback' });
  await as(system, stranger, courses).addModule({ courseId, title: 'Thornback' });
  await as(system, stranger, identity).invite({ email: 'new@thornback.example', roles: ['learner'] });
  const { organizationId } = await as(system, stranger, identity).me({});
  await spare.deadLetter(organizationId ?? '');
}

let count = 0;

/** Makes what a request may use up, so that no request depends on another one. */
function deskOf(system: TestSystem, people: People) {
  const { admin, instructor, learner, classmate } = people.members;
  const desk = as(system, instructor, courses);
  return { ...teaching(system, { desk, learner, classmate }), ...administration(system, admin) };
}

type Audience = 'open' | 'enrolled' | 'invited';

async function newDraft(
  desk: Client<typeof courses>,
  title: string,
  audience: Audience = 'open',
): Promise<CourseIds> {
  const { id: courseId } = await desk.create({ title, audience });
  const { id: moduleId } = await desk.addModule({ courseId, title });
  const lesson = await desk.addLesson({ moduleId, title, markdown: `The first lesson of ${title}.` });
  const blob = new Blob([`Data of ${title} ${courseId}`]);
  const file = await desk.addFile({ courseId, file: { blob, fileName: `${title}.txt` } });
  return { courseId, moduleId, lessonId: lesson.id, fileId: file.id };
}

function teaching(
  system: TestSystem,
  { desk, learner, classmate }: { desk: Client<typeof courses>; learner: Person; classmate: Person },
) {
  const draft = (title = `${WORD} spare`): Promise<CourseIds> => newDraft(desk, title);
  const published = async (audience: Audience = 'open'): Promise<PublishedIds> => {
    const ids = await newDraft(desk, `${WORD} spare`, audience);
    const last = { moduleId: ids.moduleId, title: `${WORD} again`, markdown: 'The last lesson.' };
    const { id: lastLessonId } = await desk.addLesson(last);
    const { workflowId } = await desk.publish({ courseId: ids.courseId });
    await system.settled();
    return { ...ids, lastLessonId, workflowId };
  };
  const enroll = async (person: Person, courseId: string): Promise<void> => {
    await as(system, person, enrollments).enroll({ courseId });
  };
  return {
    draft,
    published,
    enroll,
    /** A published course with the learner and the classmate in it. */
    attended: async (): Promise<PublishedIds> => {
      const ids = await published();
      for (const person of [learner, classmate]) await enroll(person, ids.courseId);
      await system.settled();
      return ids;
    },
    archived: async (): Promise<CourseIds> => {
      const ids = await draft();
      await desk.archive({ courseId: ids.courseId });
      return ids;
    },
    withoutLesson: async (): Promise<CourseIds> => {
      const ids = await draft();
      await desk.removeLesson({ lessonId: ids.lessonId });
      return ids;
    },
    withoutModule: async (): Promise<CourseIds> => {
      const ids = await draft();
      await desk.removeModule({ moduleId: ids.moduleId });
      return ids;
    },
    lessonVersion: async (lessonId: string): Promise<number> =>
      (await desk.lesson({ lessonId, draft: true })).version,
    courseVersion: async (courseId: string): Promise<number> => (await desk.get({ courseId })).version,
  };
}

function administration(system: TestSystem, admin: Person) {
  const office = as(system, admin, identity);
  /** To each address another letter may go. */
  const minuteLater = () => system.sql({ text: 'DELETE FROM identity.letters' });
  /** A member whose address is confirmed. */
  const confirmed = async (): Promise<SpareMember> => {
    const made = await member();
    await system.client(identity).confirmEmail({ token: await tokenFor(made.email) });
    return made;
  };
  const session = (person: Pick<Person, 'email' | 'password'>) => signIn(system, person);
  const member = async (): Promise<SpareMember> => {
    count += 1;
    const account = { email: `spare${count}@${WORD.toLowerCase()}.example`, password: newPassword() };
    const { userId } = await office.createMember({ ...account, name: `Spare ${count}`, roles: ['learner'] });
    return { key: 'spare', userId, roles: ['learner'], ...account, ...(await session(account)) };
  };
  const tokenFor = async (email: string): Promise<string> => {
    await system.settled();
    const { rows } = await system.sql<{ text: string }>({
      text: 'SELECT text FROM mailbox.emails WHERE recipient = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
      values: [email],
    });
    return rows[0]?.text.match(/#token=(\S+)/)?.[1] ?? '';
  };
  // Written by hand: a message that fails for real is dead only after all its attempts, minutes later.
  const deadLetter = async (organizationId: string, consumer = 'access.test'): Promise<string> => {
    const { rows } = await system.sql<{ id: string }>({
      text: `INSERT INTO kernel.deliveries
               (consumer, message_id, position, logged_at, key, organization_id, message, state, attempts, error)
             SELECT $2, gen_random_uuid(), 0, now(), 'key', $1,
                    jsonb_build_object('type', 'access.test', 'data', jsonb_build_object('organizationId', $1::uuid)),
                    'dead', 12, 'It failed for ' || $1
             RETURNING id`,
      values: [organizationId, consumer],
    });
    return rows[0]?.id ?? '';
  };
  return {
    session,
    member,
    tokenFor,
    resetToken: async (email: string): Promise<string> => {
      await minuteLater();
      await system.client(identity).requestPasswordReset({ email });
      return tokenFor(email);
    },
    confirmed,
    /** A member who began to set up an authenticator app, and the code it shows. */
    memberWithApp: async (): Promise<{ member: SpareMember; code: string }> => {
      const made = await confirmed();
      const { secret } = await as(system, made, identity).enrollSecondFactor({ password: made.password });
      return { member: made, code: codeOf(secret, system.clock.now()) };
    },
    confirm: async (made: SpareMember, code: string): Promise<string> => {
      const { recoveryCodes } = await as(system, made, identity).confirmSecondFactor({ code });
      return recoveryCodes[0] ?? '';
    },
    invitation: async (): Promise<{ invitationId: string; token: string }> => {
      count += 1;
      const email = `newcomer${count}@elsewhere.example`;
      const { id: invitationId } = await office.invite({ email, roles: ['learner'] });
      const token = await tokenFor(email);
      await minuteLater();
      return { invitationId, token };
    },
    revokedInvitation: async (): Promise<string> => {
      const { id } = await office.invite({
        email: `newcomer${++count}@elsewhere.example`,
        roles: ['learner'],
      });
      await office.revokeInvitation({ invitationId: id });
      await minuteLater();
      return id;
    },
    sessionId: async (person: Person): Promise<string> => {
      const { accessToken } = await session(person);
      const { items } = await as(system, { accessToken }, identity).sessions({});
      return items.find(({ current }) => current)?.id ?? '';
    },
    deadLetter,
    discarded: async (organizationId: string): Promise<string> => {
      const id = await deadLetter(organizationId);
      await as(system, admin, operations).discardDeadLetter({ deadLetterId: id });
      return id;
    },
    /** The trace in which a course was published. */
    traceOf: async (courseId: string): Promise<string> => {
      const { rows } = await system.sql<{ traceId: string }>({
        text: `SELECT substr(traceparent, 4, 32) AS trace_id FROM kernel.outbox WHERE type = 'course.published' AND key = $1`,
        values: [courseId],
      });
      return rows[0]?.traceId ?? '';
    },
  };
}
