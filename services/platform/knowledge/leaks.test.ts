/**
 * Nobody finds what they may not: thousands of changes, each followed at once by a search, while the events of
 * other services arrive late or not yet. What may be found is worked out here a second time, from nothing but
 * the world; every search must give exactly that, or less of a lesson whose new version is still on its way.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { often } from '@kernos/kernel/often';
import { Store } from '@kernos/kernel/store';
import { startTestSystem } from '@kernos/kernel/testing';
import { knowledge } from './contract.ts';
import { removeDocument, updateDocument } from './documents/change.ts';
import { insertDocument } from './documents/store.ts';
import { lockIndex } from './index/writer.ts';
import { applyStaged } from './pipeline/apply.ts';
import { collectionSubscriptions, courseIndexing, indexingId } from './pipeline/index-course.ts';
import { dropStaged, stagePassages, stageSources } from './pipeline/staging.ts';
import { passages, retrieve } from './search/calls.ts';
import { knowledgeService } from './service.ts';
import { type CourseOf, neighbourServices, type Somebody, Workshop, World } from './testing/world.fixture.ts';

const INTERLEAVINGS = often(10_000);
/** Changes in one transaction: a commit each would take most of the time. */
const TOGETHER = 20;

const world = new World();
const system = await startTestSystem({ services: [...neighbourServices(world), knowledgeService] });
const store = new Store(system.system.databaseUrl, { connections: 2 });
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
});
const shop = new Workshop(store, world);

/** A generator of numbers from 0 to 1 that begins the same each time (mulberry32). */
let state = 20_261_120;
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}
const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
const maybe = (chance: number) => random() < chance;

const schools = [newId(), newId()];
const visibilities = ['organization', 'members', 'instructors'] as const;

interface Doc {
  readonly id: string;
  readonly organizationId: string;
  courseId: string | null;
  visibility: (typeof visibilities)[number];
}
const docs = new Map<string, Doc>();
/** Of each person: the organization they act for now, and their roles there. */
const people = Array.from({ length: 10 }, (_, index) => ({
  userId: newId(),
  organizationId: schools[index % 2] as string,
  roles: index < 2 ? ['admin'] : index < 5 ? ['instructor'] : ['learner'],
}));
const admins = schools.map((organizationId) => ({ userId: newId(), organizationId, roles: ['admin'] }));
const adminOf = (organizationId: string) => admins[schools.indexOf(organizationId)] as Somebody;
const allCourses = () => [...world.courses.values()];
/** Changes that their owner has acknowledged, and whose events are under way. */
const underWay: { courseId: string; deliver: () => Promise<void> }[] = [];

const text = (marker: string) => `The topic of ${marker} is told here.`;

async function addDocument(): Promise<void> {
  if (docs.size > 40) return;
  const organizationId = one(schools);
  const course = one(allCourses().filter((c) => c.organizationId === organizationId));
  const courseId = course && maybe(0.7) ? course.courseId : null;
  const visibility = courseId ? one(visibilities) : one(['organization', 'instructors'] as const);
  const id = newId();
  await shop.run({ userId: null, roles: [], organizationId }, async (ctx) => {
    const made = {
      id,
      title: 'A document',
      titled: true,
      type: 'text',
      fileName: 'a.txt',
      address: null,
      siteId: null,
    };
    await insertDocument(ctx, {
      ...made,
      courseId,
      visibility,
      bytes: 1,
      refreshHours: null,
      createdBy: null,
      workflowId: id,
    });
    const staged = {
      sourceId: id,
      position: 0,
      type: 'text',
      title: 'A document',
      section: null,
      digest: id,
      marks: null,
    };
    await stageSources(ctx, id, [{ ...staged, type: 'text', text: text(id) }]);
    await stagePassages(ctx, id);
    await applyStaged(ctx, await lockIndex(ctx), id, { kind: 'document', courseId, visibility }, []);
    await dropStaged(ctx, id);
  });
  docs.set(id, { id, organizationId, courseId, visibility });
}

async function deleteDocument(): Promise<void> {
  const doc = one([...docs.values()]);
  if (!doc) return;
  await shop.call(adminOf(doc.organizationId), removeDocument, { documentId: doc.id });
  docs.delete(doc.id);
}

async function changePermission(): Promise<void> {
  const doc = one([...docs.values()]);
  if (!doc) return;
  const others = allCourses().filter((c) => c.organizationId === doc.organizationId);
  const courseId = maybe(0.3) ? (one(others)?.courseId ?? null) : doc.courseId;
  const visibility = courseId ? one(visibilities) : one(['organization', 'instructors'] as const);
  await shop.call(adminOf(doc.organizationId), updateDocument, { documentId: doc.id, courseId, visibility });
  Object.assign(doc, { courseId, visibility });
}

