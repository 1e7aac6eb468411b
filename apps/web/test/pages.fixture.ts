/** The pages of the app, each with somebody who uses it and an address to find it at. */
import type { Who } from './browser.fixture.ts';

/** What the addresses name; the demo's course, its first lesson, the trace of an enrollment, and how the course was published. */
export interface Example {
  readonly courseId: string;
  readonly lessonId: string;
  /** Of the enrollment. */
  readonly traceId: string;
  /** Of the publication. */
  readonly workflowId: string;
  /** Of the instructor, who completed the course. */
  readonly certificateCode: string;
  /** Of a letter. */
  readonly deliveryId: string;
  /** Of an answer, and the conversation that it stands in. */
  readonly answerId: string;
  readonly conversationId: string;
  /** Of a comparison of two versions of instructions. */
  readonly evaluationId: string;
}

export interface PageToVisit {
  /** The feature and the path as its routes.ts declares it. */
  readonly route: string;
  /** Null: nobody is signed in. */
  readonly as: Who | null;
  readonly path: (example: Example) => string;
  /** True: what the page asks for is refused, which the browser's console says as well. */
  readonly refused?: true;
}

const page = (route: string, as: Who | null, path: string | ((example: Example) => string)): PageToVisit => ({
  route,
  as,
  path: typeof path === 'string' ? () => path : path,
});

