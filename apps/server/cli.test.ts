/** The command line against a running system: what it prints, and how it ends. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { client } from '@kernos/kernel/client';
import { startTestSystem } from '@kernos/kernel/testing';
import { courses } from '@kernos/services/learning/courses/contract';
import { gatherPeople, type Person } from '@kernos/services/testing/people.fixture';
import { services } from './services.ts';

const system = await startTestSystem({ services, signIn: false });
after(() => system[Symbol.asyncDispose]());
const { members } = await gatherPeople(system);

interface Ended {
  readonly code: number;
  readonly said: string;
  readonly complained: string;
}

const program = fileURLToPath(new URL('./cli.ts', import.meta.url));

function kernos(args: readonly string[], person?: Person): Promise<Ended> {
  const env = { ...process.env, KERNOS_URL: system.url, ...(person && { KERNOS_PASSWORD: person.password }) };
  const given = [program, ...args, ...(person ? ['--as', person.email] : [])];
  return new Promise((resolve) => {
    execFile(process.execPath, given, { env }, (error, said, complained) =>
      resolve({ code: error ? Number(error.code) : 0, said, complained }),
    );
  });
}

test('says which version it is; what it does not know is refused with the nearest that is right', async () => {
  const [version, option] = await Promise.all([kernos(['--version']), kernos(['course', 'list', '--mien'])]);
  assert.deepEqual([version.code, /^\d+\.\d+\.\d+\n$/.test(version.said)], [0, true]);
  assert.deepEqual([option.code, option.said], [1, '']);
  assert.match(option.complained, /unknown option '--mien'\n\(Did you mean --mine\?\)/);
});

test('helps with every command: what it does, and how it is written', async () => {
  const helpOf = async (words: string) => {
    const { code, said, complained } = await kernos([...words.split(' '), '--help'].filter(Boolean));
    assert.deepEqual([code, complained], [0, ''], words);
    assert.ok(said.startsWith(`Usage: kernos ${words}`), said);
    return said;
  };
  /** The commands that a page of help lists, each with what it does. */
  const listedIn = (said: string) =>
    [...(said.split(/^Commands:$/m)[1] ?? '').matchAll(/^ {2}([a-z][\w-]*)(?: \S+)* {2,}(\S.*)$/gm)]
      .map(([, name]) => name ?? '')
      .filter((name) => name !== 'help');
  const groups = listedIn(await helpOf(''));
  const pages = await Promise.all(groups.map(helpOf));
  const commands = groups.flatMap((name, index) => [
    name,
    ...listedIn(pages[index] ?? '').map((within) => `${name} ${within}`),
  ]);
  for (const name of ['course list', 'course show', 'course publish', 'user list', 'config', 'migrate'])
    assert.ok(commands.includes(name), `${name} is not in ${commands.join(', ')}`);
  assert.match(await helpOf('course publish'), /<id>[\s\S]*publishes the draft/);
});

test('lists, shows and publishes courses, and lists people, as text or as JSON', async () => {
  const { instructor, admin } = members;
  const headers = () => ({ authorization: `Bearer ${instructor.accessToken}` });
  const desk = client(courses, { baseUrl: system.url, headers });
  const { id } = await desk.create({ title: 'Knots' });
  const module = await desk.addModule({ courseId: id, title: 'First knots' });
  await desk.addLesson({ moduleId: module.id, title: 'The bowline', markdown: 'Round the tree.' });
  const published = await kernos(['course', 'publish', id], instructor);
  assert.deepEqual([published.code, published.said], [0, 'Published "Knots" as version 1.\n']);
  const [list, show, people] = await Promise.all([
    kernos(['course', 'list', '--mine'], instructor),
    kernos(['course', 'show', id], instructor),
    kernos(['--json', 'user', 'list'], admin),
  ]);
  assert.match(list.said, new RegExp(`^id .*\n${id}  published  1 +1 +Knots\n$`));
  assert.match(
    show.said,
    /^Knots\npublished, version 1, 1 minutes\n\nFirst knots\n {2}The bowline \(3 words\)\n$/,
  );
  const emails = (JSON.parse(people.said) as { items: { email: string }[] }).items.map(({ email }) => email);
  assert.ok(Object.values(members).every(({ email }) => emails.includes(email)));
});
