/**
 * What each call answers to whom, as data: one line a call (more where it has several sides). The rule of a
 * call stands here a second time on purpose, so that nobody opens a route by accident.
 */
import type { College } from './college.fixture.ts';
import { measuringLines, organizationReportLines, reportLines } from './expectations-analytics.fixture.ts';
import { askingLines, assistantAdminLines, keyLines } from './expectations-assistant.fixture.ts';
import {
  documentLines,
  findingLines,
  indexLines,
  retrievingLines,
} from './expectations-knowledge.fixture.ts';
import { editingLines, learningLines, readingLines } from './expectations-learning.fixture.ts';
import {
  clockLines,
  inboxLines,
  notificationAdministrationLines,
  unsubscribeLines,
} from './expectations-notifications.fixture.ts';
import { operationsLines } from './expectations-operations.fixture.ts';
import type { MemberKey, Person, Role } from './people.fixture.ts';

/**
 * Who may make a call: these roles, or everybody who is signed in, or everybody, or programs with a key of
 * somebody’s, or other services alone.
 */
export type Rule = readonly Role[] | 'signed-in' | 'anyone' | 'api-key' | 'internal';

export interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly form?: () => FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the line's owner: somebody made for this request. */
  readonly owner?: Person;
}

/**
 * - a status: exactly that, nothing told, nothing changed;
 * - `own`: it works, on their own things: nothing told of the owner's, nothing changed of them;
 * - `same`: it works as it does for the owner, rightly.
 */
export type Outcome = number | 'own' | 'same';

export interface Line {
  /** A valid request about the owner's things. Default: a body guessed from the schema, and no ids. */
  readonly send?: (college: College) => Sent | Promise<Sent>;
  /** Who is sure to succeed, last, with the request that the others were refused. */
  readonly owner?: MemberKey;
  /** The owner's status. Default: the lowest that the contract declares. */
  readonly status?: number;
  /** Others of organization A whom the rule lets in. Default: 404 with an id in the path, `own` without. */
  readonly other?: Outcome;
  /** Everything in organization B. Default as for others. */
  readonly stranger?: Outcome;
  /** Signed in, without an organization. Default: as the stranger. Where roles are asked for: 403. */
  readonly leaver?: Outcome;
  /** True: admins see it too, so they are not among the others. Default: where the rule names them beside the owner's role. */
  readonly adminsToo?: boolean;
  /** True: everybody signs in anew for it, because it ends the session. */
  readonly ownSession?: boolean;
}

export interface Expectation extends Line {
  readonly rule: Rule;
}

export type Lines = Readonly<Record<string, Line>>;

const under = (rule: Rule, lines: Lines): Record<string, Expectation> =>
  Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, { rule, ...line }]));

const account = under('signed-in', {
  'identity.me': {},
  'identity.updateMe': {
    send: async ({ spare }) => ({ owner: await spare.member(), body: { name: 'Robin' } }),
  },
  'identity.sessions': {},
  'identity.purposes': {},
  // No service of ours declares one yet: whoever asks hears that there is none.
  'identity.elevate': {
    send: () => ({ body: { purpose: 'break-glass', reason: 'Somebody needs it at once' } }),
    status: 404,
    other: 404,
    stranger: 404,
  },
  'identity.endPurpose': {
    send: () => ({ params: { purpose: 'break-glass' } }),
    other: 'own',
    stranger: 'own',
  },
  'identity.revokeSession': {
    send: async ({ spare, members }) => ({ params: { sessionId: await spare.sessionId(members.learner) } }),
  },
  'identity.revokeOtherSessions': { send: async ({ spare }) => ({ owner: await spare.member() }) },
  'identity.requestEmailVerification': {},
  'identity.secondFactor': {},
  // The password of one person opens nothing of another's: everybody is asked for their own.
  'identity.changeEmail': {
    send: async ({ spare }) => {
      const owner = await spare.member();
      return { owner, body: { currentPassword: owner.password, email: `new.${owner.email}` } };
    },
    other: 403,
    stranger: 403,
  },
  'identity.changePassword': {
    send: async ({ spare }) => {
      const owner = await spare.member();
      return { owner, body: { currentPassword: owner.password, newPassword: 'four unrelated words here' } };
    },
    other: 403,
    stranger: 403,
  },
  'identity.enrollSecondFactor': {
    send: async ({ spare }) => {
      const owner = await spare.member();
      return { owner, body: { password: owner.password } };
    },
    other: 403,
    stranger: 403,
  },
  'identity.confirmSecondFactor': {
    send: async ({ spare }) => {
      const { member: owner, code } = await spare.memberWithApp();
      return { owner, body: { code } };
    },
    other: 409,
    stranger: 409,
  },
  'identity.disableSecondFactor': {
    send: async ({ spare }) => {
      const { member: owner, code } = await spare.memberWithApp();
      const recoveryCode = await spare.confirm(owner, code);
      return { owner, body: { password: owner.password, recoveryCode } };
    },
    other: 403,
    stranger: 403,
  },
  'identity.regenerateRecoveryCodes': {
    send: async ({ spare }) => {
      const { member: owner, code } = await spare.memberWithApp();
      const recoveryCode = await spare.confirm(owner, code);
      return { owner, body: { password: owner.password, recoveryCode } };
    },
    other: 403,
    stranger: 403,
  },
  'identity.organization': { other: 'same', stranger: 'own', leaver: 403 },
  'identity.roles': {},
  'identity.organizations': {},
  'identity.createOrganization': {},
  'identity.switchOrganization': {
    send: ({ organizationId }) => ({ params: { organizationId } }),
    other: 'same',
    stranger: 404,
  },
});