function newCourse(): void {
  if (world.courses.size > 8) return;
  const organizationId = one(schools);
  world.course(organizationId, one(people).userId);
}

function publish(): void {
  const course = one(allCourses());
  if (!course) return;
  const before = course.versions.at(-1) ?? [];
  const lessons = before
    .filter(() => !maybe(0.25))
    .map((lesson) => (maybe(0.4) ? { ...lesson, markdown: text(newId()) } : lesson));
  if (lessons.length < 3 || maybe(0.3))
    lessons.push({ lessonId: newId(), title: 'A lesson', markdown: text(newId()) });
  course.versions.push(lessons.slice(0, 5));
  course.down = false;
  const version = course.versions.length;
  const { courseId, organizationId } = course;
  underWay.push({
    courseId,
    deliver: async () => {
      const data = {
        courseId,
        version,
        title: 'A course',
        capacity: null,
        waitlist: false,
        audience: 'open',
        instructorId: newId(),
        lessonIds: [],
      };
      await event('course.published', organizationId, data);
      await shop.workflow(organizationId, courseIndexing, indexingId(courseId, version), {
        owner: 'courses',
        courseId,
        version,
      });
    },
  });
}

async function event(type: string, organizationId: string, data: object): Promise<void> {
  const subscription = collectionSubscriptions(shop.declared).find((one) => one.event.type === type);
  await shop.run(
    { userId: null, roles: [], organizationId },
    (ctx) => subscription?.run(data as never, ctx) as Promise<void>,
  );
}

function archive(): void {
  const course = one(allCourses());
  if (!course) return;
  course.archived = !course.archived;
  const type = course.archived ? 'course.archived' : 'course.restored';
  const { courseId, organizationId } = course;
  underWay.push({ courseId, deliver: () => event(type, organizationId, { courseId }) });
}

function takeDown(): void {
  const course = one(allCourses().filter(({ versions, down }) => versions.length > 0 && !down));
  if (!course) return;
  course.down = true;
  const { courseId, organizationId } = course;
  underWay.push({ courseId, deliver: () => event('course.unpublished', organizationId, { courseId }) });
}

/** Counts at once: no event tells of it. */
function changeReaders(): void {
  const course = one(allCourses());
  if (course) course.readers = maybe(0.3) ? 'members' : 'organization';
}

/** Events of one course arrive in their order, those of different ones in any. */
async function deliver(): Promise<void> {
  const chosen = one(underWay);
  const first = underWay.find(({ courseId }) => courseId === chosen?.courseId);
  if (!first) return;
  underWay.splice(underWay.indexOf(first), 1);
  await first.deliver();
}

function enrolOrWithdraw(): void {
  const course = one(allCourses());
  if (!course) return;
  const seat = `${one(people).userId} ${course.courseId}`;
  if (!world.seats.delete(seat)) world.seats.add(seat);
}

/** Leaving one organization and acting for the other. */
function leave(): void {
  const person = one(people);
  person.organizationId = schools.find((id) => id !== person.organizationId) as string;
}

function changeRoles(): void {
  one(people).roles = one([['learner'], ['instructor'], ['admin'], []]);
}

const changes: [weight: number, change: () => Promise<void> | void][] = [
  [3, addDocument],
  [2, deleteDocument],
  [4, changePermission],
  [1, newCourse],
  [2, publish],
  [2, archive],
  [1, takeDown],
  [1, changeReaders],
  [4, deliver],
  [4, enrolOrWithdraw],
  [2, leave],
  [2, changeRoles],
];
const urn = changes.flatMap(([weight, change]) => Array.from({ length: weight }, () => change));

