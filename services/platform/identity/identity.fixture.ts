/** A running system with identity, notifications and the mailbox, and people who sign in as people do. */
import { type Client, client, type RequestOptions } from '@kernos/kernel/client';
import { type Contract, contract } from '@kernos/kernel/contract';
import { service } from '@kernos/kernel/service';
import { asService, startTestSystem, type TestOptions, type TestSystem } from '@kernos/kernel/testing';
import type { Static } from 'typebox';
import { mailboxService } from '../mailbox/service.ts';
import { notifications } from '../notifications/contract.ts';
import { notificationsService } from '../notifications/service.ts';
import { identity } from './contract.ts';
import { roles } from './contract-declarations.ts';
import { emailHash } from './email-address.ts';
import type { SignedIn } from './schemas.ts';
import { identityService } from './service.ts';

export const PASSWORD = 'four unrelated words here';

export interface Visitor {
  readonly signedIn: Static<typeof SignedIn>;
  readonly email: string;
  readonly api: Client<typeof identity>;
  readonly headers: Record<string, string>;
}

export interface IdentitySystem extends AsyncDisposable {
  readonly system: TestSystem;
  /** Acts as nobody. */
  readonly api: Client<typeof identity>;
  /** A new person with an account of their own; admin of their own organization unless the demo is on. */
  register(name?: string): Promise<Visitor>;
  signIn(email: string, password?: string): Promise<Visitor>;
  as<C extends Contract>(contract: C, accessToken: string): Client<C>;
  /** Another letter may go to this address at once, as after a minute. */
  forgetLetters(email: string): Promise<void>;
  /** A minute passes, and what waited for it is sent. */
  minuteLater(): Promise<void>;
  /** A request by hand. */
  send(method: string, path: string, options?: RequestOptions & { body?: unknown }): Promise<Response>;
  /** The token of the newest email to `email` with a link to `page`, or with any, read from the database. */
  tokenFor(email: string, page?: string): Promise<string>;
  emailsTo(email: string): Promise<{ subject: string; text: string; organizationId: string }[]>;
}

// What learning declares, for systems in which it does not run.
const teachingService = service(contract('teaching', {}), {
  declares: [
    roles({
      learner: { title: { en: 'Learner', fr: 'Apprenant' }, forNewcomers: true },
      instructor: { title: { en: 'Instructor', fr: 'Formateur' } },
    }),
  ],
});

let count = 0;

export async function startIdentity(options: Partial<TestOptions> = {}): Promise<IdentitySystem> {
  const { services: others = [] } = options;
  const learns = others.some(({ name }) => name === 'courses');
  const services = [identityService, notificationsService, mailboxService, ...others];
  if (!learns) services.push(teachingService);
  const system = await startTestSystem({ ...options, services, signIn: false });
  const as = <C extends Contract>(contract: C, accessToken: string) =>
    client(contract, { baseUrl: system.url, headers: () => ({ authorization: `Bearer ${accessToken}` }) });
  const api = system.client(identity);
  const visitor = (signedIn: Static<typeof SignedIn>): Visitor => ({
    signedIn,
    email: signedIn.user.email,
    api: as(identity, signedIn.accessToken),
    headers: { authorization: `Bearer ${signedIn.accessToken}` },
  });
  const forgetLetters = async (email: string) => {
    await system.sql({ text: 'DELETE FROM identity.letters WHERE address = $1', values: [emailHash(email)] });
  };
  const emailsTo = async (email: string) => {
    await system.settled();
    const { rows } = await system.sql<{ subject: string; text: string; organizationId: string }>({
      text: `SELECT subject, text, organization_id FROM mailbox.emails
              WHERE recipient = $1 ORDER BY created_at DESC, id DESC`,
      values: [email],
    });
    return rows;
  };
  return {
    system,
    api,
    as,
    forgetLetters,
    minuteLater: async () => {
      system.clock.advance(61_000);
      await system.settled();
      await system.system.call(notifications.calls.wake, {}, asService(null));
    },
    emailsTo,
    register: async (name = 'Ada Byron') => {
      count += 1;
      const email = `person${count}.${process.pid}@example.org`;
      const person = visitor(await api.register({ name, email, password: PASSWORD }));
      await forgetLetters(email);
      return person;
    },
    signIn: async (email, password = PASSWORD) => visitor(await api.login({ email, password })),
    send: (method, path, { body, headers, signal } = {}) =>
      fetch(system.url + path, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      }),
    tokenFor: async (email, page = '') => {
      const links = (await emailsTo(email)).map(({ text }) => text.match(`${page}#token=(\\S+)`)?.[1]);
      const token = links.find((link) => link !== undefined);
      if (!token) throw new Error(`no email with a link to ${email}`);
      return token;
    },
    [Symbol.asyncDispose]: () => system[Symbol.asyncDispose](),
  };
}

/** For `assert.rejects`: an error with this code. */
export const codeOf = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

/** Headers of a page of ours; with the cookie that it holds, where it holds one. */
export const page = (url: string, cookie?: string): Record<string, string> => ({
  origin: new URL(url).origin,
  'sec-fetch-site': 'same-origin',
  'x-kernos-csrf': '1',
  ...(cookie && { cookie }),
});
