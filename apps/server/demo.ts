/**
 * `npm run demo`: a learner's way through a real course, against the running system, over its API alone.
 * Takes another folder of Markdown as its argument; without one, the Python course that lies in `courses/`.
 */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KernosError } from '@kernos/kernel/errors';
import { courses } from '@kernos/services/learning/courses/contract';
import { buildPythonCourse } from '@kernos/services/learning/courses/python-course/build';
import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { progress } from '@kernos/services/learning/progress/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { operations } from '@kernos/services/platform/operations/contract';
import { anonymously, passwordOf, Refusal, reaching, signIn, systemUrl } from './api.ts';
import { archiveToSend } from './archive-to-send.ts';
import { followWorkflow } from './workflow-progress.ts';

const say = (line: string) => console.log(line);

async function publishCourse(path: string): Promise<string> {
  const acting = await signIn('instructor@demo.kernos', await passwordOf('instructor@demo.kernos'));
  await using archive = await archiveToSend(path);
  const { course, report } = await acting(courses).import({ archive: archive.file });
  say(
    `1. The instructor imported "${course.title}": ${report.modules} modules, ${report.lessons} lessons, ${report.files} files.`,
  );
  for (const { path: file, reason } of report.skipped) say(`     not kept: ${file}: ${reason}`);
  const { workflowId } = await acting(courses).publish({ courseId: course.id });
  const end = await followWorkflow(acting(operations), workflowId);
  if (end.status !== 'succeeded') throw new Refusal(`Publishing failed: ${end.error?.detail}`);
  say('2. It is published.');
  return course.id;
}

async function publishDemoCourse(given: string | undefined): Promise<string> {
  if (given !== undefined) return publishCourse(given);
  await using built = await buildPythonCourse();
  return await publishCourse(built.folder);
}

async function takeCourse(courseId: string): Promise<void> {
  const email = `demo-${Date.now()}@example.org`;
  const password = `${crypto.randomUUID()}!`;
  await anonymously(identity).register({ name: 'Demo Learner', email, password });
  const acting = await signIn(email, password);
  say(`3. A learner registered: ${email}.`);
  const enrollment = await acting(enrollments).enroll({ courseId });
  say(`4. They enrolled: ${enrollment.id}.`);
  const { modules, title } = await acting(courses).get({ courseId });
  let percent = 0;
  for (const [index, module] of modules.entries()) {
    for (const lesson of module.lessons) {
      await acting(courses).lesson({ lessonId: lesson.id });
      ({ percent } = await acting(progress).complete({ lessonId: lesson.id }));
    }
    say(`     module ${index + 1} of ${modules.length}, "${module.title}": ${percent} %`);
  }
  if (percent !== 100) throw new Refusal(`All lessons are completed, but the progress says ${percent} %.`);
  say(`5. They completed "${title}".`);
  await keepCertificate(acting, courseId);
}

async function keepCertificate(acting: Awaited<ReturnType<typeof signIn>>, courseId: string): Promise<void> {
  const file = await acting(progress).certificate({ courseId });
  const path = join(tmpdir(), `kernos-certificate-${courseId}.pdf`);
  await writeFile(path, file.body as Uint8Array);
  say(`6. Their certificate: ${path} (${(file.body as Uint8Array).length} bytes of ${file.contentType}).`);
}

async function main(): Promise<void> {
  say(`Demo on ${systemUrl()}`);
  await takeCourse(await publishDemoCourse(process.argv[2]));
  say('Done: nothing was set up for this, and nothing was skipped.');
}

reaching(main()).catch((error: unknown) => {
  if (!(error instanceof Refusal) && !(error instanceof KernosError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
