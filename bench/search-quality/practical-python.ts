/** Our own collection: questions over the shared course, whose text stays outside of the repository. */
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { serviceActor } from '@kernos/kernel/context';
import { zipFolder } from '@kernos/services/learning/courses/content/folder';
import { courses } from '@kernos/services/learning/courses/contract';
import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { knowledgeService } from '@kernos/services/platform/knowledge/service';
import { readQueries } from './collection.ts';
import { evaluate, type Quality } from './evaluate.ts';
import { type Ground, layGround, until } from './ground.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Beside the checkout, as the other seeds are. */
export const courseFolder = join(root, '../shared/data/courses/practical-python/Notes');
export const courseIsThere = existsSync(courseFolder);
const collection = join(root, 'services/platform/knowledge/eval/practical-python');

export interface Baseline {
  readonly ndcg10: number;
}

/** The figures that are checked in: what may not get worse. */
export const readBaseline = async (): Promise<Baseline> =>
  JSON.parse(await readFile(join(collection, 'baseline.json'), 'utf8')) as Baseline;

/** Imports and publishes the course as an instructor would, waits until it can be found, and asks. */
export async function measureOwn(): Promise<Quality> {
  await using ground = await layGround(knowledgeService);
  const keys = await teach(ground);
  const queries = await readQueries(collection);
  return await evaluate(ground, queries, ({ source, headingPath }) => {
    const key = source.lessonId === null ? undefined : keys.get(source.lessonId);
    return key && `${key}#${headingPath.at(-1)}`;
  });
}

/** Gives the key of each lesson by its id: its path in the folder, which questions name it by. */
export async function teach(ground: Ground): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-course-'));
  try {
    const path = join(folder, 'course.zip');
    const { stream } = await zipFolder(courseFolder);
    await pipeline(stream, createWriteStream(path));
    const archive = { path, fileName: 'Notes.zip', bytes: (await stat(path)).size };
    const { course } = await ground.call(courses.calls.import, { archive });
    await ground.call(courses.calls.publish, { courseId: course.id });
    await until('indexing the course', async () => {
      const { items } = await ground.call(knowledge.calls.sources, {});
      return items.find(({ courseId, version }) => courseId === course.id && version > 0);
    });
    const { items } = await ground.system.call(
      courses.calls.versionLessons,
      { courseId: course.id, version: 1, texts: false },
      { actor: serviceActor('measuring'), organizationId: ground.organizationId },
    );
    return new Map(items.map(({ lessonId, key }) => [lessonId, key]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
