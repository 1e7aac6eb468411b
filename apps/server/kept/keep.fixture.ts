/**
 * Makes a data folder with something of everything in it, through the API as people do, and keeps it here as SQL:
 * `roles.sql`, `database.sql` and what lies beside the database.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { boot } from '@kernos/kernel/boot';
import { loadConfig } from '@kernos/kernel/config';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { settled } from '@kernos/kernel/test-database';
import { courses } from '@kernos/services/learning/courses/contract';
import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { progress } from '@kernos/services/learning/progress/contract';
import { assistant } from '@kernos/services/platform/assistant/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { notifications } from '@kernos/services/platform/notifications/contract';
import { signIn } from '../api.ts';
import { prepareDemo } from '../demo-data.ts';
import { services } from '../services.ts';
import { KEPT_PASSWORD, kept, keptSettings } from './people.fixture.ts';

const run = promisify(execFile);

type Acting = Awaited<ReturnType<typeof signIn>>;

async function teach(as: Acting): Promise<void> {
  const { id: courseId } = await as(courses).create({ title: kept.draft });
  const { id: moduleId } = await as(courses).addModule({ courseId, title: 'One module' });
  const lesson = await as(courses).addLesson({ moduleId, title: 'One lesson', markdown: '[Kept](kept.txt)' });
  const blob = new Blob([kept.sentence]);
  await as(courses).addFile({ courseId, file: { blob, fileName: 'kept.txt' } });
  await as(courses).publish({ courseId });
  await as(courses).updateLesson({ lessonId: lesson.id, markdown: kept.sentence, ifMatch: lesson.version });
  const file = { blob: new Blob([`# Kept\n\n${kept.sentence}`]), fileName: 'kept.md' };
  await as(knowledge).upload({ file, title: 'A kept document' });
}

async function administer(as: Acting): Promise<void> {
  await as(identity).invite({ email: kept.invited, roles: ['learner'] });
  await as(notifications).createEndpoint({
    type: 'webhook',
    name: 'Kept',
    url: kept.endpoint,
    events: ['course.published'],
  });
  const words = { subject: kept.subject, text: 'Hello {{ person.name }}', action: 'Open' };
  await as(notifications).saveTemplate({
    kind: 'learning.enrolled',
    channel: 'email',
    locale: 'en',
    ...words,
  });
  await as(assistant).setBudget({ monthlyTokens: 12_345, monthlyCost: null });
}

async function learn(as: Acting): Promise<void> {
  const { items } = await as(courses).list({});
  const courseId = items[0]?.id ?? '';
  await as(enrollments).enroll({ courseId });
  const { modules } = await as(courses).get({ courseId });
  const lessons = modules.flatMap((module) => module.lessons);
  await as(progress).writeNote({ lessonId: lessons[0]?.id ?? '', text: kept.note, ifMatch: 0 });
  await as(progress).keepPosition({ lessonId: lessons[0]?.id ?? '', fraction: 0.5 });
  for (const { id: lessonId } of lessons) await as(progress).complete({ lessonId });
  await as(assistant).ask({ question: kept.question });
  await as(assistant).createKey({ name: 'Kept' });
}

/** A folder of SQL that pg_dump made, without what only psql reads. */
async function dump(program: string, url: string, ...options: string[]): Promise<string> {
  const path = join(process.env.PG_DUMP ?? '', program);
  const { stdout } = await run(path, [...options, '--dbname', url], { maxBuffer: 1e8 });
  return stdout.replace(/^\\.*\n/gm, '').replace(/^(--.*)?\n/gm, '');
}

async function write(folder: URL, dataDir: string, url: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const roles = await dump('pg_dumpall', url, '--roles-only', '--no-role-passwords');
  // The owner is there before anything is restored.
  await writeFile(new URL('roles.sql', folder), roles.replace(/^(CREATE|ALTER) ROLE kernos[ ;].*\n/gm, ''));
  await writeFile(new URL('database.sql', folder), await dump('pg_dump', url, '--inserts'));
  await cp(join(dataDir, 'files'), new URL('files', folder), { recursive: true });
}

async function keep(name: string): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kernos-keep-'));
  const postgres = await startPostgres({ dataDir });
  try {
    // As a database of its own, so that it outlives the system.
    const settings = { ...keptSettings(dataDir), DATABASE_URL: postgres.url };
    const system = await boot({
      config: loadConfig(settings),
      env: settings,
      services,
      version: name,
      prepare: async (starting) => void (await prepareDemo(starting, console.log)),
    });
    await system.leading;
    await teach(await signIn(kept.instructor, KEPT_PASSWORD, system.url));
    await learn(await signIn(kept.learner, KEPT_PASSWORD, system.url));
    await settled(postgres.url);
    // Last, and for an event that comes no more: nothing is ever sent to the address it names.
    await administer(await signIn(kept.admin, KEPT_PASSWORD, system.url));
    await settled(postgres.url);
    await system.stop();
    await write(new URL(`./${name}/`, import.meta.url), dataDir, postgres.url);
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await keep(process.argv[2] ?? new Date().toISOString().slice(0, 10));