/** Whoever holds the password, token or code may: that is what it is for. */
const open = under('anyone', {
  'identity.register': { other: 'own', stranger: 'own' },
  'identity.login': {
    send: ({ members: { instructor } }) => ({
      body: { email: instructor.email, password: instructor.password },
    }),
  },
  'identity.refresh': {
    send: async ({ spare, members }) => ({
      body: { refreshToken: (await spare.session(members.learner)).refreshToken },
    }),
  },
  'identity.logout': {
    send: async ({ spare, members }) => ({
      body: { refreshToken: (await spare.session(members.learner)).refreshToken },
    }),
    ownSession: true,
  },
  'identity.logout, without a token': {
    send: async ({ spare }) => ({ owner: await spare.member(), body: {} }),
    other: 'own',
    stranger: 'own',
    ownSession: true,
  },
  'identity.requestPasswordReset': {
    send: ({ members: { learner } }) => ({ body: { email: learner.email } }),
  },
  'identity.confirmPasswordReset': {
    send: async ({ spare }) => {
      const { email } = await spare.member();
      return { body: { token: await spare.resetToken(email), password: 'four unrelated words here' } };
    },
  },
  'identity.confirmEmail': {
    send: async ({ spare }) => ({ body: { token: await spare.tokenFor((await spare.member()).email) } }),
  },
  'identity.jwks': {},
  'identity.previewInvitation': {
    send: async ({ spare }) => ({ body: { token: (await spare.invitation()).token } }),
  },
  // It is for the address it was written to: who is signed in as somebody else cannot use it.
  'identity.acceptInvitation': {
    send: async ({ spare }) => ({
      body: {
        token: (await spare.invitation()).token,
        name: 'Robin',
        password: 'four unrelated words here',
      },
    }),
    other: 403,
    stranger: 403,
  },
  ...unsubscribeLines,
  'progress.verify': { send: ({ certificateCode: code }) => ({ params: { code } }) },
});

const administration = under(['admin'], {
  'identity.updateOrganization': { other: 'same' },
  'identity.members': { other: 'same' },
  'identity.createMember': { other: 'same' },
  'identity.updateMember': {
    send: async ({ spare }) => ({
      params: { userId: (await spare.member()).userId },
      body: { roles: ['admin'] },
    }),
    other: 'same',
    stranger: 404,
  },
  'identity.removeMember': {
    send: async ({ spare }) => ({ params: { userId: (await spare.member()).userId } }),
    other: 'same',
    stranger: 404,
  },
  'identity.invite': { other: 'same' },
  'identity.invitations': { other: 'same' },
  'identity.revokeInvitation': {
    send: async ({ spare }) => ({ params: { invitationId: (await spare.invitation()).invitationId } }),
    other: 'same',
    stranger: 404,
  },
  'identity.resendInvitation': {
    send: async ({ spare }) => ({ params: { invitationId: (await spare.invitation()).invitationId } }),
    other: 'same',
    stranger: 404,
  },
  'mailbox.list': { other: 'same' },
  ...operationsLines,
  ...organizationReportLines,
  ...indexLines,
  ...notificationAdministrationLines,
});

const between = under('internal', {
  'identity.person': { send: ({ members }) => ({ params: { userId: members.learner.userId } }) },
  'identity.membership': {
    send: ({ members, organizationId }) => ({ params: { organizationId, userId: members.learner.userId } }),
  },
  'identity.ensureAccounts': {},
  'enrollments.of': {
    send: ({ published, members }) => ({
      params: { courseId: published.courseId, learnerId: members.learner.userId },
    }),
  },
  'enrollments.seats': { send: ({ members }) => ({ params: { learnerId: members.learner.userId } }) },
  'courses.standings': { send: ({ published }) => ({ query: { courseIds: published.courseId } }) },
  'courses.versionLessons': {
    send: ({ published }) => ({ params: { courseId: published.courseId, version: '1' } }),
  },
  'progress.initialise': {},
  ...measuringLines,
  ...retrievingLines,
  ...clockLines,
});

/** By the id of the call, with a note behind a comma where it has more than one line. */
export const expectations: Readonly<Record<string, Expectation>> = {
  ...under(['instructor', 'admin'], { ...editingLines, ...documentLines, ...reportLines }),
  ...under(['learner'], learningLines),
  ...under('signed-in', { ...readingLines, ...findingLines, ...inboxLines, ...askingLines }),
  ...under(['admin'], assistantAdminLines),
  ...under('api-key', keyLines),
  ...account,
  ...open,
  ...administration,
  ...between,
};

/** Routes that no contract declares, as kernel/src/http/platform-routes.ts lists them. Everybody gets them, from this machine. */
export const platformRoutes: Readonly<Record<string, number>> = {
  '/livez': 200,
  '/readyz': 200,
  '/metrics': 200,
  '/api/openapi.json': 200,
  '/api/asyncapi.json': 200,
  '/api/docs': 200,
  '/api/docs/swagger-ui-bundle.js': 200,
  '/api/docs/swagger-ui.css': 200,
  '/api/docs/start.js': 200,
};
