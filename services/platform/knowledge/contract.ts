/**
 * Knowledge: everything an organization's people may find, cut into passages: published lessons, and
 * documents that instructors add.
 */
import { allow, contract, event, internal, signedIn } from '@kernos/kernel/contract';
import { Id, Nullable, OneLine, Page, PageQuery, UploadField } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import {
  CourseSource,
  Document,
  DocumentState,
  FoundPassage,
  Passage,
  Question,
  SearchFacts,
  Site,
  SourceType,
  Visibility,
} from './schemas.ts';

const instructor = allow('instructor', 'admin');
const documentParams = Type.Object({ documentId: Id });
const siteParams = Type.Object({ siteId: Id });
const noDocument = { 'document-not-found': 404 } as const;
const noCourse = { 'course-not-found': 404 } as const;
const noSite = { 'site-not-found': 404 } as const;

const Title = OneLine(200, 'Title');
const Address = Type.String({ minLength: 1, maxLength: 2_000, description: 'http or https URL' });
const RefreshHours = Type.Integer({
  minimum: 1,
  maximum: 8_760,
  description: 'Look again after so many hours',
});

/** Whose course and eyes a document is for. Without `courseId`: the organization's own. */
const placement = {
  courseId: Type.Optional(Id),
  visibility: Type.Optional(Visibility),
};

const refusedAddress = {
  /** Not http or https, a private or local address, or a name that leads to one. */
  'address-refused': 400,
} as const;