/** What somebody may find, by the words of the rules: docs of which markers, lessons of which texts. */
function allowed(person: Somebody): { documents: Set<string>; lessons: Set<string> } {
  const here = (course: CourseOf | undefined) => course?.organizationId === person.organizationId;
  const isAdmin = person.roles.includes('admin');
  const teaches = isAdmin || person.roles.includes('instructor');
  const sits = (courseId: string | null) => world.seats.has(`${person.userId} ${courseId}`);
  const isPublished = ({ versions, down }: CourseOf) => versions.length > 0 && !down;
  const documents = [...docs.values()].filter((doc) => {
    if (doc.organizationId !== person.organizationId) return false;
    const course = doc.courseId === null ? null : world.courses.get(doc.courseId);
    const edits = isAdmin || (teaches && course?.instructorId === person.userId);
    if (course?.archived || (course && !isPublished(course) && !edits)) return false;
    if (doc.visibility === 'instructors') return teaches;
    const isForAll = doc.visibility === 'organization' && course?.readers !== 'members';
    return isForAll || edits || sits(doc.courseId);
  });
  const lessons = allCourses().filter((course) => {
    if (!here(course) || course.archived || !isPublished(course)) return false;
    const edits = isAdmin || (teaches && course.instructorId === person.userId);
    return course.readers === 'organization' || edits || sits(course.courseId);
  });
  return {
    documents: new Set(documents.map(({ id }) => text(id))),
    lessons: new Set(
      lessons.flatMap(({ versions }) => (versions.at(-1) ?? []).map(({ markdown }) => markdown)),
    ),
  };
}

interface Reply {
  passages: { id: string; text: string; source: { type: string; courseId: string | null } }[];
}

test(`${INTERLEAVINGS} changes and searches: nothing forbidden, deleted or outdated is ever found`, async () => {
  const cited: string[] = [];
  let given = 0;
  for (let step = 0; step < INTERLEAVINGS; step += 1) {
    await one(urn)();
    const person = one(people);
    const { passages: found } = await shop.call<Reply>(person, retrieve, { question: 'topic', limit: 50 });
    const { documents, lessons } = allowed(person);
    for (const passage of found) {
      const may = passage.source.type === 'lesson' ? lessons : documents;
      assert.ok(may.has(passage.text), `step ${step}: a leak of “${passage.text}” (${passage.source.type})`);
    }
    given += found.length;
    // What changes here counts at once, so documents are all there, unless what is archived is being restored.
    const pending = new Set(underWay.map(({ courseId }) => courseId));
    const seen = new Set(found.map((passage) => passage.text));
    for (const doc of docs.values()) {
      const marker = text(doc.id);
      if (documents.has(marker) && !pending.has(doc.courseId ?? ''))
        assert.ok(seen.has(marker), `step ${step}: a document that may be found is not`);
    }
    cited.push(...found.slice(0, 1).map(({ id }) => id));
    if (step % 10 === 0 && cited.length > 0) {
      const ids = cited.splice(0, 20);
      const { passages: still } = await shop.call<Reply>(person, passages, { ids });
      for (const passage of still)
        assert.ok(documents.has(passage.text) || lessons.has(passage.text), `step ${step}: a leak by its id`);
    }
    if (step % TOGETHER === 0) await shop.commit();
  }
  while (underWay.length > 0) await deliver();
  // Once every event has arrived, everybody finds all that they may.
  for (const person of people) {
    const { passages: found } = await shop.call<Reply>(person, retrieve, { question: 'topic', limit: 50 });
    const { documents, lessons } = allowed(person);
    assert.deepEqual(new Set(found.map((passage) => passage.text)), new Set([...documents, ...lessons]));
  }
  await shop.commit();
  assert.ok(given > INTERLEAVINGS, `searches found ${given} passages, too few to prove anything`);
});

test('texts that somebody may not read are compared with nothing, so they move nothing that is found', async () => {
  const teacher = system.person(['instructor']);
  const learner = system.person(['learner'], teacher.organizationId as string);
  const desk = system.client(knowledge, teacher);
  const { courseId } = world.course(teacher.organizationId as string, teacher.userId);
  const add = async (words: string, place: object = {}) => {
    const file = { blob: new Blob([`${words}.`]), fileName: 'a.txt' };
    const { id } = await desk.upload({ file, ...place });
    await system.settled();
    return id;
  };
  const question = 'generator yields values lazily while callers iterate through endless sequences';
  const words = question.split(' ');
  for (let kept = 3; kept <= words.length; kept += 1)
    await add(`${words.slice(0, kept).join(' ')} lesson number ${kept}`);
  const found = async () => {
    const { items } = await system.client(knowledge, learner).search({ q: question });
    return items.map(({ text, score, why }) => ({ text, score, resemblance: why.resemblance }));
  };
  const hidden = `${question} ${question}`;
  const documentId = await add(hidden, { courseId, visibility: 'members' });
  const before = await found();
  assert.ok(before.length > 5 && before.some(({ resemblance }) => resemblance > 0));
  await desk.removeDocument({ documentId });
  // The same words, so that statistics stay, in another order.
  await add(hidden.split(' ').toReversed().join(' '), { courseId, visibility: 'members' });
  assert.deepEqual(await found(), before);
});
