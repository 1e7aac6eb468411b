/** `kernos course`: what authors do with courses. */
import { courses } from '@kernos/services/learning/courses/contract';
import { operations } from '@kernos/services/platform/operations/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { Refusal } from './api.ts';
import { archiveToSend } from './archive-to-send.ts';
import { actingAs, all, as, type Print, table } from './command-parts.ts';
import { followWorkflow } from './workflow-progress.ts';

function seats(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new InvalidArgumentError('It must be a whole number from 1 to 1000000.');
  return Number(text);
}

interface ImportOptions {
  as: string;
  title?: string;
  capacity?: number;
  publish?: boolean;
}

async function importCourse(print: Print, path: string, options: ImportOptions): Promise<void> {
  const acting = await actingAs(options.as);
  await using archive = await archiveToSend(path);
  const { course, report } = await acting(courses).import({
    archive: archive.file,
    ...(options.title && { title: options.title }),
    ...(options.capacity && { capacity: options.capacity }),
  });
  const skipped = [...archive.skipped, ...report.skipped];
  const text = [
    `Imported "${course.title}": ${report.modules} modules, ${report.lessons} lessons, ${report.files} files.`,
    ...(skipped.length > 0
      ? [`Not kept (${skipped.length}):`, ...skipped.map((s) => `  ${s.path}: ${s.reason}`)]
      : []),
    `Course ${course.id}`,
  ];
  if (options.publish) {
    await publish(acting, course.id);
    text.push('Published.');
  }
  print({ course, report: { ...report, skipped }, published: options.publish === true }, text.join('\n'));
}

/** Publishes, and waits until that is done. */
async function publish(acting: Awaited<ReturnType<typeof actingAs>>, courseId: string): Promise<void> {
  const { workflowId } = await acting(courses).publish({ courseId });
  const end = await followWorkflow(acting(operations), workflowId);
  if (end.status === 'failed') throw new Refusal(`Publishing failed: ${end.error?.detail}`);
}

interface ListOptions {
  as: string;
  mine?: boolean;
  search?: string;
}

async function listCourses(print: Print, options: ListOptions): Promise<void> {
  const api = (await actingAs(options.as))(courses);
  const { mine, search: q } = options;
  const items = await all((cursor) =>
    api.list({ limit: 100, ...(cursor && { cursor }), ...(mine && { mine }), ...(q && { q }) }),
  );
  const rows = items.map((c) => [c.id, c.state, c.publishedVersion ?? '-', c.lessons, c.title]);
  print(
    { items },
    rows.length > 0 ? table([['id', 'state', 'version', 'lessons', 'title'], ...rows]) : 'There are none.',
  );
}

async function showCourse(print: Print, courseId: string, options: { as: string }): Promise<void> {
  const course = await (await actingAs(options.as))(courses).get({ courseId });
  const { title, summary, state, publishedVersion, minutes, modules } = course;
  const version = publishedVersion === null ? 'never published' : `version ${publishedVersion}`;
  const outline = modules.flatMap((module) => [
    '',
    module.title,
    ...module.lessons.map((lesson) => `  ${lesson.title} (${lesson.words} words)`),
  ]);
  const text = [title, ...(summary ? [summary] : []), `${state}, ${version}, ${minutes} minutes`, ...outline];
  print(course, text.join('\n'));
}

async function publishCourse(print: Print, courseId: string, options: { as: string }): Promise<void> {
  const acting = await actingAs(options.as);
  await publish(acting, courseId);
  const course = await acting(courses).get({ courseId });
  print(course, `Published "${course.title}" as version ${course.publishedVersion}.`);
}

export function addCourses(program: Command, print: Print): void {
  const course = program.command('course').description('courses');
  const author = () => as('instructor@demo.kernos');
  course
    .command('import')
    .description('makes a draft of a folder or zip of Markdown, and publishes it if asked')
    .argument('<path>', 'folder or zip')
    .option('--title <title>', 'instead of the one found in the files')
    .option('--capacity <seats>', 'seats; without it there is no limit', seats)
    .option('--publish', 'publish it, and wait until that is done')
    .addOption(author())
    .action((path: string, options: ImportOptions) => importCourse(print, path, options));
  course
    .command('list')
    .description('published courses and your own drafts, newest first')
    .option('--mine', 'only those you instruct')
    .option('--search <words>', 'only those in which these words stand')
    .addOption(author())
    .action((options: ListOptions) => listCourses(print, options));
  course
    .command('show')
    .description('a course with its modules and lessons')
    .argument('<id>', 'as `course list` shows it')
    .addOption(author())
    .action((id: string, options: { as: string }) => showCourse(print, id, options));
  course
    .command('publish')
    .description('publishes the draft of a course, and waits until that is done')
    .argument('<id>', 'as `course list` shows it')
    .addOption(author())
    .action((id: string, options: { as: string }) => publishCourse(print, id, options));
}
