/** The pipeline, ended at every point where a process could die, ends with the index it would have made anyway. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { Store } from '@kernos/kernel/store';
import { startTestSystem } from '@kernos/kernel/testing';
import { courseIndexing } from './pipeline/index-course.ts';
import { knowledgeService } from './service.ts';
import { startModels } from './testing/models.fixture.ts';
import { type Crash, neighbourServices, Workshop, World } from './testing/world.fixture.ts';

const models = await startModels();
const world = new World();
const system = await startTestSystem({ services: [...neighbourServices(world), knowledgeService] });
const store = new Store(system.system.databaseUrl, { connections: 4 });
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
  await models[Symbol.asyncDispose]();
});
const settings = { baseUrl: models.baseUrl, embeddingModel: 'vectors' };
const shop = new Workshop(store, world, settings);

class Killed extends Error {}

const lesson = (title: string, ...parts: string[]) => ({
  lessonId: newId(),
  title,
  markdown: parts.map((part) => `## About ${part}\n\nThe ${part} is told of here.`).join('\n\n'),
});

/** Two versions: a lesson stays, one changes, one goes, one comes. */
const [same, old] = [lesson('Same', 'lynx', 'otter'), lesson('Changed', 'bear', 'wolf')];
const first = [same, old, lesson('Gone', 'dodo')];
const second = [
  { ...lesson('Changed', 'bear', 'hare'), lessonId: old.lessonId },
  same,
  lesson('New', 'seal'),
];

/** The steps of a run as an engine does them: each until it is recorded, a dead process beginning it anew. */
async function run(organizationId: string, courseId: string, version: number, crash: Crash): Promise<void> {
  const who = { userId: null, roles: [], organizationId };
  const workflowId = `index-${courseId}-${version}`;
  for (const activity of Object.values(courseIndexing.activities)) {
    for (;;) {
      try {
        await shop.alone(who, crash, (ctx: object) =>
          activity.do(
            { owner: 'courses', courseId, version } as never,
            Object.assign(ctx, { workflowId }) as never,
          ),
        );
        break;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
  }
}

/** Publishes both versions in an organization of their own; `at` says at how manieth point of the second it dies. */
async function publishBoth(at: number): Promise<{ points: number; index: unknown }> {
  const organizationId = newId();
  const course = world.course(organizationId, newId());
  const names = new Map([...first, ...second].map(({ lessonId }) => [lessonId, newId()]));
  const own = (lessons: typeof first) =>
    lessons.map((one) => ({ ...one, lessonId: names.get(one.lessonId) as string }));
  await store.query({
    text: `INSERT INTO knowledge.courses (course_id, organization_id, title) VALUES ($1, $2, 'A course')`,
    values: [course.courseId, organizationId],
  });
  course.versions.push(own(first));
  await run(organizationId, course.courseId, 1, () => undefined);
  course.versions.push(own(second));
  let points = 0;
  await run(organizationId, course.courseId, 2, () => {
    points += 1;
    if (points === at) throw new Killed();
  });
  return { points, index: await indexOf(organizationId) };
}

/** All that can be found, without what differs each time. */
async function indexOf(organizationId: string): Promise<unknown> {
  const { rows } = await store.query<{ index: unknown }>({
    text: `SELECT jsonb_build_object(
             'figures', (SELECT jsonb_build_array(passages, words) FROM knowledge.indexes WHERE organization_id = $1),
             'passages', (SELECT jsonb_agg(jsonb_build_array(s.title, p.ordinal, p.start_byte, p.end_byte, p.text) ORDER BY s.title, p.ordinal)
                            FROM knowledge.passages p JOIN knowledge.sources s ON s.id = p.source_id WHERE p.organization_id = $1),
             'postings', (SELECT jsonb_object_agg(term, length) FROM (
                            SELECT term, sum(octet_length(entries)) AS length FROM knowledge.postings WHERE organization_id = $1 GROUP BY term) t),
             'words', (SELECT jsonb_object_agg(word, uses) FROM knowledge.words WHERE organization_id = $1),
             'vectors', (SELECT jsonb_agg(encode(hash, 'hex') ORDER BY hash) FROM knowledge.vectors WHERE organization_id = $1),
             'staged', (SELECT count(*) FROM knowledge.staged_sources WHERE organization_id = $1),
             'version', (SELECT version FROM knowledge.courses WHERE organization_id = $1)
           ) AS index`,
    values: [organizationId],
  });
  return rows[0]?.index;
}

test('killed at any point, the index is the same', async () => {
  const whole = await publishBoth(0);
  assert.ok(whole.points > 10, `there are only ${whole.points} points`);
  const { words, version, staged } = whole.index as {
    words: Record<string, number>;
    version: number;
    staged: number;
  };
  assert.deepEqual(
    [words.seal, words.hare, words.dodo, words.wolf, version, staged],
    [1, 1, undefined, undefined, 2, 0],
  );
  for (let at = 1; at <= whole.points; at += 1) {
    const { index } = await publishBoth(at);
    assert.deepEqual(index, whole.index, `killed at point ${at} of ${whole.points}`);
  }
});

test('an index that grew bit by bit is the one that is built anew', async () => {
  const { rows } = await store.query<{ id: string }>({
    text: 'SELECT organization_id AS id FROM knowledge.indexes LIMIT 1',
  });
  const organizationId = rows[0]?.id as string;
  const grown = await indexOf(organizationId);
  const { lockIndex } = await import('./index/writer.ts');
  const { rebuild } = await import('./pipeline/apply.ts');
  await shop.alone(
    { userId: null, roles: [], organizationId },
    () => undefined,
    async (ctx) => rebuild(ctx, (await lockIndex(ctx)).nextNumber),
  );
  assert.deepEqual(await indexOf(organizationId), grown);
});
