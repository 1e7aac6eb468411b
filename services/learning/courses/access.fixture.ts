/** What the calls of courses answer to whom (services/testing/access.fixture.ts). */
import { type Expectations, under } from '../../testing/access.fixture.ts';
import { DRAFT_WORD, zip } from '../../testing/college.fixture.ts';

const withFile = (name: string, file: Blob, fileName: string) => () => {
  const form = new FormData();
  form.append(name, file, fileName);
  return form;
};
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
const title = { title: 'Taken over' };
const course = ({ courseId }: { courseId: string }) => ({ params: { courseId } });
const lesson = ({ lessonId }: { lessonId: string }) => ({ params: { lessonId } });
const module = ({ moduleId }: { moduleId: string }) => ({ params: { moduleId } });
const file = ({ courseId, fileId }: { courseId: string; fileId: string }) => ({
  params: { courseId, fileId },
});

export const access: Expectations = {
  ...under(['instructor', 'admin'], {
    'courses.create': {},
    'courses.import': { send: () => ({ form: withFile('archive', zip(), 'course.zip') }) },
    'courses.update': {
      send: async ({ draft, spare }) => ({
        ...course(draft),
        body: title,
        headers: ifMatch(await spare.courseVersion(draft.courseId)),
      }),
    },
    'courses.archive': { send: async ({ spare }) => course(await spare.draft()) },
    'courses.unpublish': { send: async ({ spare }) => course(await spare.published()) },
    'courses.restore': { send: async ({ spare }) => course(await spare.archived()) },
    'courses.export': { send: ({ draft }) => course(draft) },
    'courses.export, published': { send: ({ published }) => course(published) },
    'courses.publish': { send: async ({ spare }) => course(await spare.draft()) },
    'courses.changes': { send: ({ published }) => course(published) },
    'courses.versions': { send: ({ published }) => course(published) },
    'courses.addModule': { send: ({ draft }) => course(draft) },
    'courses.updateModule': { send: ({ draft }) => ({ ...module(draft), body: { ...title, position: 0 } }) },
    'courses.removeModule': { send: async ({ spare }) => module(await spare.draft()) },
    'courses.addLesson': { send: ({ draft }) => module(draft) },
    'courses.updateLesson': {
      send: async ({ draft, spare }) => ({
        ...lesson(draft),
        body: title,
        headers: ifMatch(await spare.lessonVersion(draft.lessonId)),
      }),
    },
    'courses.previewLesson': { send: ({ draft }) => ({ ...lesson(draft), body: { markdown: '# x' } }) },
    'courses.removeLesson': { send: async ({ spare }) => lesson(await spare.draft()) },
    'courses.revisions': { send: ({ draft }) => lesson(draft) },
    'courses.revision': {
      send: ({ draft: { lessonId } }) => ({ params: { lessonId, revision: '1' } }),
    },
    'courses.restoreRevision': {
      send: async ({ draft: { lessonId }, spare }) => ({
        params: { lessonId, revision: '1' },
        headers: ifMatch(await spare.lessonVersion(lessonId)),
      }),
    },
    'courses.removed': { send: ({ draft }) => course(draft) },
    'courses.restoreModule': { send: async ({ spare }) => module(await spare.withoutModule()) },
    'courses.restoreLesson': {
      send: async ({ spare }) => ({ ...lesson(await spare.withoutLesson()), body: {} }),
    },
    'courses.files': { send: ({ draft }) => course(draft) },
    'courses.addFile': {
      send: ({ draft }) => ({ ...course(draft), form: withFile('file', new Blob(['More']), 'more.txt') }),
    },
    'courses.removeFile': { send: async ({ spare }) => file(await spare.draft()) },
  }),
  ...under('signed-in', {
    'courses.list': { owner: 'instructor', adminsToo: true },
    'courses.list, drafts': {
      send: () => ({ query: { state: 'draft' } }),
      owner: 'instructor',
      adminsToo: true,
    },
    'courses.list, words of a draft': {
      send: () => ({ query: { q: DRAFT_WORD } }),
      owner: 'instructor',
      adminsToo: true,
    },
    // A cursor carries the search as it was understood, so what a word is taken for tells too.
    'courses.list, a word near one of a draft': {
      send: () => ({ query: { q: `${DRAFT_WORD.slice(0, -1)}m or spare`, limit: '1' } }),
      owner: 'instructor',
      adminsToo: true,
    },
    'courses.get': { send: ({ draft }) => course(draft), owner: 'instructor', adminsToo: true },
    'courses.get, published': {
      send: ({ published }) => course(published),
      owner: 'instructor',
      other: 'same',
      stranger: 404,
    },
    'courses.version': {
      send: ({ published }) => course(published),
      owner: 'instructor',
      other: 'same',
      stranger: 404,
    },
    'courses.lesson': { send: ({ draft }) => lesson(draft), owner: 'instructor', adminsToo: true },
    'courses.lesson, published': {
      send: ({ published }) => lesson(published),
      owner: 'instructor',
      other: 'same',
      stranger: 404,
    },
    'courses.lesson, for those enrolled': {
      send: ({ open }) => lesson(open),
      owner: 'instructor',
      adminsToo: true,
      other: 403,
      stranger: 404,
    },
    'courses.lesson, for the invited': {
      send: ({ invited }) => lesson(invited),
      owner: 'instructor',
      adminsToo: true,
    },
    'courses.get, for the invited': {
      send: ({ invited }) => course(invited),
      owner: 'instructor',
      adminsToo: true,
    },
    'courses.lesson, draft of a published one': {
      send: ({ published }) => ({ ...lesson(published), query: { draft: 'true' } }),
      owner: 'instructor',
      adminsToo: true,
    },
    'courses.searchLessons': {
      send: () => ({ query: { q: 'lesson' } }),
      owner: 'instructor',
      stranger: 'own',
    },
    'courses.searchLessons, words of a draft': {
      send: () => ({ query: { q: DRAFT_WORD } }),
      other: 'same',
    },
    'courses.lessonTitles': {
      send: ({ published, draft }) => ({ query: { ids: `${published.lessonId},${draft.lessonId}` } }),
      owner: 'instructor',
      other: 'same',
      stranger: 'own',
    },
    'courses.file': { send: ({ draft }) => file(draft), owner: 'instructor', adminsToo: true },
    'courses.file, for those enrolled': {
      send: ({ open }) => file(open),
      owner: 'instructor',
      adminsToo: true,
      other: 403,
      stranger: 404,
    },
    'courses.file, for the invited': {
      send: ({ invited }) => file(invited),
      owner: 'instructor',
      adminsToo: true,
    },
    'courses.file, published': {
      send: ({ published }) => file(published),
      owner: 'instructor',
      other: 'same',
      stranger: 404,
    },
  }),
  ...under('internal', {
    'courses.statuses': { send: ({ published }) => ({ query: { courseIds: published.courseId } }) },
    'courses.versionLessons': {
      send: ({ published }) => ({ params: { courseId: published.courseId, version: '1' } }),
    },
  }),
};
