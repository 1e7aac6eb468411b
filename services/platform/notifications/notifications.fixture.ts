/** A system with notifications in it, its neighbours standing in, and real servers that it sends to. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from '@kernos/kernel/boot';
import type { Client } from '@kernos/kernel/client';
import { type Call, type Contract, contract, internal } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { handle, type ServiceDefinition, service } from '@kernos/kernel/service';
import { asService, startTestSystem, type TestPerson, type TestSystem } from '@kernos/kernel/testing';
import { SMTPServer } from 'smtp-server';
import { Type } from 'typebox';
import { coursesService } from '../../learning/courses/service.ts';
import { enrollmentsService } from '../../learning/enrollments/service.ts';
import { progressService } from '../../learning/progress/service.ts';
import { identity } from '../identity/contract.ts';
import { identityService } from '../identity/service.ts';
import { mailboxService } from '../mailbox/service.ts';
import { notifications } from './contract.ts';
import { notificationsService } from './service.ts';

/** How identity knows people, by id; everybody else is called Ada Lovelace and speaks English in UTC. */
export const known = new Map<string, { name?: string; email?: string; timeZone?: string; locale?: string }>();

/** Who runs the organization of a test. */
export const admins = new Set<string>();

/** Announces any event of a service and declares what it declares, where the service itself would be beside the point. */
function standIn({ contract: real, declares = [] }: ServiceDefinition): {
  emitter: Contract;
  definition: ServiceDefinition;
} {
  const emitter = contract(real.name, {
    calls: {
      emit: {
        method: 'POST',
        path: `/stand-in/${real.name}`,
        summary: 'Announces an event',
        access: internal,
        body: Type.Object({ type: Type.String(), data: Type.Record(Type.String(), Type.Unknown()) }),
        reply: { 202: Type.Null() },
      },
      ...(real.name === 'identity' && { person: identity.calls.person, members: identity.calls.members }),
    },
    events: real.events as never,
  });
  const emit = handle(emitter.calls.emit, async ({ type, data }, ctx) => {
    (ctx.publish as (type: string, data: unknown) => void)(type, data);
    return null;
  });
  const person = handle(identity.calls.person, async ({ userId }) => ({
    ...{
      id: userId,
      name: 'Ada Lovelace',
      email: `${userId}@people.example`,
      member: true,
      timeZone: 'UTC',
      locale: 'en',
    },
    ...known.get(userId),
  }));
  const members = handle(identity.calls.members, async () => ({
    items: [...admins].map((userId) => ({
      ...{ userId, name: 'Grace Hopper', email: `${userId}@people.example`, emailVerified: true },
      ...{ roles: ['admin'], joinedAt: '2026-01-01T00:00:00.000Z' },
    })),
    nextCursor: null,
  }));
  return {
    emitter,
    definition: service(emitter, {
      declares,
      calls: real.name === 'identity' ? [emit, person, members] : [emit],
    }),
  };
}

const neighbours = [identityService, coursesService, enrollmentsService, progressService].map(standIn);

/** The services of such a system. */
export const services: readonly ServiceDefinition[] = [
  ...neighbours.map(({ definition }) => definition),
  mailboxService,
  notificationsService,
];

/** Announces an event in a running system, as the service would that owns it. */
export async function emitIn(
  system: System,
  type: string,
  data: Record<string, unknown>,
  organizationId: string,
): Promise<void> {
  const owner = neighbours.find(({ emitter }) => Object.hasOwn(emitter.events, type))?.emitter;
  if (!owner) throw new Error(`no neighbour announces ${type}`);
  const { emit } = owner.calls as unknown as {
    emit: Call<{ type: string; data: Record<string, unknown> }, null>;
  };
  await system.call(emit, { type, data }, asService(organizationId));
}

export interface Course {
  readonly courseId: string;
  readonly title: string;
  readonly instructorId: string;
}

export interface NotificationsSystem extends AsyncDisposable {
  readonly system: TestSystem;
  readonly organizationId: string;
  readonly admin: TestPerson;
  as(person?: TestPerson): Client<typeof notifications>;
  emit(type: string, data: Record<string, unknown>, organizationId?: string): Promise<void>;
  person(
    roles?: string[],
    about?: { name?: string; email?: string; timeZone?: string; locale?: string },
  ): TestPerson;
  /** A course that was published. */
  course(title?: string, instructorId?: string): Promise<Course>;
  enroll(course: Course, learner: TestPerson): Promise<string>;
  /** Does what the clock does. */
  wake(): Promise<{ woken: number; digests: number }>;
}

