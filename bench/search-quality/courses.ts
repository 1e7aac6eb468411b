/** Questions over courses: our own course, and one that lies beside some checkouts. */
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { serviceActor } from '@kernos/kernel/caller';
import { Store } from '@kernos/kernel/store';
import { zipFolder } from '@kernos/services/learning/courses/content/folder';
import { courses } from '@kernos/services/learning/courses/contract';
import { buildPythonCourse } from '@kernos/services/learning/courses/python-course/build';
import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { type Content, headingPath } from '@kernos/services/platform/knowledge/rules';
import { knowledgeService } from '@kernos/services/platform/knowledge/service';
import { type CorpusText, readQueries } from './collection.ts';
import { evaluate, type Quality } from './evaluate.ts';
import { type Ground, layGround, until } from './ground.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const practicalPython = join(root, '../shared/data/courses/practical-python/Notes');

/** Questions about a course, by the keys of its lessons and their headings. */
export interface Collection {
  /** Of the folder in `services/platform/knowledge/eval` that has questions, judgements and baseline. */
  readonly name: string;
  /** Where the course is, for as long as it is needed. */
  open(): Promise<AsyncDisposable & { readonly folder: string }>;
}

/** Our own: course and questions are in this repository. */
export const ownCollection: Collection = { name: 'python-step-by-step', open: buildPythonCourse };

/** Ours, and what else lies beside this checkout: a course that others wrote, whose text stays outside. */
export const collections: readonly Collection[] = [
  ownCollection,
  ...(existsSync(practicalPython)
    ? [
        {
          name: 'practical-python',
          open: async () => ({ folder: practicalPython, async [Symbol.asyncDispose]() {} }),
        },
      ]
    : []),
];

const folderOf = ({ name }: Collection): string => join(root, 'services/platform/knowledge/eval', name);

export interface Baseline {
  readonly ndcg10: number;
}

/** The figures that are checked in: what may not get worse. */
export const readBaseline = async (collection: Collection): Promise<Baseline> =>
  JSON.parse(await readFile(join(folderOf(collection), 'baseline.json'), 'utf8')) as Baseline;

/** Imports and publishes the course as an instructor would, waits until it can be found, and asks. */
export async function measureCourse(collection: Collection): Promise<Quality> {
  await using ground = await layGround(knowledgeService);
  const keys = await teach(ground, collection);
  const queries = await readQueries(folderOf(collection));
  return await evaluate(ground, queries, await sectionsOf(ground, keys), ({ source, headingPath: path }) => {
    const key = source.lessonId === null ? undefined : keys.get(source.lessonId);
    return key && `${key}#${path.at(-1)}`;
  });
}

/** The sections that the questions are about, with all headings above them. */
async function sectionsOf(ground: Ground, keys: ReadonlyMap<string, string>): Promise<CorpusText[]> {
  const store = new Store(ground.system.databaseUrl, { connections: 1 });
  const { rows } = await store
    .query<Content & { sourceId: string }>({
      text: `SELECT p.source_id, s.title, s.section, p.headings, p.text
             FROM knowledge.passages p JOIN knowledge.sources s ON s.id = p.source_id ORDER BY p.number`,
    })
    .finally(() => store.close());
  const sections = new Map<string, CorpusText>();
  for (const row of rows) {
    const path = headingPath(row);
    const id = `${keys.get(row.sourceId)}#${path.at(-1)}`;
    const before = sections.get(id)?.text ?? '';
    sections.set(id, { id, title: path.join(' '), text: `${before} ${row.text}` });
  }
  return [...sections.values()];
}

/** Gives the key of each lesson by its id: its path in the folder, which questions name it by. */
export async function teach(ground: Ground, collection: Collection): Promise<Map<string, string>> {
  await using source = await collection.open();
  const folder = await mkdtemp(join(tmpdir(), 'kernos-course-'));
  try {
    const path = join(folder, 'course.zip');
    const { stream } = await zipFolder(source.folder);
    await pipeline(stream, createWriteStream(path));
    const archive = { path, fileName: 'course.zip', bytes: (await stat(path)).size };
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