export const knowledge = contract('knowledge', {
  calls: {
    search: {
      method: 'GET',
      path: '/knowledge/search',
      summary: 'Passages of lessons and documents you may read, best first, and why each was found',
      access: signedIn,
      query: Type.Object({
        q: Question,
        courseId: Type.Optional(Id),
        type: Type.Optional(SourceType),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
        cursor: PageQuery.cursor,
      }),
      reply: {
        200: Type.Object({
          items: Type.Array(FoundPassage),
          nextCursor: Nullable(Type.String()),
          ...SearchFacts,
        }),
      },
      perMinute: 300,
    },
    /**
     * For the assistant, on behalf of the person it answers: the same search, checked against the owners
     * of courses and seats at the moment of the call, so what it gives may be shown. Organization: the
     * caller's.
     */
    retrieve: {
      method: 'POST',
      path: '/knowledge/retrieve',
      summary: 'The passages that answer a question best, for somebody who may read them',
      access: internal,
      body: Type.Object({
        question: Question,
        courseId: Type.Optional(Id),
        types: Type.Optional(Type.Array(SourceType, { maxItems: 11 })),
        documentIds: Type.Optional(Type.Array(Id, { maxItems: 100 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 12 })),
        /** Where the caller acts for somebody who did not sign in (an API key). Default: who is asking. */
        viewer: Type.Optional(
          Type.Object({ userId: Nullable(Id), roles: Type.Array(Type.String(), { maxItems: 20 }) }),
        ),
      }),
      reply: {
        200: Type.Object({
          passages: Type.Array(FoundPassage),
          ...SearchFacts,
          /**
           * SHA-256 over ids and content hashes in this order. An answer that was made of the same question
           * and fingerprint may be given again: nothing deleted, changed or forbidden since is in it.
           */
          fingerprint: Type.String(),
        }),
      },
      idempotent: true,
    },
    /** For the assistant: which of the passages it once cited may still be shown to this person. */
    passages: {
      method: 'POST',
      path: '/knowledge/passages',
      summary: 'Passages by id, as far as this person may read them now',
      access: internal,
      body: Type.Object({
        ids: Type.Array(Id, { minItems: 1, maxItems: 100 }),
        viewer: Type.Optional(
          Type.Object({ userId: Nullable(Id), roles: Type.Array(Type.String(), { maxItems: 20 }) }),
        ),
      }),
      reply: { 200: Type.Object({ passages: Type.Array(Passage) }) },
      idempotent: true,
    },
    /** For the assistant: of what it quoted once, the lessons and documents that this person may still read. */
    readable: {
      method: 'POST',
      path: '/knowledge/readable',
      summary: 'Those of these lessons and documents that the actor may read now',
      access: internal,
      body: Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 1_000 }) }),
      reply: { 200: Type.Object({ ids: Type.Array(Id) }) },
      idempotent: true,
    },
    /** For the assistant: what a question may be about, as the person who asks may see it. */
    titles: {
      method: 'GET',
      path: '/knowledge/titles',
      summary: 'What a course and a lesson are called',
      access: internal,
      query: Type.Object({ courseId: Type.Optional(Id), lessonId: Type.Optional(Id) }),
      reply: { 200: Type.Object({ course: Nullable(Type.String()), lesson: Nullable(Type.String()) }) },
      errors: { ...noCourse, 'lesson-not-found': 404 },
    },
    /** For caches. Note that archiving a course counts here a moment later than `retrieve` heeds it. */
    version: {
      method: 'GET',
      path: '/knowledge/version',
      summary: 'The version of the search index, which grows with every change',
      access: internal,
      reply: { 200: Type.Object({ indexVersion: Type.Integer() }) },
    },
    passage: {
      method: 'GET',
      path: '/knowledge/passages/:passageId',
      summary: 'One passage, e.g. behind a citation',
      access: signedIn,
      params: Type.Object({ passageId: Id }),
      reply: { 200: Passage },
      errors: { 'passage-not-found': 404 },
    },

    upload: {
      method: 'POST',
      path: '/knowledge/documents',
      summary: 'Adds a document; follow it at /api/workflows/{workflowId}/status',
      act: { en: 'Added a document', fr: 'Ajout d’un document' },
      access: instructor,
      body: Type.Object({
        file: UploadField(
          'Markdown, HTML, PDF, DOCX, PPTX, text, notebook, source code, WebVTT or SRT; sound or film with a transcript provider',
        ),
        title: Type.Optional(Title),
        ...placement,
      }),
      bodyLimit: 50 * 1_048_576,
      reply: { 202: Document },
      errors: { 'invalid-input': 400, ...noCourse, 'type-not-supported': 415, 'file-empty': 400 },
      idempotent: true,
      perMinute: 60,
    },
    addAddress: {
      method: 'POST',
      path: '/knowledge/documents/by-address',
      summary: 'Adds the document at an address, and looks again as often as asked',
      act: { en: 'Added a web page', fr: 'Ajout d’une page web' },
      access: instructor,
      body: Type.Object({
        address: Address,
        title: Type.Optional(Title),
        refreshHours: Type.Optional(RefreshHours),
        ...placement,
      }),
      reply: { 202: Document },
      errors: { 'invalid-input': 400, ...noCourse, ...refusedAddress },
      idempotent: true,
      perMinute: 60,
    },
    documents: {
      method: 'GET',
      path: '/knowledge/documents',
      summary: 'Documents you added, newest first, with how far each is; administrators see all',
      access: instructor,
      query: Type.Object({
        ...PageQuery,
        q: Type.Optional(Type.String({ maxLength: 200, description: 'Part of title, file name or address' })),
        courseId: Type.Optional(Id),
        siteId: Type.Optional(Id),
        state: Type.Optional(DocumentState),
        type: Type.Optional(SourceType),
      }),
      reply: { 200: Page(Document) },
    },
    document: {
      method: 'GET',
      path: '/knowledge/documents/:documentId',
      summary: 'A document and how far it is',
      access: instructor,
      params: documentParams,
      reply: { 200: Document },
      errors: noDocument,
    },
    /** What the offsets of passages point into, for whoever may find the document. */
    documentText: {
      method: 'GET',
      path: '/knowledge/documents/:documentId/text',
      summary: 'The text of a document, as it was taken out of its file',
      access: signedIn,
      params: documentParams,
      reply: {
        200: Type.Object({ id: Id, title: Type.String(), type: SourceType, text: Type.String() }),
      },
      errors: noDocument,
    },
    updateDocument: {
      method: 'PATCH',
      path: '/knowledge/documents/:documentId',
      summary: 'Changes a document’s title, course, visibility or refreshing; visibility counts at once',
      act: { en: 'Edited a document', fr: 'Modification d’un document' },
      access: instructor,
      params: documentParams,
      body: Type.Object({
        title: Type.Optional(Title),
        courseId: Type.Optional(Nullable(Id)),
        visibility: Type.Optional(Visibility),
        refreshHours: Type.Optional(Nullable(RefreshHours)),
      }),
      reply: { 200: Document },
      errors: { 'invalid-input': 400, ...noDocument, ...noCourse },
    },
    retryDocument: {
      method: 'POST',
      path: '/knowledge/documents/:documentId/retry',
      summary: 'Begins anew with a document that failed, or fetches its address again',
      act: { en: 'Retried a document', fr: 'Nouveau traitement d’un document' },
      access: instructor,
      params: documentParams,
      reply: { 202: Document },
      errors: { ...noDocument, 'document-in-work': 409 },
      idempotent: true,
    },
    removeDocument: {
      method: 'DELETE',
      path: '/knowledge/documents/:documentId',
      summary: 'Deletes a document, its file and its passages, for good and at once',
      act: { en: 'Deleted a document', fr: 'Suppression d’un document' },
      access: instructor,
      params: documentParams,
      reply: { 204: Type.Null() },
      errors: noDocument,
    },

    addSite: {
      method: 'POST',
      path: '/knowledge/sites',
      summary: 'Reads the pages of a website that robots.txt allows, and looks again as often as asked',
      act: { en: 'Added a website', fr: 'Ajout d’un site web' },
      access: instructor,
      body: Type.Object({
        address: Address,
        pageLimit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
        refreshHours: Type.Optional(RefreshHours),
        ...placement,
      }),
      reply: { 202: Site },
      errors: { 'invalid-input': 400, ...noCourse, ...refusedAddress },
      idempotent: true,
      perMinute: 20,
    },
    sites: {
      method: 'GET',
      path: '/knowledge/sites',
      summary: 'Websites you added, newest first; administrators see all',
      access: instructor,
      query: Type.Object(PageQuery),
      reply: { 200: Page(Site) },
    },
    refreshSite: {
      method: 'POST',
      path: '/knowledge/sites/:siteId/refresh',
      summary: 'Reads a website again now',
      act: { en: 'Refreshed a website', fr: 'Actualisation d’un site web' },
      access: instructor,
      params: siteParams,
      reply: { 202: Site },
      errors: { ...noSite, 'site-in-work': 409 },
      idempotent: true,
    },
    removeSite: {
      method: 'DELETE',
      path: '/knowledge/sites/:siteId',
      summary: 'Forgets a website and deletes what was read of it',
      act: { en: 'Removed a website', fr: 'Retrait d’un site web' },
      access: instructor,
      params: siteParams,
      reply: { 204: Type.Null() },
      errors: noSite,
    },

    sources: {
      method: 'GET',
      path: '/knowledge/sources',
      summary: 'Courses that are indexed, newest first, and how far each is',
      access: instructor,
      query: Type.Object(PageQuery),
      reply: { 200: Page(CourseSource) },
    },
    index: {
      method: 'GET',
      path: '/knowledge/index',
      summary: 'How large the index is and what it is made with',
      access: instructor,
      reply: {
        200: Type.Object({
          indexVersion: Type.Integer(),
          passages: Type.Integer(),
          words: Type.Integer({ description: 'Different ones' }),
          documents: Type.Integer(),
          courses: Type.Integer(),
          embedded: Type.Integer({ description: 'Passages with a vector of the present model' }),
          embeddingModel: Nullable(Type.String()),
          transcripts: Type.Boolean({ description: 'Sound and film can be added' }),
        }),
      },
    },
    reindex: {
      method: 'POST',
      path: '/knowledge/reindex',
      summary: 'Reads a published course anew, or builds the organization’s whole index anew at once',
      act: { en: 'Rebuilt the search index', fr: 'Reconstruction de l’index de recherche' },
      access: allow('admin'),
      body: Type.Object({ courseId: Type.Optional(Id) }),
      reply: { 202: Type.Object({ workflowIds: Type.Array(Type.String()) }) },
      errors: noCourse,
      idempotent: true,
      perMinute: 10,
    },
  },
  tasks: {
    /** Looks again at the organization's addresses and websites whose time has come. */
    refresh: Type.Object({}),
    /** Gives vectors to the organization's passages that have none of the present model. */
    embedMissing: Type.Object({}),
    /** Builds the organization's index anew where another analysis made it. */
    analyseAnew: Type.Object({}),
  },
  events: {
    'knowledge.indexed': event(
      'A course version or a document can be found.',
      'sourceId',
      {
        sourceId: Id,
        kind: Type.Enum(['course', 'document']),
        courseId: Nullable(Id),
        /** Of the course; null for a document. */
        version: Nullable(Type.Integer()),
        passages: Type.Integer(),
        /** Passages that are new or changed; the others were kept as they were. */
        changed: Type.Integer(),
        indexVersion: Type.Integer(),
      },
      { realtime: [instructor] },
    ),
    'knowledge.removed': event('A document can be found no more.', 'sourceId', {
      sourceId: Id,
      kind: Type.Enum(['course', 'document']),
      courseId: Nullable(Id),
      indexVersion: Type.Integer(),
    }),
  },
});