export async function startNotifications(env: Record<string, string> = {}): Promise<NotificationsSystem> {
  const system = await startTestSystem({ services, env });
  const admin = system.person(['admin']);
  const organizationId = admin.organizationId as string;
  admins.add(admin.userId);
  const emit: NotificationsSystem['emit'] = (type, data, organization = organizationId) =>
    emitIn(system.system, type, data, organization);
  const here: NotificationsSystem = {
    system,
    organizationId,
    admin,
    as: (person) => system.client(notifications, person),
    emit,
    person: (roles = ['learner'], about = {}) => {
      const made = system.person(roles, organizationId);
      known.set(made.userId, about);
      return made;
    },
    course: async (title = 'Knots', instructorId = newId()) => {
      const course = { courseId: newId(), title, instructorId };
      const rest = { audience: 'open', version: 1, capacity: null, waitlist: false, lessonIds: [] };
      await emit('course.published', { ...course, ...rest });
      await system.settled();
      return course;
    },
    enroll: async ({ courseId }, { userId: learnerId }) => {
      const enrollmentId = newId();
      await emit('enrollment.created', { enrollmentId, courseId, learnerId });
      return enrollmentId;
    },
    wake: () => system.system.call(notifications.calls.wake, {}, asService(null)),
    [Symbol.asyncDispose]: () => system[Symbol.asyncDispose](),
  };
  return here;
}

// --- a mail server -----------------------------------------------------------------------------------

export type MailMood = 'accepting' | 'refusing' | 'greylisting' | 'hanging';

export interface Mail {
  readonly to: string;
  readonly source: string;
  readonly at: number;
}

export interface MailServer extends AsyncDisposable {
  readonly env: Record<string, string>;
  readonly mails: Mail[];
  /** Connections so far. */
  connections: number;
  mood: MailMood;
}

const replyOf = (code: number, message: string) => Object.assign(new Error(message), { responseCode: code });

/** An SMTP server that takes emails, or does what bad ones do. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const mails: Mail[] = [];
  const seen = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onConnect: (_session, done) => {
      state.connections += 1;
      if (state.mood !== 'hanging') done();
    },
    onRcptTo: ({ address }, _session, done) => {
      if (state.mood === 'hanging') return undefined;
      if (state.mood === 'refusing') return done(replyOf(550, '5.1.1 No such person here'));
      if (state.mood === 'greylisting' && !seen.has(address)) {
        seen.add(address);
        return done(replyOf(451, '4.7.1 Greylisted, try again in five minutes'));
      }
      return done();
    },
    onData: (stream, session, done) => {
      let source = '';
      stream.setEncoding('utf8');
      stream.on('data', (part: string) => {
        source += part;
      });
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo;
        mails.push({ to: to?.address ?? '', source, at: performance.now() });
        done(null, 'taken');
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: given } = server.server.address() as AddressInfo;
  const state: MailServer = {
    env: { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(given), MAIL_FROM: 'Kernos <kernos@kernos.example>' },
    mails,
    connections: 0,
    mood: 'accepting',
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const connection of server.connections) connection.close();
      }),
  };
  return state;
}

// --- a server for everything that goes over HTTP ------------------------------------------------------

export interface Hit {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly raw: Buffer;
}

export interface HookServer extends AsyncDisposable {
  readonly url: string;
  readonly hits: Hit[];
  /** What it answers with; `hang` never does. */
  answer: (hit: Hit) => Answer | Promise<Answer>;
}
type Answer = { status: number; headers?: Record<string, string>; body?: string } | 'hang';

export async function startHooks(port = 0): Promise<HookServer> {
  const hits: Hit[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const hit = { path: request.url ?? '', headers: request.headers, body: raw.toString(), raw };
    hits.push(hit);
    const answer = await state.answer(hit);
    if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const state: HookServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    answer: () => ({ status: 200 }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return state;
}

/** Waits until something is so, at most ten seconds if nothing else is said; looks every so many milliseconds. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  { within = 60_000, every = 10 } = {},
): Promise<void> {
  const deadline = Date.now() + within;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`it did not come to be: ${what}`);
    await sleep(every);
  }
}

export const codeOf = (code: string) => (error: unknown) => (error as { code?: string }).code === code;