export const pagesToVisit: readonly PageToVisit[] = [
  page('identity /sign-in', null, '/sign-in'),
  page('identity /sign-up', null, '/sign-up'),
  page('identity /reset-password', null, '/reset-password'),
  page('identity /reset-password', null, '/reset-password#token=of-a-letter'),
  page('identity /verify-email', null, '/verify-email'),
  page('identity /invitation', null, '/invitation'),
  page('identity /profile', 'learner', '/profile'),
  page('identity /', 'learner', '/profile'),
  page('identity /security', 'learner', '/profile/security'),
  page('identity /organizations', 'learner', '/profile/organizations'),
  page('identity /notifications', 'learner', '/profile/notifications'),
  page('identity /api-keys', 'learner', '/profile/api-keys'),
  page('identity /people', 'admin', '/people'),
  page('identity /organization', 'admin', '/organization'),
  page('progress /', 'learner', '/'),
  page('courses /catalog', 'learner', '/catalog'),
  page('progress /my-courses', 'learner', '/my-courses'),
  page('progress /notes', 'learner', '/notes'),
  page('progress /certificates', 'learner', '/certificates'),
  page('progress /certificates', 'instructor', '/certificates'),
  page('progress /certificates/$code', null, ({ certificateCode }) => `/certificates/${certificateCode}`),
  page('courses /catalog', 'learner', '/catalog?q=nothing-has-this-word'),
  page('courses /courses/$courseId', 'learner', ({ courseId }) => `/courses/${courseId}`),
  page(
    'courses /courses/$courseId/lessons/$lessonId',
    'learner',
    ({ courseId, lessonId }) => `/courses/${courseId}/lessons/${lessonId}`,
  ),
  page(
    'courses /courses/$courseId/lessons/$lessonId',
    'learner',
    ({ courseId, lessonId }) => `/courses/${courseId}/lessons/${lessonId}?side=notes`,
  ),
  page('courses /lessons/$lessonId', 'instructor', ({ lessonId }) => `/lessons/${lessonId}`),
  page('operations /system', 'admin', '/system'),
  page('operations /', 'admin', '/system'),
  page('operations /events', 'admin', '/system/events'),
  page('operations /traces', 'admin', '/system/traces'),
  page('operations /workflows', 'admin', '/system/workflows'),
  page('operations /schedules', 'admin', '/system/schedules'),
  page('operations /dead-letters', 'admin', '/system/dead-letters'),
  page('operations /system/traces/$traceId', 'admin', ({ traceId }) => `/system/traces/${traceId}`),
  page('operations /audit', 'admin', '/audit'),
  page('studio /studio', 'instructor', '/studio'),
  page('studio /studio/import', 'instructor', '/studio/import'),
  page('studio /studio/$courseId', 'instructor', ({ courseId }) => `/studio/${courseId}`),
  page('studio /', 'instructor', ({ courseId }) => `/studio/${courseId}`),
  page(
    'studio /studio/$courseId/lessons/$lessonId',
    'instructor',
    ({ courseId, lessonId }) => `/studio/${courseId}/lessons/${lessonId}`,
  ),
  page(
    'studio /studio/$courseId/lessons/$lessonId',
    'instructor',
    ({ courseId, lessonId }) => `/studio/${courseId}/lessons/${lessonId}?history=true`,
  ),
  page('studio /files', 'instructor', ({ courseId }) => `/studio/${courseId}/files`),
  page('studio /settings', 'instructor', ({ courseId }) => `/studio/${courseId}/settings`),
  page('studio /analytics', 'instructor', ({ courseId }) => `/studio/${courseId}/analytics`),
  page('studio /roster', 'instructor', ({ courseId }) => `/studio/${courseId}/roster`),
  page(
    'studio /studio/$courseId/publish/$workflowId',
    'instructor',
    ({ courseId, workflowId }) => `/studio/${courseId}/publish/${workflowId}`,
  ),
  page('analytics /reports', 'admin', '/reports'),
  page('analytics /', 'instructor', '/reports'),
  page('analytics /', 'instructor', '/reports?from=2026-01-01&to=2026-01-31&by=week'),
  page('analytics /courses', 'instructor', '/reports/courses'),
  page(
    'analytics /reports/courses/$courseId',
    'instructor',
    ({ courseId }) => `/reports/courses/${courseId}`,
  ),
  page('analytics /retention', 'admin', '/reports/retention'),
  page('analytics /delivery', 'admin', '/reports/delivery'),
  page('messages /messages', 'admin', '/messages'),
  page('messages /', 'admin', '/messages?state=parked'),
  page(
    'messages /messages/deliveries/$deliveryId',
    'admin',
    ({ deliveryId }) => `/messages/deliveries/${deliveryId}`,
  ),
  page('messages /templates', 'admin', '/messages/templates'),
  page('messages /messages/templates/$kind', 'admin', '/messages/templates/learning.enrolled'),
  page('messages /messages/templates/$kind', 'admin', '/messages/templates/learning.enrolled?channel=push'),
  page('messages /endpoints', 'admin', '/messages/endpoints'),
  page('messages /mailbox', 'admin', '/messages/mailbox'),
  page('notifications /inbox', 'learner', '/inbox'),
  page('notifications /inbox', 'learner', '/inbox?show=archived'),
  {
    ...page('notifications /unsubscribe/$token', null, '/unsubscribe/a-token-that-no-letter-holds'),
    refused: true,
  },
  {
    ...page('knowledge /sources/$documentId', 'learner', '/sources/01a1f952-2fad-74ac-921c-f41439f3a317'),
    refused: true,
  },
  page('knowledge /documents', 'instructor', '/documents'),
  page('assistant /ask', 'learner', '/ask'),
  page('assistant /', 'learner', '/ask'),
  page('assistant /$conversationId', 'learner', ({ conversationId }) => `/ask/${conversationId}`),
  page('assistant /ask/why/$answerId', 'learner', ({ answerId }) => `/ask/why/${answerId}`),
  page('assistant /assistant', 'admin', '/assistant'),
  page('assistant /', 'admin', '/assistant?month=2026-01'),
  page('assistant /instructions', 'admin', '/assistant/instructions'),
  page('assistant /assistant/instructions/$kind', 'admin', '/assistant/instructions/explain'),
  page('assistant /assistant/instructions/$kind', 'admin', '/assistant/instructions/find?level=advanced'),
  page('assistant /comparisons', 'admin', '/assistant/comparisons'),
  page(
    'assistant /assistant/comparisons/$evaluationId',
    'admin',
    ({ evaluationId }) => `/assistant/comparisons/${evaluationId}`,
  ),
  page('assistant /feedback', 'admin', '/assistant/feedback'),
];
