/** The pages of the app by wing, each with somebody who uses it and an address to find it at. */
import type { Who } from './browser.fixture.ts';

/** What the addresses name: of the demo's course, its first lesson, and what came of them. */
export interface Example {
  readonly courseId: string;
  readonly lessonId: string;
  /** Of the enrollment. */
  readonly traceId: string;
  /** Of the publication. */
  readonly workflowId: string;
  /** The certificate of the instructor, who completed the course. */
  readonly code: string;
  /** Of a letter. */
  readonly deliveryId: string;
  /** Of an answer, and the conversation that it stands in. */
  readonly answerId: string;
  readonly conversationId: string;
  /** Of a comparison of two versions of instructions. */
  readonly evaluationId: string;
}

export interface PageToVisit {
  /** The router's full path, e.g. `/studio/$courseId/files`. */
  readonly route: string;
  /** Null: nobody is signed in. */
  readonly as: Who | null;
  /** What stands in the address instead of a `$name`, where the example has none or another. */
  readonly params?: Readonly<Record<string, string>>;
  /** Behind the path: `?…` or `#…`. */
  readonly more?: string;
  /** True: what the page asks for is refused, which the browser's console says as well. */
  readonly refused?: true;
}

export const addressOf = ({ route, params = {}, more = '' }: PageToVisit, example: Example): string =>
  route.replace(/\$(\w+)/g, (_, name: keyof Example) => params[name] ?? example[name]) + more;

const page = (
  as: Who | null,
  route: string,
  more: string | Pick<PageToVisit, 'params' | 'refused' | 'more'> = {},
): PageToVisit => ({ as, route, ...(typeof more === 'string' ? { more } : more) });

export const pagesByWing = {
  learning: [
    page(null, '/certificates/$code'),
    page('learner', '/'),
    page('learner', '/catalog'),
    page('learner', '/catalog', '?q=nothing-has-this-word'),
    page('learner', '/my-courses'),
    page('learner', '/notes'),
    page('learner', '/certificates'),
    page('learner', '/courses/$courseId'),
    page('learner', '/courses/$courseId/lessons/$lessonId'),
    page('learner', '/courses/$courseId/lessons/$lessonId', '?side=notes'),
    page('instructor', '/certificates'),
    page('instructor', '/lessons/$lessonId'),
    page('instructor', '/studio'),
    page('instructor', '/studio/import'),
    page('instructor', '/studio/$courseId'),
    page('instructor', '/studio/$courseId/lessons/$lessonId'),
    page('instructor', '/studio/$courseId/lessons/$lessonId', '?history=true'),
    page('instructor', '/studio/$courseId/files'),
    page('instructor', '/studio/$courseId/settings'),
    page('instructor', '/studio/$courseId/analytics'),
    page('instructor', '/studio/$courseId/roster'),
    page('instructor', '/studio/$courseId/publish/$workflowId'),
  ],
  platform: [
    page(null, '/sign-in'),
    page(null, '/reset-password', '#token=of-a-letter'),
    page(null, '/sign-up'),
    page(null, '/reset-password'),
    page(null, '/verify-email'),
    page(null, '/invitation'),
    page(null, '/unsubscribe/$token', { params: { token: 'a-token-that-no-letter-holds' }, refused: true }),
    page('learner', '/profile'),
    page('learner', '/profile/security'),
    page('learner', '/profile/organizations'),
    page('learner', '/profile/notifications'),
    page('learner', '/profile/api-keys'),
    page('learner', '/inbox'),
    page('learner', '/inbox', '?show=archived'),
    page('learner', '/ask'),
    page('learner', '/ask/$conversationId'),
    page('learner', '/ask/why/$answerId'),
    page('learner', '/sources/$documentId', {
      params: { documentId: '01a1f952-2fad-74ac-921c-f41439f3a317' },
      refused: true,
    }),
    page('instructor', '/documents'),
    page('instructor', '/reports'),
    page('instructor', '/reports', '?from=2026-01-01&to=2026-01-31&by=week'),
    page('instructor', '/reports/courses'),
    page('instructor', '/reports/courses/$courseId'),
    page('admin', '/reports'),
    page('admin', '/reports/retention'),
    page('admin', '/reports/delivery'),
    page('admin', '/people'),
    page('admin', '/organization'),
    page('admin', '/messages'),
    page('admin', '/messages', '?state=parked'),
    page('admin', '/messages/deliveries/$deliveryId'),
    page('admin', '/messages/templates'),
    page('admin', '/messages/templates/$kind', { params: { kind: 'learning.enrolled' } }),
    page('admin', '/messages/templates/$kind', {
      params: { kind: 'learning.enrolled' },
      more: '?channel=push',
    }),
    page('admin', '/messages/endpoints'),
    page('admin', '/messages/mailbox'),
    page('admin', '/assistant'),
    page('admin', '/assistant', '?month=2026-01'),
    page('admin', '/assistant/instructions'),
    page('admin', '/assistant/instructions/$kind', { params: { kind: 'explain' } }),
    page('admin', '/assistant/instructions/$kind', { params: { kind: 'find' }, more: '?level=advanced' }),
    page('admin', '/assistant/comparisons'),
    page('admin', '/assistant/comparisons/$evaluationId'),
    page('admin', '/assistant/feedback'),
    page('admin', '/system'),
    page('admin', '/system/events'),
    page('admin', '/system/traces'),
    page('admin', '/system/traces/$traceId'),
    page('admin', '/system/workflows'),
    page('admin', '/system/schedules'),
    page('admin', '/system/dead-letters'),
    page('admin', '/audit'),
  ],
} satisfies Record<string, readonly PageToVisit[]>;

export type Wing = keyof typeof pagesByWing;
