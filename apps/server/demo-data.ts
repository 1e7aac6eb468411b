/**
 * The demo: one organization, three accounts and the first courses, made at the first start with DEMO on.
 * Starting again changes nothing, except that DEMO_PASSWORD, where it is given, is set.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { System } from '@kernos/kernel/boot';
import { type Actor, serviceActor } from '@kernos/kernel/caller';
import type { Config } from '@kernos/kernel/config';
import { zipFolder } from '@kernos/services/learning/courses/content/folder';
import { courses } from '@kernos/services/learning/courses/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { operations } from '@kernos/services/platform/operations/contract';

export interface DemoAccounts {
  readonly emails: readonly string[];
  readonly password: string;
  /** True: made by us, not taken from DEMO_PASSWORD. */
  readonly generated: boolean;
  readonly passwordFile: string;
}

const accounts = [
  { email: 'admin@demo.kernos', name: 'Ada Admin', roles: ['admin', 'instructor', 'learner'] },
  { email: 'instructor@demo.kernos', name: 'Ines Instructor', roles: ['instructor', 'learner'] },
  { email: 'learner@demo.kernos', name: 'Lea Learner', roles: ['learner'] },
] as const;

/**
 * What is published at the first start, the newest last. Two, so that nobody who came to learn has to read what is for
 * those who teach and administer before the first certificate.
 */
const firstCourses = [
  { folder: 'guide', title: 'Teaching and running Kernos' },
  { folder: 'welcome', title: 'Welcome to Kernos' },
] as const;

/** Where the password of the demo accounts is kept, readable for this user alone. */
export const demoPasswordFile = (config: Pick<Config, 'dataDir'>): string =>
  join(config.dataDir, 'demo-password');

/** Makes what is missing of the demo, and gives what is needed to sign in. */
export async function prepareDemo(system: System, say: (line: string) => void): Promise<DemoAccounts> {
  const { config } = system;
  const passwordFile = demoPasswordFile(config);
  const kept = await readFile(passwordFile, 'utf8').catch(() => undefined);
  const password = config.demoPassword ?? kept?.trim() ?? randomBytes(12).toString('base64url');
  const ensured = await system.call(
    identity.calls.ensureAccounts,
    {
      organization: { key: 'demo', name: 'Demo' },
      accounts: accounts.map(({ roles, ...account }) => ({ ...account, roles: [...roles], password })),
      // Whoever lost the file, or gives another password, must be able to sign in.
      setPasswords: kept?.trim() !== password,
    },
    { actor: serviceActor('demo'), organizationId: null },
  );
  if (kept?.trim() !== password) await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const instructor = ensured.accounts.find(({ email }) => email === 'instructor@demo.kernos');
  if (!instructor) throw new Error('the demo instructor was not made');
  const { organizationId } = ensured;
  await publishFirstCourses(system, { userId: instructor.userId, organizationId }, say);
  return {
    emails: accounts.map(({ email }) => email),
    password,
    generated: config.demoPassword === undefined,
    passwordFile,
  };
}

interface Instructor {
  readonly userId: string;
  readonly organizationId: string;
}

async function publishFirstCourses(
  system: System,
  { userId, organizationId }: Instructor,
  say: (line: string) => void,
): Promise<void> {
  const actor: Actor = { kind: 'person', id: userId, roles: ['instructor', 'learner'], sessionId: userId };
  const caller = { actor, organizationId };
  const { items } = await system.call(courses.calls.list, { mine: true, limit: 1 }, caller);
  if (items.length > 0) return;
  say('Publishing the first courses…');
  for (const { folder, title } of firstCourses) await publishCourse(system, caller, folder, title);
}

type Caller = Parameters<System['call']>[2];

async function publishCourse(system: System, caller: Caller, name: string, title: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-welcome-'));
  try {
    const path = join(folder, 'course.zip');
    const { stream } = await zipFolder(fileURLToPath(new URL(`../../courses/${name}/`, import.meta.url)));
    await pipeline(stream, createWriteStream(path));
    const archive = { path, fileName: 'course.zip', bytes: (await stat(path)).size };
    const { course } = await system.call(courses.calls.import, { archive, title }, caller);
    // What comes along with the system is for everybody in it.
    const open = { courseId: course.id, ifMatch: course.version, audience: 'open' } as const;
    await system.call(courses.calls.update, open, caller);
    const { workflowId } = await system.call(courses.calls.publish, { courseId: course.id }, caller);
    await finished(system, workflowId, caller);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function finished(system: System, workflowId: string, caller: Caller): Promise<void> {
  for (;;) {
    const { status, error } = await system.call(operations.calls.workflowStatus, { workflowId }, caller);
    if (status === 'succeeded') return;
    if (status === 'failed') throw new Error(`a first course could not be published: ${error?.detail}`);
    await sleep(20);
  }
}
